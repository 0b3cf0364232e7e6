#include "dossier/formats/base64.h"
#include "dossier/formats/text_encoding.h"
#include "dossier/text.h"
#include "support/form_generator.h"
#include "support/form_wild_texts.h"

#include <algorithm>

namespace support {

using dossier::Field;
using dossier::UnknownElement;

namespace {

const std::vector<std::string> quirks_of_lrmx_files{"any order",
                                                    "empty as newline and indent",
                                                    "missing elements",
                                                    "empty family row",
                                                    "unknown element",
                                                    "unknown element in a row",
                                                    "unknown element in the family",
                                                    "attribute of the root",
                                                    "attribute of an element",
                                                    "attribute of a row",
                                                    "repeated element",
                                                    "lower-case element",
                                                    "text between elements",
                                                    "comment",
                                                    "control characters",
                                                    "references to control characters",
                                                    "double escape",
                                                    "exporter's escape",
                                                    "carriage return reference",
                                                    "escaped carriage return",
                                                    "_x000D_",
                                                    "CRLF",
                                                    "CR",
                                                    "CDATA",
                                                    "bare <",
                                                    "nested element",
                                                    "document type",
                                                    "UTF-8 mark",
                                                    "UTF-16LE",
                                                    "UTF-16BE",
                                                    "UTF-16 without mark",
                                                    "GBK declared",
                                                    "GBK undeclared",
                                                    "wrapped photo",
                                                    "photo as data address",
                                                    "photo without padding",
                                                    "photo is no picture",
                                                    "photo is no base64",
                                                    "no photo",
                                                    "no version",
                                                    "padded values",
                                                    "one-line file"};

std::string utf16(const std::string& text, bool big, bool mark) {
    std::string bytes;
    const auto unit = [&](char32_t value) {
        const auto high = static_cast<char>(value >> 8U & 0xffU);
        const auto low = static_cast<char>(value & 0xffU);
        bytes += big ? high : low;
        bytes += big ? low : high;
    };
    if (mark)
        unit(0xfeff);
    for (const char32_t c : dossier::code_points(text)) {
        if (c < 0x10000) {
            unit(c);
        } else {
            unit(0xd800 + ((c - 0x10000) >> 10U));
            unit(0xdc00 + ((c - 0x10000) & 0x3ffU));
        }
    }
    return bytes;
}

/// Writes one file by hand, so that it shares nothing with the program's own writer.
class LrmxMaker {
  public:
    LrmxMaker(std::uint64_t seed, WildFile& file)
        : dice_(seed, file)
        , file_(file)
        , form_(file.expected) {}

    void make() {
        form_ = FormGenerator(dice_.random.next()).form_without_photo();
        make_texts_wild(form_, dice_);
        choose_escapes();
        if (dice_.has("empty family row"))
            form_.family.emplace_back();
        if (dice_.has("bare <"))
            form_[Field::expertise] = "年龄 <35 岁";
        std::vector<std::string> children = fields();
        children.push_back(family());
        photo(children);
        extras(children);
        if (dice_.has("any order"))
            shuffle(children);
        children.insert(children.end(), late_.begin(), late_.end());
        encode(document(children));
        settle_unknown();
    }

  private:
    void choose_escapes() {
        double_escape_ = dice_.has("double escape");
        exporter_escape_ = !double_escape_ && dice_.has("exporter's escape");
        control_ = dice_.has("control characters");
        control_reference_ = dice_.has("references to control characters");
        if (dice_.has("carriage return reference"))
            newline_ = std::string("&#xD;\n");
        else if (dice_.has("escaped carriage return"))
            newline_ = std::string("&amp;#xD;");
        else if (dice_.has("_x000D_"))
            newline_ = std::string("_x000D_\n");
        else if (dice_.has("CRLF"))
            newline_ = std::string("\r\n");
        else if (dice_.has("CR"))
            newline_ = std::string("\r");
        padded_ = dice_.has("padded values");
        if (double_escape_ || exporter_escape_)
            form_[Field::awards] = "获\"优秀\"<一等>奖&奖金";
    }

    std::string escaped(const std::string& text) {
        std::string out;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            const bool boundary = (static_cast<unsigned char>(c) & 0xc0U) != 0x80;
            if (boundary && control_ && dice_.random.one_in(20))
                out += dice_.random.one_in(2) ? '\x0b' : '\x1f';
            if (boundary && control_reference_ && dice_.random.one_in(20))
                out += dice_.random.one_in(2) ? "&#x0B;" : "&#31;";
            const std::string prefix = double_escape_ ? "&amp;" : exporter_escape_ ? "&1" : "&";
            if (c == '&')
                out += prefix + "amp;";
            else if (c == '<' && i + 1 < text.size() && text[i + 1] == '3')
                out += c; // the bare one
            else if (c == '<')
                out += prefix + "lt;";
            else if (c == '>')
                out += prefix + "gt;";
            else if (c == '\n')
                out += newline_;
            else
                out += c;
        }
        return out;
    }

    std::string value(const std::string& text) {
        std::string inner;
        if (text.find('<') == std::string::npos && !text.empty() && dice_.random.one_in(20) &&
            newline_ == "\n") {
            dice_.took("CDATA");
            inner = "<![CDATA[" + text + "]]>";
        } else if (!text.empty() && dice_.random.one_in(40)) {
            dice_.took("nested element");
            inner = "<b>" + escaped(text) + "</b>";
        } else {
            inner = escaped(text);
        }
        if (text.empty() && dice_.has("empty as newline and indent"))
            return "\n  ";
        return padded_ ? "\n    " + inner + "\n  " : inner;
    }

    std::string element(const std::string& name, const std::string& text,
                        std::vector<UnknownElement>* unknown) {
        std::string attributes;
        if (unknown != nullptr && dice_.random.one_in(60)) {
            dice_.took("attribute of an element");
            attributes = " note=\"a &amp; b\"";
            unknown->push_back({name + "/@note", "a & b"});
        }
        std::string out("<");
        out.append(name)
            .append(attributes)
            .append(">")
            .append(value(text))
            .append("</")
            .append(name)
            .append(">");
        return out;
    }

    std::vector<std::string> fields() {
        const bool missing = dice_.has("missing elements");
        if (dice_.has("no version"))
            form_[Field::editor_version].clear();
        std::vector<std::string> children;
        for (std::size_t i = 0; i < dossier::field_count; ++i) {
            const auto field = static_cast<Field>(i);
            if (missing && field != Field::name && dice_.random.one_in(3))
                form_[field].clear();
            if (form_[field].empty() &&
                (missing || field == Field::editor_version || field == Field::retirement_month ||
                 field == Field::age_limit_before_reform))
                continue;
            children.push_back(
                element(std::string(dossier::term(field).element), form_[field], &element_attributes_));
        }
        return children;
    }

    std::string family() {
        std::string out = "<JiaTingChengYuan>";
        for (dossier::FamilyMember& member : form_.family) {
            std::vector<UnknownElement> attributes;
            out += "<Item";
            if (dice_.has("attribute of a row")) {
                out += " id='1'";
                member.unknown.push_back({"@id", "1"});
            }
            out += ">";
            for (std::size_t i = 0; i < dossier::family_field_count; ++i)
                out += element(std::string(dossier::term(static_cast<dossier::FamilyField>(i)).element),
                               member.texts.at(i), &attributes);
            member.unknown.insert(member.unknown.end(), attributes.begin(), attributes.end());
            if (dice_.has("unknown element in a row")) {
                out += "<NianLing>50</NianLing>";
                member.unknown.push_back({"NianLing", "<NianLing>50</NianLing>"});
            }
            out += "</Item>";
        }
        if (dice_.has("unknown element in the family")) {
            out += "<Count n=\"1\">2</Count>";
            family_unknown_.push_back({"JiaTingChengYuan/Count", "<Count n=\"1\">2</Count>"});
        }
        return out + "</JiaTingChengYuan>";
    }

    void photo(std::vector<std::string>& children) {
        if (dice_.has("no photo")) {
            children.emplace_back("<ZhaoPian>\r\n</ZhaoPian>");
            return;
        }
        if (dice_.has("photo is no base64")) {
            children.emplace_back("<ZhaoPian>D:\\张三.jpg</ZhaoPian>");
            bad_photo_ = true;
            return;
        }
        form_.photo = dice_.has("photo is no picture") ? std::string("no picture\0\xff", 12)
                                                       : drawn_portrait(dice_.random);
        std::string text = formats::to_base64(form_.photo);
        if (dice_.has("photo without padding"))
            while (text.ends_with('='))
                text.pop_back();
        if (dice_.has("wrapped photo"))
            for (std::size_t at = 76; at < text.size(); at += 78)
                text.insert(at, "\r\n");
        if (dice_.has("photo as data address"))
            text.insert(0, "data:image/png;base64,");
        children.push_back("<ZhaoPian>" + text + "</ZhaoPian>");
    }

    /// Parts nobody knows. Repeated elements must stand behind the first, the others anywhere.
    void extras(std::vector<std::string>& children) {
        if (dice_.has("unknown element"))
            children.emplace_back("<XinZeng k=\"v\"><Zi>一 &amp; 二</Zi></XinZeng>");
        if (dice_.has("lower-case element"))
            children.emplace_back("<xingming>小写</xingming>");
        if (dice_.has("comment"))
            children.emplace_back("<!-- 注释 <XingMing> -->");
        if (dice_.has("text between elements"))
            children.emplace_back("散落的文字");
        if (dice_.has("repeated element"))
            late_.emplace_back("<XingMing>重复</XingMing>");
    }

    void shuffle(std::vector<std::string>& children) {
        for (std::size_t i = children.size(); i > 1; --i)
            std::swap(children[i - 1], children[dice_.random.below(i)]);
    }

    std::string document(const std::vector<std::string>& children) {
        order_ = children;
        const std::string line = dice_.has("one-line file") ? "" : newline_.starts_with('\r') ? "\r\n" : "\n";
        std::string out = "<?xml version=\"1.0\" encoding=\"@\"?>" + line;
        if (dice_.has("document type"))
            out += "<!DOCTYPE Person [<!ENTITY x \"y\">]>" + line;
        out += "<Person";
        if (dice_.has("attribute of the root")) {
            out += " xmlns:xsi=\"urn:x\" a='\"1\"'";
            form_.unknown = {{"@xmlns:xsi", "urn:x"}, {"@a", "\"1\""}};
        }
        out += ">" + line;
        for (const std::string& one : children)
            out += (line.empty() ? "" : "  ") + one + line;
        return out + "</Person>";
    }

    void encode(std::string xml) {
        const auto declared = [&](const std::string& name) {
            xml.replace(xml.find('@'), 1, name);
            return xml;
        };
        if (dice_.has("UTF-8 mark"))
            file_.bytes = "\xef\xbb\xbf" + declared("utf-8");
        else if (dice_.has("UTF-16LE"))
            file_.bytes = utf16(declared("utf-16"), false, true);
        else if (dice_.has("UTF-16BE"))
            file_.bytes = utf16(declared("utf-16"), true, true);
        else if (dice_.has("UTF-16 without mark"))
            file_.bytes = utf16(declared("utf-16"), dice_.random.one_in(2), false);
        else if (dice_.has("GBK declared"))
            file_.bytes = formats::to_gb18030(declared(dice_.random.one_in(2) ? "GBK" : "gb2312"));
        else if (dice_.has("GBK undeclared"))
            file_.bytes = formats::to_gb18030(declared("utf-8"));
        else
            file_.bytes = declared("utf-8");
    }

    /// The unknown parts in the order the reader keeps them.
    void settle_unknown() {
        auto& unknown = form_.unknown;
        unknown.insert(unknown.end(), element_attributes_.begin(), element_attributes_.end());
        unknown.insert(unknown.end(), family_unknown_.begin(), family_unknown_.end());
        bool text = false;
        for (const std::string& one : order_) {
            if (one.starts_with("<XinZeng"))
                unknown.push_back({"XinZeng", one});
            else if (one.starts_with("<xingming"))
                unknown.push_back({"xingming", one});
            else if (one == "<XingMing>重复</XingMing>")
                unknown.push_back({"XingMing", one});
            else if (bad_photo_ && one.starts_with("<ZhaoPian"))
                unknown.push_back({"ZhaoPian", one});
            text = text || one == "散落的文字";
        }
        if (text)
            unknown.push_back({"#text", "散落的文字"});
    }

    QuirkDice dice_;
    WildFile& file_;
    dossier::Form& form_;
    std::string newline_ = std::string("\n");
    bool double_escape_ = false;
    bool exporter_escape_ = false;
    bool control_ = false;
    bool control_reference_ = false;
    bool padded_ = false;
    bool bad_photo_ = false;
    std::vector<UnknownElement> element_attributes_;
    std::vector<UnknownElement> family_unknown_;
    std::vector<std::string> late_;
    std::vector<std::string> order_;
};

} // namespace

WildFile wild_lrmx(std::uint64_t seed) {
    WildFile file;
    LrmxMaker(seed, file).make();
    return file;
}

const std::vector<std::string>& lrmx_quirks() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> names = quirks_of_lrmx_files;
        const std::vector<std::string> texts = text_quirks();
        names.insert(names.end(), texts.begin(), texts.end());
        return names;
    }();
    return all;
}

} // namespace support

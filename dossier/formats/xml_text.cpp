#include "dossier/formats/xml_text.h"

#include "dossier/text.h"

#include <array>
#include <charconv>
#include <optional>

namespace formats {

namespace {

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7f;
}

/// Characters the cleaner looks at one by one.
constexpr std::array<bool, 256> make_special() {
    std::array<bool, 256> special{};
    for (std::size_t i = 0; i < special.size(); ++i) {
        const bool control = (i < 0x20 && i != '\t' && i != '\n' && i != '\r') || i == 0x7f;
        special[i] = control || i == '&' || i == '<';
    }
    return special;
}
constexpr std::array<bool, 256> special_characters = make_special();

struct Reference {
    char32_t character = 0;
    std::size_t length = 0;
};

/// A numeric reference at the start of `text`: &#13; or &#xD;.
std::optional<Reference> numeric_reference(std::string_view text) {
    if (!text.starts_with("&#"))
        return std::nullopt;
    const bool hex = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
    const char* begin = text.data() + (hex ? 3 : 2);
    const char* end = text.data() + text.size();
    unsigned long value = 0;
    const auto [stop, error] = std::from_chars(begin, end, value, hex ? 16 : 10);
    if (error == std::errc::invalid_argument || stop == end || *stop != ';')
        return std::nullopt;
    const bool overflow = error != std::errc{} || value > 0x10ffff;
    return Reference{overflow ? 0x110000 : static_cast<char32_t>(value),
                     static_cast<std::size_t>(stop + 1 - text.data())};
}

/// _x000D_ and the other C0 characters, as spreadsheets and XmlConvert write them.
std::optional<Reference> underscore_escape(std::string_view text) {
    if (text.size() < 7 || !text.starts_with("_x00") || text[6] != '_')
        return std::nullopt;
    unsigned value = 0;
    const auto [stop, error] = std::from_chars(text.data() + 4, text.data() + 6, value, 16);
    if (error != std::errc{} || stop != text.data() + 6 || value >= 0x20)
        return std::nullopt;
    return Reference{static_cast<char32_t>(value), 7};
}

struct Named {
    std::string_view text;
    char character;
};
constexpr std::array<Named, 10> named{{{"&lt;", '<'},
                                       {"&gt;", '>'},
                                       {"&amp;", '&'},
                                       {"&quot;", '"'},
                                       {"&apos;", '\''},
                                       {"&1lt;", '<'},
                                       {"&1gt;", '>'},
                                       {"&1amp;", '&'},
                                       {"&1quot;", '"'},
                                       {"&1apos;", '\''}}};

/// Whether a '<' before `next` can begin markup.
bool begins_markup(char next) {
    return (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '/' || next == '!' ||
           next == '?' || next == '_' || next == ':' || static_cast<unsigned char>(next) >= 0x80;
}

class Cleaner {
  public:
    /// `keep_places`: references to control characters leave U+FFFD, so that nothing joins up around them.
    Cleaner(std::string_view xml, bool keep_places)
        : rest_(xml)
        , keep_places_(keep_places) {
        clean_.xml.reserve(xml.size() + 16);
    }

    CleanXml run() {
        while (!rest_.empty()) {
            const char c = rest_.front();
            if (c == '&')
                reference();
            else if (c == '<')
                tag();
            else if (is_control(c))
                drop(1);
            else if (in_tag_)
                within_tag(c);
            else
                plain();
        }
        return std::move(clean_);
    }

  private:
    void drop(std::size_t length) {
        rest_.remove_prefix(length);
        ++clean_.control_characters;
    }
    void keep(std::size_t length) {
        clean_.xml += rest_.substr(0, length);
        rest_.remove_prefix(length);
    }
    void plain() {
        std::size_t length = 1;
        while (length < rest_.size() && !special_characters[static_cast<unsigned char>(rest_[length])])
            ++length;
        keep(length);
    }
    void reference() {
        const auto found = numeric_reference(rest_);
        if (!found)
            return keep(1);
        const char32_t c = found->character;
        if (c == '\r') {
            clean_.xml += '\n';
            rest_.remove_prefix(found->length);
            swallow_newline();
        } else if (c < 0x80 && is_control(static_cast<char>(c))) {
            if (keep_places_)
                clean_.xml += "\xef\xbf\xbd";
            drop(found->length);
        } else if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) {
            clean_.xml += "\xef\xbf\xbd";
            drop(found->length);
        } else {
            keep(found->length);
        }
    }
    /// The line feed that follows a carriage return, however it is written.
    void swallow_newline() {
        if (rest_.starts_with("\r\n"))
            rest_.remove_prefix(2);
        else if (rest_.starts_with('\n'))
            rest_.remove_prefix(1);
        else if (const auto next = numeric_reference(rest_); next && next->character == '\n')
            rest_.remove_prefix(next->length);
    }
    void tag() {
        if (quote_ != '\0') // an attribute's text begins nothing
            return escape();
        in_tag_ = false;
        if (rest_.starts_with("<![CDATA["))
            return literal("]]>");
        if (rest_.starts_with("<!--"))
            return literal("-->");
        if (rest_.starts_with("<?"))
            return literal("?>");
        if (rest_.size() > 1 && !begins_markup(rest_[1]))
            return escape();
        in_tag_ = true;
        keep(1);
    }
    void escape() {
        clean_.xml += "&lt;";
        rest_.remove_prefix(1);
    }
    void within_tag(char c) {
        if (quote_ != '\0')
            quote_ = c == quote_ ? '\0' : quote_;
        else if (c == '"' || c == '\'')
            quote_ = c;
        else
            in_tag_ = c != '>';
        keep(1);
    }
    /// A section without references, through `end`.
    void literal(std::string_view end) {
        const std::size_t found = rest_.find(end);
        const std::size_t length = found == std::string_view::npos ? rest_.size() : found + end.size();
        for (const char c : rest_.substr(0, length)) {
            if (is_control(c))
                ++clean_.control_characters;
            else
                clean_.xml += c;
        }
        rest_.remove_prefix(length);
    }

    std::string_view rest_;
    bool keep_places_;
    bool in_tag_ = false;
    char quote_ = '\0'; ///< of the attribute within the tag
    CleanXml clean_;
};

void append_escaped(std::string& out, std::string_view text, bool attribute) {
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += attribute ? "&quot;" : "\"";
            break;
        case '\n':
            out += attribute ? "&#10;" : "\n";
            break;
        case '\t':
            out += attribute ? "&#9;" : "\t";
            break;
        default:
            if (!is_control(c) && c != '\r')
                out += c;
        }
    }
}

std::string valid(std::string_view text) {
    return dossier::is_valid_utf8(text) ? std::string(text) : dossier::utf8(dossier::code_points(text));
}

} // namespace

CleanXml clean_xml(std::string_view xml) {
    CleanXml clean = Cleaner(xml, false).run();
    // What was removed may have stood within a reference: "&#<U+0001>xD;" is one now.
    bool removed = clean.control_characters > 0;
    for (int pass = 0; pass < 4 && removed; ++pass) {
        CleanXml next = Cleaner(clean.xml, pass == 3).run();
        removed = next.control_characters > 0;
        next.control_characters += clean.control_characters;
        clean = std::move(next);
    }
    return clean;
}

std::string decode_double_escapes(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t special = text.find_first_of("&_", i);
        out += text.substr(i, special - i);
        if (special == std::string_view::npos)
            break;
        i = special;
        const std::string_view rest = text.substr(i);
        std::size_t length = 1;
        if (const auto escape = underscore_escape(rest)) {
            length = escape->length;
            out += static_cast<char>(escape->character);
        } else if (const auto reference = numeric_reference(rest);
                   reference && (reference->character == '\r' || reference->character == '\n')) {
            length = reference->length;
            out += static_cast<char>(reference->character);
        } else {
            char character = rest.front();
            for (const Named& name : named) {
                if (!rest.starts_with(name.text))
                    continue;
                character = name.character;
                length = name.text.size();
                break;
            }
            out += character;
        }
        i += length;
    }
    return out;
}

std::string xml_text(std::string_view raw) {
    const std::string text = valid(raw);
    std::string out;
    if (decode_double_escapes(text) == text) {
        append_escaped(out, text, false);
        return out;
    }
    out = "<![CDATA[";
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t end = text.find("]]>", i);
        out += text.substr(i, end - i);
        if (end == std::string::npos)
            break;
        out += "]]]]><![CDATA[>";
        i = end + 3;
    }
    return out + "]]>";
}

std::string xml_attribute(std::string_view text) {
    std::string out;
    append_escaped(out, valid(text), true);
    return out;
}

} // namespace formats

#include "dossier/formats/lrmx.h"

#include "dossier/formats/base64.h"
#include "dossier/formats/lrmx_order.h"
#include "dossier/formats/text_encoding.h"
#include "dossier/formats/xml_text.h"
#include "dossier/person.h"
#include "dossier/text.h"

#include <algorithm>
#include <pugixml.hpp>
#include <set>

namespace formats {

using dossier::FamilyMember;
using dossier::Field;
using dossier::UnknownElement;

namespace {

// White space and comments are kept because unknown elements are written back as they were.
constexpr unsigned parse_options = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol |
                                   pugi::parse_ws_pcdata | pugi::parse_comments | pugi::parse_pi;

struct StringWriter : pugi::xml_writer {
    std::string text;
    void write(const void* data, std::size_t size) override {
        text.append(static_cast<const char*>(data), size);
    }
};

/// Text as it reads again: valid, without control characters, one kind of line end. References within an
/// attribute that looks like CDATA reach the parser uncleaned.
std::string readable(std::string_view text) {
    std::string out;
    for (const char c :
         dossier::is_valid_utf8(text) ? std::string(text) : dossier::utf8(dossier::code_points(text))) {
        if (c == '\r')
            out += '\n';
        else if (static_cast<unsigned char>(c) >= 0x20 ? c != 0x7f : c == '\n' || c == '\t')
            out += c;
    }
    return out;
}

UnknownElement as_unknown(const pugi::xml_node& node) {
    StringWriter writer;
    node.print(writer, "", pugi::format_raw, pugi::encoding_utf8);
    return {node.name(), clean_xml(readable(writer.text)).xml};
}

/// Attributes as unknown elements, each name once. xsi:nil is untrue beside a text and dropped.
std::vector<UnknownElement> attributes_of(const pugi::xml_node& node, const std::string& prefix,
                                          bool has_text) {
    std::vector<UnknownElement> found;
    std::set<std::string_view> names;
    for (const pugi::xml_attribute& attribute : node.attributes())
        if (!(has_text && std::string_view(attribute.name()) == nil_attribute) &&
            names.insert(attribute.name()).second)
            found.push_back({prefix + attribute.name(), readable(attribute.value())});
    return found;
}

bool is_text(const pugi::xml_node& node) {
    return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

bool declares_gb(std::string_view bytes) {
    // Only what the declaration says: the same words in a field mean nothing.
    const std::string_view begin = bytes.substr(0, 128);
    const std::size_t end = begin.find("?>");
    std::string head(begin.substr(0, end == std::string_view::npos ? 0 : end));
    std::transform(head.begin(), head.end(), head.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return head.find("encoding=\"gb") != std::string::npos || head.find("encoding='gb") != std::string::npos;
}

/// Reads one <Person>. Unknown parts are collected by place, so that writing and reading again keeps their
/// order: attributes of the root, of its children in the official order, elements of the family, others,
/// text.
class PersonReader {
  public:
    explicit PersonReader(Notes& notes)
        : notes_(notes) {}

    dossier::Form read(const pugi::xml_node& person) {
        form_.unknown = attributes_of(person, "@", false);
        for (const pugi::xml_node& child : person.children())
            read_child(child);
        std::stable_sort(attributes_.begin(), attributes_.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        for (auto& [order, attribute] : attributes_)
            form_.unknown.push_back(std::move(attribute));
        std::move(family_elements_.begin(), family_elements_.end(), std::back_inserter(form_.unknown));
        std::move(elements_.begin(), elements_.end(), std::back_inserter(form_.unknown));
        if (const std::string text = dossier::tidy(stray_text_); !text.empty())
            form_.unknown.push_back({std::string(stray_text_name), xml_text(text)});
        return std::move(form_);
    }

  private:
    void note(Remark remark, std::string where, std::string detail = {}) {
        notes_.push_back({remark, std::move(where), std::move(detail)});
    }

    void read_child(const pugi::xml_node& child) {
        const std::string_view name = child.name();
        if (is_text(child)) {
            stray_text_ += child.value();
        } else if (child.type() != pugi::node_element) {
            return;
        } else if (const auto field = dossier::field_of_element(name)) {
            read_field(child, *field);
        } else if (name == family_element) {
            keep_attributes(child, order_of_family, false);
            read_family(child);
        } else if (name == photo_element && !seen_photo_) {
            read_photo(child);
        } else {
            note(name == photo_element ? Remark::duplicate_element : Remark::unknown_element,
                 std::string(name));
            elements_.push_back(as_unknown(child));
        }
    }

    void read_field(const pugi::xml_node& child, Field field) {
        const auto index = static_cast<std::size_t>(field);
        std::string text = text_of(child);
        if (seen_.at(index)) {
            note(Remark::duplicate_element, child.name());
            if (text != form_[field])
                elements_.push_back(as_unknown(child));
            return;
        }
        seen_.at(index) = true;
        keep_attributes(child, order_of(field), !text.empty());
        form_[field] = std::move(text);
    }

    void keep_attributes(const pugi::xml_node& child, int order, bool has_text) {
        std::vector<UnknownElement> attributes =
            attributes_of(child, std::string(child.name()) + "/@", has_text);
        for (UnknownElement& attribute : attributes)
            if (attribute_names_.insert(attribute.name).second)
                attributes_.emplace_back(order, std::move(attribute));
    }

    void read_family(const pugi::xml_node& container) {
        for (const pugi::xml_node& item : container.children()) {
            if (item.type() != pugi::node_element)
                continue;
            if (std::string_view(item.name()) == item_element) {
                form_.family.push_back(read_member(item));
                continue;
            }
            note(Remark::unknown_element, std::string(family_element) + "/" + item.name());
            UnknownElement element = as_unknown(item);
            element.name.insert(0, std::string(family_element) + "/");
            family_elements_.push_back(std::move(element));
        }
    }

    FamilyMember read_member(const pugi::xml_node& item) {
        FamilyMember member;
        std::array<bool, dossier::family_field_count> seen{};
        std::array<std::vector<UnknownElement>, dossier::family_field_count> attributes;
        std::vector<UnknownElement> elements;
        member.unknown = attributes_of(item, "@", false);
        for (const pugi::xml_node& child : item.children()) {
            if (child.type() != pugi::node_element)
                continue;
            const auto field = dossier::family_field_of_element(child.name());
            const std::size_t index = field ? static_cast<std::size_t>(*field) : 0;
            if (!field || seen.at(index)) {
                note(field ? Remark::duplicate_element : Remark::unknown_element,
                     std::string(item_element) + "/" + child.name());
                elements.push_back(as_unknown(child));
                continue;
            }
            seen.at(index) = true;
            member[*field] = text_of(child);
            attributes.at(index) =
                attributes_of(child, std::string(child.name()) + "/@", !member[*field].empty());
        }
        for (std::vector<UnknownElement>& list : attributes)
            std::move(list.begin(), list.end(), std::back_inserter(member.unknown));
        std::move(elements.begin(), elements.end(), std::back_inserter(member.unknown));
        return member;
    }

    /// All text below the element, elements inside it looked through; CDATA is literal.
    std::string text_of(const pugi::xml_node& element) {
        std::string text;
        bool nested = false;
        bool escapes = false;
        for (pugi::xml_node node = element.first_child(); node;) {
            if (node.type() == pugi::node_cdata) {
                text += node.value();
            } else if (node.type() == pugi::node_pcdata) {
                const std::string decoded = decode_double_escapes(node.value());
                escapes = escapes || decoded != node.value();
                text += decoded;
            }
            nested = nested || node.type() == pugi::node_element;
            if (node.first_child()) {
                node = node.first_child();
                continue;
            }
            while (node != element && !node.next_sibling())
                node = node.parent();
            if (node == element)
                break;
            node = node.next_sibling();
        }
        if (nested)
            note(Remark::nested_elements, element.name());
        if (escapes)
            note(Remark::double_escapes, element.name());
        return dossier::tidy(text);
    }

    void read_photo(const pugi::xml_node& child) {
        std::string text;
        bool only_text = true;
        for (const pugi::xml_node& piece : child.children()) {
            if (is_text(piece))
                text += piece.value();
            only_text = only_text && piece.type() != pugi::node_element;
        }
        if (only_text && dossier::trimmed(text).empty()) // says nothing: a later one may hold the photo
            return keep_attributes(child, order_of_photo, false);
        seen_photo_ = true;
        std::optional<std::string> bytes = photo_bytes(text);
        if (!bytes)
            bytes = photo_bytes(decode_double_escapes(text));
        if (!only_text || !bytes || bytes->empty()) {
            note(Remark::photo_not_base64, child.name());
            elements_.push_back(as_unknown(child));
            return;
        }
        keep_attributes(child, order_of_photo, true);
        form_.photo = std::move(*bytes);
        if (!looks_like_picture(form_.photo))
            note(Remark::photo_not_an_image, child.name());
    }

    static std::optional<std::string> photo_bytes(std::string_view text) {
        text = dossier::trimmed(text.substr(0, 64)).starts_with("data:") &&
                       text.find(',') != std::string_view::npos
                   ? text.substr(text.find(',') + 1)
                   : text;
        return from_base64(text);
    }

    Notes& notes_;
    dossier::Form form_;
    std::array<bool, dossier::field_count> seen_{};
    bool seen_photo_ = false;
    std::vector<std::pair<int, UnknownElement>> attributes_;
    std::set<std::string> attribute_names_;
    std::vector<UnknownElement> family_elements_;
    std::vector<UnknownElement> elements_;
    std::string stray_text_;
};

} // namespace

LrmxResult read_lrmx(std::string_view bytes) {
    if (bytes.size() > lrmx_limit)
        throw Error(Fault::too_large, std::to_string(lrmx_limit));
    LrmxResult result;
    const DecodedText decoded = decode_text(bytes, declares_gb(bytes));
    if (decoded.encoding == Encoding::gb18030)
        result.notes.push_back({Remark::decoded_gb18030, {}, {}});
    CleanXml clean = clean_xml(decoded.text);
    if (clean.control_characters > 0)
        result.notes.push_back({Remark::control_characters, {}, std::to_string(clean.control_characters)});
    if (clean.xml.find("<!DOCTYPE") < clean.xml.find("<Person"))
        result.notes.push_back({Remark::doctype_ignored, {}, {}});
    pugi::xml_document document;
    const pugi::xml_parse_result parsed =
        document.load_buffer_inplace(clean.xml.data(), clean.xml.size(), parse_options, pugi::encoding_utf8);
    if (!parsed)
        throw Error(Fault::not_xml,
                    std::string(parsed.description()) + " at " + std::to_string(parsed.offset));
    const pugi::xml_node person = document.child(root_element.data());
    if (!person)
        throw Error(Fault::not_a_form, document.document_element().name());
    result.form = PersonReader(result.notes).read(person);
    if (dossier::matching_name(result.form[Field::name]).empty())
        result.notes.push_back({Remark::no_name, {}, {}});
    return result;
}

} // namespace formats

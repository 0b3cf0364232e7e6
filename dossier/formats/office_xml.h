// Walking Office XML by local names, because writers choose their own prefixes.
#pragma once

#include "dossier/formats/error.h"

#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace formats {

inline std::string_view local_name(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}
inline std::string_view local_name(const pugi::xml_node& node) {
    return local_name(std::string_view(node.name()));
}

inline pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
    for (const pugi::xml_node& one : node.children())
        if (local_name(one) == name)
            return one;
    return {};
}

inline std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
    for (const pugi::xml_attribute& one : node.attributes())
        if (local_name(std::string_view(one.name())) == name)
            return one.value();
    return {};
}

/// Attribute `val` of the child `name`.
inline std::string_view child_value(const pugi::xml_node& node, std::string_view name) {
    return attribute(child(node, name), "val");
}

/// Parses `text` in place; it must outlive the document. `keep_spaces` for texts of one space.
inline void parse_office_xml(pugi::xml_document& document, std::string& text, const std::string& part) {
    const auto parsed = document.load_buffer_inplace(text.data(), text.size(),
                                                     pugi::parse_cdata | pugi::parse_escapes |
                                                         pugi::parse_eol | pugi::parse_ws_pcdata_single,
                                                     pugi::encoding_utf8);
    if (!parsed)
        throw Error(Fault::not_xml, part + ": " + parsed.description());
}

/// A number of an attribute; `fallback` where it is none.
int number(std::string_view text, int fallback = 0);

} // namespace formats

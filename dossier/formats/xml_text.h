// What foreign exporters do to XML text, undone before and after the parser; escaping for our own writers.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace formats {

struct CleanXml {
    std::string xml;
    std::size_t control_characters = 0; ///< removed or replaced, numeric references to them included
};

/// Makes UTF-8 XML of the wild parsable (sources.md: form-files): C0 control characters removed,
/// `&#xD;` a newline, references to characters that do not exist U+FFFD, a '<' that begins no tag escaped.
CleanXml clean_xml(std::string_view xml);

/// Undoes the double escapes of known exporters in the text of one element: `&lt;` `&1lt;` and their kin,
/// `&#xD;`, `_x000D_`. One level: what it gives is final.
std::string decode_double_escapes(std::string_view text);

/// Text for an element: escaped, or CDATA where reading would take it for a double escape.
std::string xml_text(std::string_view text);
/// Text for an attribute in double quotes.
std::string xml_attribute(std::string_view text);

} // namespace formats

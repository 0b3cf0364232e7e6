// What the cells of a spreadsheet hold, as text: dates by their number format, numbers in full.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace formats {

/// "B12" -> column 1, row 11; false where the reference is none.
bool cell_place(std::string_view reference, std::size_t& column, std::size_t& row);

/// A number as people write it: no exponent below 10^21, at most 15 digits behind the first.
std::string number_text(std::string_view stored);

/// Days since 1900 (or 1904) as yyyy-mm-dd, with hh:mm where there is a fraction, hh:mm alone below one day.
std::string date_text(double serial, bool since_1904);

/// Whether a format code shows a date or a time.
bool is_date_format(std::string_view code);

/// For each cell format (attribute s): whether it shows a date.
std::vector<bool> date_formats(const pugi::xml_node& style_sheet);

/// The strings of the shared table; phonetic guides left out.
std::vector<std::string> shared_strings(const pugi::xml_node& table);
/// Text of an <si> or <is> element.
std::string string_item(const pugi::xml_node& item);

} // namespace formats

// Reading the text files of the packages and writing C++ arrays.
#pragma once

#include <cstdint>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace tables {

std::u32string decode(std::string_view utf8);
/// Parts between any of the separators; empty parts are left out.
std::vector<std::string> split(std::string_view text, std::string_view separators);
/// A line "U+4E00<tab>kTotalStrokes<tab>1" of Unihan.
struct UnihanLine {
    std::uint32_t character = 0;
    std::string field;
    std::string value;
};
/// The next line with a value; false at the end.
bool next(std::istream& stream, UnihanLine& line);

/// `constexpr declaration = {...};` on standard output.
void write_numbers(std::string_view declaration, const std::vector<std::uint32_t>& values);

void make_pinyin(std::istream& readings);
void make_strokes(std::istream& dictionary, std::istream& totals, std::istream& official);

} // namespace tables

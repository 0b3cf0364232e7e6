// Characters of texts: UTF-8 to code points and back, spaces, control characters.
#pragma once

#include <string>
#include <string_view>

namespace dossier {

/// Code points of UTF-8 text; each byte that does not belong to a valid sequence becomes U+FFFD.
std::u32string code_points(std::string_view text);
void append_utf8(std::string& text, char32_t character);
std::string utf8(std::u32string_view characters);
bool is_valid_utf8(std::string_view text);

/// Any white space (ASCII, U+00A0, U+2000-200A, U+3000 ...) or invisible character (U+200B-200F, U+2060,
/// U+FEFF).
bool is_space_or_invisible(char32_t c);
/// 0-9, also of full width.
bool is_digit(char32_t c);
/// A Chinese character, any plane.
bool is_han(char32_t c);

/// The one form in which element texts are stored (sources.md: form-files): control characters
/// except tab and newline removed, "\r\n" and "\r" to "\n", white space at both ends trimmed.
std::string tidy(std::string_view text);
/// White space (incl. U+3000) trimmed at both ends; a view into `text`.
std::string_view trimmed(std::string_view text);

} // namespace dossier

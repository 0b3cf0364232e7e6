// Comma separated values (RFC 4180, and what spreadsheets make of it): bytes to a sheet and back.
#pragma once

#include "dossier/formats/table.h"

#include <string_view>

namespace formats {

inline constexpr std::size_t csv_limit = 64U << 20U;

/// Any encoding of text_encoding.h. The separator is the one of comma, semicolon, tab (and full-width comma)
/// that parts the first lines most evenly; a line `sep=;` decides. Quotes double inside quoted cells,
/// newlines may stand in them; a quote that is never closed is text. Throws Fault::too_large,
/// unknown_encoding.
Workbook read_csv(std::string_view bytes);

/// UTF-8 with a byte order mark (spreadsheets need it), CRLF, quotes where needed. Cells that a spreadsheet
/// would take for a formula (= + - @ at the start, not a number) get a leading apostrophe.
std::string write_csv(const Sheet& sheet);

} // namespace formats

// Spreadsheets (.xlsx): bytes to sheets of text and back.
#pragma once

#include "dossier/formats/table.h"

#include <string_view>

namespace formats {

inline constexpr std::size_t xlsx_limit = 100U << 20U;

/// Visible sheets in order. Shared, inline and formula strings, numbers as shown without formatting (exact
/// decimal), dates by their number format as yyyy-mm-dd, booleans TRUE/FALSE, errors as their text. Merged
/// cells hold their text at the upper left. Throws Fault::too_large, not_an_archive, encrypted,
/// expands_too_much, part_missing, not_xml.
Workbook read_xlsx(std::string_view bytes);

/// One file in memory; the first row of each sheet is bold and frozen, integers are numbers.
std::string write_xlsx(const Workbook& workbook);

} // namespace formats

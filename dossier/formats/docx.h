// Word documents (.docx) and OpenDocument-free plain reading of them: paragraphs for a report.
#pragma once

#include "dossier/formats/error.h"
#include "dossier/material.h"

#include <string>
#include <string_view>
#include <vector>

namespace formats {

/// What comes after so many paragraphs is left out, with Remark::cut_off.
inline constexpr std::size_t paragraph_limit = 100000;
/// Cells beyond so many in one row of a table are left out.
inline constexpr std::size_t widest_table_row = 100;

inline constexpr std::size_t docx_limit = 200U << 20U;     ///< of the file
inline constexpr std::size_t zip_entry_limit = 64U << 20U; ///< of one unpacked entry

struct ReportResult {
    std::vector<dossier::Paragraph> paragraphs;
    Notes notes;
};

/// Text, runs (bold, italic, underline through styles), titles and headings (by style or outline level),
/// numbering as text, alignment, tables as rows, page breaks. Deleted text of tracked changes is left out,
/// inserted text kept; pictures are counted in the notes. Text boxes and footnotes are appended where they
/// stand. Throws Fault::too_large, not_an_archive, encrypted, expands_too_much, part_missing, not_xml.
ReportResult read_docx(std::string_view bytes);

} // namespace formats

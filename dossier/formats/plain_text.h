// Reports as plain text or Markdown: bytes to paragraphs.
#pragma once

#include "dossier/formats/docx.h"

namespace formats {

inline constexpr std::size_t text_limit = 32U << 20U;

/// One paragraph a line (blank lines part them), in any encoding of text_encoding.h. A short first line
/// without a full stop is the title; lines that begin 一、 （一） 1. and are short are headings; a form feed
/// is a page break. Lines hard-wrapped at one width are joined.
ReportResult read_text(std::string_view bytes);

/// Markdown: # headings, paragraphs, **bold**, *italic*, lists as text, | tables |, --- page breaks.
ReportResult read_markdown(std::string_view bytes);

} // namespace formats

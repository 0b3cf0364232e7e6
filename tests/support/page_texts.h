// What a page says and where: for tests of layout.
#pragma once

#include "dossier/pages/page.h"

#include <string>

namespace support {

/// All texts of the pages in drawing order, one line per run, white space removed.
std::string texts_of(const pages::Pages& pages);
/// How often `needle` stands in `text`.
int count(const std::string& text, const std::string& needle);
/// Fails the running test for every text that leaves its cell or its page, and for cells outside the page.
void expect_texts_stay_in_their_cells(const pages::Pages& pages);

} // namespace support

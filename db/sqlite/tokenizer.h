// The FTS5 tokenizer "dossier": Chinese characters singly and in pairs, words of other scripts whole.
#pragma once

#include "db/sqlite/engine.h"

namespace db::sqlite {

/// `tokenize='dossier words'` (texts): each Chinese character is a token, and the pair it begins a second one
/// at the same place; runs of letters and digits are one lower-case token; the rest separates.
/// `tokenize='dossier characters'` (names): every character of any script, pairs across all of them, so that
/// a match is exactly a substring. A quoted query becomes the phrase of its pairs, a lone character itself.
void register_tokenizer(Native connection);

/// What to MATCH a table of `dossier words` with: every word or run of characters between spaces must occur;
/// a word of letters may go on. Empty when there is nothing to look for.
std::string match_expression(const std::string& text);

} // namespace db::sqlite

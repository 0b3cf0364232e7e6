// How a document was before, told by what it is now: the log's way to keep long texts without keeping them
// whole.
#pragma once

#include <string>

namespace db {

/// The steps from `after` back to `before`: stretches to copy and texts to put between. UTF-8 when both are.
std::string document_difference(const std::string& before, const std::string& after);

/// The document before. Throws Error(corrupt) when `after` is not the document the difference was made for.
std::string document_before(const std::string& after, const std::string& difference);

} // namespace db

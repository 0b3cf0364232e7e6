// Zip archives made in memory, for tests of documents.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace support {

/// Entries in order, deflated.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& entries);

/// A .docx whose body is `body` (w:p, w:tbl ...), with optional further parts ("word/styles.xml" ...).
std::string docx_of(const std::string& body,
                    const std::vector<std::pair<std::string, std::string>>& parts = {});

} // namespace support

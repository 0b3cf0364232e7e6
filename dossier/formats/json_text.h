// JSON documents as text. A header of its own and two functions: who includes the library's parser and writer
// compiles them anew in every file.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace formats {

/// The document, or a discarded value (`is_discarded()`) where the text is none. Throws nothing but
/// bad_alloc.
nlohmann::json parsed_json(std::string_view text);

/// On one line, or indented by so many blanks. Bytes that are not UTF-8 are replaced.
std::string json_text(const nlohmann::json& document, int indent = -1);
std::string json_text(const nlohmann::ordered_json& document, int indent = -1);

} // namespace formats

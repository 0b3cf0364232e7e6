// Base64 as the forms carry it (RFC 4648, tolerant of line breaks).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace formats {

std::string to_base64(std::string_view bytes);
/// White space is skipped and missing padding accepted; nullopt for any other character.
std::optional<std::string> from_base64(std::string_view text);

} // namespace formats

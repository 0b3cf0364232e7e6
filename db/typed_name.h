// Names typed as people do with an input method: "zhangsf", "zsanfeng", "张sf".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace db {

/// Whether `typed` (small letters, v for ü, or characters) reads as the beginning of `name`: per character
/// the character itself or the beginning of one of its readings.
bool reads_as(std::string_view typed, std::string_view name);

/// The initials that letters can stand for: "zhangsf" -> "zsf" and what else they can be cut into; at
/// most 64.
std::vector<std::string> possible_initials(std::string_view letters);

} // namespace db

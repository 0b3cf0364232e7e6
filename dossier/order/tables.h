// The tables of readings and strokes, generated at build time (tools/tables/han_tables.cpp).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace order::tables {

/// All readings of all characters. Readings of characters[i] are readings[begins[i] .. begins[i + 1]), the
/// usual one first; each is 8 * index into syllables + tone (1-4, 5 = neutral).
struct Pinyin {
    std::span<const std::uint32_t> characters; ///< sorted
    std::span<const std::uint32_t> begins;     ///< one more than characters
    std::span<const std::uint16_t> readings;
    std::span<const std::string_view> syllables; ///< toneless, v for ü, sorted
};
Pinyin pinyin();

} // namespace order::tables

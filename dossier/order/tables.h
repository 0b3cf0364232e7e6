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

/// Strokes of all characters: those of characters[i] are text[begins[i] .. begins[i + 1]).
struct Strokes {
    std::span<const std::uint32_t> characters; ///< sorted
    std::span<const std::uint32_t> begins;     ///< one more than characters
    /// Number of strokes; 128 is added where the strokes are those of the neighbour in 通用规范汉字表 and
    /// only say where the character stands.
    std::span<const std::uint8_t> counts;
    /// Order among characters with the same strokes (of 通用规范汉字表); 0 = not in it, after all others.
    std::span<const std::uint16_t> ties;
    std::string_view text; ///< digits 1-5, 横竖撇点折; none where only the number is known
};
Strokes strokes();

} // namespace order::tables

// Strokes of Chinese characters, and names in the two official stroke orders.
#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>

namespace order {

/// Number of strokes; 0 = not a Chinese character or not known.
int stroke_count(char32_t character);
/// Strokes in writing order as digits: 横 1, 竖 2, 撇 3, 点 4, 折 5; empty where only the number is known.
std::string_view stroke_sequence(char32_t character);

/// What decided between two characters.
enum class StrokeRule {
    same,     ///< the same character
    count,    ///< number of strokes
    sequence, ///< first differing stroke
    official, ///< same strokes, or strokes not known: their order in 通用规范汉字表 (GF 3003)
    fallback, ///< ICU's stroke collation, then the code point
    foreign,  ///< one of them is no Chinese character and comes last
};

struct StrokeComparison {
    std::strong_ordering order = std::strong_ordering::equal;
    StrokeRule rule = StrokeRule::same;
};

/// Total order of all characters: Chinese ones by strokes, the rest after them by code point.
StrokeComparison compare_strokes(char32_t a, char32_t b);

/// How names of two characters compare with longer ones (sources.md: stroke-order).
enum class StrokeStyle {
    surname, ///< 按姓氏笔画: an empty middle, which sorts first, so 田富 < 田大利
    name,    ///< 按姓名笔画 (people's congresses): character by character, so 田大利 < 田富
};

struct NameComparison {
    std::strong_ordering order = std::strong_ordering::equal;
    StrokeRule rule = StrokeRule::same;
    /// Characters that decided; 0 where the name has none there (the empty middle, or it has ended).
    char32_t a = 0;
    char32_t b = 0;
};

/// Compares two names; spaces, invisible characters and · count as nothing.
NameComparison compare_names(std::string_view a, std::string_view b, StrokeStyle style);

} // namespace order

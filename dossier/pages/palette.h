// The few colours of pages: dark blue-grey on ivory, one accent.
#pragma once

#include <cstdint>

namespace pages {

struct Color {
    double red = 0, green = 0, blue = 0;
    bool operator==(const Color&) const = default;
};
constexpr Color rgb(std::uint32_t value) {
    return {((value >> 16) & 255) / 255.0, ((value >> 8) & 255) / 255.0, (value & 255) / 255.0};
}

namespace palette {
inline constexpr Color black = rgb(0x000000);
inline constexpr Color white = rgb(0xffffff);
inline constexpr Color ivory = rgb(0xfbf9f4);  ///< ground of screen pages
inline constexpr Color sand = rgb(0xf0ece1);   ///< quiet areas on ivory
inline constexpr Color ink = rgb(0x1c2733);    ///< text on screen pages
inline constexpr Color slate = rgb(0x55626f);  ///< captions
inline constexpr Color line = rgb(0xcfc9ba);   ///< rules on ivory
inline constexpr Color accent = rgb(0x9a2a22); ///< what the meeting decides on: the proposed post
} // namespace palette

} // namespace pages

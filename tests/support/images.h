// Image files made for tests: four coloured corners in any format FFmpeg or libheif writes, and JPEGs by
// hand.
#pragma once

#include "media/picture.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace support {

/// Colours of the corners as 0xRRGGBB: top left, top right, bottom left, bottom right.
inline constexpr std::array<std::uint32_t, 4> corner_colours{0xe02020, 0x20c020, 0x2020e0, 0xe0e0e0};

/// RGBA, each quarter in its colour; `alpha` for the lower half.
std::vector<std::uint8_t> four_corners(media::Size size, std::uint8_t alpha = 255);
/// A still image by the FFmpeg encoder and pixel format named; RGBA in.
std::string encode_image(const std::string& encoder, const std::string& pixel_format, media::Size size,
                         const std::vector<std::uint8_t>& rgba);
/// HEIC (x265) or AVIF (AV1) with an orientation 1..8 in the container's properties.
std::string encode_heif(bool avif, media::Size size, const std::vector<std::uint8_t>& rgba, int orientation);

/// An EXIF block with nothing but the orientation.
std::string exif(int orientation, bool little_endian = false);
std::string jpeg_with_exif(std::string_view jpeg, std::string_view exif_block);
std::string png_with_exif(std::string_view png, std::string_view exif_block);
/// `webp`: a simple file (VP8 or VP8L); the result is an extended one.
std::string webp_with_exif(std::string_view webp, media::Size size, std::string_view exif_block);
std::string animated_webp(std::string_view webp, media::Size size);

/// An ID3v2.3 tag with a cover picture, to stand before an MP3.
std::string id3_with_cover(std::string_view jpeg);

/// A baseline JPEG of one colour, 16 x 16, with the given component values. `adobe_transform` < 0: no marker.
std::string flat_jpeg(const std::vector<int>& components, int adobe_transform);

/// Of an upright BGRA picture, 0xRRGGBB, at a place given in 1/100 of the size.
std::uint32_t colour_at(const media::Picture& picture, int percent_x, int percent_y);
/// The largest difference of a channel.
int distance(std::uint32_t a, std::uint32_t b);

} // namespace support

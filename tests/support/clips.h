// Clips made for tests: each picture carries its number in black and white squares, the sound is a sine.
#pragma once

#include "media/clip_writer.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace support {

struct ClipRecipe {
    media::ClipWriterOptions writer{.size = {320, 180}, .frame_rate = 25, .preset = "ultrafast"};
    double seconds = 2;
    int first_number = 0;     ///< of the first picture
    double black_seconds = 0; ///< black pictures at the beginning
    double sine = 440;        ///< Hz
    double amplitude = 0.25;  ///< of full scale
};

/// Writes the clip; sound and pictures of the same length. Throws media::Error.
void make_clip(const std::filesystem::path& file, const ClipRecipe& recipe);

/// The picture with `number` as 16 squares of 1/8 x 1/4 of the size over a grey ramp: bit 0 at the top left.
std::vector<std::uint8_t> numbered_picture(media::Size size, int number);
/// The number read back from an upright BGRA picture of any size, or -1 where a square is neither.
int number_in(const media::Picture& picture);

} // namespace support

#include "support/clips.h"

#include "media/log.h"

#include <cmath>
#include <numbers>

namespace support {
namespace {

constexpr int columns = 8;
constexpr int rows = 4; // the upper two rows carry 16 bits, the lower half is a ramp

void set(std::vector<std::uint8_t>& pixels, media::Size size, int x, int y, int grey) {
    const auto at = static_cast<std::size_t>(y * size.width + x) * 4U;
    for (std::size_t channel = 0; channel < 3; ++channel)
        pixels[at + channel] = static_cast<std::uint8_t>(grey);
    pixels[at + 3] = 255;
}

} // namespace

std::vector<std::uint8_t> numbered_picture(media::Size size, int number) {
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(size.width * size.height) * 4U);
    for (int y = 0; y < size.height; ++y) {
        const int row = y * rows / size.height;
        for (int x = 0; x < size.width; ++x) {
            const int bit = row * columns + x * columns / size.width;
            const int ramp = 40 + 170 * x / size.width;
            set(pixels, size, x, y, row < 2 ? ((number >> bit) & 1 ? 235 : 20) : ramp);
        }
    }
    return pixels;
}

int number_in(const media::Picture& picture) {
    int number = 0;
    for (int bit = 0; bit < 2 * columns; ++bit) {
        const int x = (2 * (bit % columns) + 1) * picture.size.width / (2 * columns);
        const int y = (2 * (bit / columns) + 1) * picture.size.height / (2 * rows);
        const int grey = picture.planes[0][y * picture.strides[0] + x * 4 + 1];
        if (grey > 90 && grey < 165)
            return -1;
        number |= (grey > 127 ? 1 : 0) << bit;
    }
    return number;
}

void make_clip(const std::filesystem::path& file, const ClipRecipe& recipe) {
    media::silence_library_log();
    media::ClipWriter writer(file, recipe.writer);
    const bool pictures = recipe.writer.size.width > 0;
    const int rate = recipe.writer.sample_rate;
    const int ticks = static_cast<int>(std::lround(recipe.seconds * recipe.writer.frame_rate));
    std::int64_t sample = 0;
    std::vector<float> sound;
    for (int tick = 0; tick < ticks; ++tick) {
        if (pictures && tick < recipe.black_seconds * recipe.writer.frame_rate)
            writer.picture(std::vector<std::uint8_t>(
                static_cast<std::size_t>(recipe.writer.size.width * recipe.writer.size.height) * 4U));
        else if (pictures)
            writer.picture(numbered_picture(recipe.writer.size, recipe.first_number + tick));
        sound.clear();
        for (; rate > 0 && sample * recipe.writer.frame_rate < std::int64_t{tick + 1} * rate; ++sample)
            for (int channel = 0; channel < recipe.writer.channels; ++channel)
                sound.push_back(
                    static_cast<float>(recipe.amplitude * std::sin(2 * std::numbers::pi * recipe.sine *
                                                                   static_cast<double>(sample) / rate)));
        if (!sound.empty())
            writer.sound(sound);
    }
    writer.finish();
}

} // namespace support

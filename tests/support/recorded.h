// Scripted pictures and sound for recordings, and what a decoder makes of the file.
#pragma once

#include "media/ffmpeg.h"
#include "media/fragment_muxer.h"
#include "media/picture.h"

#include <filesystem>
#include <string>
#include <vector>

namespace support {

inline constexpr media::Size recorded_size{160, 96};

/// A picture of recorded_size, all of one luma.
media::Frame grey(int level);
/// A tone of 1 kHz, mono, whose phase depends on the time alone.
media::Frame tone(int frames, media::Time begin, double level);

/// A second has a flash and a beep of 100 ms at its beginning.
bool flashes(media::Time at);

std::string joined(const std::vector<media::Fragment>& fragments);

/// What FFmpeg decodes: times of the flashes and beeps, lengths, key pictures.
struct Decoded {
    std::vector<double> flashes;
    std::vector<double> beeps;
    std::vector<double> pictures;
    std::vector<int> lumas; ///< of the first point of each picture
    std::vector<double> keys;
    std::vector<float> sound; ///< of the first channel
    double sound_begin = -1;
    double sound_end = 0;
    int errors = 0;
};
Decoded decode(const std::filesystem::path& file);

} // namespace support

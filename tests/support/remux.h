// The packets of a clip written again into another file: moved in time, with a cover or with subtitles.
#pragma once

#include "media/feed.h"

#include <filesystem>
#include <string>
#include <vector>

namespace support {

struct Remux {
    double shift = 0;            ///< seconds added to every time stamp; in MP4 below 0 = an edit list
    std::filesystem::path cover; ///< a JPEG or PNG, as attached picture
    std::vector<media::SubtitleLine> lines; ///< as a stream of their own
};

/// Throws media::Error.
void remux(const std::filesystem::path& from, const std::filesystem::path& to, const Remux& how);

} // namespace support

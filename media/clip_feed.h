// A Feed over one file: demuxes and decodes with FFmpeg, puts time stamps right.
#pragma once

#include "media/feed.h"
#include "media/source.h"

#include <filesystem>

namespace media {

struct ClipFeedOptions {
    int threads = 0;      ///< of the picture decoder; 0 = as the machine has cores, four at most
    Time open_limit{0.9}; ///< a file that takes longer to open is refused
    bool pictures = true; ///< false: only the sound will be asked for
};

/// Opens a file; throws Error. The file's first time stamp becomes 0.
std::unique_ptr<Feed> open_clip(const std::filesystem::path& file, ClipFeedOptions options = {});
/// The same over other bytes (a test's hand); `extension` as a hint, with its dot.
std::unique_ptr<Feed> open_clip(OpenBytes open, const std::string& extension, ClipFeedOptions options = {});

} // namespace media

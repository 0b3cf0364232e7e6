// Seekable copies: the packets of a clip in fragments (a recording) in one piece, its index first.
#pragma once

#include "media/error.h"

#include <atomic>
#include <filesystem>
#include <functional>

namespace media {

/// Whether it is an MP4 whose pictures and sound lie in fragments: every program opens it, but some of them
/// read the head of each fragment first, and few can jump in it. A file that cannot be read is none.
bool is_fragmented(const std::filesystem::path& file);

/// Writes `copy` (MP4, index first) with the same pictures and sound at the same times, nothing decoded.
/// `progress(share)` is called from time to time. False: cancelled; then, and where it throws Error, there is
/// no file.
bool make_seekable_copy(const std::filesystem::path& original, const std::filesystem::path& copy,
                        const std::function<void(double)>& progress, const std::atomic<bool>& cancel);

} // namespace media

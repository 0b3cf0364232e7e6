// A Feed over several files, or stretches of files, one after the other on one time line.
#pragma once

#include "media/clip_feed.h"
#include "media/player.h"

namespace media {

/// Opens one file of a time line within the limit; throws Error.
using OpenPart = std::function<std::unique_ptr<Feed>(const std::filesystem::path& file, Time limit)>;

/// A part that cannot be opened leaves a gap and a fault ("part_missing"); throws Error if none can be.
/// Opening all of them takes no longer than `limit`.
std::unique_ptr<Feed> open_time_line(const std::vector<Part>& parts, OpenPart open, Time limit);

} // namespace media

// A recording in many short fragments is read with an index at its beginning, so that it opens at once.
#pragma once

#include "media/source.h"

#include <atomic>
#include <memory>

namespace media {

/// FFmpeg reads the header of every fragment before it opens such a file, all over the disk, unless an index
/// (sidx) stands before the first one. The file is append-only and has its index (mfra) at the end: this
/// reader shows the same bytes with the one made of the other put in. A file that is not so is shown as it
/// is; `indexed` says which.
OpenBytes with_fragment_index(OpenBytes open, std::shared_ptr<std::atomic<bool>> indexed);

/// The longest fragments this is done for, and the most between two key pictures then.
inline constexpr double longest_fragment = 0.6;
inline constexpr double longest_key_interval = 1.5;

} // namespace media

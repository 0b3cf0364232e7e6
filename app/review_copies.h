// Review copies of the catalogue's clips: which are needed, made one at a time at the lowest priority.
#pragma once

#include "db/catalogue.h"
#include "media/feed.h"

#include <atomic>
#include <functional>
#include <string>

namespace app {

enum class ReviewCopy {
    not_needed, ///< no moving picture, or one that plays well as it is; no room for a seekable copy
    there,      ///< made earlier
    made,
    stopped
};

/// Judges the object by media::ReviewNeed and makes what it needs; minutes of work for a long clip. A clip in
/// fragments that needs none gets a seekable copy in the same place, where there is room. The
/// judgement is kept beside the copy, so that it is passed once. Half a copy is never to be seen: whoever is
/// stopped or killed begins this clip anew. `progress(share)` is called from time to time. Lowers the
/// priority of the calling thread for good. Throws media::Error, db::Error.
ReviewCopy complete_review_copy(db::Catalogue& catalogue, const std::string& hash,
                                const std::function<void(double)>& progress, const std::atomic<bool>& stop);

/// Of the calling thread and those it starts from now on (the encoder's), for good: whatever else runs comes
/// first.
void lower_priority();

/// The review copy of an object; empty where there is none, or where it is not as long as it was made.
std::filesystem::path review_copy_of(const db::MediaStore& store, const std::string& hash);

/// Subtitles inside the original, kept with its review copy.
std::vector<media::SubtitleLine> review_subtitles(const db::MediaStore& store, const std::string& hash);

} // namespace app

// What crashed recordings left is filed: cut to the last whole fragment, read back, marks kept.
#pragma once

#include "app/recording/filing.h"

#include <atomic>
#include <functional>
#include <string>

namespace app::recording {

struct Recovered {
    Filed filed;
    double seconds_missing = 0;    ///< recorded, as far as is known, and not in the files
    double seconds_sound_only = 0; ///< of these only the second file of the sound was usable
    bool from_mirror = false;      ///< something was taken from the mirror
};

/// As line_of(Filed) with "seconds_missing"; "seconds_sound_only" and "from_mirror" where it is so.
std::string line_of(const Recovered& recovered);

/// Every recording that nobody is recording any more (its file is not locked), oldest first. `recovered` is
/// called after each was committed; `failed` where one could not be (it stays as it is). Returns how many
/// failed. Ends early when `stop` is set.
int recover_recordings(db::Catalogue& catalogue, media::ProbeHelper& probe,
                       const std::function<void(const Recovered&)>& recovered,
                       const std::function<void(const db::Recording&, const std::exception&)>& failed,
                       const std::atomic<bool>& stop);

} // namespace app::recording

// What one transcript differs in from another: a stretch of cells; small however long the transcript is.
#pragma once

#include "dossier/material.h"

#include <cstddef>
#include <vector>

namespace dossier {

using Cues = std::vector<Cue>;

/// What makes one transcript of another: the cells from `first` on.
struct CueChange {
    std::size_t first = 0;
    Cues before;
    Cues after;
    [[nodiscard]] bool empty() const { return before.empty() && after.empty(); }
    bool operator==(const CueChange&) const = default;
};

} // namespace dossier

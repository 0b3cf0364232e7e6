// What a presentation is made of: the meeting, its candidates in order and their materials, from the
// catalogue.
#pragma once

#include "app/meeting/show.h"
#include "db/catalogue.h"

#include <optional>
#include <string>
#include <vector>

namespace app::meeting {

/// A meeting that is about to be presented. Values; made once, then read by every thread.
struct Programme {
    dossier::Meeting meeting;
    std::vector<dossier::Dossier> dossiers; ///< one per candidate, in the order of `candidates`
    std::vector<ShowCandidate> candidates;  ///< those with something to show
    bool read_only = false;                 ///< nothing can be logged or noted
    std::vector<ShowCandidate> without;     ///< on the list, but with nothing of the kind asked for
};

/// The newest meeting without `meeting`; in a catalogue without meetings, everybody in the order they were
/// entered. `only` keeps one kind of material. Throws db::Error.
Programme load_programme(db::Catalogue& catalogue, const std::string& meeting,
                         std::optional<dossier::MaterialKind> only);

} // namespace app::meeting

// The workbench's list of candidates: meeting, search, who is chosen.
#pragma once

#include "app/workbench/library.h"

#include <string>

namespace app::workbench {

struct RosterState {
    std::string find;
    bool focus_find = false;
    bool scroll = false; ///< to the chosen one
};

/// What was chosen in the panel.
struct RosterIntents {
    std::optional<dossier::PersonId> person;
    std::optional<dossier::MeetingId> meeting;
    bool present = false; ///< open this meeting on the projector
};

/// Those that `find` means, as places in the list: number, part of the name, pinyin or its initials.
std::vector<std::size_t> found_candidates(const LibraryView& library, const std::string& find);

void draw_roster(const LibraryView& library, const dossier::PersonId& chosen, RosterState& state,
                 RosterIntents& intents);

} // namespace app::workbench

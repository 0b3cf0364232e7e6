// Whom a command is about: the candidates of a meeting in order, or everybody.
#pragma once

#include "db/catalogue.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace app::cli {

/// One candidate with the materials as presented; `dossier` is empty but for the person where there is no
/// meeting.
struct Candidate {
    std::size_t position = 0; ///< from 1
    dossier::Person person;
    dossier::Dossier dossier;
    std::vector<dossier::Material> materials;
};

/// An id, a name, or a place on the newest meeting's list. Throws db::Error(not_found, ambiguous).
dossier::Person person_meant(db::Catalogue& catalogue, const std::string& text);

/// Without a meeting's number or title: the newest meeting, or nothing where there is none.
std::optional<dossier::Meeting> meeting_of(db::Catalogue& catalogue, const std::string& number_or_title);

/// Calls `visit` for each candidate of `meeting`, in order, or for everybody in the order of entry; one at a
/// time is in memory. `visit` returns false to end.
void each_candidate(db::Catalogue& catalogue, const std::optional<dossier::Meeting>& meeting,
                    const std::function<bool(Candidate)>& visit);
/// How many each_candidate() will visit.
std::size_t candidate_count(db::Catalogue& catalogue, const std::optional<dossier::Meeting>& meeting);

} // namespace app::cli

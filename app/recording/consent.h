// Consent and the other facts of a recording, given or put right after it was filed.
#pragma once

#include "app/recording/facts.h"
#include "db/catalogue.h"

namespace app::recording {

/// At any time; the change is in the edit log. Once every recording of a filed clip has a consent the clip
/// may be presented, and as soon as one has none it may not. Throws db::Error, dossier::Conflict.
void change_facts(db::Catalogue& catalogue, const dossier::RecordingId& recording, const Facts& facts);

/// How consent was given, see Facts. A spoken one has its place on the recording's time line, a signed one
/// the material that shows the page.
struct Consent {
    std::string how;
    double at = -1;
    std::string page;
};
void give_consent(db::Catalogue& catalogue, const dossier::RecordingId& recording, const Consent& consent);

} // namespace app::recording

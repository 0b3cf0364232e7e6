// Transcripts in the catalogue: whose they are, how they are replaced, who said that they are ready.
#pragma once

#include "db/catalogue.h"
#include "dossier/transcript.h"

#include <optional>
#include <string>
#include <vector>

namespace app::recording {

/// The person's sound and video materials, in their order.
std::vector<dossier::Material> recordings_of(db::Catalogue& catalogue, const dossier::PersonId& person);
/// Whether a user's word, a number from 1, an id or a title, means this one, the `number`th of its person.
bool is_meant(const std::string& text, const dossier::Material& material, std::size_t number);
/// The one that is meant; nothing where it is none or several.
std::optional<dossier::Material> recording_meant(db::Catalogue& catalogue, const dossier::PersonId& person,
                                                 const std::string& text);
dossier::TranscriptState transcript_state(const dossier::ClipContent& clip);

/// The edit that makes these cells and this state of what `material` has; empty change and same state:
/// nothing would change.
dossier::SetTranscript transcript_edit(const dossier::Material& material, const dossier::Cues& cues,
                                       dossier::TranscriptState state);

/// The login name of who last said that it is ready to be checked; empty: nobody, or the log does not know.
std::string written_by(db::Catalogue& catalogue, const dossier::MaterialId& material);

/// How a state is called, in the user's language.
std::string state_name(dossier::TranscriptState state);

} // namespace app::recording

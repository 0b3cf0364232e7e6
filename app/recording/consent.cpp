#include "app/recording/consent.h"

namespace app::recording {

namespace {

/// ClipContent::withheld as the consents have it; other reasons are left alone.
void judge_withheld(db::Catalogue& catalogue, const dossier::MaterialId& id) {
    std::optional<dossier::Material> material = catalogue.material(id);
    auto* clip = material ? std::get_if<dossier::ClipContent>(&material->content) : nullptr;
    if (clip == nullptr || (!clip->withheld.empty() && clip->withheld != consent_missing))
        return;
    bool all = true;
    for (const db::Recording& recording : catalogue.recordings_of(id))
        all = all && !facts_of(recording.document).consent.empty();
    const std::string withheld = all ? "" : consent_missing;
    if (clip->withheld == withheld)
        return;
    clip->withheld = withheld;
    catalogue.apply(dossier::PutMaterial{*material});
}

db::Recording must_find(db::Catalogue& catalogue, const dossier::RecordingId& id) {
    const auto found = catalogue.recording(id);
    if (!found)
        throw db::Error(db::ErrorKind::not_found, id.text, "no such recording");
    return *found;
}

} // namespace

void change_facts(db::Catalogue& catalogue, const dossier::RecordingId& id, const Facts& facts) {
    const db::Recording recording = must_find(catalogue, id);
    if (facts_of(recording.document) != facts)
        catalogue.set_recording_document(id, to_json(facts));
    if (!recording.material.text.empty())
        judge_withheld(catalogue, recording.material);
}

void give_consent(db::Catalogue& catalogue, const dossier::RecordingId& id, const Consent& consent) {
    Facts facts = facts_of(must_find(catalogue, id).document);
    facts.consent = consent.how;
    facts.consent_at = consent.at;
    facts.consent_page = consent.page;
    change_facts(catalogue, id, facts);
}

} // namespace app::recording

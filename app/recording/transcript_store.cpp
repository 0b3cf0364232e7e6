#include "app/recording/transcript_store.h"

#include "app/language.h"
#include "app/material_titles.h"
#include "dossier/formats/error.h"
#include "dossier/formats/json.h"

#include <algorithm>
#include <charconv>

namespace app::recording {

using dossier::TranscriptState;

std::vector<dossier::Material> recordings_of(db::Catalogue& catalogue, const dossier::PersonId& person) {
    std::vector<dossier::Material> recordings = catalogue.materials(person);
    std::erase_if(recordings, [](const dossier::Material& material) {
        return !std::holds_alternative<dossier::ClipContent>(material.content);
    });
    // As they were made: the identifiers grow with time.
    std::sort(recordings.begin(), recordings.end(),
              [](const dossier::Material& a, const dossier::Material& b) { return a.id.text < b.id.text; });
    return recordings;
}

bool is_meant(const std::string& text, const dossier::Material& material, std::size_t number) {
    std::size_t wanted = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), wanted);
    const bool is_number = error == std::errc() && end == text.data() + text.size();
    return (is_number && wanted == number) || material.id.text == text || material_title(material) == text;
}

std::optional<dossier::Material> recording_meant(db::Catalogue& catalogue, const dossier::PersonId& person,
                                                 const std::string& text) {
    std::optional<dossier::Material> found;
    std::size_t number = 0;
    for (dossier::Material& material : recordings_of(catalogue, person)) {
        if (!is_meant(text, material, ++number))
            continue;
        if (found)
            return std::nullopt;
        found = std::move(material);
    }
    return found;
}

TranscriptState transcript_state(const dossier::ClipContent& clip) {
    return dossier::transcript_state_of(clip.transcript_state).value_or(TranscriptState::in_progress);
}

dossier::SetTranscript transcript_edit(const dossier::Material& material, const dossier::Cues& cues,
                                       TranscriptState state) {
    const auto& clip = std::get<dossier::ClipContent>(material.content);
    return {.material = material.id,
            .change = dossier::change_between(clip.transcript, dossier::tidied(cues)),
            .state_before = clip.transcript_state,
            .state = std::string(code(state))};
}

std::string written_by(db::Catalogue& catalogue, const dossier::MaterialId& material) {
    constexpr int far_enough = 5000; // rows: days of typing
    for (const db::LogRow& row : catalogue.log(material.text, far_enough)) {
        if (row.code != code(dossier::Edit{dossier::SetTranscript{}}) || row.after.empty())
            continue;
        try {
            const dossier::Edit edit =
                formats::edit_from_json(row.after, [](std::string_view) { return ""; });
            const auto& set = std::get<dossier::SetTranscript>(edit);
            if (set.state == code(TranscriptState::ready) && set.state_before != set.state)
                return row.user;
        } catch (const formats::Error&) {
            continue; // a row of a newer program
        }
    }
    return {};
}

std::string state_name(TranscriptState state) {
    switch (state) {
    case TranscriptState::none:
        return tr("not worked on");
    case TranscriptState::in_progress:
        return tr("in progress");
    case TranscriptState::ready:
        return tr("ready to be checked");
    case TranscriptState::checked:
        return tr("checked");
    }
    return {};
}

} // namespace app::recording

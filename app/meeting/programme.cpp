#include "app/meeting/programme.h"

#include "app/language.h"
#include "app/material_titles.h"
#include "dossier/pages/facts.h"

namespace app::meeting {

namespace {

/// A catalogue without meetings is presented as one list of everybody, as far as anybody would page through
/// it.
constexpr int everybody_limit = 2000;

/// What of a candidate's materials is presented.
void add_items(ShowCandidate& who, db::Catalogue& catalogue, const dossier::Dossier& dossier, bool has_form,
               std::optional<dossier::MaterialKind> only) {
    std::vector<dossier::Material> materials = dossier::drawn_materials(dossier.person, has_form);
    for (dossier::Material& material : catalogue.materials(dossier.person))
        materials.push_back(std::move(material));
    for (const dossier::Material& material : dossier::presented(dossier, std::move(materials))) {
        if (only && material.kind != *only)
            continue;
        const auto* clip = std::get_if<dossier::ClipContent>(&material.content);
        if (clip != nullptr && !clip->withheld.empty()) {
            who.withheld = true;
            continue;
        }
        ShowItem item{.id = material.id,
                      .kind = material.kind,
                      .title = material_title(material),
                      .revision = material.revision};
        if (clip != nullptr) {
            item.chapters = dossier::numbered(clip->chapters, who.questions);
            item.answers = answers_of(item.chapters, clip->duration, who.questions);
        }
        who.items.push_back(std::move(item));
    }
}

void add(Programme& programme, db::Catalogue& catalogue, dossier::Dossier dossier, int number,
         std::optional<dossier::MaterialKind> only) {
    const std::optional<dossier::Person> person = catalogue.person(dossier.person);
    if (!person)
        return;
    ShowCandidate candidate{
        .number = number,
        .dossier = dossier.id,
        .person = dossier.person,
        .name = person->name,
        .questions = dossier::questions_for(programme.meeting, pages::proposed_post(*person, dossier))};
    add_items(candidate, catalogue, dossier, person->has_form, only);
    if (candidate.items.empty()) {
        programme.without.push_back(std::move(candidate));
        return;
    }
    programme.candidates.push_back(std::move(candidate));
    programme.dossiers.push_back(std::move(dossier));
}

} // namespace

Programme load_programme(db::Catalogue& catalogue, const std::string& meeting,
                         std::optional<dossier::MaterialKind> only) {
    Programme programme;
    programme.read_only = catalogue.read_only();
    const std::optional<dossier::Meeting> found =
        meeting.empty() ? catalogue.newest_meeting() : catalogue.find_meeting(meeting);
    int number = 0;
    if (found) {
        programme.meeting = *found;
        for (const dossier::AgendaItem& item : found->candidates()) {
            ++number;
            if (std::optional<dossier::Dossier> dossier = catalogue.dossier(item.dossier))
                add(programme, catalogue, std::move(*dossier), number, only);
        }
        return programme;
    }
    programme.meeting.title = tr("Everybody in the catalogue");
    for (const db::PersonLine& line : catalogue.roster("", everybody_limit)) {
        dossier::Dossier dossier;
        dossier.person = line.id;
        programme.meeting.items.push_back({.person = line.id});
        add(programme, catalogue, std::move(dossier), ++number, only);
    }
    return programme;
}

} // namespace app::meeting

#include "app/cli/roster.h"

#include <charconv>

namespace app::cli {

namespace {

Candidate candidate_of(db::Catalogue& catalogue, const dossier::PersonId& person,
                       const dossier::DossierId& dossier) {
    Candidate candidate;
    if (auto found = catalogue.person(person))
        candidate.person = std::move(*found);
    candidate.dossier.person = person;
    if (!dossier.empty())
        if (auto found = catalogue.dossier(dossier))
            candidate.dossier = std::move(*found);
    std::vector<dossier::Material> all = dossier::drawn_materials(person, candidate.person.has_form);
    for (dossier::Material& material : catalogue.materials(person))
        all.push_back(std::move(material));
    candidate.materials = dossier::presented(candidate.dossier, std::move(all));
    return candidate;
}

} // namespace

dossier::Person person_meant(db::Catalogue& catalogue, const std::string& text) {
    std::size_t place = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), place);
    const bool is_number = error == std::errc() && end == text.data() + text.size();
    const std::optional<dossier::Meeting> meeting =
        is_number ? catalogue.newest_meeting() : std::optional<dossier::Meeting>();
    if (meeting) {
        const auto candidates = meeting->candidates();
        if (place >= 1 && place <= candidates.size())
            if (std::optional<dossier::Person> person = catalogue.person(candidates[place - 1].person))
                return std::move(*person);
    }
    return catalogue.find_person(text);
}

std::optional<dossier::Meeting> meeting_of(db::Catalogue& catalogue, const std::string& number_or_title) {
    return number_or_title.empty() ? catalogue.newest_meeting() : catalogue.find_meeting(number_or_title);
}

void each_candidate(db::Catalogue& catalogue, const std::optional<dossier::Meeting>& meeting,
                    const std::function<bool(Candidate)>& visit) {
    std::size_t position = 0;
    const auto go_on = [&](const dossier::PersonId& person, const dossier::DossierId& dossier) {
        Candidate candidate = candidate_of(catalogue, person, dossier);
        candidate.position = ++position;
        return visit(std::move(candidate));
    };
    if (meeting) {
        for (const dossier::AgendaItem& item : meeting->candidates())
            if (!go_on(item.person, item.dossier))
                return;
        return;
    }
    constexpr int page = 500;
    std::string after;
    for (;;) {
        const std::vector<db::PersonLine> lines = catalogue.roster(after, page);
        for (const db::PersonLine& line : lines)
            if (!go_on(line.id, {}))
                return;
        if (lines.empty())
            return;
        after = lines.back().id.text;
    }
}

std::size_t candidate_count(db::Catalogue& catalogue, const std::optional<dossier::Meeting>& meeting) {
    return meeting ? meeting->candidates().size() : static_cast<std::size_t>(catalogue.person_count());
}

} // namespace app::cli

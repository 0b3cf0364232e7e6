#include "app/author.h"
#include "app/cli/commands.h"
#include "app/language.h"
#include "app/sentences.h"
#include "db/catalogue.h"
#include "dossier/field.h"

#include <nlohmann/json.hpp>

namespace app::cli {

namespace {

/// One candidate of the list with the materials as presented.
struct Entry {
    dossier::Person person;
    dossier::Dossier dossier;
    std::vector<dossier::Material> materials;
};

Entry entry_of(db::Catalogue& catalogue, const dossier::PersonId& person, const dossier::DossierId& dossier) {
    Entry entry;
    if (auto found = catalogue.person(person))
        entry.person = std::move(*found);
    entry.dossier.person = person;
    if (!dossier.empty())
        if (auto found = catalogue.dossier(dossier))
            entry.dossier = std::move(*found);
    std::vector<dossier::Material> all = dossier::drawn_materials(person, entry.person.has_form);
    for (dossier::Material& material : catalogue.materials(person))
        all.push_back(std::move(material));
    entry.materials = dossier::presented(entry.dossier, std::move(all));
    return entry;
}

std::string title_of(const dossier::Material& material) {
    return material.title.empty() ? name_of(material.kind) : material.title;
}

nlohmann::ordered_json as_json(const Entry& entry, std::size_t position) {
    nlohmann::ordered_json materials = nlohmann::ordered_json::array();
    for (const dossier::Material& material : entry.materials) {
        nlohmann::ordered_json one{{"kind", dossier::code(material.kind)}, {"title", title_of(material)}};
        if (const std::string media = dossier::original_of(material.content); !media.empty())
            one["media"] = media;
        materials.push_back(std::move(one));
    }
    return {{"position", position},
            {"person_id", entry.person.id.text},
            {"name", entry.person.name},
            {"materials", std::move(materials)}};
}

std::string as_text(const Entry& entry, std::size_t position) {
    std::string text = std::to_string(position);
    text.append(". ").append(dossier::display_name(entry.person.name, true));
    const std::string& post = entry.person.form[dossier::Field::present_post];
    if (!post.empty())
        text.append("  ").append(post);
    text += '\n';
    for (const dossier::Material& material : entry.materials)
        text.append("     ").append(name_of(material.kind)).append("  ").append(material.title).append("\n");
    return text;
}

/// Who is listed: the meeting's candidates in order, or everybody where there is no meeting.
std::vector<Entry> entries(db::Catalogue& catalogue, const ListOptions& options) {
    std::vector<Entry> list;
    const auto meeting =
        options.meeting.empty() ? catalogue.newest_meeting() : catalogue.find_meeting(options.meeting);
    if (meeting) {
        for (const dossier::AgendaItem& item : meeting->candidates())
            list.push_back(entry_of(catalogue, item.person, item.dossier));
        return list;
    }
    constexpr int page = 500;
    std::string after;
    for (;;) {
        const std::vector<db::PersonLine> lines = catalogue.roster(after, page);
        if (lines.empty())
            return list;
        for (const db::PersonLine& line : lines)
            list.push_back(entry_of(catalogue, line.id, {}));
        after = lines.back().id.text;
    }
}

} // namespace

int list(const ListOptions& options, Terminal& terminal) {
    db::Catalogue catalogue = db::Catalogue::open(options.catalogue, author(), db::Access::read_only);
    const std::vector<Entry> list = entries(catalogue, options);
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    std::string text;
    for (std::size_t i = 0; i < list.size(); ++i)
        if (options.json)
            json.push_back(as_json(list[i], i + 1));
        else
            text += as_text(list[i], i + 1);
    if (options.json)
        text = json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    else if (list.empty())
        terminal.complain(tr("Nobody is in this catalogue yet: `dossier import CATALOGUE PATH`."));
    terminal.print(text);
    return done;
}

} // namespace app::cli

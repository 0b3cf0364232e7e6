#include "app/author.h"
#include "app/cli/commands.h"
#include "app/cli/roster.h"
#include "app/language.h"
#include "app/material_titles.h"
#include "app/sentences.h"
#include "dossier/field.h"
#include "dossier/order/order.h"

#include <nlohmann/json.hpp>

namespace app::cli {

namespace {

using Json = nlohmann::ordered_json;

Json as_json(const Candidate& candidate) {
    Json materials = Json::array();
    for (const dossier::Material& material : candidate.materials) {
        Json one{{"kind", dossier::code(material.kind)}, {"title", material_title(material)}};
        if (const std::string media = dossier::original_of(material.content); !media.empty())
            one["media"] = media;
        materials.push_back(std::move(one));
    }
    return {{"position", candidate.position},
            {"person_id", candidate.person.id.text},
            {"name", candidate.person.name},
            {"materials", std::move(materials)}};
}

std::string as_text(const Candidate& candidate) {
    std::string text = std::to_string(candidate.position);
    text.append(". ").append(dossier::display_name(candidate.person.name, true));
    const std::string& post = candidate.person.form[dossier::Field::present_post];
    if (!post.empty())
        text.append("  ").append(post);
    text += '\n';
    for (const dossier::Material& material : candidate.materials) {
        text.append("     ").append(kind_name(material.kind));
        if (!material.title.empty())
            text.append("  ").append(material.title);
        text += '\n';
    }
    return text;
}

/// Puts them in another order; their positions follow.
std::vector<Candidate> arranged(std::vector<Candidate> list, order::Method method) {
    std::vector<order::Entry> entries;
    entries.reserve(list.size());
    for (const Candidate& candidate : list)
        entries.push_back(order::entry_of(candidate.person, candidate.materials));
    std::vector<Candidate> ordered;
    ordered.reserve(list.size());
    for (const order::Placed& placed : order::arrange(entries, method)) {
        ordered.push_back(std::move(list[placed.index]));
        ordered.back().position = ordered.size();
    }
    return ordered;
}

} // namespace

int list(const ListOptions& options, Terminal& terminal) {
    db::Catalogue catalogue = db::Catalogue::open(options.catalogue, author(), db::Access::read_only);
    std::vector<Candidate> list;
    each_candidate(catalogue, meeting_of(catalogue, options.meeting), [&](Candidate candidate) {
        list.push_back(std::move(candidate));
        return !terminal.stopped();
    });
    if (terminal.stopped())
        return failed;
    const order::Method method = order::method_of(options.order).value_or(order::Method::manual);
    if (method != order::Method::manual)
        list = arranged(std::move(list), method);
    if (options.json) {
        Json json = Json::array();
        for (const Candidate& candidate : list)
            json.push_back(as_json(candidate));
        terminal.print(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
        return done;
    }
    std::string text;
    for (const Candidate& candidate : list)
        text += as_text(candidate);
    if (list.empty())
        terminal.complain(tr("Nobody is in this catalogue yet: `dossier import CATALOGUE PATH`."));
    terminal.print(text);
    return done;
}

} // namespace app::cli

#include "app/author.h"
#include "app/cli/commands.h"
#include "app/cli/roster.h"
#include "app/language.h"
#include "app/material_titles.h"
#include "app/order_sentences.h"
#include "app/sentences.h"
#include "dossier/field.h"
#include "dossier/formats/json_text.h"
#include "dossier/order/order.h"

#include <nlohmann/json.hpp>

namespace app::cli {

namespace {

using Json = nlohmann::ordered_json;

/// A candidate at a place of the list, and why there.
struct Listed {
    Candidate candidate;
    std::optional<order::Placed> placed; ///< nothing in the order of the meeting
};

Json as_json(const Listed& listed) {
    const Candidate& candidate = listed.candidate;
    Json materials = Json::array();
    for (const dossier::Material& material : candidate.materials) {
        Json one{{"kind", dossier::code(material.kind)}, {"title", material_title(material)}};
        if (const std::string media = dossier::original_of(material.content); !media.empty())
            one["media"] = media;
        materials.push_back(std::move(one));
    }
    Json json{{"position", candidate.position},
              {"person_id", candidate.person.id.text},
              {"name", candidate.person.name},
              {"materials", std::move(materials)}};
    if (listed.placed) {
        json["place"] = listed.placed->place;
        json["reason"] = order::code(listed.placed->reason);
        json["why"] = why(*listed.placed);
    }
    return json;
}

std::string as_text(const Listed& listed) {
    const Candidate& candidate = listed.candidate;
    std::string text = std::to_string(candidate.position);
    text.append(". ").append(dossier::display_name(candidate.person.name, true));
    const std::string& post = candidate.person.form[dossier::Field::present_post];
    if (!post.empty())
        text.append("  ").append(post);
    text += '\n';
    if (const std::string reason = listed.placed ? why(*listed.placed) : ""; !reason.empty())
        text.append("     ").append(tr("behind the one above: {0}", {reason})).append("\n");
    for (const dossier::Material& material : candidate.materials) {
        text.append("     ").append(kind_name(material.kind));
        if (!material.title.empty())
            text.append("  ").append(material.title);
        text += '\n';
    }
    return text;
}

/// In an order; by hand it is the one given.
std::vector<Listed> arranged(std::vector<Candidate> list, order::Method method) {
    std::vector<Listed> ordered;
    ordered.reserve(list.size());
    if (method == order::Method::manual) {
        for (Candidate& candidate : list)
            ordered.push_back({std::move(candidate), std::nullopt});
        return ordered;
    }
    std::vector<order::Entry> entries;
    entries.reserve(list.size());
    for (const Candidate& candidate : list)
        entries.push_back(order::entry_of(candidate.person, candidate.materials));
    for (const order::Placed& placed : order::arrange(entries, method)) {
        ordered.push_back({std::move(list[placed.index]), placed});
        ordered.back().candidate.position = ordered.size();
    }
    return ordered;
}

} // namespace

int list(const ListOptions& options, Terminal& terminal) {
    db::Catalogue catalogue = db::Catalogue::open(options.catalogue, author(), db::Access::read_only);
    std::vector<Candidate> candidates;
    each_candidate(catalogue, meeting_of(catalogue, options.meeting), [&](Candidate candidate) {
        candidates.push_back(std::move(candidate));
        return !terminal.stopped();
    });
    if (terminal.stopped())
        return failed;
    const std::vector<Listed> list =
        arranged(std::move(candidates), order::method_of(options.order).value_or(order::Method::manual));
    if (options.json) {
        Json json = Json::array();
        for (const Listed& listed : list)
            json.push_back(as_json(listed));
        terminal.print(formats::json_text(json, 2) + "\n");
        return done;
    }
    std::string text;
    for (const Listed& listed : list)
        text += as_text(listed);
    if (list.empty())
        terminal.complain(tr("Nobody is in this catalogue yet: `dossier import CATALOGUE PATH`."));
    terminal.print(text);
    return done;
}

} // namespace app::cli

#include "dossier/check.h"
#include "app/author.h"
#include "app/check_words.h"
#include "app/cli/commands.h"
#include "app/cli/roster.h"
#include "app/language.h"
#include "dossier/formats/json_text.h"

#include <array>
#include <nlohmann/json.hpp>

namespace app::cli {

namespace {

using dossier::Severity;
using Json = nlohmann::ordered_json;

constexpr std::array severities{Severity::error, Severity::warning, Severity::hint};

std::vector<dossier::Check> findings_of(const dossier::Person& person, const dossier::Date& today) {
    return dossier::check(person.form,
                          {.today = today, .photo_kept_elsewhere = !person.form.photo_media.empty()});
}

Json as_json(const Candidate& candidate, const std::vector<dossier::Check>& findings) {
    Json list = Json::array();
    for (const Severity severity : severities)
        for (const dossier::Check& check : findings) {
            if (check.severity != severity)
                continue;
            Json one{{"severity", dossier::code(severity)}, {"rule", dossier::code(check.rule)}};
            if (check.field)
                one["element"] = dossier::term(*check.field).element;
            if (check.row > 0)
                one["family_row"] = check.row;
            one["text"] = sentence_of(check);
            list.push_back(std::move(one));
        }
    return {{"position", candidate.position},
            {"person_id", candidate.person.id.text},
            {"name", candidate.person.name},
            {"findings", std::move(list)}};
}

std::string as_text(const Candidate& candidate, const std::vector<dossier::Check>& findings) {
    std::string text = std::to_string(candidate.position);
    text.append(". ").append(dossier::display_name(candidate.person.name, true)).append("\n");
    for (const Severity severity : severities)
        for (const dossier::Check& check : findings)
            if (check.severity == severity)
                text.append("     ")
                    .append(severity_name(severity))
                    .append("  ")
                    .append(sentence_of(check))
                    .append("\n");
    return text;
}

} // namespace

int check(const CheckOptions& options, Terminal& terminal) {
    db::Catalogue catalogue = db::Catalogue::open(options.catalogue, author(), db::Access::read_only);
    const std::optional<dossier::Meeting> meeting =
        options.meeting.empty() ? std::nullopt : meeting_of(catalogue, options.meeting);
    const dossier::Date today = dossier::today();
    std::array<std::size_t, severities.size()> counts{};
    std::size_t persons = 0;
    Json json = Json::array();
    each_candidate(catalogue, meeting, [&](const Candidate& candidate) {
        if (!candidate.person.has_form)
            return !terminal.stopped();
        ++persons;
        const std::vector<dossier::Check> findings = findings_of(candidate.person, today);
        for (const dossier::Check& finding : findings)
            ++counts.at(static_cast<std::size_t>(finding.severity));
        if (options.json)
            json.push_back(as_json(candidate, findings));
        else if (!findings.empty())
            terminal.print(as_text(candidate, findings));
        return !terminal.stopped();
    });
    if (terminal.stopped())
        return failed;
    if (options.json)
        terminal.print(formats::json_text(json, 2) + "\n");
    else
        terminal.say(tr("{0} forms: {1} errors, {2} warnings, {3} hints",
                        {std::to_string(persons), std::to_string(counts[0]), std::to_string(counts[1]),
                         std::to_string(counts[2])}));
    return done;
}

} // namespace app::cli

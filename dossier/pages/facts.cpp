#include "dossier/pages/facts.h"

#include "dossier/dates.h"
#include "dossier/party_date.h"
#include "dossier/resume.h"
#include "dossier/text.h"

#include <algorithm>

namespace pages {

using dossier::Field;

std::string on_one_line(const std::string& text) {
    std::string line;
    for (const char c : text)
        if (c != '\n' && c != '\r')
            line += c;
    return line;
}

std::string proposed_post(const dossier::Person& person, const dossier::Dossier& dossier) {
    return on_one_line(dossier.proposed_post.empty() ? person.form[Field::proposed_post]
                                                     : dossier.proposed_post);
}

std::string relinquished_post(const dossier::Person& person, const dossier::Dossier& dossier) {
    return on_one_line(dossier.relinquished_post.empty() ? person.form[Field::relinquished_post]
                                                         : dossier.relinquished_post);
}

namespace {

void append(std::string& text, const std::string& part, const char* between) {
    if (part.empty())
        return;
    if (!text.empty())
        text += between;
    text += part;
}

/// 学历 and 学位 of the higher kind of education, full-time first.
std::string education(const dossier::Form& form) {
    std::string text;
    append(text, form[Field::fulltime_education], "");
    append(text, form[Field::fulltime_degree], "　");
    std::string later;
    append(later, form[Field::inservice_education], "");
    append(later, form[Field::inservice_degree], "　");
    append(text, later, "\n");
    return text;
}

/// Prose for the screen: the doubled hyphens and blanks of the file become a dash and a blank.
std::string for_screen(const std::string& text) {
    std::string prose;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '-' && i + 1 < text.size() && text[i + 1] == '-') {
            prose += "–";
            ++i;
        } else if (text[i] != ' ' || prose.empty() || prose.back() != ' ') {
            prose += text[i];
        }
    }
    return prose;
}

/// Born and how old: "1970.03（54岁）".
std::string birth(const dossier::Form& form, const Words& words, Today today) {
    std::string text = dossier::display_date(form[Field::birth]);
    if (const auto date = dossier::birth_of(form); text.empty() && date)
        text = dossier::display_date(*date);
    const auto age = dossier::age_of(form, {today.year, today.month, today.day});
    return age ? text + "（" + format(words.years_old, {std::to_string(*age)}) + "）" : text;
}

std::string without_meanwhile(std::string text) {
    static const std::string begin = "（其间";
    static const std::string end = "）";
    for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
        const std::size_t close = text.find(end, at);
        text.erase(at, close == std::string::npos ? std::string::npos : close + end.size() - at);
    }
    return text;
}

std::vector<Station> stations(const std::string& resume, const Words& words) {
    std::vector<Station> list;
    for (const dossier::ResumeEntry& entry : dossier::parse_resume(resume).entries) {
        const std::string text = for_screen(entry.text());
        Station station{"", text, without_meanwhile(text)};
        if (entry.dated) {
            station.dates = dossier::display_date(entry.begin) + "–";
            station.dates += entry.end.year ? dossier::display_date(entry.end)
                             : entry.open   ? words.since
                                            : "";
        }
        if (!station.text.empty())
            list.push_back(std::move(station));
    }
    std::reverse(list.begin(), list.end());
    return list;
}

} // namespace

CardFacts facts_of(const dossier::Person& person, const dossier::Dossier& dossier, const Words& words,
                   Today today) {
    const dossier::Form& form = person.form;
    CardFacts facts;
    facts.name = dossier::display_name(person.name.empty() ? form[Field::name] : person.name, true);
    append(facts.beside_name, form[Field::sex], "");
    append(facts.beside_name, form[Field::ethnicity], "　");
    append(facts.beside_name, birth(form, words, today), "　");
    const auto add = [](std::vector<Fact>& list, const std::string& caption, const std::string& value,
                        bool decided) {
        if (!value.empty())
            list.push_back({caption, value, decided});
    };
    add(facts.lines, words.native_place, form[Field::native_place], false);
    add(facts.lines, words.education, education(form), false);
    add(facts.lines, words.party, dossier::display_party_date(form[Field::party_joined]), false);
    add(facts.lines, words.work_started, dossier::display_date(form[Field::work_started]), false);
    add(facts.posts, words.present_post, on_one_line(form[Field::present_post]), false);
    add(facts.posts, words.proposed_post, proposed_post(person, dossier), true);
    add(facts.posts, words.relinquished_post, relinquished_post(person, dossier), false);
    facts.stations = stations(form[Field::resume], words);
    return facts;
}

} // namespace pages

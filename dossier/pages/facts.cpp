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

dossier::Form form_of_proposal(const dossier::Person& person, const dossier::Dossier& dossier) {
    dossier::Form form = person.form;
    for (const auto& [field, text] : {std::pair{Field::proposed_post, &dossier.proposed_post},
                                      {Field::relinquished_post, &dossier.relinquished_post},
                                      {Field::reason, &dossier.reason}})
        if (!text->empty())
            form[field] = *text;
    return form;
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

namespace {

/// 3 研究生, 2 大学 (a Party school's 研究生 counts as that), 1 大专, 0 below or unknown.
int education_rank(const std::string& education) {
    const auto has = [&](const char* part) { return education.find(part) != std::string::npos; };
    if (has("研究生"))
        return has("党校") ? 2 : 3;
    if (has("大专") || has("专科"))
        return 1;
    return has("大学") || has("本科") ? 2 : 0;
}

/// 4 博士, 3 硕士, 2 学士, 0 none: on the scale of education_rank().
int degree_rank(const std::string& degree) {
    const auto has = [&](const char* part) { return degree.find(part) != std::string::npos; };
    return has("博士") ? 4 : has("硕士") ? 3 : has("学士") ? 2 : 0;
}

} // namespace

std::string short_education(const dossier::Form& form) {
    const std::string& first = form[Field::fulltime_education];
    const std::string& second = form[Field::inservice_education];
    const std::string& education =
        education_rank(second) > education_rank(first) || first.empty() ? second : first;
    const int degree =
        std::max(degree_rank(form[Field::fulltime_degree]), degree_rank(form[Field::inservice_degree]));
    std::string text = on_one_line(education);
    if (degree > education_rank(education) && degree > 2)
        append(text, degree == 4 ? "博士" : "硕士", "、");
    return text;
}

std::string list_facts(const dossier::Form& form) {
    std::string text = form[Field::sex];
    if (form[Field::ethnicity] != "汉族" && form[Field::ethnicity] != "汉")
        append(text, form[Field::ethnicity], "，");
    append(text, dossier::display_date(form[Field::birth]), "，");
    append(text, short_education(form), "，");
    append(text, dossier::political_status(dossier::parse_party_date(form[Field::party_joined])), "，");
    return on_one_line(text);
}

} // namespace pages

#include "dossier/check_rules.h"
#include "dossier/party_date.h"
#include "dossier/person.h"
#include "dossier/text.h"

#include <algorithm>
#include <map>

namespace dossier {

namespace {

bool is_middle_dot(char32_t c) {
    return c == U'·' || c == U'•' || c == U'・' || c == U'．';
}

void check_name(const Form& form, Findings& findings) {
    const std::u32string name = code_points(matching_name(form[Field::name]));
    if (name.empty())
        return;
    const auto dots = std::count_if(name.begin(), name.end(), is_middle_dot);
    bool doubled = false;
    for (std::size_t i = 1; i < name.size(); ++i)
        doubled = doubled || (is_middle_dot(name[i]) && is_middle_dot(name[i - 1]));
    if (name.size() == 1 || name.size() > 18 || is_middle_dot(name.front()) || is_middle_dot(name.back()) ||
        doubled)
        findings.add(Rule::name_invalid, Field::name, {form[Field::name]});
    else if (dots >= 3)
        findings.add(Rule::name_many_dots, Field::name);
}

void check_place(const Form& form, Field field, Findings& findings) {
    const std::string place = matching_name(form[field]);
    const std::size_t length = code_points(place).size();
    if (length == 0)
        return;
    bool municipality = false;
    for (const std::string_view name : {"北京", "天津", "上海", "重庆"})
        municipality = municipality || place.starts_with(name);
    if (length < 2)
        findings.add(Rule::place_too_short, field, {form[field]});
    else if (length < 4 && !municipality)
        findings.add(Rule::place_without_county, field, {form[field]});
}

/// An education from technical school up, and every degree, names its school.
void check_school(const Form& form, Field what, Field school, Field other_school, Findings& findings) {
    const std::string& text = form[what];
    if (text.empty() || !form[school].empty() || !form[other_school].empty())
        return;
    for (const std::string_view below : {"小学", "初中", "高中", "无"})
        if (text.find(below) != std::string::npos)
            return;
    findings.add(Rule::degree_without_school, what, {text});
}

void check_party(const Form& form, Findings& findings) {
    const std::string& text = form[Field::party_joined];
    if (text.empty())
        return;
    const PartyDate party = parse_party_date(text);
    if (!party.understood)
        findings.add(Rule::party_date_unreadable, Field::party_joined, {text});
    if (party.none && (party.cpc || !party.parties.empty()))
        findings.add(Rule::nonpartisan_with_party, Field::party_joined, {text});
}

void check_posts(const Form& form, Findings& findings) {
    const std::string proposed = matching_name(form[Field::proposed_post]);
    if (!proposed.empty() && proposed == matching_name(form[Field::present_post]))
        findings.add(Rule::post_unchanged, Field::proposed_post);
    const bool proposal = !proposed.empty() || !form[Field::relinquished_post].empty();
    if (proposal && form[Field::reason].empty())
        findings.add(Rule::proposal_without_reason, Field::reason);
}

} // namespace

void check_texts(const Form& form, Findings& findings) {
    for (const Field field : {Field::name, Field::sex, Field::birth, Field::ethnicity, Field::health,
                              Field::work_started, Field::present_post, Field::resume})
        if (form[field].empty())
            findings.add(Rule::required_empty, field);
    check_name(form, findings);
    const std::string sex = matching_name(form[Field::sex]);
    if (!sex.empty() && sex != "男" && sex != "女")
        findings.add(Rule::sex_unknown, Field::sex, {form[Field::sex]});
    check_place(form, Field::native_place, findings);
    check_place(form, Field::birth_place, findings);
    check_party(form, findings);
    if (const std::size_t length = code_points(form[Field::expertise]).size(); length > 60)
        findings.add(Rule::expertise_too_long, Field::expertise, {std::to_string(length)});
    check_school(form, Field::fulltime_education, Field::fulltime_education_school,
                 Field::fulltime_degree_school, findings);
    check_school(form, Field::fulltime_degree, Field::fulltime_degree_school,
                 Field::fulltime_education_school, findings);
    check_school(form, Field::inservice_education, Field::inservice_education_school,
                 Field::inservice_degree_school, findings);
    check_school(form, Field::inservice_degree, Field::inservice_degree_school,
                 Field::inservice_education_school, findings);
    check_posts(form, findings);
    if (form.photo.empty() && form.photo_media.empty() && !findings.options().photo_kept_elsewhere)
        findings.add(Rule::photo_missing, std::nullopt);
    else if (!form.photo.empty() && !looks_like_picture(form.photo))
        findings.add(Rule::photo_unreadable, std::nullopt);
}

namespace {

struct YearResult {
    int year = 0;
    std::string result; ///< 基本称职, 不称职 ... or empty
};

constexpr auto bad_results = {"基本称职", "不称职",   "基本合格",  "不合格",
                              "不定等次", "未定等次", "不确定等次"};

/// Years of a sentence: 2020年, "2019—2021年", "2019、2020年".
std::vector<int> years_in(const std::u32string& text) {
    std::vector<int> years;
    bool range = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool starts =
            text[i] >= U'0' && text[i] <= U'9' && (i == 0 || text[i - 1] < U'0' || text[i - 1] > U'9');
        if (!starts) {
            if (!years.empty() && (text[i] == U'-' || text[i] == U'—' || text[i] == U'～' ||
                                   text[i] == U'~' || text[i] == U'至' || text[i] == U'－'))
                range = true;
            else if (text[i] != U'年')
                range = range && text[i] >= U'0' && text[i] <= U'9';
            continue;
        }
        std::size_t end = i;
        int year = 0;
        while (end < text.size() && end < i + 5 && text[end] >= U'0' && text[end] <= U'9')
            year = year * 10 + static_cast<int>(text[end++] - U'0');
        if (end - i != 4 || year < 1980 || year > 2200)
            continue;
        if (range && !years.empty() && year > years.back() && year - years.back() < 50)
            for (int between = years.back() + 1; between < year; ++between)
                years.push_back(between);
        range = false;
        years.push_back(year);
        i = end - 1;
    }
    return years;
}

std::vector<YearResult> assessments_of(std::string_view text) {
    std::vector<YearResult> found;
    std::u32string clause;
    const auto finish = [&] {
        const std::vector<int> years = years_in(clause);
        const std::string words = utf8(clause);
        clause.clear();
        for (const int year : years)
            found.push_back({year, {}});
        for (const std::string_view result : bad_results)
            if (words.find(result) != std::string::npos)
                for (std::size_t i = found.size() - years.size(); i < found.size(); ++i)
                    found[i].result = result;
    };
    for (const char32_t c : code_points(text)) {
        if (c == U'；' || c == U';' || c == U'。' || c == U'\n' || c == U'，' || c == U',')
            finish();
        else
            clause += c;
    }
    finish();
    return found;
}

} // namespace

void check_assessments(const Form& form, Findings& findings) {
    const std::string& text = form[Field::assessments];
    if (text.empty()) {
        findings.add(Rule::assessments_empty, Field::assessments);
        return;
    }
    const std::vector<YearResult> results = assessments_of(text);
    if (results.empty())
        return;
    const Date base = parse_date(form[Field::filled_date]).value_or(findings.today());
    std::map<int, int> times;
    for (const auto& [year, result] : results) {
        if (++times[year] == 2)
            findings.add(Rule::assessment_twice, Field::assessments, {std::to_string(year)});
        if (year >= base.year && times[year] == 1)
            findings.add(Rule::assessment_future, Field::assessments, {std::to_string(year)});
        if (!result.empty() && year >= base.year - 3)
            findings.add(Rule::assessment_bad, Field::assessments, {std::to_string(year), result});
    }
    // In the first months last year's assessment is still under way.
    const bool under_way = base.month >= 1 && base.month <= 3 && times.contains(base.year - 2);
    if (!times.contains(base.year - 1) && !under_way)
        findings.add(Rule::assessment_last_year, Field::assessments, {std::to_string(base.year - 1)});
}

} // namespace dossier

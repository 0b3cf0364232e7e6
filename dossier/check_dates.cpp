#include "dossier/check_rules.h"
#include "dossier/party_date.h"
#include "dossier/person.h"
#include "dossier/resume.h"
#include "dossier/text.h"

#include <array>

namespace dossier {

namespace {

/// Whether `a` is certainly later than `b`: by day where both have one, else by month, else by year.
bool later(const Date& a, const Date& b) {
    if (a.year != b.year)
        return a.year > b.year;
    if (a.month == 0 || b.month == 0 || a.month != b.month)
        return a.month != 0 && b.month != 0 && a.month > b.month;
    return a.day != 0 && b.day != 0 && a.day > b.day;
}

void check_readable(const Form& form, Findings& findings) {
    for (const Field field :
         {Field::birth, Field::work_started, Field::retirement_month, Field::age_date, Field::filled_date})
        if (!form[field].empty() && !parse_date(form[field]))
            findings.add(Rule::date_unreadable, field, {form[field]});
    for (const Field field : {Field::birth, Field::work_started})
        if (const auto date = parse_date(form[field]); date && later(*date, findings.today()))
            findings.add(Rule::date_in_future, field, {display_date(*date)});
}

void check_work(const Form& form, const Date& birth, Findings& findings) {
    const auto work = parse_date(form[Field::work_started]);
    if (!work)
        return;
    if (months_between(birth, *work) <= 0)
        findings.add(Rule::worked_before_birth, Field::work_started, {display_date(*work)});
    else if (const auto age = age_at(birth, *work); age && *age < 16)
        findings.add(Rule::worked_too_young, Field::work_started, {std::to_string(*age)});
}

void check_joined(const Form& form, const std::optional<Date>& birth, Findings& findings) {
    const PartyDate party = parse_party_date(form[Field::party_joined]);
    if (!party.cpc || party.cpc->year == 0)
        return;
    if (later(*party.cpc, findings.today()))
        findings.add(Rule::joined_in_future, Field::party_joined, {display_date(*party.cpc)});
    if (!birth)
        return;
    if (months_between(*birth, *party.cpc) <= 0)
        findings.add(Rule::joined_before_birth, Field::party_joined, {display_date(*party.cpc)});
    else if (const auto age = age_at(*birth, *party.cpc); age && *age < 18)
        findings.add(Rule::joined_too_young, Field::party_joined, {std::to_string(*age)});
}

void check_paper_dates(const Form& form, Findings& findings) {
    const Date& today = findings.today();
    if (const auto date = parse_date(form[Field::age_date]); date && months_between(today, *date) > 3)
        findings.add(Rule::age_date_far, Field::age_date, {display_date(*date)});
    if (const auto date = parse_date(form[Field::retirement_month]);
        date && months_between(today, *date) <= 6)
        findings.add(Rule::retirement_reached, Field::retirement_month, {display_date(*date)});
    const auto filled = parse_date(form[Field::filled_date]);
    if (!filled)
        return;
    std::vector<Date> events;
    if (const auto work = parse_date(form[Field::work_started]))
        events.push_back(*work);
    if (const PartyDate party = parse_party_date(form[Field::party_joined]);
        party.cpc && party.cpc->year != 0)
        events.push_back(*party.cpc);
    for (const ResumeEntry& entry : parse_resume(form[Field::resume]).entries)
        if (entry.dated)
            events.push_back(entry.begin);
    for (const Date& event : events) {
        if (!later(event, *filled))
            continue;
        findings.add(Rule::filled_before_event, Field::filled_date,
                     {display_date(*filled), display_date(event)});
        return;
    }
}

void check_awards(const Form& form, Findings& findings) {
    const auto work = parse_date(form[Field::work_started]);
    if (!work)
        return;
    for (const Date& award : dates_in(form[Field::awards])) {
        if (!later(*work, award))
            continue;
        findings.add(Rule::award_before_work, Field::awards, {display_date(award)});
        return;
    }
}

/// The check digit of ISO 7064, mod 11-2, for the 17 digits before it.
char check_digit(std::string_view number) {
    constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += (number[i] - '0') * weights.at(i);
    return "10X98765432"[sum % 11];
}

} // namespace

std::vector<Date> dates_in(std::string_view text) {
    std::vector<Date> dates;
    std::size_t at = 0;
    while ((at = text.find_first_of("0123456789", at)) != std::string_view::npos) {
        // 2011年10月 or 2011.10: the digits, one separator, digits
        const std::size_t year_end = std::min(text.find_first_not_of("0123456789", at), text.size());
        std::size_t next = year_end;
        if (year_end - at == 4 && next < text.size()) {
            if (text.substr(next).starts_with("年"))
                next += std::string_view("年").size();
            else if (text[next] == '.')
                ++next;
            const std::size_t month_end = std::min(text.find_first_not_of("0123456789", next), text.size());
            if (next > year_end && month_end > next && month_end - next <= 2)
                if (const auto date = parse_date(std::string(text.substr(at, 4)) + "." +
                                                 std::string(text.substr(next, month_end - next))))
                    dates.push_back(*date);
        }
        at = year_end;
    }
    return dates;
}

void check_dates(const Form& form, Findings& findings) {
    check_readable(form, findings);
    const std::optional<Date> birth = birth_of(form);
    if (const auto age = age_of(form, findings.today()); age && (*age > 65 || *age < 18))
        findings.add(Rule::age_out_of_range, Field::birth, {std::to_string(*age)});
    if (birth)
        check_work(form, *birth, findings);
    check_joined(form, birth, findings);
    check_paper_dates(form, findings);
    check_awards(form, findings);
}

void check_identity(const Form& form, Findings& findings) {
    const std::string number = matching_name(form[Field::identity_number]);
    if (number.empty())
        return;
    if (number.size() != 15 && number.size() != 18) {
        findings.add(Rule::identity_length, Field::identity_number,
                     {std::to_string(code_points(number).size())});
        return;
    }
    const std::size_t digits = number.size() == 18 ? 17 : 15;
    if (number.find_first_not_of("0123456789") < digits) {
        findings.add(Rule::identity_length, Field::identity_number, {std::to_string(digits)});
        return;
    }
    if (number.size() == 18) {
        const char expected = check_digit(number);
        const char found = number[17] == 'x' ? 'X' : number[17];
        if (found != expected)
            findings.add(Rule::identity_check_digit, Field::identity_number,
                         {std::string(1, expected), std::string(1, found)});
    }
    const char sex_digit = number[number.size() == 18 ? 16 : 14];
    const std::string sex = (sex_digit - '0') % 2 == 1 ? "男" : "女";
    const std::string own = matching_name(form[Field::sex]);
    if ((own == "男" || own == "女") && own != sex)
        findings.add(Rule::identity_sex, Field::identity_number, {sex, own});
    const auto in_number = parse_date(number.size() == 18 ? number.substr(6, 8) : "19" + number.substr(6, 6));
    const auto birth = parse_date(form[Field::birth]);
    if (birth && (!in_number || in_number->year != birth->year ||
                  (birth->month != 0 && in_number->month != birth->month)))
        findings.add(Rule::identity_birth, Field::identity_number,
                     {in_number ? display_date(*in_number) : number.substr(6, 8), display_date(*birth)});
}

} // namespace dossier

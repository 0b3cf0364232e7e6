// Dates as the forms write them: parsed view, display, ages.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace dossier {

struct Form;

/// A date of the form; month and day may be unknown (0).
struct Date {
    int year = 0;
    int month = 0;
    int day = 0;
    auto operator<=>(const Date&) const = default;
};

/// Reads the whole text as a date: yyyyMM, yyyyMMdd, yyyy, yyyy.MM(.dd), 1998.7, with '.', '．', '-', '/' or
/// 年月日 between the numbers, spaces anywhere, full-width digits. nullopt for anything else, for months and
/// days that do not exist and for years outside 1800-2200.
std::optional<Date> parse_date(std::string_view text);

/// 6 or 8 digits become yyyy.MM, everything else stays as it is (sources.md: party-dates, AddDot).
std::string display_date(std::string_view text);
/// "2001.08", "2001" where the month is unknown.
std::string display_date(const Date& date);

/// Full years from `birth` to `on`: by month as the official editor counts (a birthday within the month has
/// happened), by year where a month is unknown. nullopt when negative.
std::optional<int> age_at(const Date& birth, const Date& on);

/// The date ages are computed at: 计算年龄时间, else 填表时间, else `today`.
Date age_base(const Form& form, const Date& today);
/// Birth date: 出生年月, else the digits of the identity number.
std::optional<Date> birth_of(const Form& form);
/// Age of the person of the form at age_base(); nullopt when unknown.
std::optional<int> age_of(const Form& form, const Date& today);

/// The date of the computer's clock, local time.
Date today();

/// Months from `a` to `b`; an unknown month counts as January.
int months_between(const Date& a, const Date& b);

} // namespace dossier

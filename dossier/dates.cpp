#include "dossier/dates.h"

#include "dossier/form.h"
#include "dossier/text.h"

#include <array>
#include <ctime>

namespace dossier {

namespace {

constexpr int first_year = 1800;
constexpr int last_year = 2200;

bool is_date_separator(char32_t c) {
    return c == U'.' || c == U'．' || c == U'。' || c == U'·' || c == U'-' || c == U'－' || c == U'–' ||
           c == U'—' || c == U'/' || c == U'／' || c == U'年' || c == U'月' || c == U'日' || c == U'号';
}

int days_of(int year, int month) {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days.at(static_cast<std::size_t>(month - 1));
}

std::optional<Date> valid_date(int year, int month, int day) {
    if (year < first_year || year > last_year || month < 0 || month > 12 || day < 0)
        return std::nullopt;
    if (month == 0)
        return day == 0 ? std::optional(Date{year, 0, 0}) : std::nullopt;
    if (day > days_of(year, month))
        return std::nullopt;
    return Date{year, month, day};
}

/// Digit groups of a date text, at most three of at most eight digits; nullopt for anything else in it.
struct Groups {
    std::array<int, 3> values{};
    std::array<int, 3> lengths{};
    std::size_t count = 0;
};

std::optional<Groups> groups_of(std::string_view text) {
    Groups groups;
    bool in_digits = false;
    for (char32_t c : code_points(text)) {
        if (c >= U'０' && c <= U'９')
            c = c - U'０' + U'0';
        if (c >= U'0' && c <= U'9') {
            if (!in_digits && ++groups.count > groups.lengths.size())
                return std::nullopt;
            in_digits = true;
            const std::size_t i = groups.count - 1;
            if (++groups.lengths.at(i) > 8)
                return std::nullopt;
            groups.values.at(i) = groups.values.at(i) * 10 + static_cast<int>(c - U'0');
        } else if (is_date_separator(c)) {
            if (groups.count == 0)
                return std::nullopt;
            in_digits = false;
        } else if (!is_space_or_invisible(c)) {
            return std::nullopt;
        }
    }
    return groups;
}

bool all_digits(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string two_digits(int value) {
    return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

} // namespace

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() > 64)
        return std::nullopt;
    const std::optional<Groups> groups = groups_of(text);
    if (!groups || groups->count == 0)
        return std::nullopt;
    const auto& [values, lengths, count] = *groups;
    if (count == 1 && lengths[0] == 8)
        return valid_date(values[0] / 10000, values[0] / 100 % 100, values[0] % 100);
    if (count == 1 && lengths[0] == 6)
        return valid_date(values[0] / 100, values[0] % 100, 0);
    for (std::size_t i = 1; i < count; ++i)
        if (lengths.at(i) > 2)
            return std::nullopt;
    return lengths[0] == 4 ? valid_date(values[0], values[1], values[2]) : std::nullopt;
}

std::string display_date(std::string_view text) {
    const std::string_view bare = trimmed(text);
    if ((bare.size() == 6 || bare.size() == 8) && all_digits(bare))
        if (const auto date = parse_date(bare); date && date->month != 0)
            return display_date(*date);
    return std::string(text);
}

std::string display_date(const Date& date) {
    std::string text = std::to_string(date.year);
    if (date.month != 0)
        text += '.' + two_digits(date.month);
    return text;
}

std::optional<int> age_at(const Date& birth, const Date& on) {
    int age = on.year - birth.year;
    if (birth.month != 0 && on.month != 0 && on.month < birth.month)
        --age;
    return age < 0 ? std::nullopt : std::optional(age);
}

Date age_base(const Form& form, const Date& today) {
    for (const Field field : {Field::age_date, Field::filled_date})
        if (const auto date = parse_date(form[field]))
            return *date;
    return today;
}

std::optional<Date> birth_of(const Form& form) {
    if (const auto date = parse_date(form[Field::birth]))
        return date;
    const std::string_view number = trimmed(form[Field::identity_number]);
    if (number.size() == 18 && all_digits(number.substr(0, 17)))
        return parse_date(number.substr(6, 8));
    if (number.size() == 15 && all_digits(number))
        return parse_date("19" + std::string(number.substr(6, 6)));
    return std::nullopt;
}

std::optional<int> age_of(const Form& form, const Date& today) {
    const std::optional<Date> birth = birth_of(form);
    return birth ? age_at(*birth, age_base(form, today)) : std::nullopt;
}

Date today() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return {local.tm_year + 1900, local.tm_mon + 1, local.tm_mday};
}

int months_between(const Date& a, const Date& b) {
    const auto months = [](const Date& date) {
        return date.year * 12 + (date.month == 0 ? 0 : date.month - 1);
    };
    return months(b) - months(a);
}

} // namespace dossier

#include "dossier/resume_dates.h"

#include <array>

namespace dossier::resume_text {

int digit_value(char32_t c) {
    return static_cast<int>(c >= U'０' ? c - U'０' : c - U'0');
}

bool is_dot(char32_t c) {
    return c == U'.' || c == U'．' || c == U'。' || c == U'·' || c == U'•';
}

bool is_dash(char32_t c) {
    return c == U'-' || (c >= U'\u2010' && c <= U'\u2015') || c == U'─' || c == U'━' || c == U'－' ||
           c == U'﹣' || c == U'﹘' || c == U'−' || c == U'~' || c == U'〜' || c == U'～' || c == U'∼';
}

bool is_space(char32_t c) {
    return is_space_or_invisible(c);
}

bool opens(char32_t c) {
    return c == U'（' || c == U'(';
}

bool closes(char32_t c) {
    return c == U'）' || c == U')';
}

namespace {

std::optional<Date> checked(int year, int month) {
    if (year < 1900 || year > 2100 || month < 1 || month > 12)
        return std::nullopt;
    return Date{year, month, 0};
}

/// yyyy.MM and its relatives: 1998.9, 1998..09, 1998年9月, 1998.09.01, 1998-09, "1998 09".
std::optional<Date> dotted_date(Cursor& cursor) {
    Cursor c = cursor;
    const std::optional<int> year = c.digits(4);
    if (!year)
        return std::nullopt;
    if (c.skip([](char32_t x) { return x == U' '; }) > 1) // behind a year alone stands the content
        return std::nullopt;
    const bool chinese = c.peek() == U'年';
    const bool dot = c.skip([](char32_t x) { return is_dot(x) || x == U'年'; }) > 0;
    if (!dot && c.peek() == U'-')
        ++c.at; // 1998-09: two digits must follow, or it is a span of years
    c.skip([](char32_t x) { return x == U' '; });
    std::optional<int> month = c.digits(2);
    if (!month && dot)
        month = c.digits(1);
    if (!month)
        return std::nullopt;
    if (chinese && c.peek() == U'月')
        ++c.at;
    if (is_dot(c.peek()) && is_digit(c.peek(1))) { // a day
        ++c.at;
        if (!c.digits(2) && !c.digits(1))
            return std::nullopt;
    } else if (Cursor day = c; !dot && day.peek() == U'-') { // 1998-09-01
        ++day.at;
        if (day.digits(2) && !is_dot(day.peek()))
            c = day;
    }
    const std::optional<Date> date = checked(*year, *month);
    if (date)
        cursor = c;
    return date;
}

/// 199809 or 19980901.
std::optional<Date> compact_date(Cursor& cursor) {
    Cursor c = cursor;
    const std::optional<int> year = c.digits(4, true);
    const std::optional<int> month = year ? c.digits(2, true) : std::nullopt;
    if (!month)
        return std::nullopt;
    if (is_digit(c.peek()) && !c.digits(2))
        return std::nullopt;
    const std::optional<Date> date = checked(*year, *month);
    if (date)
        cursor = c;
    return date;
}

/// A year alone: 1998 or 1998年.
std::optional<Date> year_alone(Cursor& cursor) {
    Cursor c = cursor;
    const std::optional<int> year = c.digits(4);
    if (!year || *year < 1900 || *year > 2100)
        return std::nullopt;
    if (c.peek() == U'年')
        ++c.at;
    cursor = c;
    return Date{*year, 0, 0};
}

/// A hyphen that slipped into the digits: 2-015.07.
std::optional<Date> mistyped_date(Cursor& cursor) {
    std::u32string digits;
    std::size_t taken = 0;
    std::size_t hyphens = 0;
    for (; taken < 9 && digits.size() < 7; ++taken) {
        const char32_t c = cursor.peek(taken);
        if (is_digit(c) || is_dot(c))
            digits += c;
        else if (c == U'-' && ++hyphens == 1 && taken > 0 && taken < 4)
            continue;
        else
            return std::nullopt;
    }
    Cursor inner{digits};
    const std::optional<Date> date = hyphens == 1 ? dotted_date(inner) : std::nullopt;
    if (!date || !inner.done() || is_digit(cursor.peek(taken)))
        return std::nullopt;
    cursor.at += taken;
    return date;
}

} // namespace

std::optional<Date> any_date(Cursor& cursor) {
    if (const auto date = dotted_date(cursor))
        return date;
    if (const auto date = compact_date(cursor))
        return date;
    if (const auto date = mistyped_date(cursor))
        return date;
    return year_alone(cursor);
}

namespace {

/// 今, 现在: said instead of an end.
bool skip_open_word(Cursor& cursor) {
    constexpr std::array<View, 4> words{U"现在", U"目前", U"现今", U"今"};
    for (const View word : words) {
        if (!cursor.rest().starts_with(word))
            continue;
        cursor.at += word.size();
        return true;
    }
    return false;
}

/// 至, 到 and a 一 typed for a dash: only before a date or 今.
bool skip_word_dash(Cursor& cursor) {
    if (cursor.peek() != U'至' && cursor.peek() != U'到' && cursor.peek() != U'一')
        return false;
    Cursor c = cursor;
    ++c.at;
    c.skip(is_space);
    if (Cursor probe = c; !is_digit(c.peek()) && !skip_open_word(probe))
        return false;
    cursor = c;
    return true;
}

std::size_t skip_dashes(Cursor& cursor) {
    std::size_t dashes = 0;
    for (;;) {
        const std::size_t here = cursor.at;
        dashes += cursor.skip(is_dash);
        dashes += skip_word_dash(cursor) ? 1 : 0;
        if (cursor.at == here)
            return dashes;
    }
}

/// What may stand between the dates and the content besides spaces.
bool is_stop(char32_t c) {
    return c == U':' || c == U'：' || c == U',' || c == U'，' || c == U'、';
}

} // namespace

std::optional<Span> leading_span(Cursor& cursor) {
    Cursor c = cursor;
    c.skip(is_space);
    Span span;
    const std::optional<Date> begin = any_date(c);
    if (!begin)
        return std::nullopt;
    span.begin = *begin;
    std::size_t spaces = 0;
    std::size_t dashes = 0;
    bool now = false;
    while (!c.done()) {
        const std::size_t here = c.at;
        spaces += c.skip(is_space);
        dashes += skip_dashes(c);
        now = skip_open_word(c) || now;
        c.skip(is_stop);
        if (c.at == here)
            break;
    }
    // 2008 alone and "2008-某事" are prose, not a span.
    if (begin->month == 0 && dashes == 0)
        return std::nullopt;
    std::optional<Date> end;
    if (dashes > 0 || now)
        end = any_date(c);
    const bool enough = end || now || (dashes > 0 && (begin->month != 0 || spaces >= 2 || c.done())) ||
                        (dashes == 0 && begin->month != 0 && (spaces > 0 || c.done()));
    if (!enough)
        return std::nullopt;
    span.end = end.value_or(Date{});
    span.open = !end && (dashes > 0 || now);
    c.skip([](char32_t x) { return is_space(x) || is_stop(x); });
    cursor = c;
    return span;
}

bool stands_before_span(Cursor cursor) {
    const std::optional<Date> begin = any_date(cursor);
    if (!begin)
        return false;
    cursor.skip([](char32_t c) { return c == U' '; });
    const std::size_t dashes = skip_dashes(cursor);
    return dashes > 0 && (begin->month != 0 || any_date(cursor));
}

} // namespace dossier::resume_text

// The scanner under resume.h: dates and spans as people type them in 简历. Internal to dossier/resume.cpp.
#pragma once

#include "dossier/dates.h"
#include "dossier/text.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace dossier::resume_text {

using View = std::u32string_view;

int digit_value(char32_t c);
bool is_dot(char32_t c);
bool is_dash(char32_t c);
bool is_space(char32_t c);
bool opens(char32_t c);
bool closes(char32_t c);

/// A text with a place in it.
struct Cursor {
    View text;
    std::size_t at = 0;

    [[nodiscard]] char32_t peek(std::size_t ahead = 0) const {
        return at + ahead < text.size() ? text[at + ahead] : U'\0';
    }
    [[nodiscard]] bool done() const { return at >= text.size(); }
    [[nodiscard]] View rest() const { return text.substr(std::min(at, text.size())); }
    template <class Is>
    std::size_t skip(Is is) {
        const std::size_t begin = at;
        while (!done() && is(text[at]))
            ++at;
        return at - begin;
    }
    /// Reads exactly `count` digits that no further digit follows (unless `more` may).
    std::optional<int> digits(std::size_t count, bool more = false) {
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (!is_digit(peek(i)))
                return std::nullopt;
            value = value * 10 + digit_value(peek(i));
        }
        if (!more && is_digit(peek(count)))
            return std::nullopt;
        at += count;
        return value;
    }
};

struct Span {
    Date begin;
    Date end;
    bool open = false;
};

/// Any date: yyyy.MM and its relatives, yyyyMM, a year alone, a hyphen that slipped into the digits.
std::optional<Date> any_date(Cursor& cursor);
/// The dates at the start of a line (sources.md: resume); the cursor ends before the content.
std::optional<Span> leading_span(Cursor& cursor);
/// Whether the cursor stands before `yyyy.MM--`, where a text without newlines is to be broken.
bool stands_before_span(Cursor cursor);

} // namespace dossier::resume_text

#include "dossier/resume.h"

#include "dossier/text.h"

#include <array>

namespace dossier {

namespace {

using View = std::u32string_view;

bool is_digit(char32_t c) {
    return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９');
}

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

std::optional<Date> any_date(Cursor& cursor) {
    if (const auto date = dotted_date(cursor))
        return date;
    if (const auto date = compact_date(cursor))
        return date;
    if (const auto date = mistyped_date(cursor))
        return date;
    return year_alone(cursor);
}

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

struct Span {
    Date begin;
    Date end;
    bool open = false;
};

/// The dates at the start of a line (sources.md: resume); the cursor ends before the content.
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

/// Whether the cursor stands before `yyyy.MM--`, where a text without newlines is to be broken.
bool stands_before_span(Cursor cursor) {
    const std::optional<Date> begin = any_date(cursor);
    if (!begin)
        return false;
    cursor.skip([](char32_t c) { return c == U' '; });
    const std::size_t dashes = skip_dashes(cursor);
    return dashes > 0 && (begin->month != 0 || any_date(cursor));
}

View trim(View text) {
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return text;
}

/// Whether a date that opens an entry begins at `i`, in a text without newlines whose line began at `begin`.
bool begins_line(View text, std::size_t begin, std::size_t i) {
    const char32_t before = text[i - 1];
    if (is_digit(before) || is_dot(before) || is_dash(before) || before == U'年' || before == U'至')
        return false;
    const View line = trim(text.substr(begin, i - begin));
    return (line.empty() || !is_dash(line.back())) && stands_before_span({text, i});
}

/// Lines of a text of the class without newlines: 18 spaces stand for one, and dates begin a line.
std::vector<View> broken_lines(View text) {
    std::vector<View> lines;
    std::size_t begin = 0;
    int depth = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (is_space(text[i])) {
            std::size_t end = i;
            while (end < text.size() && is_space(text[end]))
                ++end;
            if (end - i >= 18) {
                lines.push_back(text.substr(begin, i - begin));
                begin = end;
            }
            i = end;
            continue;
        }
        depth += opens(text[i]) ? 1 : closes(text[i]) && depth > 0 ? -1 : 0;
        if (i > begin && depth == 0 && is_digit(text[i]) && begins_line(text, begin, i)) {
            lines.push_back(text.substr(begin, i - begin));
            begin = i;
        }
        ++i;
    }
    lines.push_back(text.substr(begin));
    return lines;
}

std::vector<View> lines_of(View text) {
    if (text.find(U'\n') == View::npos)
        return broken_lines(text);
    std::vector<View> lines;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find(U'\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

bool begins_with_during(View line) {
    line = trim(line);
    if (!line.empty() && opens(line.front()))
        line.remove_prefix(1);
    return line.starts_with(U"其间") || line.starts_with(U"期间") || line.starts_with(U"其中");
}

bool within(const Span& inner, const ResumeEntry& outer) {
    if (inner.open || inner.begin.year == 0 || months_between(outer.begin, inner.begin) < 0)
        return false;
    return outer.open ||
           (inner.end.year != 0 && outer.end.year != 0 && months_between(inner.end, outer.end) >= 0);
}

/// Reads the spans behind each 其间 of an entry.
class DuringReader {
  public:
    explicit DuringReader(View text)
        : text_(text) {}

    std::vector<ResumeEntry> run() {
        for (std::size_t at = next(0); at < text_.size(); at = next(at))
            at = bracket(at);
        return std::move(found_);
    }

  private:
    /// Behind the next 其间 or 期间.
    [[nodiscard]] std::size_t next(std::size_t at) const {
        for (at = std::max<std::size_t>(at, 1); at < text_.size(); ++at)
            if (text_[at] == U'间' && (text_[at - 1] == U'其' || text_[at - 1] == U'期'))
                return at + 1;
        return text_.size();
    }
    /// Through the end of the bracket that 其间 stands in.
    std::size_t bracket(std::size_t at) {
        int depth = 1;
        bool number = false; // within digits and dots no date begins
        for (; at < text_.size(); ++at) {
            const char32_t c = text_[at];
            depth += opens(c) ? 1 : closes(c) ? -1 : 0;
            if (depth == 0)
                break;
            if (is_digit(c) && !number && stands_before_span({text_, at})) {
                Cursor cursor{text_, at};
                if (const auto span = leading_span(cursor)) {
                    finish(at);
                    found_.push_back({.begin = span->begin, .end = span->end, .open = span->open});
                    content_ = cursor.at;
                    at = cursor.at - 1;
                    continue;
                }
            }
            number = is_digit(c) || is_dot(c);
        }
        finish(at);
        return at;
    }
    void finish(std::size_t end) {
        if (content_ == View::npos)
            return;
        View piece = trim(text_.substr(content_, end - content_));
        constexpr View stops = U"；;，,。、";
        while (!piece.empty() && stops.find(piece.back()) != View::npos)
            piece = trim(piece.substr(0, piece.size() - 1));
        found_.back().lines.push_back(utf8(piece));
        content_ = View::npos;
    }

    View text_;
    std::vector<ResumeEntry> found_;
    std::size_t content_ = View::npos; ///< where the text of the last span begins
};

/// Builds the entries line by line.
class Builder {
  public:
    void line(View line) {
        Cursor cursor{line};
        const std::optional<Span> span = leading_span(cursor);
        if (span &&
            !(in_during_ && !entries_.empty() && entries_.back().dated && within(*span, entries_.back()))) {
            finish();
            entries_.push_back({.begin = span->begin, .end = span->end, .open = span->open});
            add(cursor.rest());
            return;
        }
        if (entries_.empty())
            entries_.push_back({.dated = false});
        add(trim(line));
    }

    std::vector<ResumeEntry> entries() {
        finish();
        return std::move(entries_);
    }

  private:
    void add(View content) {
        content = trim(content);
        entries_.back().lines.push_back(utf8(content));
        text_ += content;
        saw_during_ =
            saw_during_ || content.find(U"其间") != View::npos || content.find(U"期间") != View::npos;
        for (const char32_t c : content)
            depth_ += opens(c) ? 1 : closes(c) ? -1 : 0;
        in_during_ = saw_during_ && depth_ > 0;
    }
    void finish() {
        if (!entries_.empty() && saw_during_)
            entries_.back().during = DuringReader(text_).run();
        text_.clear();
        depth_ = 0;
        saw_during_ = false;
        in_during_ = false;
    }

    std::vector<ResumeEntry> entries_;
    std::u32string text_;
    int depth_ = 0;
    bool saw_during_ = false;
    bool in_during_ = false; ///< a bracket of 其间 is still open
};

std::string padded(std::string text, std::size_t width) {
    if (text.size() < width)
        text.append(width - text.size(), ' ');
    return text;
}

} // namespace

std::string ResumeEntry::text() const {
    std::string joined;
    for (const std::string& line : lines)
        joined += line;
    return joined;
}

Resume parse_resume(std::string_view text) {
    const std::u32string characters = code_points(trimmed(text));
    Resume resume;
    if (characters.empty())
        return resume;
    const std::vector<View> lines = lines_of(characters);
    // Behind the last dated line, a blank line begins the remarks.
    std::size_t last_dated = 0;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (Cursor cursor{lines[i]}; leading_span(cursor))
            last_dated = i;
    Builder builder;
    bool blank = false;
    bool remarks = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const View line = trim(lines[i]);
        if (line.empty()) {
            blank = true;
            continue;
        }
        remarks = remarks || (blank && i > last_dated && !begins_with_during(line));
        if (remarks)
            resume.remarks.push_back(utf8(line));
        else
            builder.line(line);
        blank = false;
    }
    resume.entries = builder.entries();
    return resume;
}

std::string canonical_dates(const ResumeEntry& entry) {
    constexpr std::size_t width = 16;
    if (!entry.dated)
        return {};
    std::string text = display_date(entry.begin);
    if (entry.open)
        text += "--";
    else if (entry.end.year != 0)
        text += "--" + display_date(entry.end);
    return padded(text, width);
}

std::string canonical_text(const Resume& resume) {
    std::string text;
    const auto line = [&](const std::string& content) {
        if (!text.empty())
            text += '\n';
        text += content;
    };
    for (const ResumeEntry& entry : resume.entries)
        for (std::size_t i = 0; i < entry.lines.size(); ++i)
            line(i == 0 && entry.dated ? canonical_dates(entry) + "  " + entry.lines[i] : entry.lines[i]);
    for (std::size_t i = 0; i < resume.remarks.size(); ++i)
        line((i == 0 ? "\n" : "") + resume.remarks[i]);
    return std::string(trimmed(text));
}

std::string canonical_line(std::string_view line) {
    const std::u32string characters = code_points(line);
    Cursor cursor{characters};
    const std::optional<Span> span = leading_span(cursor);
    if (!span)
        return std::string(line);
    return canonical_dates({.begin = span->begin, .end = span->end, .open = span->open}) + "  " +
           utf8(cursor.rest());
}

} // namespace dossier

#include "dossier/resume.h"

#include "dossier/resume_dates.h"
#include "dossier/text.h"

namespace dossier {

namespace {

using namespace resume_text;

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

#include "dossier/formats/plain_text.h"

#include "dossier/formats/headings.h"
#include "dossier/formats/text_encoding.h"
#include "dossier/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace formats {

using dossier::Paragraph;

namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t';
}

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Inline markup of one paragraph: **bold**, *italic*, `code`, [text](address), ![picture](address).
class InlineReader {
  public:
    InlineReader(std::string_view text, std::size_t& pictures)
        : text_(text)
        , pictures_(pictures) {}

    std::vector<Paragraph::Run> run() {
        while (at_ < text_.size()) {
            if (!escape() && !picture() && !link() && !emphasis() && !code())
                add(text_.substr(at_++, 1));
        }
        return std::move(runs_);
    }

  private:
    bool escape() {
        constexpr std::string_view special = "\\`*_{}[]()#+-.!|>~";
        if (text_[at_] != '\\' || at_ + 1 >= text_.size() ||
            special.find(text_[at_ + 1]) == std::string_view::npos)
            return false;
        add(text_.substr(at_ + 1, 1));
        at_ += 2;
        return true;
    }

    /// [words](address) at `from`: the places of its brackets. Words and address are short, so this is
    /// linear.
    [[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> brackets(std::size_t from) const {
        const std::size_t close = text_.substr(0, std::min(text_.size(), from + 500)).find(']', from);
        if (close == std::string_view::npos || close + 1 >= text_.size() || text_[close + 1] != '(')
            return std::nullopt;
        const std::size_t end = text_.substr(0, std::min(text_.size(), close + 2000)).find(')', close);
        return end == std::string_view::npos ? std::nullopt : std::optional(std::pair(close, end));
    }
    bool picture() {
        if (!text_.substr(at_).starts_with("!["))
            return false;
        const auto found = brackets(at_ + 1);
        if (!found)
            return false;
        ++pictures_;
        at_ = found->second + 1;
        return true;
    }
    bool link() {
        if (text_[at_] != '[')
            return false;
        const auto found = brackets(at_);
        if (!found)
            return false;
        add(text_.substr(at_ + 1, found->first - at_ - 1));
        at_ = found->second + 1;
        return true;
    }
    bool code() {
        if (text_[at_] != '`')
            return false;
        const std::size_t end = find("`", at_ + 1, no_code_);
        if (end == std::string_view::npos)
            return false;
        add(text_.substr(at_ + 1, end - at_ - 1));
        at_ = end + 1;
        return true;
    }
    bool emphasis() {
        for (const std::string_view mark : {"**", "__", "*", "_"}) {
            if (!text_.substr(at_).starts_with(mark))
                continue;
            bool& on = mark.size() == 2 ? bold_ : italic_;
            std::string_view& opener = mark.size() == 2 ? bold_mark_ : italic_mark_;
            const char before = at_ == 0 ? ' ' : text_[at_ - 1];
            const char after = at_ + mark.size() < text_.size() ? text_[at_ + mark.size()] : ' ';
            if (on && opener == mark && !is_space(before)) {
                on = false;
                at_ += mark.size();
                return true;
            }
            // snake_case stays; a mark that is never closed is text
            const bool inside_word = mark[0] == '_' && is_word(before) && is_word(after);
            std::size_t& none = mark.size() == 2 ? no_bold_ : no_italic_;
            if (on || is_space(after) || inside_word ||
                find(mark, at_ + mark.size() + 1, none) == std::string_view::npos)
                return false;
            on = true;
            opener = mark;
            at_ += mark.size();
            return true;
        }
        return false;
    }

    /// find() that remembers that there is nothing behind `none`.
    std::size_t find(std::string_view what, std::size_t from, std::size_t& none) const {
        if (from >= none)
            return std::string_view::npos;
        const std::size_t found = text_.find(what, from);
        if (found == std::string_view::npos)
            none = from;
        return found;
    }

    void add(std::string_view text) {
        if (runs_.empty() || runs_.back().bold != bold_ || runs_.back().italic != italic_)
            runs_.push_back({{}, bold_, italic_, false});
        runs_.back().text += text;
    }

    std::string_view text_;
    std::size_t& pictures_;
    std::size_t at_ = 0;
    bool bold_ = false;
    bool italic_ = false;
    std::string_view bold_mark_;
    std::string_view italic_mark_;
    std::size_t no_bold_ = std::string_view::npos;
    std::size_t no_italic_ = std::string_view::npos;
    std::size_t no_code_ = std::string_view::npos;
    std::vector<Paragraph::Run> runs_;
};

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (;;) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        if (end == text.size())
            return lines;
        text.remove_prefix(end + 1);
    }
}

/// A line of nothing but one of `marks`, at least three of it.
bool is_rule(std::string_view line, std::string_view marks) {
    char mark = '\0';
    std::size_t count = 0;
    for (const char c : line) {
        if (is_space(c))
            continue;
        if (marks.find(c) == std::string_view::npos || (mark != '\0' && c != mark))
            return false;
        mark = c;
        ++count;
    }
    return count >= 3;
}

std::vector<std::string> cells_of(std::string_view line) {
    line = dossier::trimmed(line);
    if (line.starts_with('|'))
        line.remove_prefix(1);
    if (line.ends_with('|'))
        line.remove_suffix(1);
    std::vector<std::string> cells(1);
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|')
            cells.back() += line[++i];
        else if (line[i] == '|' && cells.size() < widest_table_row)
            cells.emplace_back();
        else
            cells.back() += line[i];
    }
    for (std::string& cell : cells)
        cell = dossier::trimmed(cell);
    return cells;
}

bool is_table_rule(std::string_view line) {
    return line.find('-') != std::string_view::npos && line.find('|') != std::string_view::npos &&
           line.find_first_not_of("|-: \t") == std::string_view::npos;
}

class MarkdownReader {
  public:
    explicit MarkdownReader(std::string_view text)
        : lines_(lines_of(text)) {}

    ReportResult read() {
        for (at_ = 0; at_ < lines_.size(); ++at_)
            line(dossier::trimmed(lines_[at_]));
        flush();
        if (pictures_ > 0)
            result_.notes.push_back({Remark::picture_skipped, {}, std::to_string(pictures_)});
        return std::move(result_);
    }

  private:
    void line(std::string_view bare) {
        if (bare.starts_with("```") || bare.starts_with("~~~")) {
            flush();
            fenced_ = !fenced_;
        } else if (fenced_) {
            if (!bare.empty())
                add({.runs = {{std::string(lines_[at_])}}});
        } else if (bare.empty()) {
            flush();
        } else if (!text_.empty() && (is_rule(bare, "=") || is_rule(bare, "-"))) {
            heading(bare[0] == '=' ? 1 : 2, std::exchange(text_, {}));
        } else if (is_rule(bare, "-*_")) {
            flush();
            if (!result_.paragraphs.empty())
                add({.kind = Paragraph::Kind::page_break, .indent = false});
        } else if (bare[0] == '#' && hashes(bare) <= 6 && is_space(bare[hashes(bare)])) {
            flush();
            const int level = static_cast<int>(hashes(bare));
            heading(level, std::string(dossier::trimmed(bare.substr(static_cast<std::size_t>(level)))));
        } else if (bare[0] == '|' ||
                   (text_.empty() && at_ + 1 < lines_.size() && is_table_rule(lines_[at_ + 1]) &&
                    bare.find('|') != std::string_view::npos)) {
            flush();
            if (!is_table_rule(bare))
                row(bare);
        } else if (item(bare)) {
            return;
        } else {
            if (bare.starts_with('>'))
                bare.remove_prefix(std::min(bare.find_first_not_of("> \t"), bare.size()));
            text(bare);
        }
    }

    static std::size_t hashes(std::string_view line) {
        const std::size_t count = std::min(line.find_first_not_of('#'), line.size());
        return count == line.size() ? 7 : count;
    }

    bool item(std::string_view bare) {
        const bool bullet = bare.size() > 2 &&
                            std::string_view("-*+").find(bare[0]) != std::string_view::npos &&
                            is_space(bare[1]);
        std::size_t digits = 0;
        while (digits < bare.size() && digits < 4 && bare[digits] >= '0' && bare[digits] <= '9')
            ++digits;
        const bool numbered = digits > 0 && digits + 1 < bare.size() &&
                              (bare[digits] == '.' || bare[digits] == ')') && is_space(bare[digits + 1]);
        if (!bullet && !numbered)
            return false;
        flush();
        text_ = bullet ? "• " + std::string(dossier::trimmed(bare.substr(2))) : std::string(bare);
        return true;
    }

    void row(std::string_view bare) {
        Paragraph paragraph{.kind = Paragraph::Kind::table_row,
                            .align = Paragraph::Align::left,
                            .indent = false,
                            .runs = {},
                            .cells = cells_of(bare)};
        for (std::string& cell : paragraph.cells) {
            std::string plain;
            for (const Paragraph::Run& run : InlineReader(cell, pictures_).run())
                plain += run.text;
            cell = std::move(plain);
        }
        add(std::move(paragraph));
    }

    void heading(int level, const std::string& text) {
        Paragraph paragraph{.kind = Paragraph::Kind::heading, .level = std::min(level, 3)};
        if (level == 1 && result_.paragraphs.empty()) {
            paragraph.kind = Paragraph::Kind::title;
            paragraph.level = 0;
            paragraph.align = Paragraph::Align::center;
            paragraph.indent = false;
        }
        std::string_view bare = text;
        while (bare.ends_with('#') || bare.ends_with(' '))
            bare.remove_suffix(1);
        paragraph.runs = InlineReader(bare, pictures_).run();
        add(std::move(paragraph));
    }

    void text(std::string_view line) {
        if (!text_.empty() && static_cast<unsigned char>(text_.back()) < 0x80 && !line.empty() &&
            static_cast<unsigned char>(line.front()) < 0x80)
            text_ += ' ';
        text_ += line;
    }

    void flush() {
        if (text_.empty())
            return;
        Paragraph paragraph;
        paragraph.runs = InlineReader(std::exchange(text_, {}), pictures_).run();
        if (!dossier::trimmed(text_of(paragraph)).empty())
            add(std::move(paragraph));
    }

    void add(Paragraph paragraph) {
        if (result_.paragraphs.size() < paragraph_limit)
            result_.paragraphs.push_back(std::move(paragraph));
        else if (result_.notes.empty())
            result_.notes.push_back({Remark::cut_off, {}, std::to_string(paragraph_limit)});
    }

    std::vector<std::string_view> lines_;
    std::size_t at_ = 0;
    std::string text_;
    bool fenced_ = false;
    std::size_t pictures_ = 0;
    ReportResult result_;
};

} // namespace

ReportResult read_markdown(std::string_view bytes) {
    if (bytes.size() > text_limit)
        throw Error(Fault::too_large, std::to_string(text_limit));
    return MarkdownReader(dossier::tidy(decode_text(bytes).text)).read();
}

} // namespace formats

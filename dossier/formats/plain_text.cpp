#include "dossier/formats/plain_text.h"

#include "dossier/formats/headings.h"
#include "dossier/formats/text_encoding.h"
#include "dossier/text.h"

#include <algorithm>
#include <utility>

namespace formats {

using dossier::Paragraph;

namespace {

std::vector<std::string> decoded_lines(std::string_view bytes) {
    if (bytes.size() > text_limit)
        throw Error(Fault::too_large, std::to_string(text_limit));
    const std::string text = decode_text(bytes).text;
    std::vector<std::string> lines(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n' || c == '\r') {
            i += c == '\r' && i + 1 < text.size() && text[i + 1] == '\n' ? 1 : 0;
            lines.emplace_back();
        } else if (c == '\f') {
            lines.emplace_back("\f");
            lines.emplace_back();
        } else if (static_cast<unsigned char>(c) >= 0x20 ? c != 0x7f : c == '\t') {
            lines.back() += c;
        }
    }
    return lines;
}

/// Columns of white space at the start.
std::size_t indent_of(std::string_view line) {
    const std::string_view bare = dossier::trimmed(line);
    return bare.empty() ? 0 : columns(line.substr(0, static_cast<std::size_t>(bare.data() - line.data())));
}

/// The width a text was hard-wrapped at, or 0: most lines end within one character of the longest.
std::size_t wrap_width(const std::vector<std::string>& lines) {
    std::vector<std::size_t> widths;
    for (const std::string& line : lines)
        if (!dossier::trimmed(line).empty())
            widths.push_back(columns(line));
    if (widths.size() < 6)
        return 0;
    const std::size_t longest = *std::max_element(widths.begin(), widths.end());
    const auto full =
        std::count_if(widths.begin(), widths.end(), [&](std::size_t w) { return w + 3 >= longest; });
    return longest >= 40 && longest <= 130 && 2 * full >= static_cast<std::ptrdiff_t>(widths.size()) ? longest
                                                                                                     : 0;
}

bool is_ascii_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

Paragraph page_break() {
    return {.kind = Paragraph::Kind::page_break, .indent = false};
}

class TextReader {
  public:
    explicit TextReader(const std::vector<std::string>& lines)
        : wrap_(wrap_width(lines)) {
        for (const std::string& line : lines)
            read(line);
        finish();
        while (!result_.paragraphs.empty() && result_.paragraphs.back().kind == Paragraph::Kind::page_break)
            result_.paragraphs.pop_back();
    }
    ReportResult result() { return std::move(result_); }

  private:
    void read(const std::string& line) {
        const std::string_view bare = dossier::trimmed(line);
        if (line == "\f") {
            finish();
            if (!result_.paragraphs.empty())
                add(page_break());
        } else if (bare.empty()) {
            finish();
        } else {
            const std::size_t width = columns(line);
            const bool continues = wrap_ > 0 && last_width_ + 3 >= wrap_ && !text_.empty() &&
                                   indent_of(line) < 2 && !heading_level(bare);
            if (!continues)
                finish();
            if (text_.empty())
                indent_ = indent_of(line);
            else if (is_ascii_word(text_.back()) && is_ascii_word(bare.front()))
                text_ += ' ';
            text_ += bare;
            last_width_ = width;
            if (wrap_ == 0)
                finish();
        }
    }

    void finish() {
        if (text_.empty())
            return;
        Paragraph paragraph;
        paragraph.runs.push_back({std::exchange(text_, {})});
        const std::string& text = paragraph.runs.front().text;
        if (result_.paragraphs.empty() && can_be_title(text) && !heading_level(text)) {
            paragraph.kind = Paragraph::Kind::title;
            paragraph.align = Paragraph::Align::center;
            paragraph.indent = false;
        } else if (const auto level = heading_level(text)) {
            paragraph.kind = Paragraph::Kind::heading;
            paragraph.level = *level;
        } else if (indent_ >= 16 && can_be_title(text)) { // signature and date
            paragraph.align = Paragraph::Align::right;
            paragraph.indent = false;
        }
        add(std::move(paragraph));
    }

    void add(Paragraph paragraph) {
        if (result_.paragraphs.size() < paragraph_limit)
            result_.paragraphs.push_back(std::move(paragraph));
        else if (result_.notes.empty())
            result_.notes.push_back({Remark::cut_off, {}, std::to_string(paragraph_limit)});
    }

    ReportResult result_;
    std::size_t wrap_;
    std::string text_;
    std::size_t indent_ = 0;
    std::size_t last_width_ = 0;
};

} // namespace

ReportResult read_text(std::string_view bytes) {
    return TextReader(decoded_lines(bytes)).result();
}

} // namespace formats

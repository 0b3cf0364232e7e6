#include "dossier/formats/csv.h"

#include "dossier/formats/text_encoding.h"
#include "dossier/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace formats {

namespace {

constexpr std::array<std::string_view, 4> separators{",", ";", "\t", "，"};
constexpr std::size_t sampled_lines = 30;

/// Occurrences of `separator` outside quotes in each of the first lines.
std::vector<std::size_t> counts(std::string_view text, std::string_view separator) {
    std::vector<std::size_t> found(1);
    bool quoted = false;
    for (std::size_t i = 0; i < text.size() && found.size() <= sampled_lines; ++i) {
        if (text[i] == '"')
            quoted = !quoted;
        else if (text[i] == '\n' && !quoted)
            found.push_back(0);
        else if (!quoted && text.substr(i, separator.size()) == separator)
            ++found.back();
    }
    return found;
}

/// The separator that parts most lines into the same number of cells.
std::string_view guess_separator(std::string_view text) {
    std::string_view best = separators[0];
    std::size_t best_score = 0;
    for (const std::string_view separator : separators) {
        std::map<std::size_t, std::size_t> lines_with;
        for (const std::size_t count : counts(text, separator))
            if (count > 0)
                ++lines_with[count];
        std::size_t score = 0;
        for (const auto& [count, lines] : lines_with)
            score = std::max(score, lines * 100 + std::min<std::size_t>(count, 50));
        if (score > best_score) {
            best_score = score;
            best = separator;
        }
    }
    return best;
}

class CsvReader {
  public:
    CsvReader(std::string_view text, std::string_view separator)
        : text_(text)
        , separator_(separator) {}

    Workbook read() {
        Workbook workbook;
        Sheet& sheet = workbook.sheets.emplace_back();
        std::size_t cells = 0;
        while (at_ < text_.size()) {
            std::vector<std::string> row = next_row();
            cells += row.size();
            if (sheet.rows.size() >= row_limit || cells > cell_limit) {
                workbook.notes.push_back({Remark::cut_off, {}, std::to_string(sheet.rows.size())});
                break;
            }
            if (row.size() == 1 && row[0].empty())
                row.clear();
            sheet.rows.push_back(std::move(row));
        }
        while (!sheet.rows.empty() && sheet.rows.back().empty())
            sheet.rows.pop_back();
        return workbook;
    }

  private:
    [[nodiscard]] bool at_separator() const { return text_.substr(at_).starts_with(separator_); }

    std::vector<std::string> next_row() {
        std::vector<std::string> row;
        for (;;) {
            row.push_back(next_cell());
            if (at_ >= text_.size())
                return row;
            if (text_[at_] == '\n') {
                ++at_;
                return row;
            }
            at_ += separator_.size();
            if (row.size() > cell_limit)
                return row;
        }
    }

    std::string next_cell() {
        while (at_ < text_.size() && text_[at_] == ' ' && !at_separator())
            ++at_;
        std::string cell;
        if (at_ < text_.size() && text_[at_] == '"' && !no_more_quotes_)
            cell = quoted();
        const std::size_t begin = at_;
        while (at_ < text_.size() && text_[at_] != '\n' && !at_separator())
            ++at_;
        cell += text_.substr(begin, at_ - begin);
        return dossier::tidy(cell);
    }

    /// A cell in quotes. One that is never closed is text, and so are all quotes behind it.
    std::string quoted() {
        std::string cell;
        for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
            if (text_[i] != '"') {
                cell += text_[i];
            } else if (i + 1 < text_.size() && text_[i + 1] == '"') {
                cell += '"';
                ++i;
            } else {
                at_ = i + 1;
                return cell;
            }
        }
        no_more_quotes_ = true;
        return {};
    }

    std::string_view text_;
    std::string_view separator_;
    std::size_t at_ = 0;
    bool no_more_quotes_ = false;
};

std::string one_kind_of_newline(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r')
            out += text[i];
        else if (i + 1 >= text.size() || text[i + 1] != '\n')
            out += '\n';
    }
    return out;
}

bool is_number(std::string_view text) {
    double value = 0;
    if (text.starts_with('+'))
        text.remove_prefix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
}

void append_cell(std::string& out, const std::string& cell) {
    const bool formula =
        !cell.empty() && std::string_view("=+-@").find(cell[0]) != std::string_view::npos && !is_number(cell);
    const bool quoted = cell.find_first_of(",;\t\"\n\r") != std::string::npos;
    if (quoted)
        out += '"';
    if (formula)
        out += '\'';
    for (const char c : cell)
        out.append(c == '"' ? 2 : 1, c);
    if (quoted)
        out += '"';
}

} // namespace

Workbook read_csv(std::string_view bytes) {
    if (bytes.size() > csv_limit)
        throw Error(Fault::too_large, std::to_string(csv_limit));
    const std::string text = one_kind_of_newline(decode_text(bytes).text);
    std::string_view rest = text;
    std::string_view separator;
    if (rest.starts_with("sep=") && rest.size() > 5 && rest[5] == '\n') {
        separator = rest.substr(4, 1);
        rest.remove_prefix(6);
    } else {
        separator = guess_separator(rest);
    }
    return CsvReader(rest, separator).read();
}

std::string write_csv(const Sheet& sheet) {
    std::string out = "\xef\xbb\xbf";
    for (const std::vector<std::string>& row : sheet.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0)
                out += ',';
            append_cell(out, row[i]);
        }
        out += "\r\n";
    }
    return out;
}

} // namespace formats

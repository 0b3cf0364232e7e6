#include "dossier/formats/poll_sheet.h"

#include "dossier/formats/poll_words.h"
#include "dossier/person.h"
#include "dossier/text.h"

#include <algorithm>
#include <array>
#include <map>

namespace formats {

using dossier::PollCount;
using dossier::PollSheet;

namespace {

constexpr std::size_t heading_rows = 30; ///< where the first heading row is looked for
constexpr std::size_t note_limit = 200;

/// Ballots as given: with a group they add up, without one they are the total.
struct Ballots {
    std::optional<std::int64_t> total;
    std::optional<std::int64_t> by_group;
    void set(std::int64_t value, bool has_group) {
        if (has_group)
            by_group = by_group.value_or(0) + value;
        else if (!total)
            total = value;
    }
    [[nodiscard]] std::optional<std::int64_t> value() const { return total ? total : by_group; }
};

struct Draft {
    std::string candidate;
    std::string where; ///< sheet of the workbook, for messages
    PollSheet sheet;
    std::array<Ballots, 4> ballots; ///< issued, returned, invalid, valid
};

std::size_t ballot_index(PollWord word) {
    return static_cast<std::size_t>(word) - static_cast<std::size_t>(PollWord::issued);
}

bool is_ballot(PollWord word) {
    return word >= PollWord::issued && word <= PollWord::valid;
}

/// Columns of a table: their meaning, or the option they count.
struct Columns {
    std::map<PollWord, std::size_t> of_word;
    std::vector<std::pair<std::size_t, std::string>> options; ///< of a wide table

    [[nodiscard]] bool has(PollWord word) const { return of_word.contains(word); }
    [[nodiscard]] bool is_long() const { return has(PollWord::option) && has(PollWord::count); }
    [[nodiscard]] bool is_table() const {
        return is_long() || (!options.empty() && (has(PollWord::question) || has(PollWord::candidate) ||
                                                  has(PollWord::group) || has(PollWord::sheet)));
    }
};

using Row = std::vector<std::string>;

bool has_number(const Sheet& sheet, std::size_t below, std::size_t column) {
    std::size_t numbers = 0;
    std::size_t others = 0;
    for (std::size_t row = below + 1; row < sheet.rows.size() && row < below + 30; ++row) {
        if (column >= sheet.rows[row].size() || sheet.rows[row][column].empty())
            continue;
        ++(poll_number(sheet.rows[row][column]) ? numbers : others);
    }
    return numbers > others;
}

Columns columns_of(const Sheet& sheet, std::size_t row) {
    Columns columns;
    bool known = false;
    for (std::size_t i = 0; i < sheet.rows[row].size(); ++i) {
        const std::string& cell = sheet.rows[row][i];
        if (cell.empty())
            continue;
        const auto word = poll_word(cell);
        if (is_known_option(cell)) {
            columns.options.emplace_back(i, cell);
            known = true;
        } else if (!word) {
            if (cell.size() <= 60 && !poll_number(cell) && has_number(sheet, row, i))
                columns.options.emplace_back(i, cell);
        } else if (*word != PollWord::ignored && *word != PollWord::total) {
            columns.of_word.emplace(*word, i);
        }
    }
    // Unknown columns full of numbers are options only beside a known one or a column of questions.
    if (columns.is_long() || (!known && !columns.has(PollWord::question)))
        columns.options.clear();
    return columns;
}

class PollReader {
  public:
    PollResult read(const Workbook& workbook) {
        for (const Sheet& sheet : workbook.sheets)
            read_sheet(sheet);
        if (!found_table_)
            throw Error(Fault::no_table);
        for (Draft& draft : drafts_)
            finish(draft);
        return std::move(result_);
    }

  private:
    struct Place { ///< what blank cells repeat
        std::string candidate;
        std::string sheet;
        std::string question;
        std::string group;
    };

    void read_sheet(const Sheet& sheet) {
        sheet_ = &sheet;
        title_ = sheet.name;
        titled_ = false;
        pending_title_.clear();
        date_.clear();
        unit_.clear();
        above_ = {};
        place_ = {};
        first_draft_ = drafts_.size();
        columns_ = {};
        for (row_ = 0; row_ < sheet.rows.size(); ++row_) {
            if (columns_of_word_row(sheet))
                continue;
            if (columns_.is_table())
                table_row(sheet.rows[row_]);
            else if (row_ < heading_rows)
                above_table(sheet.rows[row_]);
        }
        for (std::size_t i = first_draft_; i < drafts_.size(); ++i)
            complete(drafts_[i]);
    }

    /// A heading row begins a table; the row above it may name it.
    bool columns_of_word_row(const Sheet& sheet) {
        const Row& row = sheet.rows[row_];
        if (columns_.is_table() ? !repeats_heading(row) : row_ >= heading_rows)
            return false;
        Columns columns = columns_of(sheet, row_);
        if (!columns.is_table())
            return false;
        if (columns_.is_table() && !pending_title_.empty()) {
            for (std::size_t i = first_draft_; i < drafts_.size(); ++i)
                complete(drafts_[i]);
            first_draft_ = drafts_.size();
            title_ = pending_title_;
            above_ = {};
            place_ = {};
        }
        pending_title_.clear();
        columns_ = std::move(columns);
        place_.question.clear();
        place_.group.clear();
        found_table_ = true;
        return true;
    }

    /// Below a heading only a row with two known headings and no number is another one.
    static bool repeats_heading(const Row& row) {
        int words = 0;
        for (const std::string& cell : row) {
            if (poll_number(cell))
                return false;
            words += !cell.empty() && (poll_word(cell) || is_known_option(cell)) ? 1 : 0;
        }
        return words >= 2;
    }

    [[nodiscard]] std::string cell(const Row& row, PollWord word) const {
        const auto found = columns_.of_word.find(word);
        return found == columns_.of_word.end() || found->second >= row.size() ? std::string{}
                                                                              : row[found->second];
    }

    [[nodiscard]] std::string where() const { return sheet_->name + ":" + std::to_string(row_ + 1); }

    void note(Remark remark, std::string where, std::string detail = {}) {
        if (result_.notes.size() < note_limit)
            result_.notes.push_back({remark, std::move(where), std::move(detail)});
    }

    // --- above the table -----------------------------------------------------------------------------

    void above_table(const Row& row) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string next = i + 1 < row.size() ? row[i + 1] : std::string{};
            if (row[i].empty())
                continue;
            if (!label(row[i], next) && !ballots_in_text(row[i]) && !titled_ && !poll_number(row[i]) &&
                !(i > 0 && poll_word(row[i - 1]))) {
                title_ = row[i];
                titled_ = true;
            }
        }
    }

    /// "日期 | 2024-03-01", "日期：2024-03-01", "发出 | 60".
    bool label(const std::string& text, const std::string& next) {
        std::string name = text;
        std::string value = next;
        for (const std::string_view colon : {"：", ":"}) {
            const std::size_t at = text.find(colon);
            if (at == std::string::npos)
                continue;
            name = text.substr(0, at);
            const std::string_view rest = dossier::trimmed(std::string_view(text).substr(at + colon.size()));
            value = rest.empty() ? next : std::string(rest);
            break;
        }
        const auto word = poll_word(name);
        if (!word)
            return false;
        if (*word == PollWord::title)
            title_ = value;
        else if (*word == PollWord::date)
            date_ = value;
        else if (*word == PollWord::unit)
            unit_ = value;
        else if (const auto number = poll_number(value); number && is_ballot(*word))
            above_.at(ballot_index(*word)).set(*number, false);
        else
            return false;
        return true;
    }

    /// "发出60张，收回58张，其中有效票57张": a number within a few characters behind the word.
    bool ballots_in_text(const std::string& text) {
        struct Key {
            std::u32string_view text;
            PollWord word;
        };
        constexpr std::array<Key, 4> keys{{{U"发出", PollWord::issued},
                                           {U"收回", PollWord::returned},
                                           {U"无效", PollWord::invalid},
                                           {U"有效", PollWord::valid}}};
        if (text.size() > 1000)
            return false;
        const std::u32string characters = dossier::code_points(text);
        bool found = false;
        for (const Key& key : keys) {
            const std::size_t at = characters.find(key.text);
            if (at == std::u32string::npos)
                continue;
            std::size_t begin = at + key.text.size();
            const std::size_t last = begin + 8;
            const auto digit = [&](std::size_t i) { return characters[i] >= U'0' && characters[i] <= U'9'; };
            while (begin < characters.size() && begin < last && !digit(begin))
                ++begin;
            std::size_t end = begin;
            while (end < characters.size() && digit(end))
                ++end;
            if (const auto number = poll_number(dossier::utf8(characters.substr(begin, end - begin)))) {
                above_.at(ballot_index(key.word)).set(*number, false);
                found = true;
            }
        }
        return found;
    }

    // --- the table -----------------------------------------------------------------------------------

    void table_row(const Row& row) {
        const auto filled =
            std::count_if(row.begin(), row.end(), [](const std::string& text) { return !text.empty(); });
        if (filled == 0)
            return;
        if (is_total(row))
            return;
        if (filled == 1 && cell(row, PollWord::count).empty()) {
            const auto text =
                std::find_if(row.begin(), row.end(), [](const std::string& one) { return !one.empty(); });
            if (!ballots_in_text(*text) && !label(*text, {}))
                pending_title_ = *text;
            return;
        }
        if (special_row(row))
            return;
        take_place(row);
        if (columns_.is_long())
            long_row(row);
        else
            wide_row(row);
    }

    [[nodiscard]] bool is_total(const Row& row) const {
        for (const PollWord word :
             {PollWord::candidate, PollWord::question, PollWord::group, PollWord::option})
            if (const std::string text = cell(row, word); !text.empty() && poll_word(text) == PollWord::total)
                return true;
        return false;
    }

    void take_place(const Row& row) {
        if (std::string text = cell(row, PollWord::candidate); !text.empty())
            place_ = {dossier::matching_name(text), place_.sheet, {}, {}};
        if (std::string text = cell(row, PollWord::sheet); !text.empty()) {
            place_.sheet = std::move(text);
            place_.question.clear();
            place_.group.clear();
        }
        if (std::string text = cell(row, PollWord::question); !text.empty()) {
            place_.question = std::move(text);
            place_.group.clear();
        }
        if (std::string text = cell(row, PollWord::group); !text.empty())
            place_.group = is_everybody(text) ? std::string{} : std::move(text);
    }

    /// The column that says 发出, 收回, 无效, 有效, 日期 or 单位 in this row.
    [[nodiscard]] std::optional<std::size_t> special_column(const Row& row) const {
        for (const PollWord word : {PollWord::question, PollWord::candidate, PollWord::group}) {
            const std::string text = cell(row, word);
            const auto meaning = text.empty() ? std::nullopt : poll_word(text);
            if (meaning && (is_ballot(*meaning) || meaning == PollWord::date || meaning == PollWord::unit))
                return columns_.of_word.at(word);
        }
        return std::nullopt;
    }

    bool special_row(Row row) {
        const auto column = special_column(row);
        if (!column)
            return false;
        const PollWord word = *poll_word(row[*column]);
        const bool text = !is_ballot(word);
        row[*column].clear();
        const Place before = place_;
        place_.group.clear();
        take_place(row);
        std::string value = cell(row, PollWord::count);
        for (std::size_t i = *column + 1; value.empty() && i < row.size(); ++i)
            if (text ? !row[i].empty() : poll_number(row[i]).has_value())
                value = row[i];
        Draft& own = draft();
        if (word == PollWord::date)
            own.sheet.date = value;
        else if (word == PollWord::unit)
            own.sheet.unit = value;
        else
            own.ballots.at(ballot_index(word)).set(number(value), !place_.group.empty());
        place_.question = before.question;
        place_.group = before.group;
        return true;
    }

    std::int64_t number(const std::string& text) {
        const auto value = poll_number(text);
        if (!value)
            throw Error(Fault::bad_number, where() + " " + text.substr(0, 40));
        return *value;
    }

    void long_row(const Row& row) {
        const std::string option = cell(row, PollWord::option);
        const std::string count = cell(row, PollWord::count);
        const auto word = poll_word(option);
        if (word && is_ballot(*word) && !count.empty()) { // 收回 in the column of options
            draft().ballots.at(ballot_index(*word)).set(number(count), !place_.group.empty());
            return;
        }
        if (option.empty() || count.empty())
            return note(Remark::skipped_row, where());
        draft().sheet.counts.push_back({place_.question, place_.group, option, number(count)});
    }

    void wide_row(const Row& row) {
        Draft& own = draft();
        for (const auto& [word, column] : columns_.of_word)
            if (is_ballot(word) && column < row.size() && !row[column].empty())
                own.ballots.at(ballot_index(word)).set(number(row[column]), !place_.group.empty());
        bool any = false;
        for (const auto& [column, option] : columns_.options)
            any = any || (column < row.size() && !row[column].empty());
        if (!any)
            return note(Remark::skipped_row, where());
        for (const auto& [column, option] : columns_.options) {
            const std::string text = column < row.size() ? row[column] : std::string{};
            const bool none = text.empty() || text == "-" || text == "—" || text == "/" || text == "无";
            own.sheet.counts.push_back({place_.question, place_.group, option, none ? 0 : number(text)});
        }
    }

    /// The sheet of the current candidate and title.
    Draft& draft() {
        const std::string& title = place_.sheet.empty() ? title_ : place_.sheet;
        if (!drafts_.empty() && drafts_.size() > first_draft_) { // nearly always the last one
            Draft& last = drafts_.back();
            if (last.candidate == place_.candidate && last.sheet.title == title)
                return last;
        }
        const auto key = std::pair(place_.candidate, title);
        const auto found = index_.find(key);
        if (found != index_.end() && found->second >= first_draft_)
            return drafts_[found->second];
        index_[key] = drafts_.size();
        Draft& fresh = drafts_.emplace_back();
        fresh.candidate = place_.candidate;
        fresh.where = sheet_->name;
        fresh.sheet.title = title;
        return fresh;
    }

    /// What stands above the table holds for every sheet in it that has none of its own.
    void complete(Draft& draft) const {
        const bool own = std::any_of(draft.ballots.begin(), draft.ballots.end(),
                                     [](const Ballots& ballots) { return ballots.value().has_value(); });
        if (!own)
            draft.ballots = above_;
        if (draft.sheet.date.empty())
            draft.sheet.date = date_;
        if (draft.sheet.unit.empty())
            draft.sheet.unit = unit_;
    }

    // --- a whole sheet -------------------------------------------------------------------------------

    void finish(Draft& draft) {
        PollSheet& sheet = draft.sheet;
        if (sheet.counts.empty() && std::none_of(draft.ballots.begin(), draft.ballots.end(),
                                                 [](const Ballots& b) { return b.value(); }))
            return;
        const std::string name = draft.candidate.empty() ? sheet.title : draft.candidate + " " + sheet.title;
        std::int64_t largest = 0;
        for (const QuestionFigures& question : figures(sheet))
            largest = std::max(largest, question.counted);
        fill_ballots(draft, largest, name);
        const std::int64_t valid = valid_ballots(sheet);
        if (sheet.returned > sheet.issued || sheet.invalid > sheet.returned)
            throw Error(Fault::invalid_over_returned, name);
        if (const auto given = draft.ballots[3].value(); given && *given != valid)
            throw Error(Fault::invalid_over_returned, name);
        check_counts(sheet, valid, name);
        add(draft);
    }

    void fill_ballots(Draft& draft, std::int64_t largest, const std::string& name) {
        PollSheet& sheet = draft.sheet;
        const auto issued = draft.ballots[0].value();
        const auto returned = draft.ballots[1].value();
        const auto invalid = draft.ballots[2].value();
        const auto valid = draft.ballots[3].value();
        if (returned)
            sheet.returned = *returned;
        else if (valid)
            sheet.returned = *valid + invalid.value_or(0);
        else if (issued)
            sheet.returned = *issued;
        else
            sheet.returned = largest + invalid.value_or(0);
        sheet.issued = issued.value_or(sheet.returned);
        sheet.invalid = invalid ? *invalid : valid && *valid <= sheet.returned ? sheet.returned - *valid : 0;
        if (!issued && !returned && !valid)
            note(Remark::ballots_missing, name);
    }

    void check_counts(const PollSheet& sheet, std::int64_t valid, const std::string& name) {
        std::map<std::string, std::int64_t> everybody;
        std::map<std::string, std::int64_t> grouped;
        for (const PollCount& count : sheet.counts)
            (count.group.empty() ? everybody : grouped)[count.question] += count.count;
        for (const auto* sums : {&everybody, &grouped}) {
            for (const auto& [question, sum] : *sums) {
                if (sum > valid)
                    throw Error(Fault::counts_over_valid, name + " " + question + " " + std::to_string(sum) +
                                                              " > " + std::to_string(valid));
                if (sum < valid)
                    note(Remark::counts_below_valid, name + " " + question, std::to_string(valid - sum));
            }
        }
    }

    void add(Draft& draft) {
        const auto [found, fresh] = candidates_.try_emplace(draft.candidate, result_.polls.size());
        if (fresh)
            result_.polls.push_back({draft.candidate, {}});
        result_.polls[found->second].poll.sheets.push_back(std::move(draft.sheet));
    }

    PollResult result_;
    std::vector<Draft> drafts_;
    std::map<std::pair<std::string, std::string>, std::size_t> index_;
    std::map<std::string, std::size_t> candidates_;
    std::size_t first_draft_ = 0;
    bool found_table_ = false;

    // the sheet of the workbook being read
    const Sheet* sheet_ = nullptr;
    std::size_t row_ = 0;
    std::string title_;
    bool titled_ = false;
    std::string pending_title_;
    std::string date_;
    std::string unit_;
    std::array<Ballots, 4> above_;
    Columns columns_;
    Place place_;
};

} // namespace

PollResult read_poll(const Workbook& workbook) {
    return PollReader().read(workbook);
}

} // namespace formats

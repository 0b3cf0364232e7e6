#include "text_tables.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <stdexcept>
#include <utility>

namespace tables {

namespace {

/// Characters whose code in the dictionary is wrong.
const std::map<char32_t, std::string> corrections{{U'字', "445521"}};

/// Same strokes, but the official table files them in different levels, so that their numbers say nothing:
/// the first comes before the second (strokes that touch before strokes that cross, GF 3003).
constexpr std::pair<char32_t, char32_t> known_ties[]{{U'亓', U'井'}, {U'佘', U'余'}};

/// 通用规范汉字表 has three levels; within each it is in the order of GF 3003 (笔画序).
constexpr std::pair<std::uint32_t, std::uint32_t> levels[]{{1, 3500}, {3501, 6500}, {6501, 8105}};

struct Row {
    std::vector<std::string> codes; ///< of the dictionary, digits 1-5
    std::string strokes;
    std::uint32_t total = 0;    ///< Unihan kTotalStrokes, the mainland's value
    std::uint32_t official = 0; ///< number in 通用规范汉字表
    std::uint32_t tie = 0;      ///< twice the number, so that a row of known_ties fits between two
    bool exact = true;          ///< false: `strokes` only place it, they are a neighbour's
};
using Rows = std::map<std::uint32_t, Row>;

void read_dictionary(std::istream& stream, Rows& rows) {
    static constexpr std::string_view letters = "hspnz"; // 横竖撇点折
    bool body = false;
    for (std::string line; std::getline(stream, line);) {
        body |= line == "...";
        const auto parts = split(line, "\t");
        if (!body || parts.size() < 2 || parts[1].find_first_not_of(letters) != std::string::npos)
            continue;
        const std::u32string characters = decode(parts[0]);
        if (characters.size() != 1)
            continue;
        std::string digits;
        for (const char letter : parts[1])
            digits += static_cast<char>('1' + static_cast<int>(letters.find(letter)));
        rows[static_cast<std::uint32_t>(characters[0])].codes.push_back(std::move(digits));
    }
}

/// The dictionary lists Taiwan's codes first and, where they differ, the mainland's after them; of those that
/// agree with the mainland's number of strokes the last is the mainland's.
void choose_codes(Rows& rows) {
    for (auto& [character, row] : rows) {
        for (const std::string& code : row.codes)
            if (row.total == 0 || code.size() == row.total)
                row.strokes = code;
        if (row.strokes.empty() && !row.codes.empty())
            row.strokes = row.codes.back();
        if (const auto found = corrections.find(character); found != corrections.end())
            row.strokes = found->second;
        if (!row.strokes.empty())
            row.total = static_cast<std::uint32_t>(row.strokes.size());
    }
}

bool before(const Row& a, const Row& b) {
    return std::pair(a.strokes.size(), a.strokes) < std::pair(b.strokes.size(), b.strokes);
}

/// Which rows of one level stand in the longest run in which strokes never fall: their codes agree with the
/// official order. The others have no code or a wrong one.
std::vector<bool> agreeing(const std::vector<Row*>& level) {
    std::vector<std::size_t> ends; // ends[k]: last row of the best run of k + 1
    std::vector<std::size_t> previous(level.size(), level.size());
    for (std::size_t i = 0; i < level.size(); ++i) {
        if (level[i]->strokes.empty())
            continue;
        const auto at = std::upper_bound(ends.begin(), ends.end(), i, [&](std::size_t x, std::size_t y) {
            return before(*level[x], *level[y]);
        });
        if (at != ends.begin())
            previous[i] = *(at - 1);
        if (at == ends.end())
            ends.push_back(i);
        else
            *at = i;
    }
    std::vector<bool> result(level.size(), false);
    for (std::size_t i = ends.empty() ? level.size() : ends.back(); i < level.size(); i = previous[i])
        result[i] = true;
    return result;
}

/// Rows that do not agree take the code of the one before them in the official table: that is their place.
void place_by_official_table(Rows& rows) {
    std::map<std::uint32_t, Row*> by_number;
    for (auto& [character, row] : rows)
        if (row.official != 0)
            by_number[row.official] = &row;
    if (by_number.size() != levels[2].second)
        throw std::runtime_error("kTGH is incomplete");
    for (const auto& [first, last] : levels) {
        std::vector<Row*> level;
        for (std::uint32_t number = first; number <= last; ++number)
            level.push_back(by_number[number]);
        const std::vector<bool> agrees = agreeing(level);
        for (std::size_t i = 0; i < level.size(); ++i) {
            if (agrees[i])
                continue;
            level[i]->exact = false;
            level[i]->strokes = i == 0 ? "1" : level[i - 1]->strokes;
            level[i]->total = static_cast<std::uint32_t>(level[i]->strokes.size());
        }
    }
}

void write_table(const Rows& rows) {
    std::vector<std::uint32_t> characters;
    std::vector<std::uint32_t> begins;
    std::vector<std::uint32_t> counts;
    std::vector<std::uint32_t> ties;
    std::string text;
    for (const auto& [character, row] : rows) {
        if (row.total == 0 || row.total > 127)
            continue;
        characters.push_back(character);
        begins.push_back(static_cast<std::uint32_t>(text.size()));
        counts.push_back(row.total + (row.exact ? 0U : 128U));
        ties.push_back(row.tie);
        text += row.strokes;
    }
    begins.push_back(static_cast<std::uint32_t>(text.size()));

    std::cout << "// Made by tools/tables/han_tables.cpp from rime-data-stroke and Unihan.\n"
                 "#include \"dossier/order/tables.h\"\n\nnamespace order::tables {\nnamespace {\n\n";
    write_numbers("std::uint32_t characters[]", characters);
    write_numbers("std::uint32_t begins[]", begins);
    write_numbers("std::uint8_t counts[]", counts);
    write_numbers("std::uint16_t ties[]", ties);
    std::cout << "constexpr char text[] =";
    for (std::size_t i = 0; i < text.size(); i += 4000)
        std::cout << "\n\"" << std::string_view(text).substr(i, 4000) << '"';
    std::cout << ";\n\n} // namespace\n\nStrokes strokes() { return {characters, begins, counts, ties, "
                 "{text, sizeof text - 1}}; }"
                 "\n\n} // namespace order::tables\n";
}

} // namespace

void make_strokes(std::istream& dictionary, std::istream& totals, std::istream& official) {
    Rows rows;
    read_dictionary(dictionary, rows);
    if (rows.size() < 60000)
        throw std::runtime_error("the stroke dictionary has too few characters");
    for (UnihanLine line; next(totals, line);)
        if (line.field == "kTotalStrokes") // "8 9": the mainland's first
            rows[line.character].total = static_cast<std::uint32_t>(std::stoul(line.value));
    for (UnihanLine line; next(official, line);)
        if (line.field == "kTGH") // "2013:1"
            rows[line.character].official =
                static_cast<std::uint32_t>(std::stoul(line.value.substr(line.value.find(':') + 1)));
    choose_codes(rows);
    place_by_official_table(rows);
    for (auto& [character, row] : rows)
        row.tie = 2 * row.official;
    for (const auto& [first, second] : known_ties)
        rows[static_cast<std::uint32_t>(first)].tie = rows[static_cast<std::uint32_t>(second)].tie - 1;
    write_table(rows);
}

} // namespace tables

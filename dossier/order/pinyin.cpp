#include "dossier/order/pinyin.h"

#include "dossier/order/surnames.h"
#include "dossier/order/tables.h"
#include "dossier/text.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

namespace order {

namespace {

bool is_ascii_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_ascii_digit(char32_t c) {
    return c >= '0' && c <= '9';
}
char lower(char32_t c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/// "ou1 yang2" of the surname table; the table is ours, so it parses.
std::vector<Reading> table_readings(std::string_view text) {
    return parse_readings(text).value();
}

using Rows = std::unordered_map<std::u32string, const SurnameRow*>;

Rows index_rows(std::span<const SurnameRow> rows) {
    Rows index;
    for (const SurnameRow& row : rows)
        index.emplace(dossier::code_points(row.surname), &row);
    return index;
}

const SurnameRow* find_row(const Rows& rows, std::u32string_view characters) {
    const auto found = rows.find(std::u32string(characters));
    return found == rows.end() ? nullptr : found->second;
}

/// A row's reading used when nobody has chosen, and whether there are others.
void append_row(NameReading& reading, const SurnameRow& row) {
    const std::size_t slash = row.readings.find('/');
    reading.ambiguous = slash != std::string_view::npos;
    for (Reading& one : table_readings(row.readings.substr(0, slash)))
        reading.syllables.push_back(std::move(one));
}

/// What is read of a name: Chinese characters one by one, runs of Latin letters and digits as one syllable.
struct Unit {
    char32_t character = 0; ///< 0 for a run of letters
    std::string letters;
};

struct Units {
    std::vector<Unit> units;
    bool foreign = false; ///< holds ·, letters or a space: a transcribed name without a Chinese surname
};

Units split_name(std::string_view name) {
    Units result;
    bool in_run = false;
    for (const char32_t c : dossier::code_points(name)) {
        const bool run = is_ascii_letter(c) || is_ascii_digit(c);
        if (dossier::is_han(c))
            result.units.push_back({c, {}});
        else if (run && in_run)
            result.units.back().letters += lower(c);
        else if (run)
            result.units.push_back({0, std::string(1, lower(c))});
        result.foreign |= !dossier::is_han(c) && !dossier::is_space_or_invisible(c);
        in_run = run;
    }
    return result;
}

Reading usual(char32_t character) {
    auto all = readings(character);
    return all.empty() ? Reading{} : std::move(all.front());
}

/// Reads the surname, if the table has it, else the first character's usual reading.
void read_surname(NameReading& reading, const std::u32string& han) {
    static const Rows compound = index_rows(compound_surnames());
    static const Rows single = index_rows(surnames());
    for (const std::size_t length : {std::size_t{4}, std::size_t{2}}) {
        if (han.size() <= length)
            continue;
        if (const SurnameRow* row = find_row(compound, std::u32string_view(han).substr(0, length))) {
            append_row(reading, *row);
            reading.surname = length;
            return;
        }
    }
    if (const SurnameRow* row = find_row(single, std::u32string_view(han).substr(0, 1)))
        append_row(reading, *row);
    else
        reading.syllables.push_back(usual(han.front()));
    reading.surname = 1;
}

Reading read_given(char32_t character) {
    static const Rows rows = index_rows(given_names());
    const SurnameRow* row = find_row(rows, std::u32string_view(&character, 1));
    return row ? table_readings(row->readings).front() : usual(character);
}

/// Tones the chosen text lacks come from the character's readings of the same syllable.
void apply_choice(NameReading& reading, const std::vector<Unit>& units, std::string_view chosen) {
    auto parsed = parse_readings(chosen);
    if (!parsed || parsed->size() != reading.syllables.size())
        return;
    for (std::size_t i = 0; i < parsed->size(); ++i) {
        Reading& one = (*parsed)[i];
        if (one.tone == 0 && one.syllable == reading.syllables[i].syllable)
            one.tone = reading.syllables[i].tone;
        if (one.tone == 0 && units[i].character != 0)
            for (const Reading& known : readings(units[i].character))
                if (one.tone == 0 && known.syllable == one.syllable)
                    one.tone = known.tone;
    }
    reading.syllables = std::move(*parsed);
    reading.ambiguous = false;
}

NameReading read_units(const Units& name, std::string_view chosen) {
    NameReading reading;
    std::u32string han;
    for (const Unit& unit : name.units)
        reading.characters += unit.character;
    for (const Unit& unit : name.units)
        if (unit.character != 0)
            han += unit.character;
    std::size_t begin = 0;
    if (!name.foreign && han.size() > 1) {
        read_surname(reading, han);
        begin = reading.surname;
    }
    for (std::size_t i = begin; i < name.units.size(); ++i)
        reading.syllables.push_back(name.units[i].character == 0 ? Reading{name.units[i].letters, 0}
                                                                 : read_given(name.units[i].character));
    if (!chosen.empty())
        apply_choice(reading, name.units, chosen);
    return reading;
}

/// The vowel that carries the tone: a, e, the o of ou, else the last vowel.
std::size_t tone_position(std::string_view syllable) {
    for (const char vowel : {'a', 'e'})
        if (const std::size_t at = syllable.find(vowel); at != std::string_view::npos)
            return at;
    if (const std::size_t at = syllable.find("ou"); at != std::string_view::npos)
        return at;
    return syllable.find_last_of("iouv");
}

struct MarkedLetters {
    char plain;
    std::array<std::string_view, 5> tones; ///< 1-4 and without
};
constexpr std::array<MarkedLetters, 6> marked_letters{{{'a', {"ā", "á", "ǎ", "à", "a"}},
                                                       {'e', {"ē", "é", "ě", "è", "e"}},
                                                       {'i', {"ī", "í", "ǐ", "ì", "i"}},
                                                       {'o', {"ō", "ó", "ǒ", "ò", "o"}},
                                                       {'u', {"ū", "ú", "ǔ", "ù", "u"}},
                                                       {'v', {"ǖ", "ǘ", "ǚ", "ǜ", "ü"}}}};

std::string_view letter_with_tone(char letter, int tone) {
    for (const MarkedLetters& row : marked_letters)
        if (row.plain == letter)
            return row.tones[tone >= 1 && tone <= 4 ? static_cast<std::size_t>(tone - 1) : 4];
    return {};
}

/// Appends a possibly marked letter to the reading; false when it is no letter of pinyin.
bool append_letter(Reading& reading, char32_t c) {
    if (is_ascii_letter(c)) {
        reading.syllable += lower(c);
        return true;
    }
    if (c == U'ü' || c == U'Ü') {
        reading.syllable += 'v';
        return true;
    }
    // Marked capitals stand one code point before their small letters, except Á É Í Ó Ú À È Ì Ò Ù.
    if (c >= 0xC0 && c <= 0xDA)
        c += 0x20;
    else if (c >= 0x100 && c <= 0x1DC && (c <= 0x17F) == (c % 2 == 0))
        c += 1;
    std::string text;
    dossier::append_utf8(text, c);
    for (const MarkedLetters& row : marked_letters)
        for (std::size_t tone = 0; tone < 4; ++tone)
            if (row.tones[tone] == text) {
                reading.syllable += row.plain;
                reading.tone = static_cast<int>(tone) + 1;
                return true;
            }
    return false;
}

/// The ways one unit is typed, the chosen one first.
std::vector<std::string> typed(const Unit& unit, const Reading& chosen) {
    std::vector<std::string> ways;
    const auto add = [&](const std::string& way) {
        if (!way.empty() && std::find(ways.begin(), ways.end(), way) == ways.end())
            ways.push_back(way);
    };
    add(chosen.syllable);
    if (unit.character != 0)
        for (const Reading& reading : readings(unit.character))
            add(reading.syllable);
    for (std::size_t i = 0, count = ways.size(); i < count; ++i) {
        const std::size_t at = ways[i].find('v');
        if (at == std::string::npos || unit.character == 0)
            continue;
        for (const std::string_view alias : {"u", "yu"})
            add(std::string(ways[i]).replace(at, 1, alias));
    }
    return ways;
}

std::string capitalised(std::string text) {
    // Only the first letter; of the marked vowels a, e and o begin syllables.
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> capitals{{{"ā", "Ā"},
                                                                                             {"á", "Á"},
                                                                                             {"ǎ", "Ǎ"},
                                                                                             {"à", "À"},
                                                                                             {"ē", "Ē"},
                                                                                             {"é", "É"},
                                                                                             {"ě", "Ě"},
                                                                                             {"è", "È"},
                                                                                             {"ō", "Ō"},
                                                                                             {"ó", "Ó"},
                                                                                             {"ǒ", "Ǒ"},
                                                                                             {"ò", "Ò"}}};
    for (const auto& [small, capital] : capitals)
        if (text.starts_with(small))
            return text.replace(0, small.size(), capital);
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 32);
    return text;
}

} // namespace

std::vector<Reading> readings(char32_t character) {
    static const tables::Pinyin table = tables::pinyin();
    const auto found = std::lower_bound(table.characters.begin(), table.characters.end(), character);
    if (found == table.characters.end() || *found != character)
        return {};
    const auto row = static_cast<std::size_t>(found - table.characters.begin());
    std::vector<Reading> result;
    for (std::uint32_t i = table.begins[row]; i < table.begins[row + 1]; ++i)
        result.push_back({std::string(table.syllables[table.readings[i] / 8]), table.readings[i] % 8});
    return result;
}

std::string marked(const Reading& reading) {
    const std::size_t at = tone_position(reading.syllable);
    std::string text;
    for (std::size_t i = 0; i < reading.syllable.size(); ++i) {
        const char letter = reading.syllable[i];
        if (i == at || letter == 'v')
            text += letter_with_tone(letter, i == at ? reading.tone : 0);
        else
            text += letter;
    }
    return text;
}

NameReading read_name(std::string_view name, std::string_view chosen) {
    return read_units(split_name(name), chosen);
}

std::string display(const NameReading& reading) {
    std::string text;
    for (std::size_t i = 0; i < reading.syllables.size(); ++i) {
        const bool begins_word = i == 0 || i == reading.surname;
        if (i != 0 && i == reading.surname)
            text += ' ';
        const std::string syllable = marked(reading.syllables[i]);
        // GB/T 16159: an apostrophe before a syllable that begins with a, o or e inside a word.
        const bool open =
            !reading.syllables[i].syllable.empty() &&
            std::string_view("aoe").find(reading.syllables[i].syllable.front()) != std::string_view::npos;
        if (!begins_word && open)
            text += '\'';
        text += begins_word ? capitalised(syllable) : syllable;
    }
    return text;
}

std::string plain(const NameReading& reading) {
    std::string text;
    for (const Reading& one : reading.syllables)
        text += (text.empty() ? "" : " ") + one.syllable;
    return text;
}

std::optional<std::vector<Reading>> parse_readings(std::string_view text) {
    std::vector<Reading> result;
    Reading current;
    const auto finish = [&] {
        if (!current.syllable.empty())
            result.push_back(std::exchange(current, {}));
    };
    for (const char32_t c : dossier::code_points(text)) {
        if (dossier::is_space_or_invisible(c) || c == '\'' || c == U'’' || c == '-') {
            finish();
        } else if (c >= '1' && c <= '5' && !current.syllable.empty()) {
            current.tone = static_cast<int>(c - '0');
            finish();
        } else if (!append_letter(current, c)) {
            return std::nullopt;
        }
    }
    finish();
    if (result.empty())
        return std::nullopt;
    return result;
}

std::vector<Variant> name_variants(std::string_view name, std::string_view chosen) {
    const Units units = split_name(name);
    const NameReading reading = read_units(units, chosen);
    std::vector<std::vector<std::string>> ways;
    for (std::size_t i = 0; i < units.units.size() && i < reading.syllables.size(); ++i)
        if (auto unit = typed(units.units[i], reading.syllables[i]); !unit.empty())
            ways.push_back(std::move(unit));
    std::vector<Variant> variants;
    if (ways.empty())
        return variants;

    // Breadth first by the number of characters read otherwise than chosen: the likely ones come first.
    struct Choice {
        std::vector<std::size_t> way;
        std::size_t next; ///< characters before it are settled
    };
    std::vector<Choice> choices{{std::vector<std::size_t>(ways.size(), 0), 0}};
    for (std::size_t i = 0; i < choices.size() && variants.size() < most_variants; ++i) {
        const Choice choice = choices[i];
        Variant variant;
        for (std::size_t k = 0; k < ways.size(); ++k) {
            variant.full += ways[k][choice.way[k]];
            variant.initials += ways[k][choice.way[k]].front();
        }
        if (std::find(variants.begin(), variants.end(), variant) == variants.end())
            variants.push_back(std::move(variant));
        for (std::size_t k = choice.next; k < ways.size() && choices.size() < 4 * most_variants; ++k)
            for (std::size_t way = 1; way < ways[k].size(); ++way) {
                choices.push_back({choice.way, k + 1});
                choices.back().way[k] = way;
            }
    }
    return variants;
}

} // namespace order

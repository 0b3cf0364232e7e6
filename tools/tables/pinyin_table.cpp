#include "text_tables.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <stdexcept>
#include <utility>

namespace tables {

namespace {

/// A syllable without its tone (v for ü) and the tone, 5 = neutral.
struct Reading {
    std::string syllable;
    int tone = 5;
    auto operator<=>(const Reading&) const = default;
};

/// "lǚ" -> {"lv", 3}. Marks may be composed or combining (U+0300, 0301, 0304, 030C).
Reading parse_reading(std::string_view text) {
    struct Marked {
        std::u32string_view letters;
        char plain;
    };
    static const std::array<Marked, 7> vowels{{{U"āáǎà", 'a'},
                                               {U"ēéěè", 'e'},
                                               {U"īíǐì", 'i'},
                                               {U"ōóǒò", 'o'},
                                               {U"ūúǔù", 'u'},
                                               {U"ǖǘǚǜ", 'v'},
                                               {U"\x1\x144\x148\x1F9", 'n'}}}; // - ń ň ǹ
    Reading reading;
    for (const char32_t c : decode(text)) {
        if (c >= 'a' && c <= 'z') {
            reading.syllable += static_cast<char>(c);
        } else if (c == U'ü') {
            reading.syllable += 'v';
        } else if (c == U'ê' || c == U'ế' || c == U'ề') {
            reading.syllable += 'e';
            reading.tone = c == U'ê' ? reading.tone : c == U'ế' ? 2 : 4;
        } else if (c == U'ḿ') {
            reading = {"m", 2};
        } else if (c == 0x0304 || c == 0x0301 || c == 0x030C || c == 0x0300) {
            reading.tone = c == 0x0304 ? 1 : c == 0x0301 ? 2 : c == 0x030C ? 3 : 4;
        } else {
            const auto found = std::find_if(vowels.begin(), vowels.end(), [&](const Marked& vowel) {
                return vowel.letters.find(c) != std::u32string_view::npos;
            });
            if (found == vowels.end())
                throw std::runtime_error("unknown letter in reading " + std::string(text));
            reading.syllable += found->plain;
            reading.tone = static_cast<int>(found->letters.find(c)) + 1;
        }
    }
    if (reading.syllable.empty())
        throw std::runtime_error("empty reading");
    return reading;
}

/// Readings in one value of a Unihan field; "dān(603)" and "325.010:shàn" carry more than the reading.
std::vector<Reading> readings_of(const std::string& field, const std::string& value) {
    std::vector<Reading> readings;
    for (std::string item : split(value, " ")) {
        if (field == "kHanyuPinlu")
            item = item.substr(0, item.find('('));
        else if (field != "kMandarin")
            item = item.substr(item.find(':') + 1);
        for (const std::string& one : split(item, ","))
            readings.push_back(parse_reading(one));
    }
    return readings;
}

/// kMandarin is often Taiwan's reading (罗 luō, 卓 zhuō) or the unstressed one (子 zi): the usual reading is
/// the first with a tone that 通用规范汉字字典 has too.
void usual_first(std::vector<Reading>& all, const std::vector<Reading>& official) {
    const auto usual = std::find_if(all.begin(), all.end(), [&](const Reading& reading) {
        return reading.tone != 5 &&
               (official.empty() || std::find(official.begin(), official.end(), reading) != official.end());
    });
    if (usual != all.end())
        std::rotate(all.begin(), usual, usual + 1);
}

} // namespace

/// Fields in the order of trust for the usual reading; all of them count for search.
void make_pinyin(std::istream& input) {
    const std::array<std::string, 4> fields{"kMandarin", "kHanyuPinlu", "kTGHZ2013", "kXHC1983"};
    std::map<std::uint32_t, std::array<std::string, 4>> values;
    for (UnihanLine line; next(input, line);) {
        const auto field = std::find(fields.begin(), fields.end(), line.field);
        if (field != fields.end())
            values[line.character][static_cast<std::size_t>(field - fields.begin())] = line.value;
    }
    if (values.size() < 40000)
        throw std::runtime_error("Unihan_Readings.txt has too few readings");

    std::map<std::string, std::uint32_t> syllables;
    std::vector<std::pair<std::uint32_t, std::vector<Reading>>> table;
    for (const auto& [character, sources] : values) {
        std::vector<Reading> all;
        for (std::size_t i = 0; i < fields.size(); ++i)
            for (const Reading& reading : readings_of(fields[i], sources[i]))
                if (std::find(all.begin(), all.end(), reading) == all.end())
                    all.push_back(reading);
        usual_first(all, readings_of(fields[2], sources[2]));
        for (const Reading& reading : all)
            syllables[reading.syllable] = 0;
        table.emplace_back(character, std::move(all));
    }
    std::uint32_t number = 0;
    for (auto& [syllable, index] : syllables)
        index = number++;

    std::vector<std::uint32_t> characters;
    std::vector<std::uint32_t> begins;
    std::vector<std::uint32_t> readings;
    for (const auto& [character, list] : table) {
        characters.push_back(character);
        begins.push_back(static_cast<std::uint32_t>(readings.size()));
        for (const Reading& reading : list)
            readings.push_back(syllables[reading.syllable] * 8 + static_cast<std::uint32_t>(reading.tone));
    }
    begins.push_back(static_cast<std::uint32_t>(readings.size()));

    std::cout << "// Made by tools/tables/han_tables.cpp from Unihan_Readings.txt.\n"
                 "#include \"dossier/order/tables.h\"\n\nnamespace order::tables {\nnamespace {\n\n";
    write_numbers("std::uint32_t characters[]", characters);
    write_numbers("std::uint32_t begins[]", begins);
    write_numbers("std::uint16_t readings[]", readings);
    std::cout << "constexpr std::string_view syllables[] = {";
    for (const auto& [syllable, index] : syllables)
        std::cout << '"' << syllable << "\",";
    std::cout << "};\n";
    std::cout
        << "\n} // namespace\n\nPinyin pinyin() { return {characters, begins, readings, syllables}; }\n\n"
           "} // namespace order::tables\n";
}

} // namespace tables

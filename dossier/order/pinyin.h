// Readings of Chinese characters and names: all of them for search, the chosen one for display and order.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace order {

/// One reading of one character.
struct Reading {
    std::string syllable; ///< toneless, lower case, v for ü: "lv"
    int tone = 0;         ///< 1-4, 5 = neutral, 0 = not known
    bool operator==(const Reading&) const = default;
};

/// All readings of a character in any plane, the usual one first (Unihan kMandarin, kHanyuPinlu, kTGHZ2013,
/// kXHC1983); empty for what is no Chinese character or has no known reading.
std::vector<Reading> readings(char32_t character);

/// "lǚ" for {"lv", 3}; without a tone "lü".
std::string marked(const Reading& reading);

/// How a name is read.
struct NameReading {
    std::vector<Reading>
        syllables;             ///< one per character; letters of other scripts form syllables of their own
    std::u32string characters; ///< what each syllable reads; 0 for letters of other scripts
    std::size_t surname = 0;   ///< how many of the syllables are the surname; 0 = the name has none (·)
    /// The surname is read in more than one way by different families (覃 翟 区 ...): ask once.
    bool ambiguous = false;
    bool operator==(const NameReading&) const = default;
};

/// The reading of a name: surname table, table of given names, then the usual reading. `chosen` is what
/// somebody entered ("zhang san", "Zhāng Sān", "zhang1 san1", "zhangsan" not); it is used when it has as many
/// syllables as the name, and tones it lacks are taken from the characters.
NameReading read_name(std::string_view name, std::string_view chosen = {});

/// "Ōuyáng Xiū", as names are written in pinyin (GB/T 28039: surname, space, given name).
std::string display(const NameReading& reading);
/// "ou yang xiu": what Person::pinyin holds.
std::string plain(const NameReading& reading);

/// Syllables separated by white space or tone digits; nullopt when something else than pinyin is in it.
std::optional<std::vector<Reading>> parse_readings(std::string_view text);

/// What a name can be typed as: "zhangsanfeng" and "zsf".
struct Variant {
    std::string full;
    std::string initials;
    auto operator<=>(const Variant&) const = default;
};
inline constexpr std::size_t most_variants = 16;

/// All ways to type a name, the chosen reading first, then those that differ in fewest characters; ü is
/// typed v, u or yu. At most most_variants; empty when no character of the name can be read.
std::vector<Variant> name_variants(std::string_view name, std::string_view chosen = {});

} // namespace order

#include "db/typed_name.h"

#include "dossier/order/pinyin.h"
#include "dossier/text.h"

#include <algorithm>
#include <array>
#include <set>

namespace db {

namespace {

constexpr std::size_t most_syllables = 6;
constexpr std::size_t most_cuts = 64;

constexpr std::array<std::string_view, 24> beginnings{"zh", "ch", "sh", "b", "p", "m", "f", "d",
                                                      "t",  "n",  "l",  "g", "k", "h", "j", "q",
                                                      "x",  "z",  "c",  "s", "r", "y", "w", ""};
constexpr std::array<std::string_view, 38> endings{
    "a",    "ai",   "an", "ang", "ao",  "e",    "ei", "en", "eng", "er", "i",  "ia", "ian",
    "iang", "iao",  "ie", "in",  "ing", "iong", "iu", "o",  "ong", "ou", "u",  "ua", "uai",
    "uan",  "uang", "ue", "ui",  "un",  "uo",   "v",  "ve", "van", "vn", "yu", "yue"};

/// Whether a syllable can begin with `part`.
bool begins_a_syllable(std::string_view part) {
    for (const std::string_view beginning : beginnings) {
        if (!part.starts_with(beginning))
            continue;
        const std::string_view rest = part.substr(beginning.size());
        if (rest.empty() || std::any_of(endings.begin(), endings.end(),
                                        [&](auto ending) { return ending.starts_with(rest); }))
            return true;
    }
    return false;
}

void cut(std::string_view letters, const std::string& initials, std::set<std::string>& found) {
    if (letters.empty()) {
        found.insert(initials);
        return;
    }
    if (initials.size() == most_syllables)
        return;
    for (std::size_t length = std::min<std::size_t>(letters.size(), 6); length > 0; --length)
        if (found.size() < most_cuts && begins_a_syllable(letters.substr(0, length)))
            cut(letters.substr(length), initials + letters[0], found);
}

/// How many letters of `typed` the beginning of `syllable` can take: every number from 1 to the result.
std::size_t common(std::string_view typed, std::string_view syllable) {
    const auto [a, b] = std::mismatch(typed.begin(), typed.end(), syllable.begin(), syllable.end());
    return static_cast<std::size_t>(a - typed.begin());
}

/// A syllable and the other ways to type its ü.
std::vector<std::string> typed_forms(const std::string& syllable) {
    std::vector<std::string> forms{syllable};
    if (const std::size_t v = syllable.find('v'); v != std::string::npos)
        for (const char* instead : {"u", "yu"})
            forms.push_back(std::string(syllable).replace(v, 1, instead));
    return forms;
}

} // namespace

bool reads_as(std::string_view typed, std::string_view name) {
    // reached[n]: the characters so far can stand for the first n bytes.
    std::vector<bool> reached(typed.size() + 1, false);
    reached[0] = true;
    for (const char32_t character : dossier::code_points(name)) {
        if (reached[typed.size()])
            return true;
        std::vector<bool> next(typed.size() + 1, false);
        std::string itself;
        dossier::append_utf8(itself, character);
        const std::vector<order::Reading> readings = order::readings(character);
        for (std::size_t n = 0; n < typed.size(); ++n) {
            if (!reached[n])
                continue;
            const std::string_view rest = typed.substr(n);
            if (rest.starts_with(itself))
                next[n + itself.size()] = true;
            for (const order::Reading& reading : readings)
                for (const std::string& form : typed_forms(reading.syllable))
                    for (std::size_t length = common(rest, form); length > 0; --length)
                        next[n + length] = true;
        }
        reached = std::move(next);
    }
    return reached[typed.size()];
}

std::vector<std::string> possible_initials(std::string_view letters) {
    std::set<std::string> found;
    cut(letters.substr(0, std::min<std::size_t>(letters.size(), 36)), "", found);
    return {found.begin(), found.end()};
}

} // namespace db

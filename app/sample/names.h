// Fictional names: surnames by their share, given names by sex and decade, minorities, rare characters.
#pragma once

#include "app/sample/random.h"

#include <string>

namespace app::sample {

struct Name {
    std::string full;
    std::string surname; ///< empty where the people has none
    std::string given;
    std::string ethnicity; ///< 汉族, 回族 ...
    bool operator==(const Name&) const = default;
};

/// What kind of name is wanted; any = by their share among people.
enum class NameKind { any, compound_surname, transcribed, rare_character, minority };

/// `birth_year` decides the fashion of given names. Quick: a million a second.
Name make_name(Random& random, bool female, int birth_year, NameKind kind = NameKind::any);
/// A given name for somebody of that sex and year, without surname.
std::string make_given_name(Random& random, bool female, int birth_year);
/// A common surname of the Han.
std::string make_surname(Random& random);

} // namespace app::sample

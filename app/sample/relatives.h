// The family of a fictional person: ages, names, posts and parties that fit.
#pragma once

#include "app/sample/names.h"
#include "dossier/dates.h"
#include "dossier/form.h"

#include <string>
#include <vector>

namespace app::sample {

/// 196507, as forms write a month.
std::string month_digits(const dossier::Date& date);

/// Spouse, children, parents in the order of the official form (sources.md: family); at `date`.
std::vector<dossier::FamilyMember> make_family(Random& random, const Name& name, bool female,
                                               const dossier::Date& birth, const dossier::Date& date);

} // namespace app::sample

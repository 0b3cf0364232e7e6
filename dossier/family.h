// 家庭主要成员及重要社会关系: order, who is dead, ages (sources.md: family).
#pragma once

#include "dossier/dates.h"
#include "dossier/form.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace dossier {

/// In the order of the form.
enum class Kinship { spouse, child, father, mother, stepfather, stepmother, other };

Kinship kinship_of(std::string_view appellation);
/// In the list of appellations of the form (GB/T 4761 and the words people use).
bool is_known_appellation(std::string_view appellation);
/// 男, 女 or empty where the appellation does not say.
std::string_view sex_of(std::string_view appellation);
/// 去世, 已故 ... in work unit or status.
bool is_dead(const FamilyMember& member);
/// Nothing for the dead and where the birth date is unknown; at age_base(form, today).
std::optional<int> age_of(const FamilyMember& member, const Form& form, const Date& today);
/// Indices of the rows of `form.family` in the official order, empty rows left out: spouse, children by age
/// descending, father, mother, step-parents, others; rows of one rank keep their order.
std::vector<std::size_t> official_family_order(const Form& form);

} // namespace dossier

// Glossary of the official form: every element once, with its Chinese, element (pinyin) and English name.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace dossier {

/// The text elements of 干部任免审批表 in the file order of .lrmx (sources.md: form-files). Family members
/// and the photo are not texts and live in Form beside them.
enum class Field {
    name,
    sex,
    birth,
    ethnicity,
    native_place,
    birth_place,
    party_joined,
    work_started,
    retirement_month,
    health,
    professional_title,
    expertise,
    fulltime_education,
    fulltime_degree,
    fulltime_education_school,
    fulltime_degree_school,
    inservice_education,
    inservice_degree,
    inservice_education_school,
    inservice_degree_school,
    present_post,
    proposed_post,
    relinquished_post,
    resume,
    awards,
    assessments,
    reason,
    reporting_unit,
    age_limit_before_reform,
    age_date,
    filled_date,
    filled_by,
    identity_number,
    editor_version,
};
inline constexpr std::size_t field_count = static_cast<std::size_t>(Field::editor_version) + 1;

/// Columns of a family row (element Item of JiaTingChengYuan).
enum class FamilyField { appellation, name, birth, political_status, work };
inline constexpr std::size_t family_field_count = 5;

/// One glossary line.
struct Term {
    std::string_view chinese; ///< the caption on paper, e.g. 出生年月
    std::string_view element; ///< the element of .lrmx, e.g. ChuShengNianYue
    std::string_view english;
};

const Term& term(Field field);
const Term& term(FamilyField field);
/// Case-sensitive, as the readers in the field are (sources.md: form-files).
std::optional<Field> field_of_element(std::string_view element);
std::optional<FamilyField> family_field_of_element(std::string_view element);

/// Terms of the field that are no elements of the form: kinds of material, procedures, votes.
std::span<const Term> other_terms();

} // namespace dossier

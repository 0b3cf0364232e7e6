// Validation rules of the form (sources.md: checks): what one form alone can answer.
#pragma once

#include "dossier/dates.h"
#include "dossier/form.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dossier {

enum class Severity { error, warning, hint };
std::string_view code(Severity severity);

/// What a rule says; its code() is the key of the words and of the settings.
enum class Rule {
    required_empty,          ///< error; a required element is empty
    assessments_empty,       ///< error
    assessment_last_year,    ///< error; last year is missing; arguments: year
    assessment_future,       ///< error; an assessed year is not over; arguments: year
    assessment_twice,        ///< error; arguments: year
    assessment_bad,          ///< warning; not 称职 or better within three years; arguments: year, result
    place_too_short,         ///< error; fewer than 2 characters
    place_without_county,    ///< warning; fewer than 4 characters and no municipality
    nonpartisan_with_party,  ///< error; 无党派 or 群众 beside a party; arguments: text
    party_date_unreadable,   ///< warning; arguments: text
    age_out_of_range,        ///< warning; over 65 or under 18; arguments: age
    worked_too_young,        ///< hint; before 16; arguments: age
    joined_too_young,        ///< hint; before 18; arguments: age
    joined_before_birth,     ///< error
    joined_in_future,        ///< error; arguments: date
    worked_before_birth,     ///< error; 参加工作时间 <= 出生年月
    date_unreadable,         ///< error; arguments: text
    date_in_future,          ///< error; arguments: date
    age_date_far,            ///< warning; 计算年龄时间 over three months ahead; arguments: date
    filled_before_event,     ///< warning; 填表时间 before a date of the form; arguments: date, that date
    identity_length,         ///< hint; neither 15 nor 18; arguments: length
    identity_check_digit,    ///< hint; arguments: expected, found
    identity_sex,            ///< hint; arguments: sex of the number, sex of the form
    identity_birth,          ///< hint; arguments: date of the number, date of the form
    resume_without_work,     ///< hint; no entry begins at 参加工作时间; arguments: date
    resume_unreadable,       ///< warning; no dated entry at all
    resume_gap,              ///< warning; arguments: end, next begin, months
    resume_overlap,          ///< warning; arguments: end, next begin, months
    resume_backwards,        ///< error; an entry ends before it begins; arguments: begin, end
    resume_ended,            ///< hint; the last entry has an end; arguments: end
    resume_open_inside,      ///< warning; an entry but the last is open; arguments: begin
    resume_in_future,        ///< error; arguments: date
    resume_without_post,     ///< hint; the last entry does not name the present post
    family_incomplete,       ///< error; a row without appellation, name or work; arguments: row, element
    family_unknown_kinship,  ///< error; appellation not in the list; arguments: row, text
    family_birth_empty,      ///< warning; arguments: row
    family_birth_unreadable, ///< warning; arguments: row, text
    family_status_empty,     ///< warning; over 18 without political status; arguments: row
    family_member_too_young, ///< warning; party member under 18; arguments: row, age
    family_parent_age,       ///< warning; a parent under 15 years older; arguments: row, years
    family_child_age,        ///< warning; a child under 15 years younger; arguments: row, years
    family_spouse_sex,       ///< warning; spouse of the same sex; arguments: row
    family_twice,            ///< warning; two fathers, mothers or spouses; arguments: row, appellation
    family_name,             ///< warning; the member has the person's own name; arguments: row
    photo_missing,           ///< error
    photo_unreadable,        ///< error; not a picture's bytes
    name_invalid,            ///< error; one character, over 18, or a misplaced ·; arguments: text
    name_many_dots,          ///< hint; three or more ·
    expertise_too_long,      ///< error; over 60 characters; arguments: length
    sex_unknown,             ///< error; neither 男 nor 女; arguments: text
    degree_without_school,   ///< error; education or degree without school; arguments: text
    award_before_work,       ///< error; an award before 参加工作时间; arguments: date
    retirement_reached,      ///< warning; 到龄年月 within six months or past; arguments: date
    post_unchanged,          ///< warning; 拟任职务 equals 现任职务
    proposal_without_reason, ///< hint; a proposal without 任免理由
};
inline constexpr std::size_t rule_count = static_cast<std::size_t>(Rule::proposal_without_reason) + 1;

std::string_view code(Rule rule);
Severity severity(Rule rule);
std::span<const Rule> all_rules();

/// One finding. `field` is the element it is about; for a family row also the column.
struct Check {
    Rule rule;
    Severity severity;
    std::optional<Field> field;              ///< none: photo and family
    std::optional<FamilyField> family_field; ///< with row
    std::size_t row = 0;                     ///< of the family, from 1; 0 = not about the family
    std::vector<std::string> arguments;      ///< dates as displayed, numbers in digits
    bool operator==(const Check&) const = default;
};

struct CheckOptions {
    Date today; ///< required: rules about the future and about last year
    std::vector<Rule> disabled;
    bool photo_kept_elsewhere = false; ///< the caller knows of a photo that is not in the form
};

/// All findings, in the order of the fields, errors of one field before its warnings. Never fails.
std::vector<Check> check(const Form& form, const CheckOptions& options);

} // namespace dossier

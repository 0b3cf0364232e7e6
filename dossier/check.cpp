#include "dossier/check.h"

#include "dossier/check_rules.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace dossier {

namespace {

struct RuleRow {
    Rule rule;
    std::string_view code;
    Severity severity;
};

using S = Severity;
/// In the order of the enumeration; sources.md: checks.
constexpr auto rules = std::to_array<RuleRow>({
    {Rule::required_empty, "required empty", S::error},
    {Rule::assessments_empty, "assessments empty", S::error},
    {Rule::assessment_last_year, "assessment last year", S::error},
    {Rule::assessment_future, "assessment future", S::error},
    {Rule::assessment_twice, "assessment twice", S::error},
    {Rule::assessment_bad, "assessment bad", S::warning},
    {Rule::place_too_short, "place too short", S::error},
    {Rule::place_without_county, "place without county", S::warning},
    {Rule::nonpartisan_with_party, "nonpartisan with party", S::error},
    {Rule::party_date_unreadable, "party date unreadable", S::warning},
    {Rule::age_out_of_range, "age out of range", S::warning},
    {Rule::worked_too_young, "worked too young", S::hint},
    {Rule::joined_too_young, "joined too young", S::hint},
    {Rule::joined_before_birth, "joined before birth", S::error},
    {Rule::joined_in_future, "joined in future", S::error},
    {Rule::worked_before_birth, "worked before birth", S::error},
    {Rule::date_unreadable, "date unreadable", S::error},
    {Rule::date_in_future, "date in future", S::error},
    {Rule::age_date_far, "age date far", S::warning},
    {Rule::filled_before_event, "filled before event", S::warning},
    {Rule::identity_length, "identity length", S::hint},
    {Rule::identity_check_digit, "identity check digit", S::hint},
    {Rule::identity_sex, "identity sex", S::hint},
    {Rule::identity_birth, "identity birth", S::hint},
    {Rule::resume_without_work, "resume without work", S::hint},
    {Rule::resume_unreadable, "resume unreadable", S::warning},
    {Rule::resume_gap, "resume gap", S::warning},
    {Rule::resume_overlap, "resume overlap", S::warning},
    {Rule::resume_backwards, "resume backwards", S::error},
    {Rule::resume_ended, "resume ended", S::hint},
    {Rule::resume_open_inside, "resume open inside", S::warning},
    {Rule::resume_in_future, "resume in future", S::error},
    {Rule::resume_without_post, "resume without post", S::hint},
    {Rule::family_incomplete, "family incomplete", S::error},
    {Rule::family_unknown_kinship, "family unknown kinship", S::error},
    {Rule::family_birth_empty, "family birth empty", S::warning},
    {Rule::family_birth_unreadable, "family birth unreadable", S::warning},
    {Rule::family_status_empty, "family status empty", S::warning},
    {Rule::family_member_too_young, "family member too young", S::warning},
    {Rule::family_parent_age, "family parent age", S::warning},
    {Rule::family_child_age, "family child age", S::warning},
    {Rule::family_spouse_sex, "family spouse sex", S::warning},
    {Rule::family_twice, "family twice", S::warning},
    {Rule::family_name, "family name", S::warning},
    {Rule::photo_missing, "photo missing", S::error},
    {Rule::photo_unreadable, "photo unreadable", S::error},
    {Rule::name_invalid, "name invalid", S::error},
    {Rule::name_many_dots, "name many dots", S::hint},
    {Rule::expertise_too_long, "expertise too long", S::error},
    {Rule::sex_unknown, "sex unknown", S::error},
    {Rule::degree_without_school, "degree without school", S::error},
    {Rule::award_before_work, "award before work", S::error},
    {Rule::retirement_reached, "retirement reached", S::warning},
    {Rule::post_unchanged, "post unchanged", S::warning},
    {Rule::proposal_without_reason, "proposal without reason", S::hint},
});

constexpr bool in_order() {
    for (std::size_t i = 0; i < rules.size(); ++i)
        if (rules[i].rule != static_cast<Rule>(i))
            return false;
    return rules.size() == rule_count;
}
static_assert(in_order());

constexpr std::array<Rule, rule_count> make_all() {
    std::array<Rule, rule_count> all{};
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = static_cast<Rule>(i);
    return all;
}
constexpr std::array<Rule, rule_count> every_rule = make_all();

/// Place on the form: the family stands behind 任免理由, the photo behind 身份证号.
int place_of(const Check& check) {
    if (check.field)
        return 2 * static_cast<int>(*check.field);
    return check.row > 0 ? 2 * static_cast<int>(Field::reason) + 1
                         : 2 * static_cast<int>(Field::identity_number) + 1;
}

} // namespace

std::string_view code(Severity severity) {
    constexpr std::array<std::string_view, 3> codes{"error", "warning", "hint"};
    return codes.at(static_cast<std::size_t>(severity));
}

std::string_view code(Rule rule) {
    return rules.at(static_cast<std::size_t>(rule)).code;
}

Severity severity(Rule rule) {
    return rules.at(static_cast<std::size_t>(rule)).severity;
}

std::span<const Rule> all_rules() {
    return every_rule;
}

bool Findings::enabled(Rule rule) const {
    return std::find(options_.disabled.begin(), options_.disabled.end(), rule) == options_.disabled.end();
}

void Findings::add(Rule rule, std::optional<Field> field, std::vector<std::string> arguments) {
    if (enabled(rule))
        checks_.push_back({rule, severity(rule), field, std::nullopt, 0, std::move(arguments)});
}

void Findings::add_family(Rule rule, std::size_t row, std::optional<FamilyField> column,
                          std::vector<std::string> arguments) {
    if (enabled(rule))
        checks_.push_back({rule, severity(rule), std::nullopt, column, row, std::move(arguments)});
}

std::vector<Check> Findings::sorted() {
    std::stable_sort(checks_.begin(), checks_.end(), [](const Check& a, const Check& b) {
        return std::tuple(place_of(a), a.row, a.severity) < std::tuple(place_of(b), b.row, b.severity);
    });
    return std::move(checks_);
}

std::vector<Check> check(const Form& form, const CheckOptions& options) {
    Findings findings(options);
    check_texts(form, findings);
    check_dates(form, findings);
    check_identity(form, findings);
    check_assessments(form, findings);
    check_resume(form, findings);
    check_family(form, findings);
    return findings.sorted();
}

} // namespace dossier

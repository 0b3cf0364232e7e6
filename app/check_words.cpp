#include "app/check_words.h"

#include "app/language.h"
#include "app/sentences.h"
#include "dossier/pages/words.h"

namespace app {

namespace {

using dossier::Rule;

/// Patterns get the arguments of dossier/check.h; those about the family begin with the row.
const char* pattern(Rule rule) {
    switch (rule) {
    case Rule::required_empty:
        return N_("must not be empty");
    case Rule::assessments_empty:
        return N_("no annual assessment is given");
    case Rule::assessment_last_year:
        return N_("the assessment of {0} is missing");
    case Rule::assessment_future:
        return N_("the year {0} is not over and cannot be assessed");
    case Rule::assessment_twice:
        return N_("{0} is assessed twice");
    case Rule::assessment_bad:
        return N_("in {0} the assessment was {1}");
    case Rule::place_too_short:
        return N_("shorter than two characters");
    case Rule::place_without_county:
        return N_("names no county: province and county are expected");
    case Rule::nonpartisan_with_party:
        return N_("{0}: a party beside \"no party\"");
    case Rule::party_date_unreadable:
        return N_("{0} cannot be read as a date or a party");
    case Rule::age_out_of_range:
        return N_("the age is {0}");
    case Rule::worked_too_young:
        return N_("began to work at {0}");
    case Rule::joined_too_young:
        return N_("joined the Party at {0}, before 18");
    case Rule::joined_before_birth:
        return N_("joined the Party before birth");
    case Rule::joined_in_future:
        return N_("{0} is in the future");
    case Rule::worked_before_birth:
        return N_("began to work before birth");
    case Rule::date_unreadable:
        return N_("{0} cannot be read as a date");
    case Rule::date_in_future:
        return N_("{0} is in the future");
    case Rule::age_date_far:
        return N_("{0} is more than three months ahead");
    case Rule::filled_before_event:
        return N_("filled in at {0}, before {1} that stands in the form");
    case Rule::identity_length:
        return N_("{0} characters instead of 18");
    case Rule::identity_check_digit:
        return N_("the check digit is {1}, {0} would be right");
    case Rule::identity_sex:
        return N_("says {0}, the form says {1}");
    case Rule::identity_birth:
        return N_("says born {0}, the form says {1}");
    case Rule::resume_without_work:
        return N_("no entry begins in {0}, when work began");
    case Rule::resume_unreadable:
        return N_("has not one entry with dates");
    case Rule::resume_gap:
        return N_("a gap of {2} months from {0} to {1}");
    case Rule::resume_overlap:
        return N_("entries overlap: one ends in {0}, the next begins in {1}");
    case Rule::resume_backwards:
        return N_("an entry ends in {1} and begins in {0}");
    case Rule::resume_ended:
        return N_("the last entry ends in {0}: what came then?");
    case Rule::resume_open_inside:
        return N_("the entry from {0} has no end and is not the last");
    case Rule::resume_in_future:
        return N_("{0} is in the future");
    case Rule::resume_without_post:
        return N_("the last entry does not name the present post");
    case Rule::family_incomplete:
        return N_("row {0}: {1} is missing");
    case Rule::family_unknown_kinship:
        return N_("row {0}: {1} is no known appellation");
    case Rule::family_birth_empty:
        return N_("row {0}: no date of birth");
    case Rule::family_birth_unreadable:
        return N_("row {0}: {1} cannot be read as a date");
    case Rule::family_status_empty:
        return N_("row {0}: no political status");
    case Rule::family_member_too_young:
        return N_("row {0}: in a party at {1}");
    case Rule::family_parent_age:
        return N_("row {0}: a parent only {1} years older");
    case Rule::family_child_age:
        return N_("row {0}: a child only {1} years younger");
    case Rule::family_spouse_sex:
        return N_("row {0}: appellation and the person's sex do not fit");
    case Rule::family_twice:
        return N_("row {0}: {1} occurs twice");
    case Rule::family_name:
        return N_("row {0}: has the person's own name");
    case Rule::photo_missing:
        return N_("photo: missing");
    case Rule::photo_unreadable:
        return N_("photo: no picture that can be read");
    case Rule::name_invalid:
        return N_("{0} is not a usual name");
    case Rule::name_many_dots:
        return N_("three or more middle dots: is that right?");
    case Rule::expertise_too_long:
        return N_("{0} characters, 60 are allowed");
    case Rule::sex_unknown:
        return N_("{0} is neither 男 nor 女");
    case Rule::degree_without_school:
        return N_("{0} without a school");
    case Rule::award_before_work:
        return N_("an award in {0}, before work began");
    case Rule::retirement_reached:
        return N_("retirement age in {0}");
    case Rule::post_unchanged:
        return N_("is the same as the present post");
    case Rule::proposal_without_reason:
        return N_("a proposal without a reason");
    }
    return "";
}

std::string filled(std::string text, const std::vector<std::string>& arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        std::string place = "{";
        place.append(std::to_string(i)).append("}");
        for (std::size_t at = text.find(place); at != std::string::npos;
             at = text.find(place, at + arguments[i].size()))
            text.replace(at, place.size(), arguments[i]);
    }
    return text;
}

} // namespace

std::string severity_name(dossier::Severity severity) {
    switch (severity) {
    case dossier::Severity::error:
        return tr("error");
    case dossier::Severity::warning:
        return tr("warning");
    case dossier::Severity::hint:
        break;
    }
    return tr("hint");
}

std::string sentence_of(const dossier::Check& check) {
    std::string text = filled(tr(pattern(check.rule)), check.arguments);
    const char* colon = language_is_chinese() ? "：" : ": ";
    if (check.field)
        return field_names({*check.field}) + colon + text;
    return check.row > 0 ? tr("family members") + std::string(colon) + text : text;
}

} // namespace app

#include "dossier/check_rules.h"
#include "dossier/family.h"
#include "dossier/party_date.h"
#include "dossier/person.h"

#include <map>

namespace dossier {

namespace {

constexpr int generation = 15; ///< years a parent is at least older

bool is_party_member(const std::string& status) {
    if (status.find("党员") != std::string::npos)
        return status.find("非党员") == std::string::npos;
    return !parse_party_date(status).parties.empty();
}

class FamilyChecker {
  public:
    FamilyChecker(const Form& form, Findings& findings)
        : form_(form)
        , findings_(findings)
        , birth_(birth_of(form)) {}

    void check() {
        for (std::size_t i = 0; i < form_.family.size(); ++i)
            if (!form_.family[i].empty())
                check_row(form_.family[i], i + 1);
    }

  private:
    void check_row(const FamilyMember& member, std::size_t row) {
        for (const FamilyField field : {FamilyField::appellation, FamilyField::name, FamilyField::work})
            if (member[field].empty())
                findings_.add_family(Rule::family_incomplete, row, field,
                                     {std::to_string(row), std::string(term(field).element)});
        check_kinship(member, row);
        check_birth(member, row);
        check_status(member, row);
        const std::string name = matching_name(member[FamilyField::name]);
        if (!name.empty() && name == matching_name(form_[Field::name]))
            findings_.add_family(Rule::family_name, row, FamilyField::name, {std::to_string(row)});
    }

    void check_kinship(const FamilyMember& member, std::size_t row) {
        const std::string& appellation = member[FamilyField::appellation];
        if (appellation.empty())
            return;
        if (!is_known_appellation(appellation)) {
            findings_.add_family(Rule::family_unknown_kinship, row, FamilyField::appellation,
                                 {std::to_string(row), appellation});
            return;
        }
        const Kinship kinship = kinship_of(appellation);
        const std::string own_sex = matching_name(form_[Field::sex]);
        if (kinship == Kinship::spouse && !own_sex.empty() && sex_of(appellation) == own_sex)
            findings_.add_family(Rule::family_spouse_sex, row, FamilyField::appellation,
                                 {std::to_string(row)});
        const bool once =
            kinship == Kinship::spouse || kinship == Kinship::father || kinship == Kinship::mother;
        // A foster father stands beside the father; the same word twice is one too many.
        const std::string word = kinship == Kinship::spouse ? "spouse" : matching_name(appellation);
        if (once && ++times_[word] == 2)
            findings_.add_family(Rule::family_twice, row, FamilyField::appellation,
                                 {std::to_string(row), appellation});
    }

    void check_birth(const FamilyMember& member, std::size_t row) {
        const std::string& text = member[FamilyField::birth];
        if (text.empty()) {
            if (!is_dead(member))
                findings_.add_family(Rule::family_birth_empty, row, FamilyField::birth,
                                     {std::to_string(row)});
            return;
        }
        const auto birth = parse_date(text);
        if (!birth) {
            if (!is_dead(member))
                findings_.add_family(Rule::family_birth_unreadable, row, FamilyField::birth,
                                     {std::to_string(row), text});
            return;
        }
        if (!birth_)
            return;
        const Kinship kinship = kinship_of(member[FamilyField::appellation]);
        const int years = birth_->year - birth->year;
        if ((kinship == Kinship::father || kinship == Kinship::mother) && years < generation)
            findings_.add_family(Rule::family_parent_age, row, FamilyField::birth,
                                 {std::to_string(row), std::to_string(years)});
        if (kinship == Kinship::child && -years < generation)
            findings_.add_family(Rule::family_child_age, row, FamilyField::birth,
                                 {std::to_string(row), std::to_string(-years)});
    }

    void check_status(const FamilyMember& member, std::size_t row) {
        const std::string& status = member[FamilyField::political_status];
        const auto age = age_of(member, form_, findings_.today());
        const bool minor = age && *age < 18;
        if (status.empty() && !minor && !is_dead(member))
            findings_.add_family(Rule::family_status_empty, row, FamilyField::political_status,
                                 {std::to_string(row)});
        if (minor && is_party_member(status))
            findings_.add_family(Rule::family_member_too_young, row, FamilyField::political_status,
                                 {std::to_string(row), std::to_string(*age)});
    }

    const Form& form_;
    Findings& findings_;
    std::optional<Date> birth_;
    std::map<std::string, int> times_;
};

} // namespace

void check_family(const Form& form, Findings& findings) {
    FamilyChecker(form, findings).check();
}

} // namespace dossier

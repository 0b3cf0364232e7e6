// Fictional persons: the same for the same seed, complete, and consistent with themselves.

#include "app/sample/person_generator.h"
#include "dossier/check.h"
#include "dossier/family.h"
#include "dossier/party_date.h"
#include "dossier/person.h"
#include "dossier/resume.h"

#include <gtest/gtest.h>
#include <set>

namespace app_sample_person_test {
namespace {

using app::sample::FictionalPerson;
using app::sample::make_person;
using dossier::Field;

TEST(SamplePerson, the_same_seed_gives_the_same_form) {
    for (std::uint64_t i = 0; i < 50; ++i)
        EXPECT_EQ(make_person(7, i).form, make_person(7, i).form);
    EXPECT_NE(make_person(7, 0).form, make_person(8, 0).form);
    EXPECT_NE(make_person(7, 0).form, make_person(7, 1).form);
}

TEST(SamplePerson, forms_are_complete_and_consistent) {
    for (std::uint64_t i = 0; i < 2000; ++i) {
        SCOPED_TRACE(i);
        const FictionalPerson person = make_person(1, i);
        const dossier::Form& form = person.form;
        for (const Field field :
             {Field::name, Field::sex, Field::birth, Field::ethnicity, Field::native_place,
              Field::birth_place, Field::party_joined, Field::work_started, Field::health,
              Field::present_post, Field::resume, Field::awards, Field::assessments,
              Field::fulltime_education, Field::identity_number})
            EXPECT_FALSE(form[field].empty()) << dossier::term(field).chinese;
        const dossier::Resume resume = dossier::parse_resume(form[Field::resume]);
        ASSERT_GE(resume.entries.size(), 3U);
        EXPECT_TRUE(resume.entries.back().open);
        EXPECT_EQ(resume.entries.back().lines.front(), form[Field::present_post]);
        bool starts_at_work = false;
        for (std::size_t k = 0; k < resume.entries.size(); ++k) {
            const auto& entry = resume.entries[k];
            starts_at_work |= entry.begin == dossier::parse_date(form[Field::work_started]);
            if (k + 1 == resume.entries.size())
                continue;
            EXPECT_LT(entry.begin, entry.end);
            const int gap = dossier::months_between(entry.end, resume.entries[k + 1].begin);
            EXPECT_GE(gap, 0);
            EXPECT_LE(gap, 2);
        }
        EXPECT_TRUE(starts_at_work);
        EXPECT_TRUE(dossier::parse_party_date(form[Field::party_joined]).understood);
        const auto age = dossier::age_of(form, {2025, 1, 15});
        ASSERT_TRUE(age);
        EXPECT_GE(*age, 31);
        EXPECT_LE(*age, 58);
        EXPECT_GE(form.family.size(), 2U);
        for (const dossier::FamilyMember& member : form.family)
            EXPECT_TRUE(dossier::is_known_appellation(member[dossier::FamilyField::appellation]));
    }
}

TEST(SamplePerson, the_rules_of_the_field_find_nothing_wrong) {
    const dossier::CheckOptions rules{.today = {2025, 11, 22}, .photo_kept_elsewhere = true};
    for (std::uint64_t i = 0; i < 2000; ++i) {
        const FictionalPerson person = make_person(4, i, {.proposed_post = "锦川市教育局党组书记、局长"});
        for (const dossier::Check& finding : dossier::check(person.form, rules))
            EXPECT_EQ(finding.severity, dossier::Severity::hint)
                << i << " " << person.name.full << ": " << dossier::code(finding.rule);
    }
}

TEST(SamplePerson, options_are_kept) {
    app::sample::PersonOptions options;
    options.track = app::sample::Track::education;
    options.age = 44;
    options.female = true;
    options.name_kind = app::sample::NameKind::rare_character;
    options.proposed_post = "锦川市教育局党组书记、局长";
    const FictionalPerson person = make_person(3, 0, options);
    EXPECT_EQ(dossier::age_of(person.form, options.date), 44);
    EXPECT_EQ(person.form[Field::sex], "女");
    EXPECT_EQ(person.proposed_post, person.form[Field::proposed_post]);
    options.name = app::sample::Name{"王敏", "王", "敏", "汉族"};
    EXPECT_EQ(make_person(3, 0, options).form[Field::name], "王敏");
}

TEST(SamplePerson, names_are_varied) {
    std::set<std::string> names;
    for (std::uint64_t i = 0; i < 10000; ++i) {
        const std::string name = app::sample::make_person_name(1, i);
        EXPECT_EQ(name, dossier::matching_name(name));
        names.insert(name);
    }
    EXPECT_GT(names.size(), 8000U);
}

TEST(SamplePerson, the_date_is_the_same_within_a_year) {
    EXPECT_EQ(app::sample::sample_date({2026, 11, 22}), (dossier::Date{2026, 1, 15}));
    EXPECT_EQ(app::sample::sample_date({2026, 1, 3}), (dossier::Date{2026, 1, 3}));
}

} // namespace
} // namespace app_sample_person_test

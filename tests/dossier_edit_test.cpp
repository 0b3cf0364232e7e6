#include "dossier/edit.h"

#include "support/memory_records.h"

#include <gtest/gtest.h>

namespace dossier_edit_test {
using namespace dossier;

namespace {

Person person_named(const std::string& name) {
    Person person{.id = PersonId::make(), .name = name};
    person.form[Field::name] = name;
    person.has_form = true;
    return person;
}

TEST(Edit, the_inverse_of_a_typed_text_brings_the_old_text_back) {
    support::MemoryRecords records;
    const Person person = person_named("张三");
    apply(records, PutPerson{person});
    const Edit inverse =
        apply(records, SetText{.person = person.id, .field = Field::present_post, .text = " 某局局长\r\n"});
    EXPECT_EQ(records.person(person.id)->form[Field::present_post], "某局局长");
    dossier::apply(records, inverse);
    EXPECT_EQ(records.person(person.id)->form[Field::present_post], "");
    EXPECT_EQ(records.person(person.id)->revision, 3);
}

TEST(Edit, a_stale_revision_is_a_conflict_and_changes_nothing) {
    support::MemoryRecords records;
    const Person person = person_named("李四");
    apply(records, PutPerson{person});
    apply(records, SetText{.person = person.id, .field = Field::health, .text = "健康", .revision = 1});
    try {
        apply(records, SetText{.person = person.id, .field = Field::health, .text = "一般", .revision = 1});
        FAIL() << "no conflict";
    } catch (const Conflict& conflict) {
        EXPECT_EQ(conflict.kind, Conflict::Kind::stale);
    }
    EXPECT_EQ(records.person(person.id)->form[Field::health], "健康");
}

TEST(Edit, a_person_in_a_meeting_cannot_be_removed) {
    support::MemoryRecords records;
    const Person person = person_named("王五");
    apply(records, PutPerson{person});
    apply(records, PutDossier{{.id = DossierId::make(), .person = person.id}});
    EXPECT_THROW(apply(records, RemovePerson{person.id}), Conflict);
}

} // namespace
} // namespace dossier_edit_test

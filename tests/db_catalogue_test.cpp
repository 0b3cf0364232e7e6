#include "db/catalogue.h"

#include "support/sample_records.h"
#include "support/scratch.h"

#include <gtest/gtest.h>

namespace db_catalogue_test {
using namespace dossier;
using db::Catalogue;
using db::ErrorKind;
using support::author;
using support::person_named;

namespace {

template <class Function>
std::optional<ErrorKind> error_of(Function&& function) {
    try {
        function();
    } catch (const db::Error& error) {
        return error.kind;
    }
    return std::nullopt;
}

TEST(Catalogue, what_was_applied_is_there_after_opening_again) {
    const support::Scratch scratch;
    Person person = person_named("张　三");
    person.form.unknown.push_back({"NewElement", "<NewElement a='1'>x\xff</NewElement>"});
    person.form.photo = std::string("\xff\xd8\0photo", 8);
    Material report = support::report_of(person.id, "该同志政治素质好");
    {
        Catalogue catalogue = Catalogue::create(scratch / "a catalogue=1", author());
        const std::vector<Edit> edits{PutPerson{person}, PutMaterial{report}};
        EXPECT_EQ(catalogue.apply(edits).size(), 2U);
    }
    Catalogue catalogue = Catalogue::open(scratch / "a catalogue=1", author());
    EXPECT_FALSE(catalogue.read_only());
    EXPECT_FALSE(catalogue.unclean());
    const Person read = catalogue.person(person.id).value();
    EXPECT_EQ(catalogue.media().read(read.form.photo_media, 100), person.form.photo);
    person.form.photo_media = read.form.photo_media;
    person.form.photo.clear();
    EXPECT_EQ(read, person);
    EXPECT_EQ(catalogue.materials(person.id), std::vector<Material>{report});
    EXPECT_EQ(catalogue.find_person("张三").id, person.id);
    EXPECT_EQ(catalogue.person_count(), 1);
    EXPECT_EQ(catalogue.roster("", 10).at(0).present_post, "某县发展和改革局局长");
}

TEST(Catalogue, a_conflict_in_the_middle_leaves_nothing_of_the_call) {
    const support::Scratch scratch;
    Catalogue catalogue = Catalogue::create(scratch / "c", author());
    const Person person = person_named("李四");
    const std::vector<Edit> edits{PutPerson{person}, RemoveMaterial{MaterialId::make()}};
    EXPECT_THROW(catalogue.apply(edits), Conflict);
    EXPECT_FALSE(catalogue.person(person.id));
    EXPECT_EQ(catalogue.person_count(), 0);
    EXPECT_TRUE(catalogue.log("", 10).empty());
    EXPECT_TRUE(catalogue.search("李四", 10).empty());
}

TEST(Catalogue, a_meeting_with_dossiers_comes_back_in_order_and_gets_a_number) {
    const support::Scratch scratch;
    Catalogue catalogue = Catalogue::create(scratch / "c", author());
    Meeting meeting{.id = MeetingId::make(), .title = "第12次会议"};
    std::vector<Edit> edits;
    for (const char* name : {"张三", "李四", "王五"}) {
        const Person person = person_named(name);
        const Dossier dossier{.id = DossierId::make(), .person = person.id, .meeting = meeting.id};
        meeting.items.push_back({.dossier = dossier.id, .person = person.id});
        edits.insert(edits.end(), {PutPerson{person}, PutDossier{dossier}});
    }
    edits.push_back(PutMeeting{meeting});
    catalogue.apply(edits);
    EXPECT_EQ(catalogue.newest_meeting()->items, meeting.items);
    EXPECT_EQ(catalogue.find_meeting("第12次会议")->number, 1);
    EXPECT_EQ(catalogue.find_meeting("1")->id, meeting.id);
    EXPECT_EQ(error_of([&] { catalogue.find_meeting("2"); }), ErrorKind::not_found);
    catalogue.apply(PutMeeting{Meeting{.id = MeetingId::make(), .number = 1, .title = "another"}});
    EXPECT_EQ(catalogue.find_meeting("another")->number, 2);
    EXPECT_EQ(catalogue.meetings().size(), 2U);
}

TEST(Catalogue, a_person_that_a_dossier_names_stays_and_a_dossier_on_the_agenda_stays) {
    const support::Scratch scratch;
    Catalogue catalogue = Catalogue::create(scratch / "c", author());
    const Person person = person_named("张三");
    Meeting meeting{.id = MeetingId::make(), .title = "m"};
    const Dossier dossier{.id = DossierId::make(), .person = person.id, .meeting = meeting.id};
    meeting.items.push_back({.dossier = dossier.id, .person = person.id});
    catalogue.apply(std::vector<Edit>{PutPerson{person}, PutDossier{dossier}, PutMeeting{meeting}});
    EXPECT_THROW(catalogue.apply(RemovePerson{person.id}), Conflict);
    EXPECT_EQ(error_of([&] { catalogue.apply(RemoveDossier{dossier.id}); }), ErrorKind::foreign_key);
    EXPECT_TRUE(catalogue.dossier(dossier.id));
}

TEST(Catalogue, undoing_the_removal_of_a_person_brings_the_materials_back) {
    const support::Scratch scratch;
    Catalogue catalogue = Catalogue::create(scratch / "c", author());
    const Person person = person_named("张三");
    const Material report = support::report_of(person.id, "长期在基层工作");
    catalogue.apply(std::vector<Edit>{PutPerson{person}, PutMaterial{report}});
    const std::vector<Edit> removal{RemovePerson{person.id}};
    const std::vector<Edit> inverse = catalogue.apply(removal);
    EXPECT_EQ(catalogue.person_count(), 0);
    EXPECT_TRUE(catalogue.search("张", 10).empty());
    EXPECT_TRUE(catalogue.search_text("基层", 10).empty());
    catalogue.apply(inverse);
    EXPECT_EQ(catalogue.materials(person.id).at(0).content, report.content);
    EXPECT_EQ(catalogue.search_text("基层", 10).at(0).material, report.id);
}

TEST(Catalogue, the_roster_goes_on_after_the_last_person_of_a_page) {
    const support::Scratch scratch;
    Catalogue catalogue = Catalogue::create(scratch / "c", author());
    std::vector<Edit> edits;
    edits.reserve(25);
    for (int i = 0; i < 25; ++i)
        edits.emplace_back(PutPerson{person_named("张" + std::to_string(i))});
    catalogue.apply(edits);
    std::vector<std::string> names;
    std::string after;
    for (;;) {
        const std::vector<db::PersonLine> page = catalogue.roster(after, 10);
        if (page.empty())
            break;
        for (const db::PersonLine& line : page)
            names.push_back(line.name);
        after = page.back().id.text;
    }
    ASSERT_EQ(names.size(), 25U);
    EXPECT_EQ(names.front(), "张0");
    EXPECT_EQ(names.back(), "张24");
}

TEST(Catalogue, two_persons_of_one_name_are_ambiguous) {
    const support::Scratch scratch;
    Catalogue catalogue = Catalogue::create(scratch / "c", author());
    const Person one = person_named("张三");
    catalogue.apply(std::vector<Edit>{PutPerson{one}, PutPerson{person_named("张三")}});
    EXPECT_EQ(error_of([&] { catalogue.find_person("张三"); }), ErrorKind::ambiguous);
    EXPECT_EQ(error_of([&] { catalogue.find_person("李四"); }), ErrorKind::not_found);
    EXPECT_EQ(catalogue.find_person(one.id.text).id, one.id);
}

TEST(Catalogue, creating_on_something_else_is_refused_and_an_empty_folder_is_fine) {
    const support::Scratch scratch;
    support::write_file(scratch / "taken" / "letter.txt", "x");
    EXPECT_EQ(error_of([&] { Catalogue::create(scratch / "taken", author()); }), ErrorKind::exists);
    EXPECT_EQ(error_of([&] { Catalogue::create(scratch / "taken" / "letter.txt", author()); }),
              ErrorKind::exists);
    std::filesystem::create_directory(scratch / "empty");
    Catalogue::create(scratch / "empty", author());
    EXPECT_EQ(error_of([&] { Catalogue::create(scratch / "empty", author()); }), ErrorKind::exists);
}

TEST(Catalogue, other_accounts_cannot_read_it_and_a_wider_mode_is_put_right) {
    const support::Scratch scratch;
    const std::filesystem::path folder = scratch / "c";
    const auto mode = [&](const char* name) {
        return static_cast<unsigned>(std::filesystem::status(folder / name).permissions()) & 0777U;
    };
    std::filesystem::create_directory(folder);
    std::filesystem::permissions(folder, std::filesystem::perms{0755});
    {
        Catalogue catalogue = Catalogue::create(folder, author());
        catalogue.apply(std::vector<Edit>{PutPerson{person_named("张三")}});
        EXPECT_EQ(mode("."), 0700U);
        for (const char* name : {"catalogue.db", "catalogue.db-wal", "catalogue.db-shm"})
            EXPECT_EQ(mode(name), 0600U) << name;
    }
    std::filesystem::permissions(folder, std::filesystem::perms{0755});
    std::filesystem::permissions(folder / "catalogue.db", std::filesystem::perms{0644});
    Catalogue::open(folder, author());
    EXPECT_EQ(mode("."), 0700U);
    EXPECT_EQ(mode("catalogue.db"), 0600U);
}

TEST(Catalogue, what_is_not_there_and_what_is_not_ours_are_told_apart) {
    const support::Scratch scratch;
    support::write_file(scratch / "file", "x");
    support::write_file(scratch / "folder" / "catalogue.db", std::string(5000, 'x'));
    EXPECT_EQ(error_of([&] { Catalogue::open(scratch / "nothing", author()); }), ErrorKind::not_found);
    EXPECT_EQ(error_of([&] { Catalogue::open(scratch / "file", author()); }), ErrorKind::not_ours);
    EXPECT_EQ(error_of([&] { Catalogue::open(scratch / "folder", author()); }), ErrorKind::not_ours);
}

} // namespace
} // namespace db_catalogue_test

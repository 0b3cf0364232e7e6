#include "db/folder.h"
#include "db/session.h"
#include "support/catalogue_fixture.h"

#include <algorithm>
#include <fstream>
#include <random>
#include <sys/stat.h>

namespace db_care_test {
using namespace dossier;
using db::Catalogue;
using db::Damage;
using db::ErrorKind;
using support::author;
using support::kind_thrown;
using support::text_of;

namespace {

namespace fs = std::filesystem;

class Verify : public support::CatalogueTest {};
class Backup : public support::CatalogueTest {};

bool found(const std::vector<Damage>& damages, Damage::Kind kind, const std::string& subject) {
    return std::any_of(damages.begin(), damages.end(), [&](const Damage& damage) {
        return damage.kind == kind && damage.subject.find(subject) != std::string::npos;
    });
}

void overwrite(const fs::path& file, const std::string& bytes) {
    ::chmod(file.c_str(), 0600);
    support::write_file(file, bytes);
}

TEST_F(Verify, a_whole_catalogue_has_no_damage) {
    Catalogue catalogue = Catalogue::create(folder(), author());
    fill(catalogue, 20);
    const std::vector<Damage> damages = catalogue.verify({});
    EXPECT_TRUE(damages.empty()) << text_of(damages);
    EXPECT_TRUE(catalogue.quick_check().empty());
}

TEST_F(Verify, a_missing_and_a_damaged_object_are_named) {
    Catalogue catalogue = Catalogue::create(folder(), author());
    const std::vector<PersonId> ids = fill(catalogue, 3);
    const std::string gone = catalogue.person(ids[0])->form.photo_media;
    const std::string changed = catalogue.person(ids[1])->form.photo_media;
    fs::remove(catalogue.media().path(gone));
    overwrite(catalogue.media().path(changed), "photo X");
    const std::vector<Damage> damages = catalogue.verify({});
    EXPECT_EQ(damages.size(), 2U) << text_of(damages);
    EXPECT_TRUE(found(damages, Damage::Kind::media_missing, gone));
    EXPECT_TRUE(found(damages, Damage::Kind::media_damaged, changed));
}

TEST_F(Verify, files_nobody_refers_to_are_notes) {
    Catalogue catalogue = Catalogue::create(folder(), author());
    const std::string hash = catalogue.media().put_bytes("nobody's");
    support::write_file(folder() / "media" / "tmp-left", "x");
    const std::vector<Damage> damages = catalogue.verify({});
    EXPECT_EQ(damages.size(), 2U);
    EXPECT_TRUE(found(damages, Damage::Kind::note, hash));
    EXPECT_TRUE(found(damages, Damage::Kind::note, "tmp-left"));
}

TEST_F(Verify, a_cancelled_check_ends) {
    Catalogue catalogue = Catalogue::create(folder(), author());
    fill(catalogue, 5);
    int calls = 0;
    catalogue.verify([&](std::int64_t, std::int64_t) { return ++calls < 2; });
    EXPECT_EQ(calls, 2);
}

TEST_F(Verify, every_flipped_bit_of_the_database_is_found) {
    {
        Catalogue catalogue = Catalogue::create(folder(), author());
        fill(catalogue, 30);
    }
    const std::string whole = support::read_file(database());
    const unsigned seed = std::random_device()();
    std::mt19937 random(seed);
    int opened = 0;
    for (int round = 0; round < 60; ++round) {
        std::string flipped = whole;
        const std::size_t at = std::uniform_int_distribution<std::size_t>(0, whole.size() - 1)(random);
        flipped[at] = static_cast<char>(flipped[at] ^ (1 << (round % 8)));
        support::write_file(database(), flipped);
        try {
            Catalogue catalogue = Catalogue::open(folder(), author());
            ++opened;
            const std::vector<Damage> list = damages(catalogue);
            EXPECT_TRUE(found(list, Damage::Kind::database, "page " + std::to_string(at / 4096 + 1)))
                << "seed " << seed << " byte " << at << "\n"
                << text_of(list);
        } catch (const db::Error& error) {
            EXPECT_TRUE(error.kind == ErrorKind::corrupt || (error.kind == ErrorKind::not_ours && at < 100))
                << "seed " << seed << " byte " << at << ": " << error.what();
            EXPECT_FALSE(error.subject.empty());
        }
    }
    EXPECT_GT(opened, 0);
}

TEST_F(Verify, a_damaged_page_names_its_table_and_the_records_on_it) {
    std::vector<PersonId> ids;
    {
        Catalogue catalogue = Catalogue::create(folder(), author());
        ids = fill(catalogue, 30);
    }
    std::string bytes = support::read_file(database());
    const std::size_t at = bytes.find("\"张17\"");
    ASSERT_NE(at, std::string::npos);
    bytes[at + 1] = '?';
    support::write_file(database(), bytes);
    Catalogue catalogue = Catalogue::open(folder(), author());
    const std::vector<Damage> damages = catalogue.verify({});
    EXPECT_TRUE(found(damages, Damage::Kind::database, "person_document")) << text_of(damages);
    EXPECT_TRUE(found(damages, Damage::Kind::database, "person " + ids[17].text)) << text_of(damages);
    EXPECT_EQ(kind_thrown([&] { catalogue.person(ids[17]); }), ErrorKind::corrupt);
    EXPECT_TRUE(catalogue.person(ids[0]));
}

TEST_F(Verify, a_search_index_that_does_not_belong_to_the_records_is_named_and_made_again) {
    Catalogue catalogue = Catalogue::create(folder(), author());
    fill(catalogue, 5);
    {
        db::Session session(database(), db::sqlite::Mode::read_write);
        session.run("update text_piece set body = '别的' where number = 1");
    }
    EXPECT_TRUE(found(catalogue.verify({}), Damage::Kind::database, "text_index"));
    catalogue.rebuild_search();
    EXPECT_TRUE(catalogue.verify({}).empty());
    EXPECT_EQ(catalogue.search("张3", 5).size(), 1U);
    EXPECT_FALSE(catalogue.search_text("计划局", 5).empty());
}

TEST_F(Backup, what_comes_back_is_the_same_and_verifies) {
    std::vector<PersonId> ids;
    const fs::path file = scratch() / "copy.tar";
    std::vector<Person> persons;
    {
        Catalogue catalogue = Catalogue::create(folder(), author());
        ids = fill(catalogue, 10);
        EXPECT_TRUE(catalogue.backup(file, true, {}).empty());
        for (const PersonId& id : ids)
            persons.push_back(catalogue.person(id).value());
    }
    Catalogue::restore(file, scratch() / "again", {});
    Catalogue again = Catalogue::open(scratch() / "again", author());
    for (std::size_t i = 0; i < ids.size(); ++i)
        EXPECT_EQ(again.person(ids[i]).value(), persons[i]);
    const std::vector<Damage> damages = again.verify({});
    EXPECT_TRUE(damages.empty()) << text_of(damages);
    EXPECT_FALSE(again.unclean());
}

TEST_F(Backup, other_programs_can_unpack_and_check_it) {
    const fs::path file = scratch() / "copy.tar";
    Catalogue catalogue = Catalogue::create(folder(), author());
    fill(catalogue, 3);
    catalogue.backup(file, true, {});
    fs::create_directory(scratch() / "by hand");
    const std::string command = "cd '" + (scratch() / "by hand").string() + "' && tar xf '" + file.string() +
                                "' && sha256sum --quiet -c manifest-sha256.txt";
    EXPECT_EQ(std::system(command.c_str()), 0); // NOLINT: the test needs a shell
}

TEST_F(Backup, a_target_that_is_taken_is_refused_and_untouched) {
    Catalogue catalogue = Catalogue::create(folder(), author());
    support::write_file(scratch() / "taken", "mine");
    EXPECT_EQ(kind_thrown([&] { catalogue.backup(scratch() / "taken", true, {}); }), ErrorKind::exists);
    EXPECT_EQ(support::read_file(scratch() / "taken"), "mine");
    catalogue.backup(scratch() / "copy", true, {});
    support::write_file(scratch() / "full" / "letter", "mine");
    EXPECT_EQ(kind_thrown([&] { Catalogue::restore(scratch() / "copy", scratch() / "full", {}); }),
              ErrorKind::exists);
    EXPECT_EQ(support::read_file(scratch() / "full" / "letter"), "mine");
}

TEST_F(Backup, a_changed_or_cut_backup_is_refused_and_leaves_nothing) {
    Catalogue catalogue = Catalogue::create(folder(), author());
    fill(catalogue, 4);
    catalogue.backup(scratch() / "copy", true, {});
    const std::string whole = support::read_file(scratch() / "copy");
    const unsigned seed = std::random_device()();
    std::mt19937 random(seed);
    for (int round = 0; round < 40; ++round) {
        const std::size_t at = std::uniform_int_distribution<std::size_t>(0, whole.size() - 1025)(random);
        std::string changed = whole;
        if (round % 2 == 0)
            changed.resize(at);
        else
            changed[at] = static_cast<char>(changed[at] ^ 4);
        support::write_file(scratch() / "changed", changed);
        const auto kind =
            kind_thrown([&] { Catalogue::restore(scratch() / "changed", scratch() / "back", {}); });
        // A bit of the padding between entries holds nothing.
        const bool padding = round % 2 == 1 && !kind;
        EXPECT_TRUE(padding || kind == ErrorKind::corrupt || kind == ErrorKind::not_ours ||
                    kind == ErrorKind::newer)
            << "seed " << seed << " byte " << at;
        EXPECT_EQ(fs::exists(scratch() / "back"), padding);
        fs::remove_all(scratch() / "back");
    }
}

TEST_F(Backup, a_damaged_object_is_left_out_and_told) {
    Catalogue catalogue = Catalogue::create(folder(), author());
    const std::vector<PersonId> ids = fill(catalogue, 3);
    const std::string changed = catalogue.person(ids[1])->form.photo_media;
    overwrite(catalogue.media().path(changed), "photo X");
    const std::vector<Damage> damages = catalogue.backup(scratch() / "copy", true, {});
    EXPECT_TRUE(found(damages, Damage::Kind::media_damaged, changed));
    Catalogue::restore(scratch() / "copy", scratch() / "back", {});
    Catalogue back = Catalogue::open(scratch() / "back", author());
    EXPECT_TRUE(found(back.verify({}), Damage::Kind::media_missing, changed));
}

TEST_F(Backup, a_cancelled_backup_and_restore_leave_nothing) {
    Catalogue catalogue = Catalogue::create(folder(), author());
    fill(catalogue, 3);
    catalogue.backup(scratch() / "copy", true, [](std::int64_t, std::int64_t) { return false; });
    EXPECT_FALSE(fs::exists(scratch() / "copy"));
    catalogue.backup(scratch() / "copy", true, {});
    Catalogue::restore(scratch() / "copy", scratch() / "back",
                       [](std::int64_t, std::int64_t) { return false; });
    EXPECT_FALSE(fs::exists(scratch() / "back"));
    EXPECT_EQ(std::distance(fs::directory_iterator(scratch().path()), fs::directory_iterator()), 2);
}

TEST_F(Backup, one_without_media_says_afterwards_what_is_missing) {
    Catalogue catalogue = Catalogue::create(folder(), author());
    fill(catalogue, 2);
    catalogue.backup(scratch() / "copy", false, {});
    Catalogue::restore(scratch() / "copy", scratch() / "back", {});
    Catalogue back = Catalogue::open(scratch() / "back", author());
    EXPECT_EQ(back.verify({}).size(), 2U);
}

} // namespace
} // namespace db_care_test

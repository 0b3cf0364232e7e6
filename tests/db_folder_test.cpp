#include "db/folder.h"

#include "db/schema.h"
#include "db/sqlite/checked_file.h"
#include "support/catalogue_fixture.h"

#include <algorithm>

namespace db_folder_test {
using db::ErrorKind;
using support::kind_thrown;

namespace {

namespace fs = std::filesystem;

TEST(Folder, network_file_systems_are_told_from_local_ones) {
    EXPECT_EQ(db::network_kind(0x6969, "nfs4"), "nfs");
    EXPECT_EQ(db::network_kind(0xff534d42, "cifs"), "cifs");
    EXPECT_EQ(db::network_kind(0xfe534d42, "smb3"), "smb2");
    EXPECT_EQ(db::network_kind(0xffffffffff534d42, "cifs"), "cifs") << "f_type is signed on some machines";
    EXPECT_EQ(db::network_kind(0x65735546, "fuse.sshfs"), "fuse.sshfs");
    for (const char* local : {"fuseblk", "fuse.gocryptfs", "fuse"})
        EXPECT_EQ(db::network_kind(0x65735546, local), "") << local;
    EXPECT_EQ(db::network_kind(0xef53, "ext4"), "");
    EXPECT_EQ(db::network_kind(0x01021994, "tmpfs"), "");
    const support::Scratch scratch;
    EXPECT_EQ(db::network_file_system(scratch.path()), "");
}

TEST(Folder, a_file_is_whole_or_not_there) {
    const support::Scratch scratch;
    db::write_durably(scratch / "a", "one");
    db::write_durably(scratch / "a", "two");
    EXPECT_EQ(support::read_file(scratch / "a"), "two");
    EXPECT_EQ(kind_thrown([&] { db::write_durably(scratch / "none" / "a", "x"); }), ErrorKind::not_found);
    EXPECT_EQ(std::distance(fs::directory_iterator(scratch.path()), fs::directory_iterator()), 1);
}

TEST(Folder, a_writer_that_did_not_close_is_noticed_by_the_next_one) {
    const support::Scratch scratch;
    { EXPECT_FALSE(db::Presence(scratch.path()).after_a_crash()); }
    {
        const db::Presence first(scratch.path());
        const db::Presence second(scratch.path());
        EXPECT_FALSE(second.after_a_crash()) << "the first one still works";
    }
    { EXPECT_FALSE(db::Presence(scratch.path()).after_a_crash()); }
    support::write_file(scratch / "catalogue.lock", "open\n"); // what a killed one leaves
    { EXPECT_TRUE(db::Presence(scratch.path()).after_a_crash()); }
    EXPECT_FALSE(db::Presence(scratch.path()).after_a_crash());
}

TEST(Schema, a_step_that_fails_leaves_the_version_before_it) {
    const support::Scratch scratch;
    db::Session session(scratch / "x.db", db::sqlite::Mode::create);
    std::vector<std::string> steps{"create table a(x text) strict;",
                                   "create table b(x text) strict; nonsense;"};
    EXPECT_TRUE(kind_thrown([&] { db::migrate(session, steps); }).has_value());
    EXPECT_EQ(session.value<std::int64_t>("pragma user_version"), 1);
    EXPECT_EQ(session.column<std::string>("select name from sqlite_schema"), std::vector<std::string>{"a"});
    steps[1] = "create table b(x text) strict; insert into b select x from a;";
    db::migrate(session, steps);
    EXPECT_EQ(session.value<std::int64_t>("pragma user_version"), 2);
    db::migrate(session, steps);
    EXPECT_EQ(session.value<std::int64_t>("pragma user_version"), 2);
}

TEST(Schema, an_older_catalogue_is_backed_up_before_it_is_migrated) {
    const support::Scratch scratch;
    db::Catalogue::create(scratch / "c", support::author());
    // A catalogue of "version 0": the tables of version 1 are still to be made.
    {
        fs::remove(scratch / "c" / "catalogue.db");
        db::Session session(scratch / "c" / "catalogue.db", db::sqlite::Mode::create);
        db::sqlite::execute(session.native(),
                            "pragma application_id=" + std::to_string(db::sqlite::application_id) +
                                "; create table of_old(x text) strict; insert into of_old values('kept');");
    }
    db::Catalogue catalogue = db::Catalogue::open(scratch / "c", support::author());
    EXPECT_FALSE(catalogue.read_only());
    const auto copy = fs::directory_iterator(scratch / "c" / "backup")->path();
    EXPECT_TRUE(copy.filename().string().starts_with("catalogue-v0-")) << copy;
    db::Session backup(copy, db::sqlite::Mode::immutable);
    EXPECT_EQ(backup.value<std::string>("select x from of_old"), "kept");
    EXPECT_EQ(backup.value<std::int64_t>("pragma user_version"), 0);
    EXPECT_TRUE(db::sqlite::damaged_pages(copy).empty());
}

TEST(Session, text_that_is_no_text_is_refused_and_numbers_are_whole) {
    const support::Scratch scratch;
    db::Session session(scratch / "x.db", db::sqlite::Mode::create);
    session.run("create table t(n integer, r real, s text) strict");
    const std::int64_t most = std::numeric_limits<std::int64_t>::max();
    session.run("insert into t values(:1, :2, :3)", {most, 0.1, std::string("𠮷 ' \" :1")});
    const auto row = session.one<std::int64_t, double, std::string>("select n, r, s from t");
    EXPECT_EQ(row, std::make_tuple(most, 0.1, std::string("𠮷 ' \" :1")));
    EXPECT_EQ(kind_thrown([&] { session.run("insert into t(s) values(:1)", {std::string("a\0b", 3)}); }),
              ErrorKind::constraint);
    EXPECT_EQ(kind_thrown([&] { session.run("insert into t(s) values(:1)", {std::string("\xff")}); }),
              ErrorKind::constraint);
    EXPECT_EQ(session.value<std::int64_t>("select count(*) from t"), 1);
}

TEST(Session, a_statement_can_be_used_within_itself_and_after_an_error) {
    const support::Scratch scratch;
    db::Session session(scratch / "x.db", db::sqlite::Mode::create);
    session.run("create table t(n integer primary key) strict");
    for (std::int64_t n : {1, 2, 3})
        session.run("insert into t values(:1)", {n});
    EXPECT_EQ(kind_thrown([&] { session.run("insert into t values(:1)", {std::int64_t{1}}); }),
              ErrorKind::unique);
    session.run("insert into t values(:1)", {std::int64_t{4}});
    std::int64_t sum = 0;
    const std::string query = "select n from t where n > :1";
    session.each<std::int64_t>(query, {std::int64_t{0}}, [&](std::int64_t outer) {
        session.each<std::int64_t>(query, {outer}, [&](std::int64_t inner) { sum += inner; });
    });
    EXPECT_EQ(sum, (2 + 3 + 4) + (3 + 4) + 4);
}

TEST(Session, a_transaction_that_is_left_is_rolled_back) {
    const support::Scratch scratch;
    db::Session session(scratch / "x.db", db::sqlite::Mode::create);
    session.run("create table t(n integer) strict");
    {
        const db::Transaction transaction(session);
        session.run("insert into t values(1)");
    }
    {
        db::Transaction transaction(session);
        session.run("insert into t values(2)");
        transaction.commit();
    }
    EXPECT_EQ(session.column<std::int64_t>("select n from t"), std::vector<std::int64_t>{2});
}

TEST(Session, a_foreign_schema_cannot_run_code) {
    const support::Scratch scratch;
    db::Session session(scratch / "x.db", db::sqlite::Mode::create);
    EXPECT_TRUE(kind_thrown([&] { session.run("select load_extension('x')"); }).has_value());
    session.run("create table t(n integer) strict");
    session.run("pragma writable_schema = on");
    EXPECT_TRUE(kind_thrown([&] { session.run("delete from sqlite_schema"); }).has_value());
    EXPECT_TRUE(kind_thrown([&] { session.run("select \"no such column\""); }).has_value());
}

} // namespace
} // namespace db_folder_test

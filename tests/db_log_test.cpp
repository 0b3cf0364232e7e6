#include "db/difference.h"
#include "db/session.h"
#include "dossier/text.h"
#include "support/catalogue_fixture.h"

#include <algorithm>
#include <random>

namespace db_log_test {
using namespace dossier;
using db::Catalogue;
using db::Damage;
using db::ErrorKind;
using db::LogRow;
using support::author;
using support::kind_thrown;

namespace {

class Log : public support::CatalogueTest {
  protected:
    /// A catalogue with twenty edits of one person.
    void SetUp() override {
        Catalogue catalogue = Catalogue::create(folder(), author());
        person_ = support::person_named("张三");
        catalogue.apply(PutPerson{person_});
        for (int i = 1; i < 20; ++i)
            catalogue.apply(SetText{
                .person = person_.id, .field = Field::present_post, .text = "post " + std::to_string(i)});
        heads_ = catalogue.log_heads();
    }

    /// What somebody with the file and the time can do: the triggers go first.
    void attack(const std::vector<std::string>& statements) const {
        db::Session session(database(), db::sqlite::Mode::read_write);
        for (const char* trigger : {"log_keeps", "log_stays", "log_grows"})
            session.run("drop trigger " + std::string(trigger));
        for (const std::string& statement : statements)
            session.run(statement);
    }

    [[nodiscard]] std::vector<Damage> found(const std::vector<db::Anchor>& anchors = {}) const {
        return Catalogue::open(folder(), author()).verify({}, anchors);
    }

    Person person_;
    std::vector<db::Anchor> heads_;
};

TEST_F(Log, every_edit_has_a_row_that_says_who_what_and_how_it_was) {
    Catalogue catalogue = Catalogue::open(folder(), author());
    const std::vector<LogRow> rows = catalogue.log(person_.id.text, 100);
    ASSERT_EQ(rows.size(), 20U);
    EXPECT_EQ(rows[0].code, "set text");
    EXPECT_EQ(rows[0].user, "tester");
    EXPECT_EQ(rows[0].terminal, "terminal-a");
    EXPECT_EQ(rows[0].sequence, 20);
    EXPECT_NE(rows[0].before.find("post 18"), std::string::npos) << rows[0].before;
    EXPECT_NE(rows[0].after.find("post 19"), std::string::npos) << rows[0].after;
    EXPECT_EQ(rows[19].code, "put person");
}

TEST_F(Log, rows_cannot_be_changed_deleted_replaced_or_put_elsewhere) {
    db::Session session(database(), db::sqlite::Mode::read_write);
    const std::string columns =
        "select number, terminal, sequence, at, 'other', version, code, subject, person, "
        "before, after, difference, previous, hash from log where sequence = 3";
    for (const std::string& statement :
         {std::string("update log set writer = 'other'"), std::string("delete from log where sequence = 20"),
          "insert or replace into log " + columns, "replace into log " + columns,
          std::string(
              "insert into log select number + 100, terminal, sequence + 100, at, writer, version, code, "
              "subject, person, before, after, difference, previous, hash from log where sequence = 20"),
          std::string("update or replace log set sequence = 5 where sequence = 4")})
        EXPECT_EQ(kind_thrown([&] { session.run(statement); }), ErrorKind::constraint) << statement;
    EXPECT_TRUE(found(heads_).empty());
}

TEST_F(Log, a_changed_row_is_found) {
    attack({"update log set writer = 'other' where sequence = 7"});
    const std::vector<Damage> damages = found();
    ASSERT_EQ(damages.size(), 1U) << support::text_of(damages);
    EXPECT_EQ(damages[0].kind, Damage::Kind::log_chain);
    EXPECT_EQ(damages[0].subject, "terminal-a 7");
}

TEST_F(Log, a_row_taken_out_of_the_middle_is_found) {
    attack({"delete from log where sequence = 7"});
    const std::vector<Damage> damages = found();
    ASSERT_EQ(damages.size(), 1U) << support::text_of(damages);
    EXPECT_EQ(damages[0].subject, "terminal-a 7");
}

TEST_F(Log, two_rows_that_changed_places_are_found) {
    attack({"update log set sequence = 100 where sequence = 7",
            "update log set sequence = 7 where sequence = 8",
            "update log set sequence = 8 where sequence = 100"});
    EXPECT_FALSE(found().empty());
}

TEST_F(Log, a_cut_tail_is_found_by_an_anchor_only) {
    attack({"delete from log where sequence > 15"});
    EXPECT_TRUE(found().empty()) << "the chain alone cannot see this, as the manual says";
    const std::vector<Damage> damages = found(heads_);
    ASSERT_EQ(damages.size(), 1U);
    EXPECT_EQ(damages[0].subject, "terminal-a 20");
}

TEST_F(Log, a_log_that_was_made_anew_is_found_by_an_anchor) {
    attack({"delete from log"});
    {
        Catalogue catalogue = Catalogue::open(folder(), author());
        for (int i = 0; i < 20; ++i)
            catalogue.apply(SetText{.person = person_.id, .field = Field::health, .text = std::to_string(i)});
    }
    EXPECT_TRUE(found().empty());
    EXPECT_FALSE(found(heads_).empty());
}

TEST_F(Log, this_machine_remembers_what_it_has_seen) {
    db::Author remembering = author();
    remembering.anchors = scratch() / "state";
    Catalogue::open(folder(), remembering).apply(SetText{.person = person_.id, .text = "张四"});
    EXPECT_TRUE(Catalogue::open(folder(), remembering).verify({}).empty());
    attack({"delete from log where sequence > 19"});
    Catalogue catalogue = Catalogue::open(folder(), remembering);
    EXPECT_FALSE(catalogue.quick_check().empty());
    EXPECT_FALSE(catalogue.verify({}).empty());
    catalogue.apply(SetText{.person = person_.id, .text = "张五"});
    EXPECT_FALSE(Catalogue::open(folder(), remembering).verify({}).empty()) << "the proof was overwritten";
}

TEST_F(Log, each_terminal_has_a_chain_of_its_own) {
    db::Author other{.user = "colleague", .terminal = "terminal-b"};
    Catalogue::open(folder(), other).apply(SetText{.person = person_.id, .text = "张四"});
    Catalogue::open(folder(), author()).apply(SetText{.person = person_.id, .text = "张五"});
    Catalogue catalogue = Catalogue::open(folder(), author());
    const std::vector<db::Anchor> heads = catalogue.log_heads();
    ASSERT_EQ(heads.size(), 2U);
    EXPECT_EQ(heads[0].sequence, 21);
    EXPECT_EQ(heads[1].sequence, 1);
    EXPECT_TRUE(catalogue.verify({}).empty());
}

TEST_F(Log, values_of_a_person_are_not_in_the_file_in_clear) {
    // The present value is (in the record and its index), the one before is not.
    Catalogue::open(folder(), author())
        .apply(SetText{.person = person_.id, .field = Field::present_post, .text = "x"});
    const std::string bytes = support::read_file(database());
    EXPECT_EQ(bytes.find("post 18"), std::string::npos);
    EXPECT_EQ(bytes.find("post 19"), std::string::npos);
}

TEST_F(Log, an_erased_person_is_gone_everywhere_and_the_chain_still_holds) {
    Catalogue catalogue = Catalogue::open(folder(), author());
    Person other = support::person_named("李四");
    other.form.photo = "the photo";
    const Material report = support::report_of(other.id, "某某的考察材料 xylophonist");
    catalogue.apply(std::vector<Edit>{PutPerson{other}, PutMaterial{report}});
    const std::string photo = catalogue.person(other.id)->form.photo_media;
    catalogue.erase_person(other.id);
    EXPECT_FALSE(catalogue.person(other.id));
    EXPECT_TRUE(catalogue.search_text("某某的考察", 5).empty());
    EXPECT_FALSE(catalogue.media().has(photo));
    const std::vector<LogRow> rows = catalogue.log(other.id.text, 10);
    ASSERT_EQ(rows.size(), 5U);
    EXPECT_EQ(rows[0].code, "erase person");
    for (const LogRow& row : rows)
        EXPECT_EQ(row.before + row.after + row.difference, "");
    EXPECT_TRUE(catalogue.verify({}).empty()) << support::text_of(catalogue.verify({}));
    for (const char* trace : {"某某的考察", "xylophonist", "李四"})
        EXPECT_EQ(support::read_file(database()).find(trace), std::string::npos) << trace;
    EXPECT_TRUE(catalogue.person(person_.id));
}

TEST_F(Log, long_texts_and_photos_enter_as_hashes_and_what_stood_there_can_be_had_back) {
    Catalogue catalogue = Catalogue::open(folder(), author());
    std::string resume;
    for (int year = 1980; year < 2020; ++year)
        resume += std::to_string(year) + ".09--" + std::to_string(year + 1) + ".07 某县某局科员\n";
    Person person = catalogue.person(person_.id).value();
    person.form[Field::resume] = resume;
    catalogue.apply(PutPerson{person});
    EXPECT_EQ(catalogue.log("", 1)[0].after.find("1990.09"), std::string::npos);
    const Person before = catalogue.person(person_.id).value();
    resume.replace(resume.find("1991.09"), 4, "1992");
    catalogue.apply(SetText{.person = person_.id, .field = Field::resume, .text = resume});
    const LogRow row = catalogue.log("", 1)[0];
    EXPECT_LT(row.difference.size(), 200U) << row.difference;
    EXPECT_EQ(row.after.find("1990.09"), std::string::npos);
}

TEST(Difference, leads_back_to_the_document_before) {
    const unsigned seed = std::random_device()();
    std::mt19937 random(seed);
    const std::vector<std::string> letters{"a", "b", "张", "三", "𬱖", "\n", " "};
    const auto text = [&](std::size_t length) {
        std::string made;
        for (std::size_t i = 0; i < length; ++i)
            made += letters[random() % letters.size()];
        return made;
    };
    for (int round = 0; round < 500; ++round) {
        const std::string front = text(random() % 60);
        const std::string middle = text(random() % 60);
        const std::string back = text(random() % 60);
        const auto around = [&] {
            std::string document = front;
            for (const std::string& part : {text(random() % 5), middle, text(random() % 5), back})
                document += part;
            return document;
        };
        const std::string before = around();
        const std::string after = around();
        const std::string difference = db::document_difference(before, after);
        EXPECT_EQ(db::document_before(after, difference), before) << "seed " << seed;
        EXPECT_TRUE(is_valid_utf8(difference));
        EXPECT_EQ(kind_thrown([&] { db::document_before(after + "x", difference); }), ErrorKind::corrupt);
    }
}

} // namespace
} // namespace db_log_test

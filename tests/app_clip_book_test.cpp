// What all recordings of a meeting say, and what is wrong with them.
#include "app/language.h"
#include "app/media_facts.h"
#include "app/meeting/clip_book.h"

#include "support/catalogue_fixture.h"
#include "support/wake_signal.h"

namespace app_clip_book_test {
namespace {

using app::meeting::ClipBook;

class ClipBookTest : public support::CatalogueTest {
  protected:
    void SetUp() override {
        db::Catalogue catalogue = db::Catalogue::create(folder(), support::author());
        const std::vector<dossier::PersonId> people = fill(catalogue, 2);
        put_clip(catalogue, people[0], 'a', {{1, 2, "问", "谈谈 PPP 项目"}, {3, 4, "", "群众的意见"}}, {});
        put_clip(catalogue, people[1], 'b', {{7.5, 9, "", "群众路线，群众观点"}},
                 {"truncated", "interlaced", "vfr"});
        programme_ = std::make_shared<const app::meeting::Programme>(
            app::meeting::load_programme(catalogue, "", dossier::MaterialKind::video));
    }
    static void put_clip(db::Catalogue& catalogue, const dossier::PersonId& person, char letter,
                         std::vector<dossier::Cue> lines, const std::vector<std::string>& faults) {
        app::MediaFacts facts;
        facts.clip.playable = true;
        for (const std::string& fault : faults)
            facts.clip.faults.push_back({fault, ""});
        const std::string hash(64, letter);
        db::MediaRow row{.hash = hash};
        row.facts = app::to_json(facts);
        dossier::Material material{.id = dossier::MaterialId::make(),
                                   .person = person,
                                   .kind = dossier::MaterialKind::video,
                                   .title = "面谈"};
        material.content = dossier::ClipContent{.parts = {{.media = hash}}, .transcript = std::move(lines)};
        const std::vector<dossier::Edit> edits{dossier::PutMaterial{material}};
        catalogue.apply(edits, std::span(&row, 1));
    }
    std::shared_ptr<const app::meeting::SpokenHits> find(ClipBook& book, const std::string& text) {
        book.look_for(text);
        EXPECT_TRUE(signal_.until([&] { return book.hits() != nullptr && book.hits()->text == text; }));
        return book.hits();
    }

    support::WakeSignal signal_;
    std::shared_ptr<const app::meeting::Programme> programme_;
};

TEST_F(ClipBookTest, a_line_is_found_with_its_candidate_and_time) {
    ClipBook book(folder(), programme_, signal_.function());
    const auto hits = find(book, "群众");
    ASSERT_EQ(hits->hits.size(), 2U);
    EXPECT_EQ(hits->hits[0].place, (app::meeting::Place{0, 0, 0}));
    EXPECT_EQ(hits->hits[1].place, (app::meeting::Place{1, 0, 0}));
    EXPECT_DOUBLE_EQ(hits->hits[1].begin, 7.5);
    EXPECT_EQ(hits->hits[1].line, "群众路线，群众观点");
    EXPECT_FALSE(hits->more);
}

TEST_F(ClipBookTest, all_words_must_be_there_and_case_does_not_count) {
    ClipBook book(folder(), programme_, signal_.function());
    EXPECT_EQ(find(book, "ppp　项目")->hits.size(), 1U);
    EXPECT_EQ(find(book, "ppp 群众")->hits.size(), 0U);
    EXPECT_EQ(find(book, "问")->hits.size(), 1U) << "the speaker";
    EXPECT_EQ(find(book, "  ")->hits.size(), 0U);
}

TEST_F(ClipBookTest, every_fault_is_a_sentence_at_its_recording) {
    ClipBook book(folder(), programme_, signal_.function());
    ASSERT_TRUE(signal_.until([&] { return book.faults() != nullptr; }));
    const app::meeting::ClipFaults& faults = *book.faults();
    ASSERT_TRUE(faults.contains({1, 0}));
    // The file itself is not there either.
    EXPECT_EQ(faults.at({1, 0}).size(), 3U);
    EXPECT_EQ(faults.at({0, 0}).size(), 1U);
}

TEST_F(ClipBookTest, a_catalogue_that_is_gone_has_no_lines) {
    ClipBook book(scratch() / "nowhere", programme_, signal_.function());
    EXPECT_TRUE(find(book, "群众")->hits.empty());
}

} // namespace
} // namespace app_clip_book_test

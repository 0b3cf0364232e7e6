// What the workbench lists, on a catalogue in a temporary folder.

#include "app/workbench/library.h"
#include "app/workbench/roster_panel.h"
#include "support/catalogue_fixture.h"
#include "support/wake_signal.h"

namespace app_workbench_test {
namespace {

using namespace app::workbench;

class WorkbenchTest : public support::CatalogueTest {
  protected:
    WorkbenchTest()
        : catalogue_(db::Catalogue::create(folder(), support::author())) {}
    db::Catalogue catalogue_;
};

TEST_F(WorkbenchTest, lists_the_newest_meeting_with_recordings_pages_and_questions) {
    const std::vector<dossier::PersonId> persons = fill(catalogue_, 3);
    dossier::Meeting meeting = *catalogue_.newest_meeting();
    dossier::set_questions(meeting, "", {"请谈谈主要业绩。", "请谈谈不足。"});
    const dossier::Material clip{.id = dossier::MaterialId::make(),
                                 .person = persons[1],
                                 .kind = dossier::MaterialKind::audio,
                                 .title = "谈话",
                                 .content =
                                     dossier::ClipContent{.duration = 61, .withheld = "consent missing"}};
    const dossier::Material page{.id = dossier::MaterialId::make(),
                                 .person = persons[1],
                                 .kind = dossier::MaterialKind::document,
                                 .title = "同意书",
                                 .content = dossier::DocumentContent{}};
    catalogue_.apply(std::vector<dossier::Edit>{dossier::PutMeeting{meeting}, dossier::PutMaterial{clip},
                                                dossier::PutMaterial{page}});
    const LibraryView view = read_library(catalogue_, {});
    EXPECT_EQ(view.meeting, meeting.id);
    ASSERT_EQ(view.candidates.size(), 3U);
    EXPECT_EQ(view.candidates[0].number, 1);
    EXPECT_TRUE(view.candidates[0].recordings.empty());
    ASSERT_EQ(view.candidates[1].recordings.size(), 1U);
    EXPECT_EQ(view.candidates[1].recordings.front().id, clip.id);
    EXPECT_EQ(view.candidates[1].recordings.front().duration, 61);
    EXPECT_EQ(view.candidates[1].recordings.front().withheld, "consent missing");
    ASSERT_EQ(view.candidates[1].pages.size(), 1U);
    EXPECT_EQ(view.candidates[1].pages.front().title, "同意书");
    EXPECT_EQ(view.candidates[2].questions, (std::vector<std::string>{"请谈谈主要业绩。", "请谈谈不足。"}));
    EXPECT_EQ(view.find(persons[2]), &view.candidates[2]);
    EXPECT_EQ(view.find(dossier::PersonId::make()), nullptr);
    EXPECT_EQ(found_candidates(view, "").size(), 3U);
    EXPECT_EQ(found_candidates(view, "2"), (std::vector<std::size_t>{1}));
}

TEST_F(WorkbenchTest, a_catalogue_without_meetings_lists_everybody) {
    catalogue_.apply(dossier::PutPerson{support::person_named("李四")});
    const LibraryView view = read_library(catalogue_, {});
    ASSERT_EQ(view.candidates.size(), 1U);
    EXPECT_EQ(view.candidates.front().name, "李四");
    EXPECT_TRUE(view.meeting.empty());
}

TEST_F(WorkbenchTest, what_somebody_else_writes_comes_by_itself) {
    fill(catalogue_, 1);
    support::WakeSignal signal;
    Library library(folder(), signal.function());
    ASSERT_TRUE(signal.until([&] { return library.view() != nullptr; }));
    EXPECT_EQ(library.view()->candidates.size(), 1U);
    dossier::Meeting second{.id = dossier::MeetingId::make(), .title = "第2次会议"};
    catalogue_.apply(dossier::PutMeeting{second});
    library.look_again();
    ASSERT_TRUE(signal.until([&] { return library.view()->meetings.size() == 2; }));
    EXPECT_EQ(library.view()->meeting, second.id); // nobody chose one: the newest
    library.choose_named("1");
    ASSERT_TRUE(signal.until([&] { return library.view()->candidates.size() == 1; }));
}

TEST_F(WorkbenchTest, a_catalogue_that_is_gone_is_said_and_the_list_stays) {
    fill(catalogue_, 2);
    support::WakeSignal signal;
    Library library(folder(), signal.function());
    ASSERT_TRUE(signal.until([&] { return library.view() != nullptr; }));
    library.choose_named("no such meeting");
    ASSERT_TRUE(signal.until([&] { return !library.view()->failure.empty(); }));
    EXPECT_EQ(library.view()->candidates.size(), 2U);
}

} // namespace
} // namespace app_workbench_test

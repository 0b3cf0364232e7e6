// The recording desk's worker, from test signals: what a clerk does there, from open devices to the dossier.

#include "app/recording/desk_worker.h"
#include "media/device_clock.h"
#include "support/catalogue_fixture.h"
#include "support/null_sink.h"
#include "support/wake_signal.h"

namespace app_desk_test {
namespace {

using namespace app::recording;
namespace fs = std::filesystem;

class DeskTest : public support::CatalogueTest {
  protected:
    DeskTest()
        : catalogue_(db::Catalogue::create(folder(), support::author()))
        , persons_(fill(catalogue_, 2)) {}

    DeskWorker::Options options() {
        return {.catalogue = folder(),
                .rooms = scratch() / "rooms.json",
                .wake = signal_.function(),
                .helper = PROGRAM};
    }
    static RoomSetup test_signals() {
        return {.camera = "lavfi:testsrc2=s=320x180:r=25", .microphone = "lavfi:sine=r=48000"};
    }
    [[nodiscard]] OpenDevices open() const { return {persons_.front(), "三楼", test_signals()}; }
    bool reaches(DeskWorker& worker, DeskPhase phase) {
        return signal_.until([&] { return worker.status().phase == phase; });
    }
    bool starts(DeskWorker& worker, const Facts& facts = {}) {
        worker.ask(open());
        if (!reaches(worker, DeskPhase::ready))
            return false;
        worker.ask(StartRecording{.person = persons_.front(), .facts = facts});
        return reaches(worker, DeskPhase::recording);
    }
    std::vector<dossier::Material> clips() {
        std::vector<dossier::Material> found = catalogue_.materials(persons_.front());
        std::erase_if(found, [](const dossier::Material& material) {
            return !std::holds_alternative<dossier::ClipContent>(material.content);
        });
        return found;
    }
    std::vector<dossier::ClipContent> contents() {
        std::vector<dossier::ClipContent> all;
        for (const dossier::Material& material : clips())
            all.push_back(std::get<dossier::ClipContent>(material.content));
        return all;
    }

    db::Catalogue catalogue_;
    std::vector<dossier::PersonId> persons_;
    support::WakeSignal signal_;
};

TEST_F(DeskTest, an_interview_from_open_devices_to_the_dossier) {
    DeskWorker worker(options());
    worker.ask(open());
    ASSERT_TRUE(reaches(worker, DeskPhase::ready));
    worker.ask(
        StartRecording{.person = persons_.front(),
                       .facts = {.place = "三楼", .consent = "spoken", .questions = {"一问", "二问"}}});
    ASSERT_TRUE(reaches(worker, DeskPhase::recording));
    EXPECT_NE(worker.status().preview, nullptr);
    worker.ask(MarkQuestion{0, media::monotonic_now()});
    worker.ask(MarkQuestion{1, media::monotonic_now()});
    ASSERT_TRUE(signal_.until([&] { return worker.status().marks.size() == 2; }));
    worker.ask(PauseOrResume{});
    ASSERT_TRUE(reaches(worker, DeskPhase::paused));
    worker.ask(PauseOrResume{});
    ASSERT_TRUE(reaches(worker, DeskPhase::recording));
    worker.ask(MarkQuestion{2, media::monotonic_now()});
    worker.ask(StopRecording{});
    ASSERT_TRUE(signal_.until([&] { return worker.status().filed.has_value(); }));
    const std::optional<FiledNotice> filed = worker.status().filed;
    EXPECT_FALSE(filed->withheld);
    EXPECT_EQ(filed->marks, 3);
    const auto clips = contents();
    ASSERT_EQ(clips.size(), 1U);
    EXPECT_EQ(clips.front().parts.size(), 2U);
    ASSERT_EQ(clips.front().chapters.size(), 3U);
    EXPECT_EQ(clips.front().chapters[0].question, 0);
    EXPECT_EQ(clips.front().chapters[1].question, 1);
    EXPECT_NE(clips.front().chapters[1].title.find("一问"), std::string::npos);
    EXPECT_EQ(clips.front().chapters[2].question, 2);
    ASSERT_TRUE(reaches(worker, DeskPhase::ready)); // for the next one
    EXPECT_EQ(read_rooms(scratch() / "rooms.json").last, "三楼");
    EXPECT_EQ(read_rooms(scratch() / "rooms.json").setups.at("三楼"), test_signals());
}

TEST_F(DeskTest, a_test_take_can_be_played_and_is_no_recording) {
    DeskWorker worker(options());
    worker.ask(open());
    ASSERT_TRUE(reaches(worker, DeskPhase::ready));
    worker.ask(TakeTest{});
    ASSERT_TRUE(signal_.until([&] { return !worker.status().test.empty(); }));
    const fs::path take = worker.status().test;
    EXPECT_GT(fs::file_size(take), 1000U);
    EXPECT_TRUE(catalogue_.open_recordings().empty());
    worker.ask(CloseDevices{});
    ASSERT_TRUE(reaches(worker, DeskPhase::closed));
    EXPECT_FALSE(fs::exists(take));
    EXPECT_TRUE(clips().empty());
}

TEST_F(DeskTest, closing_the_program_files_what_is_being_recorded) {
    {
        DeskWorker worker(options());
        ASSERT_TRUE(starts(worker));
    }
    const auto clips = contents();
    ASSERT_EQ(clips.size(), 1U);
    EXPECT_EQ(clips.front().withheld, consent_missing);
    EXPECT_TRUE(catalogue_.open_recordings().empty());
}

TEST_F(DeskTest, consent_that_comes_during_or_after_the_interview_counts) {
    DeskWorker worker(options());
    ASSERT_TRUE(starts(worker));
    worker.ask(ChangeFacts{.facts = {.consent = "spoken"}});
    worker.ask(StopRecording{});
    ASSERT_TRUE(signal_.until([&] { return worker.status().filed.has_value(); }));
    EXPECT_EQ(contents().front().withheld, "");
    ASSERT_TRUE(reaches(worker, DeskPhase::ready));
    worker.ask(StartRecording{.person = persons_.front()});
    ASSERT_TRUE(reaches(worker, DeskPhase::recording));
    worker.ask(StopRecording{});
    ASSERT_TRUE(signal_.until([&] { return worker.status().filed && worker.status().filed->withheld; }));
    const dossier::MaterialId withheld = worker.status().filed->material;
    worker.ask(GiveConsent{.material = withheld});
    EXPECT_TRUE(signal_.until([&] {
        return std::get<dossier::ClipContent>(catalogue_.material(withheld)->content).withheld.empty();
    }));
}

TEST_F(DeskTest, an_interview_goes_on_in_the_same_clip) {
    DeskWorker worker(options());
    ASSERT_TRUE(starts(worker, {.consent = "spoken"}));
    worker.ask(StopRecording{});
    ASSERT_TRUE(signal_.until([&] { return worker.status().filed.has_value(); }));
    const dossier::MaterialId first = worker.status().filed->material;
    ASSERT_TRUE(reaches(worker, DeskPhase::ready));
    worker.ask(
        StartRecording{.person = persons_.front(), .facts = {.consent = "spoken"}, .continues = first});
    ASSERT_TRUE(reaches(worker, DeskPhase::recording));
    worker.ask(StopRecording{});
    ASSERT_TRUE(signal_.until([&] { return worker.status().filed.has_value(); }));
    ASSERT_EQ(clips().size(), 1U);
    EXPECT_EQ(contents().front().parts.size(), 2U);
}

TEST_F(DeskTest, devices_that_cannot_be_opened_are_said_and_others_can_be_chosen) {
    DeskWorker worker(options());
    RoomSetup wrong = test_signals();
    wrong.camera = wrong.microphone = "none";
    worker.ask(OpenDevices{persons_.front(), "三楼", wrong});
    ASSERT_TRUE(signal_.until([&] { return !worker.status().failure.empty(); }));
    EXPECT_EQ(worker.status().phase, DeskPhase::closed);
    worker.ask(open());
    ASSERT_TRUE(reaches(worker, DeskPhase::ready));
    EXPECT_EQ(worker.status().failure, "");
}

TEST_F(DeskTest, questions_are_kept_for_the_meeting_or_for_one_post) {
    DeskWorker worker(options());
    const dossier::MeetingId meeting = catalogue_.newest_meeting()->id;
    worker.ask(KeepQuestions{meeting, "", "1. 甲\n2. 乙\n"});
    worker.ask(KeepQuestions{meeting, "局长", "丙"});
    ASSERT_TRUE(signal_.until([&] { return catalogue_.meeting(meeting)->questions.size() == 2; }));
    EXPECT_EQ(dossier::questions_for(*catalogue_.meeting(meeting), "处长"),
              (std::vector<std::string>{"甲", "乙"}));
    EXPECT_EQ(dossier::questions_for(*catalogue_.meeting(meeting), "局长"), (std::vector<std::string>{"丙"}));
}

TEST_F(DeskTest, two_interviews_of_one_minute_have_two_names) {
    DeskWorker worker(options());
    for (std::size_t done = 0; done < 2; ++done) {
        ASSERT_TRUE(starts(worker));
        worker.ask(StopRecording{});
        ASSERT_TRUE(signal_.until([&] { return clips().size() == done + 1; }));
        ASSERT_TRUE(reaches(worker, DeskPhase::ready));
    }
    EXPECT_NE(clips()[0].title, clips()[1].title);
}

class AudibleDeskTest : public DeskTest {};

TEST_F(AudibleDeskTest, a_microphone_that_is_taken_away_is_named_with_what_stands_in_for_it) {
    support::NullSink sink("gone");
    if (!sink.there())
        GTEST_SKIP() << "no sound server";
    DeskWorker worker(options());
    ASSERT_TRUE(signal_.until([&] { return !worker.status().microphones.empty(); }));
    RoomSetup setup = test_signals();
    setup.microphone = "pulse:gone.monitor";
    worker.ask(OpenDevices{persons_.front(), "三楼", setup});
    ASSERT_TRUE(reaches(worker, DeskPhase::ready));
    worker.ask(StartRecording{.person = persons_.front()});
    ASSERT_TRUE(reaches(worker, DeskPhase::recording));
    sink.unload();
    const auto said = [&](const char* words) {
        const std::vector<DeskNotice> notices = worker.status().notices;
        return std::any_of(notices.begin(), notices.end(), [&](const DeskNotice& notice) {
            return notice.trouble && notice.sentence.find(words) != std::string::npos;
        });
    };
    EXPECT_TRUE(signal_.until([&] { return said("was taken away"); }));
    worker.ask(StopRecording{});
    EXPECT_TRUE(signal_.until([&] { return worker.status().filed.has_value(); }));
}

} // namespace
} // namespace app_desk_test

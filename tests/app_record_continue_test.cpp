// Recordings that wait, go on with a clip, get their consent later, or lost a file: through the program.

#include "app/recording/consent.h"
#include "support/record_test.h"

#include <algorithm>
#include <csignal>
#include <fstream>

namespace app_record_continue_test {
namespace {

namespace fs = std::filesystem;
using app::recording::consent_missing;
using support::Json;
using support::RecordTest;

class RecordContinueTest : public RecordTest {
  protected:
    /// Recorded for a second, filed.
    Json recorded(std::vector<std::string> more) {
        more.insert(more.end(), {"--seconds", "1"});
        const support::Finished finished = support::run_program(command(more), home());
        EXPECT_EQ(finished.exit, 0) << finished.errors;
        return finished.exit == 0 ? lines_of(finished.out).back() : Json::object();
    }
    /// Killed after three seconds; the recording folder stays as it is.
    void killed(const std::vector<std::string>& more) {
        support::Program program(command(more), home());
        ASSERT_NE(program.wait_for(R"("state":"recording")"), "");
        program.read_for(std::chrono::seconds(3));
        program.signal(SIGKILL);
        program.finish();
    }
    Json recovered() {
        const support::Finished finished = support::run_program({"recover", folder().string()}, home());
        EXPECT_EQ(finished.exit, 0) << finished.errors;
        const std::vector<Json> lines = lines_of(finished.out);
        EXPECT_EQ(lines.size(), 1U);
        return lines.empty() ? Json::object() : lines.front();
    }
    [[nodiscard]] fs::path left(const char* extension) const {
        for (const auto& entry : fs::directory_iterator(folder() / "recording"))
            if (entry.path().extension() == extension)
                return entry.path();
        return {};
    }
};

TEST_F(RecordContinueTest, waits_for_the_start_and_begins_before_it) {
    support::Program program(command({"--wait", "--pre-roll", "2", "--codec", "opus"}), home());
    EXPECT_NE(program.wait_for(R"("state":"ready")"), "");
    EXPECT_TRUE(open().open_recordings().empty());
    program.read_for(std::chrono::milliseconds(3500));
    program.write_line("start");
    EXPECT_NE(program.wait_for(R"("pre_roll":)"), "");
    program.write_line("mark");
    EXPECT_NE(program.wait_for(R"("mark":1)"), "");
    program.write_line("stop");
    const support::Finished finished = program.finish();
    EXPECT_EQ(finished.exit, 0) << finished.errors;
    const std::vector<dossier::Material> filed = clips();
    ASSERT_EQ(filed.size(), 1U);
    EXPECT_GT(clip(filed.front()).chapters.at(0).begin, 0.9); // a key picture of the last 2 s
    must_verify();
}

TEST_F(RecordContinueTest, stopped_before_its_start_it_leaves_nothing) {
    support::Program program(command({"--wait"}), home());
    program.wait_for(R"("state":"ready")");
    program.write_line("stop");
    program.finish();
    EXPECT_TRUE(clips().empty());
    EXPECT_EQ(left_in_recording(), 0U);
}

TEST_F(RecordContinueTest, goes_on_with_a_clip_and_each_recording_needs_its_consent) {
    const Json first = recorded({"--consent", "spoken"});
    const std::string material = first["material"];
    const Json second = recorded({"--continue", "1"}); // as `dossier transcript` numbers them
    EXPECT_EQ(second["material"], material);
    ASSERT_EQ(clips().size(), 1U);
    const dossier::Material filed = clips().front();
    ASSERT_EQ(clip(filed).parts.size(), 2U);
    EXPECT_NEAR(clip(filed).parts[1].offset, first["seconds"].get<double>(), 0.002);
    EXPECT_NEAR(clip(filed).duration, first["seconds"].get<double>() + second["seconds"].get<double>(),
                0.002);
    EXPECT_EQ(clip(filed).withheld, consent_missing);
    {
        db::Catalogue catalogue = open();
        const std::vector<db::Recording> recordings = catalogue.recordings_of(filed.id);
        ASSERT_EQ(recordings.size(), 2U);
        app::recording::give_consent(catalogue, recordings[1].id,
                                     {.how = "signed", .at = -1, .page = "a page"});
        const app::recording::Facts facts =
            app::recording::facts_of(catalogue.recording(recordings[1].id)->document);
        EXPECT_EQ(facts.consent, "signed");
        EXPECT_EQ(facts.consent_page, "a page");
        EXPECT_EQ(facts.continues, material);
    }
    EXPECT_EQ(clip(clips().front()).withheld, "");
    {
        db::Catalogue catalogue = open(); // and taken back
        app::recording::give_consent(catalogue, {first["recording"]}, {});
    }
    EXPECT_EQ(clip(clips().front()).withheld, consent_missing);
    must_verify();
}

TEST_F(RecordContinueTest, what_cannot_be_gone_on_with_is_refused_before_anything_is_recorded) {
    EXPECT_NE(support::run_program(command({"--continue", "nothing", "--seconds", "1"}), home()).exit, 0);
    EXPECT_TRUE(clips().empty());
}

TEST_F(RecordContinueTest, the_second_file_of_the_sound_stands_in_for_a_lost_one) {
    killed({"--consent", "spoken"});
    ASSERT_FALSE(left(".m4a").empty());
    fs::remove(left(".mp4"));
    const Json line = recovered();
    EXPECT_GT(line["seconds_sound_only"].get<double>(), 1.5);
    EXPECT_LT(line["seconds_missing"].get<double>(), 3);
    ASSERT_EQ(clips().size(), 1U);
    EXPECT_EQ(clips().front().kind, dossier::MaterialKind::audio);
    EXPECT_EQ(left_in_recording(), 0U);
    must_verify();
}

TEST_F(RecordContinueTest, a_file_damaged_in_the_middle_goes_on_as_sound) {
    killed({"--consent", "spoken"});
    std::fstream file(left(".mp4"), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(fs::file_size(left(".mp4")) / 3));
    file.write(std::string(4096, '\0').data(), 4096);
    file.close();
    const Json line = recovered();
    EXPECT_GT(line["seconds_sound_only"].get<double>(), 0.9);
    ASSERT_EQ(clips().size(), 1U);
    ASSERT_EQ(clip(clips().front()).parts.size(), 2U);
    const dossier::ClipPart sound = clip(clips().front()).parts[1];
    EXPECT_NEAR(sound.in, sound.offset, 0.05);
    must_verify();
}

TEST_F(RecordContinueTest, a_mirror_is_used_where_the_original_is_gone_and_stays) {
    fs::create_directory(scratch_ / "mirror");
    killed({"--consent", "spoken", "--mirror", (scratch_ / "mirror").string()});
    fs::resize_file(left(".mp4"), 0);
    const Json line = recovered();
    EXPECT_EQ(line["from_mirror"], true);
    ASSERT_EQ(clips().size(), 1U);
    EXPECT_EQ(clips().front().kind, dossier::MaterialKind::video);
    const fs::path mirror = fs::directory_iterator(scratch_ / "mirror")->path();
    EXPECT_EQ(db::sha256_of_file(mirror), line["media"]);
    EXPECT_EQ(fs::hard_link_count(mirror), 1U); // not the object itself: whoever changes it changes nothing
    must_verify();
}

} // namespace
} // namespace app_record_continue_test

// What a recorder does before it is started, and when its devices change while it records.

#include "media/record_repair.h"
#include "support/monitor.h"
#include "support/recorded.h"
#include "support/recorder_test.h"

namespace media_recorder_devices_test {
namespace {

using namespace media;
using support::RecorderTest;
using Kind = RecorderEvent::Kind;
namespace fs = std::filesystem;

class RecorderDevicesTest : public RecorderTest {
  protected:
    OpenCapture other_camera() {
        return [this] { return std::make_unique<support::Scripted>(true, other_); };
    }
    support::Switch other_;
};

class AudibleRecorderTest : public RecorderDevicesTest {};

TEST_F(RecorderDevicesTest, begins_before_the_button_was_pressed) {
    RecorderOptions given = options();
    given.pre_roll = Time(1.5);
    Recorder recorder(std::move(given));
    ASSERT_TRUE(wait_until([&] { return recorder.status().pre_roll > Time(1.4); }));
    EXPECT_FALSE(fs::exists(scratch_ / "interview-1.mp4"));
    recorder.start();
    ASSERT_TRUE(wait_for(recorder, RecorderState::recording));
    const Time ahead = recorder.status().pre_roll;
    EXPECT_GT(ahead, Time(0.3)); // a key picture of the last 1.5 s, one comes each second
    EXPECT_LE(ahead, Time(1.55));
    EXPECT_GE(recorder.position(), ahead);
    ASSERT_TRUE(wait_for_seconds(recorder, ahead.count() + 1));
    recorder.pause();
    ASSERT_TRUE(wait_for(recorder, RecorderState::paused));
    recorder.resume();
    ASSERT_TRUE(wait_until([&] { return recorder.status().parts == 2; }));
    EXPECT_LT(recorder.position() - recorder.parts()[0].length,
              Time(1)); // what was said in the pause is not kept
    recorder.stop();
    const RecordedPart part = recorder.parts().front();
    EXPECT_GT(part.length, ahead + Time(0.9));
    EXPECT_NEAR(inspect_part(part.file).end.count(), (part.length + part.lead).count(), 0.06);
    const RecordProgress progress = read_progress(scratch_ / "progress");
    EXPECT_NEAR(progress.first_lead.count(), part.lead.count(), 1e-6);
    EXPECT_GE(part.lead, Time(1024.0 / record_rate) - Time(1e-6));
}

TEST_F(RecorderDevicesTest, a_test_take_is_a_file_and_no_part) {
    Recorder recorder(options());
    ASSERT_TRUE(wait_for(recorder, RecorderState::ready));
    recorder.start_test(scratch_ / "test.mp4", Time(0.6));
    ASSERT_TRUE(wait_for(recorder, RecorderState::testing));
    EXPECT_EQ(recorder.position(), Time(0));
    ASSERT_TRUE(wait_for(recorder, Kind::test_done));
    ASSERT_TRUE(wait_for(recorder, RecorderState::ready));
    EXPECT_NEAR(inspect_part(scratch_ / "test.mp4").end.count(), 0.62, 0.06);
    recorder.start_test(scratch_ / "second.mp4", Time(100));
    ASSERT_TRUE(wait_for(recorder, RecorderState::testing));
    recorder.start(); // does not wait for its end
    ASSERT_TRUE(wait_for(recorder, RecorderState::recording));
    ASSERT_TRUE(wait_for_seconds(recorder, 0.5));
    recorder.stop();
    ASSERT_EQ(recorder.parts().size(), 1U);
    EXPECT_EQ(recorder.parts()[0].offset, Time(0));
    EXPECT_EQ(recorder.parts()[0].file, scratch_ / "interview-1.mp4");
}

TEST_F(AudibleRecorderTest, the_microphone_is_heard_while_monitoring_is_on) {
    if (!support::Monitor::available())
        GTEST_SKIP() << "no sound server with a sink named \"out\" answers (tools/with-display starts one)";
    Recorder recorder(options());
    ASSERT_TRUE(wait_for(recorder, RecorderState::ready));
    support::Monitor ears;
    const auto loudest = [&ears](double seconds, double enough) {
        double level = 0;
        for (const Time begin = monotonic_now(); monotonic_now() - begin < Time(seconds) && level < enough;) {
            ears.listen(Time(0.02));
            level = std::max(level, ears.level());
        }
        return level;
    };
    EXPECT_LT(loudest(0.5, 1), 0.01) << "nobody asked to hear it";
    recorder.set_monitor(true);
    EXPECT_TRUE(recorder.monitors());
    EXPECT_GT(loudest(20, 0.15), 0.15); // 8000 of 32768 is played, a null sink may sleep at first
    recorder.set_monitor(false);
    for (int i = 0; i < 100; ++i) // what the sound server still holds
        ears.listen(Time(0.02));
    EXPECT_LT(loudest(0.5, 1), 0.01);
}

TEST_F(RecorderDevicesTest, the_sound_is_there_twice) {
    RecorderOptions given = options();
    given.sound_copy = true;
    Recorder recorder(std::move(given));
    ASSERT_TRUE(wait_for(recorder, RecorderState::ready));
    recorder.start();
    ASSERT_TRUE(wait_for_seconds(recorder, 1.2));
    recorder.stop();
    const RecordedPart part = recorder.parts().front();
    EXPECT_EQ(part.sound_copy, scratch_ / "interview-1.m4a");
    const support::Decoded main = support::decode(part.file);
    const support::Decoded copy = support::decode(part.sound_copy);
    EXPECT_TRUE(copy.pictures.empty());
    EXPECT_EQ(main.sound, copy.sound); // the same packets
    EXPECT_FALSE(inspect_part(part.sound_copy).torn());
}

TEST_F(RecorderDevicesTest, another_camera_begins_a_part_without_a_gap) {
    other_.width = 320;
    Recorder recorder(options());
    ASSERT_TRUE(wait_for(recorder, RecorderState::ready));
    recorder.start();
    ASSERT_TRUE(wait_for_seconds(recorder, 0.8));
    recorder.use_camera(other_camera());
    ASSERT_TRUE(wait_until([&] { return recorder.status().parts == 2; }));
    EXPECT_EQ(recorder.status().state, RecorderState::recording);
    ASSERT_TRUE(wait_for_seconds(recorder, 2));
    recorder.stop();
    const std::vector<RecordedPart> parts = recorder.parts();
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(parts[1].offset, parts[0].length);
    double heard = 0;
    for (const RecordedPart& part : parts) {
        EXPECT_NEAR(inspect_part(part.file).end.count(), (part.length + part.lead).count(), 0.06);
        heard += support::decode(part.file).sound_end - part.lead.count();
    }
    const double length = (parts[0].length + parts[1].length).count();
    EXPECT_GT(heard, length - 0.001);
    // Each part ends with a frame that is filled up and with the one the encoder still held.
    EXPECT_LT(heard, length + 2 * 2 * 1024.0 / record_rate);
}

TEST_F(RecorderDevicesTest, a_microphone_and_a_camera_may_join_and_leave) {
    RecorderOptions given = options();
    const OpenCapture camera = std::exchange(given.video, {});
    Recorder recorder(std::move(given));
    ASSERT_TRUE(wait_for(recorder, RecorderState::ready));
    recorder.start();
    ASSERT_TRUE(wait_for_seconds(recorder, 0.5));
    recorder.use_camera(camera);
    ASSERT_TRUE(wait_until([&] { return recorder.status().parts == 2; }));
    ASSERT_TRUE(wait_for_seconds(recorder, recorder.position().count() + 0.5));
    recorder.use_camera({});
    ASSERT_TRUE(wait_until([&] { return recorder.status().parts == 3; }));
    ASSERT_TRUE(wait_for_seconds(recorder, recorder.position().count() + 0.5));
    recorder.stop();
    const std::vector<RecordedPart> parts = recorder.parts();
    ASSERT_EQ(parts.size(), 3U);
    EXPECT_TRUE(support::decode(parts[0].file).pictures.empty());
    EXPECT_FALSE(support::decode(parts[1].file).pictures.empty());
    EXPECT_TRUE(support::decode(parts[2].file).pictures.empty());
}

TEST_F(RecorderDevicesTest, warns_of_silence_clipping_darkness_and_a_picture_that_stands) {
    camera_.light = -1;
    Recorder recorder(options());
    ASSERT_TRUE(wait_for(recorder, RecorderState::ready));
    EXPECT_EQ(recorder.status().warnings, RecorderWarnings());
    camera_.light = 90;
    EXPECT_TRUE(wait_for(recorder, Kind::warning, "frozen"));
    camera_.light = -1;
    EXPECT_TRUE(wait_for(recorder, Kind::warning_over, "frozen"));
    microphone_.loud = 32767;
    EXPECT_TRUE(wait_for(recorder, Kind::warning, "clipping"));
    microphone_.loud = 8;
    camera_.light = 2;
    EXPECT_TRUE(wait_for(recorder, Kind::warning, "dark"));
    EXPECT_TRUE(wait_for(recorder, Kind::warning, "silence"));
    EXPECT_TRUE(recorder.status().warnings.silence);
    EXPECT_LT(recorder.status().level.short_term, -60);
    recorder.stop();
}

TEST_F(RecorderDevicesTest, knows_the_disk_and_the_loudness_before_it_records) {
    Recorder recorder(options());
    ASSERT_TRUE(wait_until([&] { return recorder.status().minutes_left > 0; }));
    EXPECT_TRUE(wait_until([&] { return recorder.status().level.short_term > -30; }));
    EXPECT_EQ(recorder.status().state, RecorderState::ready);
    recorder.stop();
}

} // namespace
} // namespace media_recorder_devices_test

// The recorder with its threads, on scripted devices that fall silent, break and come back.

#include "media/clip.h"
#include "media/record_repair.h"
#include "support/recorder_test.h"

#include <cmath>

namespace media_recorder_test {
namespace {

using namespace media;
using support::RecorderTest;
using Kind = RecorderEvent::Kind;
namespace fs = std::filesystem;

TEST_F(RecorderTest, shows_and_measures_before_anything_is_recorded) {
    Recorder recorder(options());
    ASSERT_TRUE(wait_for(recorder, RecorderState::ready));
    ASSERT_TRUE(wait_until([&] { return recorder.preview() != nullptr; }));
    EXPECT_EQ(recorder.preview()->size, (Size{160, 90}));
    EXPECT_TRUE(wait_until([&] { return recorder.status().level.peak > 0.2; }));
    EXPECT_EQ(recorder.status().camera, "camera");
    recorder.stop();
    EXPECT_TRUE(recorder.parts().empty());
    EXPECT_FALSE(fs::exists(scratch_ / "interview-1.mp4"));
}

TEST_F(RecorderTest, pause_and_resume_make_parts_of_one_time_line) {
    Recorder recorder(options());
    ASSERT_TRUE(wait_for(recorder, RecorderState::ready));
    recorder.start();
    ASSERT_TRUE(wait_for_seconds(recorder, 0.8));
    recorder.pause();
    recorder.resume(); // at once: one order after the other
    ASSERT_TRUE(wait_until([&] { return recorder.parts().size() == 1; }));
    ASSERT_TRUE(wait_for_seconds(recorder, 1.6));
    recorder.stop();
    const std::vector<RecordedPart> parts = recorder.parts();
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(parts[1].offset, parts[0].length);
    for (const RecordedPart& part : parts) {
        const WholePart whole = inspect_part(part.file);
        EXPECT_FALSE(whole.torn());
        EXPECT_NEAR(whole.end.count(), (part.length + part.lead).count(), 0.06);
        EXPECT_EQ(part.hash.size(), 64U);
        EXPECT_FALSE(part.sound.waveform.peaks.empty());
    }
    EXPECT_NEAR(read_progress(scratch_ / "progress").reached.count(), recorder.position().count(), 0.3);
}

TEST_F(RecorderTest, a_camera_that_goes_leaves_the_sound_and_comes_back) {
    Recorder recorder(options());
    ASSERT_TRUE(wait_for(recorder, RecorderState::ready));
    recorder.start();
    ASSERT_TRUE(wait_for(recorder, RecorderState::recording));
    camera_.broken = true;
    ASSERT_TRUE(wait_for(recorder, Kind::camera_lost));
    EXPECT_FALSE(recorder.status().camera_gives);
    const Time durable = recorder.status().durable;
    ASSERT_TRUE(wait_until([&] { return recorder.status().durable > durable + Time(0.5); }));
    camera_.broken = false;
    ASSERT_TRUE(wait_for(recorder, Kind::camera_back));
    ASSERT_TRUE(wait_until([&] { return recorder.status().parts == 2; }));
    recorder.stop();
    const std::vector<RecordedPart> parts = recorder.parts();
    ASSERT_EQ(parts.size(), 2U); // the picture goes on as a part of its own, without a gap
    EXPECT_GT(parts[0].pictures.repeated, 3);
    EXPECT_EQ(parts[1].offset, parts[0].length);
    EXPECT_NEAR(inspect_part(parts[0].file).end.count(), (parts[0].length + parts[0].lead).count(), 0.1);
    EXPECT_NEAR((parts[0].length + parts[1].length).count(), recorder.position().count(), 0.1);
}

TEST_F(RecorderTest, a_microphone_that_falls_silent_leaves_the_picture_and_comes_back) {
    Recorder recorder(options());
    ASSERT_TRUE(wait_for(recorder, RecorderState::ready));
    recorder.start();
    ASSERT_TRUE(wait_for(recorder, RecorderState::recording));
    microphone_.silent = true;
    ASSERT_TRUE(wait_for(recorder, Kind::microphone_lost));
    microphone_.silent = false;
    ASSERT_TRUE(wait_for(recorder, Kind::microphone_back));
    recorder.stop();
    ASSERT_EQ(recorder.parts().size(), 1U);
    EXPECT_NEAR(inspect_part(recorder.parts()[0].file).end.count(), recorder.position().count(), 0.1);
}

TEST_F(RecorderTest, a_camera_that_cannot_be_opened_is_said_and_the_sound_is_recorded_until_it_comes) {
    camera_.broken = true;
    Recorder recorder(options());
    ASSERT_TRUE(wait_until([&] { return recorder.status().camera_failure.has_value(); }));
    EXPECT_EQ(recorder.status().camera_failure->code, ENODEV);
    ASSERT_TRUE(wait_for(recorder, RecorderState::ready));
    recorder.start();
    ASSERT_TRUE(wait_for_seconds(recorder, 0.5));
    camera_.broken = false;
    ASSERT_TRUE(wait_until([&] { return recorder.status().parts == 2; }));
    EXPECT_FALSE(recorder.status().camera_failure);
    ASSERT_TRUE(wait_for_seconds(recorder, recorder.position().count() + 0.5));
    recorder.stop();
    const std::vector<RecordedPart> parts = recorder.parts();
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(parts[0].pictures.encoded, 0);
    EXPECT_GT(parts[1].pictures.encoded, 5);
    EXPECT_NEAR((parts[0].length + parts[1].length).count(), recorder.position().count(), 0.1);
    for (const RecordedPart& part : parts)
        EXPECT_NEAR(inspect_part(part.file).end.count(), (part.length + part.lead).count(), 0.1);
}

TEST_F(RecorderTest, without_any_device_that_works_it_never_gets_ready) {
    camera_.broken = microphone_.broken = true;
    Recorder recorder(options());
    ASSERT_TRUE(wait_until([&] {
        return recorder.status().camera_failure.has_value() &&
               recorder.status().microphone_failure.has_value();
    }));
    EXPECT_EQ(recorder.status().state, RecorderState::preparing);
    microphone_.broken = false;
    ASSERT_TRUE(wait_for(recorder, RecorderState::ready));
    EXPECT_FALSE(recorder.status().microphone_failure);
}

TEST_F(RecorderTest, an_encoder_that_falls_behind_takes_fewer_pictures_and_says_so) {
    Recorder recorder(options());
    ASSERT_TRUE(wait_for(recorder, RecorderState::ready));
    recorder.start();
    ASSERT_TRUE(wait_for(recorder, RecorderState::recording));
    camera_.late = 2.0; // pictures that have waited are what a slow encoder sees
    EXPECT_TRUE(wait_for(recorder, Kind::encoder_slow));
    camera_.late = 0;
    EXPECT_TRUE(wait_until([&] { return recorder.status().pictures.thinned > 5; }));
    recorder.stop();
}

TEST_F(RecorderTest, an_encoder_that_stays_behind_takes_smaller_pictures_as_a_part_of_their_own) {
    camera_.width = 640;
    Recorder recorder(options());
    ASSERT_TRUE(wait_for(recorder, RecorderState::ready));
    recorder.start();
    ASSERT_TRUE(wait_for(recorder, RecorderState::recording));
    camera_.late = 2.0;
    EXPECT_TRUE(wait_for(recorder, Kind::picture_smaller));
    camera_.late = 0;
    EXPECT_TRUE(wait_until([&] { return recorder.status().parts == 2; }));
    ASSERT_TRUE(wait_for_seconds(recorder, recorder.position().count() + 1));
    recorder.stop();
    const std::vector<RecordedPart> parts = recorder.parts();
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(parts[1].offset, parts[0].length);
    const auto width_of = [](const RecordedPart& part) {
        return probe_here(part.file).streams.front().size.width;
    };
    EXPECT_EQ(width_of(parts[0]), 640);
    EXPECT_EQ(width_of(parts[1]), 426);
}

TEST_F(RecorderTest, a_folder_that_takes_no_file_is_refused_before_anything_is_lost) {
    RecorderOptions given = options();
    given.folder = scratch_ / "not there";
    Recorder recorder(std::move(given));
    ASSERT_TRUE(wait_for(recorder, RecorderState::ready));
    EXPECT_THROW(recorder.make_file(), Error);
    recorder.stop();
}

} // namespace
} // namespace media_recorder_test

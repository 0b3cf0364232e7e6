// The recorder with its threads, on scripted devices that fall silent, break and come back.

#include "media/device_clock.h"
#include "media/log.h"
#include "media/record_repair.h"
#include "media/recorder.h"
#include "support/scratch.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <thread>

namespace {

using namespace media;
using Kind = RecorderEvent::Kind;
namespace fs = std::filesystem;

/// What the test does to a device while it is open.
struct Switch {
    std::atomic<bool> broken{false}; ///< next() throws, opening fails
    std::atomic<bool> silent{false}; ///< nothing comes
    std::atomic<double> late{0};     ///< seconds between capture and delivery
};

class Scripted : public CaptureSource {
  public:
    Scripted(bool video, Switch& control)
        : video_(video)
        , control_(control)
        , next_(monotonic_now()) {
        if (control_.broken)
            throw Error(Fault::device, "the scripted device is not there");
    }
    std::optional<Captured> next() override {
        if (control_.broken)
            throw Error(Fault::device, "the scripted device is gone");
        const Time step(video_ ? 1.0 / 30 : 0.02);
        const Time wait = next_ + step - monotonic_now();
        if (wait > Time(0))
            std::this_thread::sleep_for(wait);
        const Time time = next_;
        next_ += step;
        if (control_.silent)
            return std::nullopt;
        return Captured{video_ ? picture() : sound(), time - Time(control_.late)};
    }
    [[nodiscard]] std::string description() const override { return video_ ? "camera" : "microphone"; }

  private:
    static Frame picture() {
        Frame frame = make_frame();
        frame->format = AV_PIX_FMT_BGR0;
        frame->width = 160;
        frame->height = 90;
        check(av_frame_get_buffer(frame.get(), 0), Fault::device, "picture");
        memset(frame->data[0], 90, static_cast<std::size_t>(frame->linesize[0] * 90));
        return frame;
    }
    static Frame sound() {
        Frame frame = make_frame();
        frame->format = AV_SAMPLE_FMT_S16;
        frame->sample_rate = 48000;
        frame->nb_samples = 960;
        av_channel_layout_default(&frame->ch_layout, 2);
        check(av_frame_get_buffer(frame.get(), 0), Fault::device, "sound");
        auto* samples = reinterpret_cast<std::int16_t*>(frame->data[0]);
        for (int i = 0; i < 1920; ++i)
            samples[i] = i % 100 < 50 ? 8000 : -8000;
        return frame;
    }

    bool video_;
    Switch& control_;
    Time next_;
};

class RecorderTest : public testing::Test {
  protected:
    RecorderOptions options() {
        silence_library_log();
        RecorderOptions options;
        options.video = [this] { return std::make_unique<Scripted>(true, camera_); };
        options.audio = [this] { return std::make_unique<Scripted>(false, microphone_); };
        options.folder = scratch_.path();
        options.name = "interview";
        options.progress = scratch_ / "progress";
        return options;
    }
    /// Waits up to half a minute, however busy the machine is.
    template <class Condition>
    static bool wait_until(Condition&& condition) {
        for (int i = 0; i < 3000; ++i) {
            if (condition())
                return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return false;
    }
    static bool wait_for(Recorder& recorder, RecorderState state) {
        return wait_until([&] { return recorder.status().state == state; });
    }
    static bool wait_for(Recorder& recorder, Kind kind) {
        return wait_until([&] {
            for (const RecorderEvent& event : recorder.take_events())
                if (event.kind == kind)
                    return true;
            return false;
        });
    }
    static bool wait_for_seconds(Recorder& recorder, double seconds) {
        return wait_until([&] { return recorder.position().count() >= seconds; });
    }

    support::Scratch scratch_;
    Switch camera_;
    Switch microphone_;
};

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

TEST_F(RecorderTest, a_device_that_cannot_be_opened_is_said_and_recording_may_still_begin_later) {
    camera_.broken = true;
    Recorder recorder(options());
    ASSERT_TRUE(wait_until([&] { return !recorder.status().failure.empty(); }));
    EXPECT_EQ(recorder.status().state, RecorderState::preparing);
    camera_.broken = false;
    ASSERT_TRUE(wait_for(recorder, RecorderState::ready));
    EXPECT_EQ(recorder.status().failure, "");
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

TEST_F(RecorderTest, a_folder_that_takes_no_file_is_refused_before_anything_is_lost) {
    RecorderOptions given = options();
    given.folder = scratch_ / "not there";
    Recorder recorder(std::move(given));
    ASSERT_TRUE(wait_for(recorder, RecorderState::ready));
    EXPECT_THROW(recorder.make_file(), Error);
    recorder.stop();
}

} // namespace

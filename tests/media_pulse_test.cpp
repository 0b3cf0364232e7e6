// Sound and picture through a real sound server: in time with each other, over pauses, seeks and lost sinks.
#include "media/audio_output.h"
#include "media/log.h"
#include "media/player.h"

#include "support/clips.h"
#include "support/monitor.h"
#include "support/scratch.h"
#include "support/wake_signal.h"

#include <cmath>
#include <gtest/gtest.h>

namespace {

using media::PlayerState;
using media::Time;

constexpr int frame_rate = 30;

/// A click of 2 ms at every half second, numbered pictures.
void write_click_clip(const std::filesystem::path& file, double seconds) {
    media::silence_library_log();
    media::ClipWriterOptions options{.size = {320, 180}, .frame_rate = frame_rate, .preset = "ultrafast"};
    options.audio_codec = "pcm_s16le";
    media::ClipWriter writer(file, options);
    for (int picture = 0; picture < seconds * frame_rate; ++picture) {
        writer.picture(support::numbered_picture(options.size, picture));
        std::vector<float> samples(static_cast<std::size_t>(options.sample_rate / frame_rate));
        for (std::size_t index = 0; picture % (frame_rate / 2) == 0 && index < 96; ++index)
            samples[index] = 0.9F;
        writer.sound(samples);
    }
    writer.finish();
}

class AudiblePulseTest : public testing::Test {
  protected:
    void SetUp() override {
        if (!support::Monitor::available())
            GTEST_SKIP()
                << "no sound server with a sink named \"out\" answers (tools/with-display starts one)";
        write_click_clip(scratch_ / "click.mov", 8);
        output_ = std::make_unique<media::AudioOutput>(
            media::AudioOutput::Options{.device = "out", .wake = signal_.function()});
        player_ = std::make_unique<media::Player>(std::vector<media::Part>{{.file = scratch_ / "click.mov"}},
                                                  output_.get(), signal_.function());
        player_->set_on_stage(true);
        ASSERT_TRUE(signal_.until([&] { return player_->status().first_picture_ready; }));
        ASSERT_TRUE(signal_.until([&] { return output_->status().backend == "pulse"; }));
        wake_sink();
    }

    /// A null sink that slept takes up to 2 s before it takes the first sample.
    void wake_sink() {
        support::Monitor monitor;
        player_->play();
        for (int round = 0; round < 400 && !output_->clock_running(); ++round)
            monitor.listen(Time(0.01));
        ASSERT_TRUE(output_->clock_running());
        seek(Time(0));
    }
    void seek(Time to) {
        player_->pause();
        player_->seek(to);
        ASSERT_TRUE(signal_.until([&] { return !player_->status().seeking; }));
    }

    /// Plays for `length` and returns, per click heard, how much earlier than its picture it was (seconds).
    std::vector<double> measure(Time length) {
        support::Monitor monitor;
        std::vector<Time> shown;
        media::SteadyClock clock;
        const Time begin = clock.now();
        player_->play();
        media::PicturePtr last = player_->frame_at_now();
        while (clock.now() - begin < length) {
            monitor.listen(Time(0.002)); // waits for sound: that paces this loop
            const media::PicturePtr picture = player_->frame_at_now();
            if (picture == last)
                continue;
            last = picture;
            if (support::number_in(*media::to_bgra(*picture, 0)) % (frame_rate / 2) == 0)
                shown.push_back(clock.now());
        }
        player_->pause();
        std::vector<double> errors;
        for (const Time click : monitor.clicks())
            for (const Time picture : shown)
                if (std::abs((click - picture).count()) < 0.2)
                    errors.push_back((picture - click).count());
        return errors;
    }
    static double median(std::vector<double> values) {
        std::sort(values.begin(), values.end());
        return values.empty() ? 1 : values[values.size() / 2];
    }

    support::Scratch scratch_;
    support::WakeSignal signal_; // outlives what calls it
    std::unique_ptr<media::AudioOutput> output_;
    std::unique_ptr<media::Player> player_;
};

TEST_F(AudiblePulseTest, sound_and_picture_are_together_after_start_pause_and_seek) {
    const auto check = [&](const char* when) {
        const std::vector<double> errors = measure(Time(2.2));
        EXPECT_GE(errors.size(), 3U) << when;
        EXPECT_LT(std::abs(median(errors)), 0.020) << when;
        for (const double error : errors)
            EXPECT_LT(std::abs(error), 0.040) << when;
        RecordProperty(std::string(when) + " median ms", std::to_string(median(errors) * 1000));
    };
    check("start");
    check("pause");
    seek(Time(3.3));
    check("seek");
    player_->set_speed(1.5);
    check("faster");
}

} // namespace

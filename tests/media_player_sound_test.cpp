// The sound's way without a device: line, pipe, speed, limiter, and a player that is heard by nobody.
#include "media/audio_output.h"
#include "media/clip.h"
#include "media/clip_feed.h"
#include "media/limiter.h"
#include "media/parts_feed.h"
#include "media/player.h"
#include "media/player_sound.h"
#include "media/sound_line.h"
#include "media/sound_pipe.h"
#include "media/tempo.h"

#include "support/clips.h"
#include "support/scratch.h"
#include "support/scripted_feed.h"
#include "support/wake_signal.h"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>
#include <random>

namespace media_player_sound_test {
namespace {

using media::SoundLine;
using media::Time;

media::SoundBlock block(double time, std::size_t frames, float value) {
    return {Time(time), std::vector<float>(frames * 2, value)};
}

TEST(SoundLine, fills_gaps_with_silence_and_cuts_overlaps) {
    SoundLine line;
    line.add(block(1.0, 480, 0.1F));
    line.add(block(1.02, 480, 0.2F));  // 10 ms after the first ended
    line.add(block(1.025, 480, 0.3F)); // half of it is there already
    EXPECT_EQ(line.begin(), 48000);
    EXPECT_EQ(line.end(), 48000 + 480 + 480 + 480 + 240);
    std::vector<float> out(2);
    const auto at = [&](std::int64_t frame) {
        EXPECT_EQ(line.copy(frame, out), 1U);
        return out[0];
    };
    EXPECT_FLOAT_EQ(at(48479), 0.1F);
    EXPECT_FLOAT_EQ(at(48480), 0);
    EXPECT_FLOAT_EQ(at(48960), 0.2F);
    EXPECT_FLOAT_EQ(at(49440), 0.3F);
    EXPECT_FLOAT_EQ(at(47000), 0);
    EXPECT_EQ(line.copy(line.end(), out), 0U);
}

TEST(SoundLine, a_time_stamp_gone_wrong_does_not_fill_memory) {
    SoundLine line;
    line.add(block(0, 480, 0.1F));
    line.add(block(1e6, 480, 0.2F));
    EXPECT_EQ(line.end(), 960);
}

TEST(SoundPipe, tells_what_was_heard_over_silence_and_skips) {
    media::SoundPipe pipe(1000);
    std::vector<float> samples(1600);
    pipe.write(samples.data(), 600);
    EXPECT_EQ(pipe.read(samples.data(), 500), 500U);
    EXPECT_DOUBLE_EQ(pipe.heard_of(300), 300);
    EXPECT_EQ(pipe.read(samples.data(), 500), 100U); // 400 frames of silence
    EXPECT_DOUBLE_EQ(pipe.heard_of(1000), 600);
    pipe.write(samples.data(), 800);
    pipe.skip(200);
    EXPECT_EQ(pipe.read(samples.data(), 100), 100U);
    EXPECT_DOUBLE_EQ(pipe.heard_of(1100), 900); // 600 + 200 unheard + 100
}

TEST(Tempo, changes_the_length_not_the_pitch) {
    std::vector<float> tone;
    for (int frame = 0; frame < 96000; ++frame)
        for (int channel = 0; channel < 2; ++channel)
            tone.push_back(static_cast<float>(0.5 * std::sin(2 * std::numbers::pi * 440 * frame / 48000)));
    for (const double speed : {0.5, 1.0, 1.5, 2.0}) {
        media::Tempo tempo;
        tempo.reset(speed);
        std::vector<float> out;
        for (std::size_t at = 0; at < tone.size(); at += 2048)
            tempo.process({tone.data() + at, std::min<std::size_t>(2048, tone.size() - at)}, out);
        tempo.finish(out);
        EXPECT_NEAR(static_cast<double>(out.size()) / 2, 96000 / speed, 2500) << speed;
        int crossings = 0;
        for (std::size_t at = 2; at < out.size(); at += 2)
            crossings += out[at - 2] < 0 && out[at] >= 0 ? 1 : 0;
        EXPECT_NEAR(crossings / (static_cast<double>(out.size()) / 2 / 48000), 440, 15) << speed;
    }
}

/// Digital silence misled atempo: what followed it came 13 to 16 ms early.
TEST(Tempo, what_follows_a_silence_comes_when_it_is_due) {
    constexpr int rate = media::output_rate;
    std::vector<float> beeps;
    for (int frame = 0; frame < 20 * rate; ++frame)
        for (int channel = 0; channel < 2; ++channel)
            beeps.push_back(
                frame % rate < rate / 10
                    ? static_cast<float>(0.5 * std::sin(2 * std::numbers::pi * 1000 * frame / rate))
                    : 0.0F);
    for (const double speed : {1.25, 1.5, 2.0}) {
        media::Tempo tempo;
        tempo.reset(speed);
        std::vector<float> out;
        tempo.process(beeps, out);
        tempo.finish(out);
        std::vector<double> late; // milliseconds
        int last = -rate;
        for (int frame = 0; frame < static_cast<int>(out.size()) / 2; ++frame) {
            if (std::abs(out[static_cast<std::size_t>(frame) * 2]) < 0.06F)
                continue;
            if (frame - last > rate * 8 / 100) {
                const double at = static_cast<double>(frame) / rate;
                late.push_back((at - std::round(at * speed) / speed) * 1000);
            }
            last = frame;
        }
        ASSERT_GE(late.size(), 19U) << speed;
        std::nth_element(late.begin(), late.begin() + 10, late.end());
        EXPECT_NEAR(late[10], 0, 9) << speed;
    }
}

TEST(Limiter, keeps_the_true_peak_below_the_ceiling_and_the_length) {
    std::mt19937 random(3);
    std::uniform_real_distribution<float> noise(-0.7F, 0.7F);
    std::vector<float> samples;
    for (int index = 0; index < 144000; ++index)
        samples.push_back(noise(random) * (index / 48000 % 2 == 0 ? 1.0F : 0.1F));
    media::Limiter limiter;
    limiter.reset(+9);
    std::vector<float> out;
    limiter.process(samples, out);
    limiter.finish(out);
    ASSERT_EQ(out.size(), samples.size());
    const float ceiling = std::pow(10.0F, -1.0F / 20);
    for (const float sample : out)
        ASSERT_LE(std::abs(sample), ceiling + 0.001F);
    // Quiet passages are simply louder: the limiter lets go.
    EXPECT_NEAR(out[94000] / samples[94000], std::pow(10, 9.0 / 20), 0.1);
}

TEST(Limiter, at_no_gain_every_sample_passes_untouched) {
    media::Limiter limiter;
    limiter.reset(0);
    const std::vector<float> samples{1, -1, 0.3F, 0.999F};
    std::vector<float> out;
    limiter.process(samples, out);
    limiter.finish(out);
    EXPECT_EQ(out, samples);
}

TEST(Limiter, a_gain_that_changes_is_reached_at_once_and_leaves_what_is_not_raised_alone) {
    media::Limiter limiter;
    limiter.reset(0, true);
    std::vector<float> out;
    const std::vector<float> loud(2 * 4800, 0.99F);
    const std::vector<float> quiet(2 * 4800, 0.05F);
    limiter.process(loud, out);
    limiter.change(+12);
    limiter.process(quiet, out);
    limiter.finish(out);
    ASSERT_EQ(out.size(), loud.size() + quiet.size());
    for (std::size_t at = 0; at < loud.size(); ++at)
        ASSERT_EQ(out[at], 0.99F) << at;
    EXPECT_NEAR(out[loud.size() + 2 * 96], 0.05 * std::pow(10, 12.0 / 20), 1e-4);
    for (std::size_t at = loud.size() + 2; at < loud.size() + 2 * 96; at += 2)
        EXPECT_GE(out[at], out[at - 2]) << "no step in between";
}

/// What the device gets of a time line of two parts of half a second, sound of 0.1 each, from `at` on.
std::vector<float> heard_of_parts(Time at, std::vector<media::GainStep> gains) {
    media::AudioOutput output({.silent = true});
    media::PlayerSound sound(output);
    const auto feed = media::open_time_line(
        {{"a", Time(0), Time(0.5)}, {"b", Time(0), Time(0.5)}},
        [](const std::filesystem::path&, Time) {
            return support::make_scripted_feed({.pictures = 30, .sound = true, .sound_level = 0.1F});
        },
        Time(1));
    feed->seek(at);
    sound.feed_sought(at);
    sound.prime(at, 1, std::move(gains));
    std::vector<float> heard;
    std::vector<float> some(4096);
    while (sound.wants_more() || sound.pipe()->filled() > 0) {
        if (sound.wants_more())
            sound.pump(*feed, Time(1));
        const std::size_t got = sound.pipe()->read(some.data(), some.size() / 2);
        heard.insert(heard.end(), some.begin(), some.begin() + static_cast<std::ptrdiff_t>(got * 2));
    }
    return heard;
}

TEST(OneLevel, every_part_has_its_own_gain_played_over_the_seam_and_sought_behind_it) {
    const std::vector<media::GainStep> gains{{Time(0), 6}, {Time(0.5), -6}};
    const float louder = 0.1F * std::pow(10.0F, 6.0F / 20);
    const float quieter = 0.1F * std::pow(10.0F, -6.0F / 20);
    const std::vector<float> whole = heard_of_parts(Time(0), gains);
    ASSERT_EQ(whole.size(), 2U * 48000);
    for (std::size_t frame = 0; frame < 48000; ++frame) {
        if (frame >= 24000 && frame < 24100)
            continue; // on the way from one to the other
        ASSERT_NEAR(whole[2 * frame], frame < 24000 ? louder : quieter, 1e-5) << frame;
    }
    const std::vector<float> behind = heard_of_parts(Time(0.75), gains);
    ASSERT_EQ(behind.size(), 2U * 12000);
    EXPECT_NEAR(behind.front(), quieter, 1e-5);
    const std::vector<float> before = heard_of_parts(Time(0.25), gains);
    ASSERT_EQ(before.size(), 2U * 36000);
    EXPECT_NEAR(before[0], louder, 1e-5);
    EXPECT_NEAR(before[2 * 13000], quieter, 1e-5);
}

TEST(OneLevel, a_part_nobody_measured_stays_untouched_beside_one_that_is_raised) {
    const std::vector<float> heard = heard_of_parts(Time(0), {{Time(0), 12}, {Time(0.5), 0}});
    EXPECT_NEAR(heard[0], 0.1F * std::pow(10.0F, 12.0F / 20), 1e-5);
    for (std::size_t frame = 24100; frame < 48000; ++frame)
        ASSERT_EQ(heard[2 * frame], 0.1F);
}

/// What the device gets of a whole clip that is played with `gain`.
std::vector<float> played(const std::filesystem::path& file, double gain) {
    media::AudioOutput output({.silent = true});
    media::PlayerSound sound(output);
    const std::unique_ptr<media::Feed> feed = media::open_clip(file);
    sound.feed_sought(Time(0));
    sound.prime(Time(0), 1, {{Time(0), gain}});
    std::vector<float> heard;
    std::vector<float> some(4096);
    // Beyond its end comes silence until somebody says where the clip ends.
    while (sound.wants_more() || sound.pipe()->filled() > 0) {
        if (sound.wants_more())
            sound.pump(*feed, sound.end());
        const std::size_t got = sound.pipe()->read(some.data(), some.size() / 2);
        heard.insert(heard.end(), some.begin(), some.begin() + static_cast<std::ptrdiff_t>(got * 2));
    }
    return heard;
}

/// Loudness and true peak of samples as a foreign reader measures them.
media::Loudness measured(const std::filesystem::path& file, const std::vector<float>& samples) {
    media::ClipWriter writer(file, {.size = {}, .channels = 2, .audio_codec = "pcm_f32le"});
    writer.sound(samples);
    writer.finish();
    return media::measure_sound(file, std::atomic<bool>(false)).loudness;
}

TEST(OneLevel, clips_12_db_apart_are_heard_equally_loud_and_below_the_ceiling) {
    const support::Scratch folder;
    // Noise in bursts: its peaks lie 20 dB and more above its loudness, so that raising it needs the limiter.
    std::mt19937 random(7);
    std::normal_distribution<float> noise(0, 0.05F);
    std::vector<float> speech;
    for (int frame = 0; frame < 8 * 48000; ++frame) {
        const bool click = frame % 9600 == 0;
        const float sample = std::clamp(noise(random) * (frame / 12000 % 3 == 0 ? 0.2F : 1.0F), -0.7F, 0.7F);
        for (int channel = 0; channel < 2; ++channel)
            speech.push_back(click ? 0.95F : sample);
    }
    std::vector<media::Loudness> heard;
    std::vector<media::Loudness> before;
    for (const float amount : {1.0F, 0.25F}) {
        std::vector<float> scaled = speech;
        for (float& sample : scaled)
            sample *= amount;
        before.push_back(measured(folder / "clip.wav", scaled));
        const std::vector<float> out = played(folder / "clip.wav", media::level_gain(before.back()));
        EXPECT_GE(out.size(), scaled.size());
        heard.push_back(measured(folder / "heard.wav", out));
    }
    EXPECT_NEAR(before[0].integrated - before[1].integrated, 12, 0.1);
    for (const media::Loudness& loudness : heard) {
        EXPECT_NEAR(loudness.integrated, -23, 0.5);
        EXPECT_LE(loudness.true_peak, -1);
    }
    EXPECT_NEAR(heard[0].integrated, heard[1].integrated, 1);
}

TEST(OneLevel, what_was_not_measured_stays_untouched) {
    EXPECT_EQ(media::level_gain({.integrated = -40, .true_peak = -20, .valid = false}), 0);
    const support::Scratch folder;
    const std::vector<float> samples(2 * 48000, 0.99F);
    static_cast<void>(measured(folder / "clip.wav", samples));
    EXPECT_EQ(played(folder / "clip.wav", 0), samples);
}

/// Plays a scripted time line to its end into the test's own hands.
class RaisedParts : public testing::Test {
  protected:
    std::unique_ptr<media::Feed> open() const {
        return media::open_time_line(
            {{"missing"}, {"a", Time(0), Time(0.3)}, {"b", Time(0), Time(0.3)}},
            [](const std::filesystem::path& file, Time) {
                if (file == "missing")
                    throw media::Error(media::Fault::not_found, "missing");
                return support::make_scripted_feed({.pictures = 30, .sound = true, .sound_level = 0.1F});
            },
            Time(1));
    }
};

TEST_F(RaisedParts, a_part_left_out_does_not_shift_the_gains_of_the_others) {
    const auto feed = open();
    ASSERT_EQ(feed->facts().parts.size(), 2U);
    EXPECT_EQ(feed->facts().parts[0].part, 1U);
    EXPECT_EQ(feed->facts().parts[1].part, 2U);
    EXPECT_NEAR(feed->facts().parts[1].begin.count(), 0.3, 1e-9);
}

TEST_F(RaisedParts, gains_that_change_during_play_do_not_stop_it) {
    support::WakeSignal signal;
    media::AudioOutput output({.silent = true});
    media::Player player([this] { return open(); }, &output, signal.function(), {.gains = {0, 6, -6}});
    player.set_on_stage(true);
    player.play();
    ASSERT_TRUE(signal.until([&] { return player.status().position > Time(0.1); }));
    player.set_gains({});
    ASSERT_TRUE(signal.until([&] {
        static_cast<void>(player.frame_at_now());
        return player.status().state == media::PlayerState::ended;
    }));
    EXPECT_NEAR(player.status().position.count(), 0.6, 0.01);
}

TEST(SilentOutput, a_player_plays_to_its_end_and_rests) {
    support::WakeSignal signal;
    media::AudioOutput output({.silent = true});
    media::Player player(
        [] { return support::make_scripted_feed({.pictures = 9, .sound = true, .sound_seconds = 0.4}); },
        &output, signal.function());
    player.set_on_stage(true);
    player.play();
    ASSERT_TRUE(signal.until([&] {
        static_cast<void>(player.frame_at_now());
        return player.status().state == media::PlayerState::ended;
    }));
    EXPECT_EQ(support::scripted_number(*player.frame_at_now()), 8);
    EXPECT_NEAR(player.status().position.count(), 0.4, 0.001) << "the sound is longer than the pictures";
    EXPECT_EQ(output.status().state, media::AudioOutputState::none);
}

TEST(SilentOutput, a_sound_without_pictures_plays_too) {
    support::WakeSignal signal;
    media::AudioOutput output({.silent = true});
    media::Player player(
        [] { return support::make_scripted_feed({.pictures = 0, .sound = true, .sound_seconds = 0.3}); },
        &output, signal.function());
    player.set_on_stage(true);
    player.play();
    ASSERT_TRUE(signal.until([&] { return player.status().state == media::PlayerState::ended; }));
    EXPECT_NEAR(player.status().position.count(), 0.3, 0.001);
    player.play();
    ASSERT_TRUE(signal.until([&] { return player.status().state == media::PlayerState::playing; }));
    player.pause();
    EXPECT_EQ(player.status().state, media::PlayerState::paused);
}

} // namespace
} // namespace media_player_sound_test

#include "media/clip.h"
#include "support/clips.h"
#include "support/scratch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace media_sound_test {
namespace {

using namespace media;
using support::ClipRecipe;
using support::Scratch;

const std::atomic<bool> go_on{false};

ClipRecipe sine(double seconds, double decibel) {
    ClipRecipe made;
    made.seconds = seconds;
    made.sine = 997;
    made.amplitude = std::pow(10, decibel / 20);
    made.writer.size = {};
    return made;
}

TEST(MeasureSound, a_stereo_sine_has_the_loudness_of_its_level) {
    // EBU Tech 3341, test signal 1: a stereo sine of 1 kHz at -23 dBFS is -23 LUFS.
    const Scratch folder;
    for (const char* name : {"sine.wav", "sine.flac", "sine.m4a", "sine.mp3", "sine.ogg"}) {
        ClipRecipe clip = sine(6, -23);
        clip.writer.channels = 2;
        support::make_clip(folder / name, clip);
        const SoundFacts facts = measure_sound(folder / name, go_on);
        ASSERT_TRUE(facts.loudness.valid) << name;
        EXPECT_NEAR(facts.loudness.integrated, -23, 0.3) << name;
        EXPECT_NEAR(facts.loudness.true_peak, -23, 1.5) << name << ": lossy coders overshoot at the end";
        EXPECT_NEAR(static_cast<double>(facts.waveform.peaks.size()), 6 * 50 * 2, 8) << name;
        EXPECT_NEAR(*std::max_element(facts.waveform.peaks.begin(), facts.waveform.peaks.end()),
                    127 * std::pow(10, -23 / 20.0), 1.6)
            << name;
    }
}

TEST(MeasureSound, every_rate_and_number_of_channels_is_measured) {
    const Scratch folder;
    for (const int rate : {8000, 11025, 44100, 96000})
        for (const int channels : {1, 2, 6, 8}) {
            ClipRecipe clip = sine(3, -20);
            clip.writer.sample_rate = rate;
            clip.writer.channels = channels;
            support::make_clip(folder / "sine.wav", clip);
            const SoundFacts facts = measure_sound(folder / "sine.wav", go_on);
            EXPECT_TRUE(facts.loudness.valid) << rate << " " << channels;
            EXPECT_NEAR(static_cast<double>(facts.waveform.peaks.size()), 3 * 50 * 2, 4)
                << rate << " " << channels;
        }
}

TEST(MeasureSound, silence_and_a_moment_have_no_loudness) {
    const Scratch folder;
    support::make_clip(folder / "silence.wav", sine(3, -200));
    EXPECT_FALSE(measure_sound(folder / "silence.wav", go_on).loudness.valid);
    support::make_clip(folder / "moment.wav", sine(0.2, -20));
    const SoundFacts moment = measure_sound(folder / "moment.wav", go_on);
    EXPECT_FALSE(moment.loudness.valid);
    EXPECT_FALSE(moment.waveform.peaks.empty());
}

TEST(MeasureSound, refusals_are_errors_with_a_reason) {
    const Scratch folder;
    ClipRecipe clip;
    clip.writer.sample_rate = 0;
    support::make_clip(folder / "mute.mp4", clip);
    const std::atomic<bool> stop{true};
    support::make_clip(folder / "sine.wav", sine(1, -20));
    EXPECT_THROW((void)measure_sound(folder / "mute.mp4", go_on), Error);
    EXPECT_THROW((void)measure_sound(folder / "none.wav", go_on), Error);
    EXPECT_THROW((void)measure_sound(folder / "sine.wav", stop), Error);
    EXPECT_THROW((void)measure_sound("/dev/zero", go_on), Error);
}

TEST(MeasureSound, a_damaged_file_is_measured_as_far_as_it_goes) {
    const Scratch folder;
    ClipRecipe clip = sine(6, -20);
    support::make_clip(folder / "sine.mp3", clip);
    std::string bytes = support::read_file(folder / "sine.mp3");
    for (std::size_t at = bytes.size() / 3; at < bytes.size() / 3 + 500; ++at)
        bytes[at] = '\x55';
    bytes.resize(bytes.size() * 2 / 3);
    support::write_file(folder / "sine.mp3", bytes);
    const SoundFacts facts = measure_sound(folder / "sine.mp3", go_on);
    EXPECT_GT(facts.waveform.peaks.size(), 3 * 50 * 2U);
}

} // namespace
} // namespace media_sound_test

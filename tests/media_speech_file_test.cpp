// The sound of a time line as a WAV file: times are kept over parts and gaps.

#include "media/speech_file.h"
#include "support/clips.h"
#include "support/scratch.h"

#include <cmath>
#include <cstring>
#include <gtest/gtest.h>

namespace media_speech_file_test {
namespace {

using media::Part;
using media::Time;

std::vector<std::int16_t> samples_of(const std::string& wav) {
    std::vector<std::int16_t> samples((wav.size() - 44) / 2);
    std::memcpy(samples.data(), wav.data() + 44, samples.size() * 2);
    return samples;
}

double loudness(const std::vector<std::int16_t>& samples, double from, double to) {
    double sum = 0;
    const auto begin = static_cast<std::size_t>(from * 16000);
    const auto end = std::min(samples.size(), static_cast<std::size_t>(to * 16000));
    for (std::size_t i = begin; i < end; ++i)
        sum += samples[i] * static_cast<double>(samples[i]);
    return std::sqrt(sum / static_cast<double>(std::max<std::size_t>(1, end - begin)));
}

TEST(SpeechFile, parts_lie_on_one_time_line_with_silence_between) {
    const support::Scratch scratch;
    support::make_clip(scratch / "a.mp4", {.seconds = 2});
    support::make_clip(scratch / "b.mp4", {.seconds = 1});
    const std::vector<Part> parts{{.file = scratch / "a.mp4"},
                                  {.file = scratch / "b.mp4", .offset = Time(3)}};
    const std::atomic<bool> never{false};
    std::vector<double> shares;
    ASSERT_TRUE(media::write_speech(
        parts, scratch / "sound.wav",
        {.duration = Time(4), .progress = [&](double share) { shares.push_back(share); }}, never));
    const std::string wav = support::read_file(scratch / "sound.wav");
    EXPECT_EQ(wav.substr(0, 4), "RIFF");
    const auto samples = samples_of(wav);
    EXPECT_NEAR(static_cast<double>(samples.size()) / 16000, 4, 0.1);
    EXPECT_GT(loudness(samples, 0.3, 1.8), 1000);
    EXPECT_LT(loudness(samples, 2.2, 2.9), 20);
    EXPECT_GT(loudness(samples, 3.2, 3.8), 1000);
    EXPECT_FALSE(shares.empty());
}

TEST(SpeechFile, cancelled_or_without_sound_there_is_no_file) {
    const support::Scratch scratch;
    support::make_clip(scratch / "a.mp4", {.seconds = 2});
    const std::atomic<bool> at_once{true};
    const std::atomic<bool> never{false};
    EXPECT_FALSE(media::write_speech({{.file = scratch / "a.mp4"}}, scratch / "sound.wav", {}, at_once));
    EXPECT_FALSE(std::filesystem::exists(scratch / "sound.wav"));
    EXPECT_THROW(media::write_speech({{.file = scratch / "gone.mp4"}}, scratch / "sound.wav", {}, never),
                 media::Error);
    EXPECT_THROW(media::write_speech({{.file = scratch / "a.mp4"}}, scratch / "no/sound.wav", {}, never),
                 media::Error);
    EXPECT_FALSE(std::filesystem::exists(scratch / "sound.wav"));
}

} // namespace
} // namespace media_speech_file_test

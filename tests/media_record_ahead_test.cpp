// The pre-roll: a file that begins in the past, in one run of the encoders.

#include "media/log.h"
#include "media/record_line.h"
#include "media/record_repair.h"
#include "support/recorded.h"
#include "support/scratch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace media_record_ahead_test {
namespace {

using namespace media;
using namespace support;

constexpr double picture_rate = 30;
constexpr Time line_begin{1000};

/// Runs a line from 1000 s on, kept to `pre_roll` until `start`, a file until `end`.
struct Ahead {
    RecordFormat format{.size = recorded_size};
    Time start{1013.37};
    Time end{1018};
    Time pre_roll{10};
    std::function<Frame(Time)> picture = [](Time at) { return grey(flashes(at) ? 235 : 40); };
    std::function<double(Time)> level = [](Time at) { return flashes(at) ? 0.5 : 0; };

    std::vector<Fragment> main;
    std::vector<Fragment> sound_only;
    std::vector<float> tapped;
    Time begin{0};
    Time lead{0};
    std::size_t most_kept = 0;

    void go() {
        silence_library_log();
        RecordLine line(format, line_begin);
        Time next_picture = line_begin;
        Time next_sound = line_begin;
        bool open = false;
        for (Time now = line_begin; now < end + Time(0.1); now += Time(0.005)) {
            for (; next_sound + Time(0.045) <= now; next_sound += Time(0.02))
                line.sound(*tone(record_rate / 50, next_sound, level(next_sound)), next_sound);
            for (; next_picture + Time(0.025) <= now; next_picture += Time(1 / picture_rate))
                line.picture(*picture(next_picture), next_picture);
            line.advance(now);
            if (!open)
                line.forget_before(now - pre_roll);
            most_kept = std::max(most_kept, line.kept_bytes());
            if (!open && now >= start) {
                open = true;
                begin =
                    line.open_file(now - pre_roll,
                                   {.file = [this](Fragment part) { main.push_back(std::move(part)); },
                                    .sound = [this](Fragment part) { sound_only.push_back(std::move(part)); },
                                    .tap =
                                        [this](std::span<const float> samples) {
                                            tapped.insert(tapped.end(), samples.begin(), samples.end());
                                        }});
                line.end_at(end);
            }
        }
        line.finish(end);
        lead = line.lead();
        write_file(folder / "part.mp4", joined(main));
        write_file(folder / "part.m4a", joined(sound_only));
    }
    [[nodiscard]] Decoded seen() const { return decode(folder / "part.mp4"); }

    Scratch folder;
};

TEST(RecordAhead, begins_at_a_key_picture_at_most_ten_seconds_back) {
    Ahead run;
    run.go();
    EXPECT_GE(run.begin, run.start - Time(10));
    EXPECT_LT(run.begin, run.start - Time(8.9));
    const Decoded seen = run.seen();
    EXPECT_EQ(seen.errors, 0);
    EXPECT_NEAR(seen.pictures.back(), (run.end - run.begin + run.lead).count(), 0.05);
    EXPECT_NEAR(seen.sound_end, (run.end - run.begin + run.lead).count(), 0.06);
    EXPECT_EQ(seen.pictures.front(), 0);
    EXPECT_GE(run.lead, Time(1024.0 / record_rate) - Time(1e-9));
    EXPECT_LT(run.lead, Time(2048.0 / record_rate));
}

TEST(RecordAhead, flash_and_beep_stay_together_and_where_they_were) {
    Ahead run;
    run.go();
    const Decoded seen = run.seen();
    ASSERT_GE(seen.flashes.size(), 13U);
    ASSERT_EQ(seen.flashes.size(), seen.beeps.size());
    const double first = std::ceil(run.begin.count()) - run.begin.count() + run.lead.count();
    for (std::size_t i = 1; i < seen.flashes.size(); ++i) {
        EXPECT_NEAR(seen.flashes[i], seen.beeps[i], 0.020) << i;
        const double second = seen.flashes[i] - first;
        EXPECT_NEAR(second, std::round(second), 0.036) << i;
    }
}

TEST(RecordAhead, the_numbers_of_the_pictures_go_on_without_a_seam) {
    constexpr int steps = 40;
    const auto number = [](Time at) {
        return static_cast<int>(std::lround((at - line_begin).count() * picture_rate)) % steps;
    };
    Ahead run;
    run.picture = [&](Time at) { return grey(30 + 5 * number(at)); };
    run.format.crf = 1;
    run.go();
    const std::vector<int> lumas = run.seen().lumas;
    ASSERT_GT(lumas.size(), 13 * picture_rate);
    // The last picture stands once more at the end.
    for (std::size_t i = 1; i + 1 < lumas.size(); ++i) {
        const int before = static_cast<int>(std::lround((lumas[i - 1] - 30) / 5.0));
        const int now = static_cast<int>(std::lround((lumas[i] - 30) / 5.0));
        EXPECT_EQ(now, (before + 1) % steps) << i;
    }
    const int first = static_cast<int>(std::lround((lumas[0] - 30) / 5.0));
    EXPECT_EQ(first, number(run.begin));
}

TEST(RecordAhead, the_sound_has_no_click) {
    for (const SoundCodec codec : {SoundCodec::aac, SoundCodec::opus}) {
        Ahead run;
        run.format.sound_codec = codec;
        run.level = [](Time) { return 0.5; };
        run.go();
        const std::vector<float> sound = run.seen().sound;
        // One channel becomes two of the same power.
        const double steepest = 0.5 * M_SQRT1_2 * 2 * M_PI * 1000 / record_rate;
        const auto lead = static_cast<std::size_t>(run.lead.count() * record_rate);
        ASSERT_GT(sound.size(), 13U * record_rate);
        float most = 0;
        double quietest = 1;
        for (std::size_t i = lead; i + 2 * record_rate / 50 < sound.size(); ++i)
            most = std::max(most, std::abs(sound[i + 1] - sound[i]));
        constexpr std::size_t window = record_rate / 100;
        for (std::size_t i = lead; i + record_rate / 10 < sound.size(); i += window)
            quietest = std::min(quietest, static_cast<double>(*std::max_element(
                                              sound.begin() + static_cast<std::ptrdiff_t>(i),
                                              sound.begin() + static_cast<std::ptrdiff_t>(i + window))));
        EXPECT_LT(most, 1.25 * steepest) << static_cast<int>(codec);
        EXPECT_GT(quietest, 0.3) << static_cast<int>(codec);
    }
}

TEST(RecordAhead, what_is_kept_is_bounded) {
    Ahead run;
    run.start = Time(1060);
    run.end = Time(1061);
    run.pre_roll = Time(3);
    run.go();
    Ahead longer;
    longer.start = Time(1012);
    longer.end = Time(1013);
    longer.pre_roll = Time(3);
    longer.go();
    EXPECT_LT(run.most_kept, longer.most_kept * 3 / 2);
    EXPECT_LT((run.start - run.begin).count(), 3.01);
}

TEST(RecordAhead, without_a_camera_it_begins_to_the_second) {
    Ahead run;
    run.format.size = {};
    run.go();
    EXPECT_NEAR((run.start - run.begin).count(), 10, 0.01);
    EXPECT_GE(run.seen().beeps.size(), 14U);
}

TEST(RecordAhead, waveform_and_second_file_have_the_same_sound) {
    Ahead run;
    run.go();
    const Decoded main = run.seen();
    const Decoded sound = decode(run.folder / "part.m4a");
    EXPECT_EQ(main.sound, sound.sound);
    EXPECT_EQ(main.beeps, sound.beeps);
    EXPECT_NEAR(static_cast<double>(run.tapped.size()) / record_channels / record_rate, main.sound_end, 0.06);
    // Where the meter hears the first beep.
    const auto loud = std::find_if(run.tapped.begin(), run.tapped.end(),
                                   [](float sample) { return std::abs(sample) > 0.1F; });
    EXPECT_NEAR(static_cast<double>(loud - run.tapped.begin()) / record_channels / record_rate, main.beeps[0],
                0.005);
}

TEST(RecordAhead, a_torn_second_file_of_the_sound_plays_to_its_last_whole_fragment) {
    Ahead run;
    run.go();
    const std::string whole = joined(run.sound_only);
    for (const std::size_t cut : {1U, 100U, 1000U, 5000U, 20000U}) {
        for (const bool zeros : {false, true}) {
            std::string torn = whole.substr(0, whole.size() - cut);
            if (zeros)
                torn.append(cut, '\0');
            std::filesystem::remove(run.folder / "torn.m4a");
            write_file(run.folder / "torn.m4a", torn);
            const WholePart part = inspect_part(run.folder / "torn.m4a");
            EXPECT_TRUE(part.torn() || cut < 200) << cut;
            mend_part(run.folder / "torn.m4a", part);
            const Decoded seen = decode(run.folder / "torn.m4a");
            EXPECT_EQ(seen.errors, 0);
            EXPECT_NEAR(seen.sound_end, part.end.count(), 0.03) << cut;
        }
    }
}

TEST(RecordAhead, opus_keeps_flash_and_beep_together_too) {
    Ahead run;
    run.format.sound_codec = SoundCodec::opus;
    run.go();
    const Decoded seen = run.seen();
    ASSERT_EQ(seen.flashes.size(), seen.beeps.size());
    for (std::size_t i = 1; i < seen.flashes.size(); ++i)
        EXPECT_NEAR(seen.flashes[i], seen.beeps[i], 0.020) << i;
}

} // namespace
} // namespace media_record_ahead_test

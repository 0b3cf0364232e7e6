// Several files on one time line: no seam in picture or sound, whatever their sizes, rates and formats.
#include "media/audio_output.h"
#include "media/parts_feed.h"

#include "support/clips.h"
#include "support/scratch.h"
#include "support/scripted_feed.h"
#include "support/wake_signal.h"

#include <gtest/gtest.h>

namespace media_parts_test {
namespace {

using media::Part;
using media::Time;

/// Parts named "a" and "b" of three seconds at 30 pictures a second; "missing" cannot be opened.
std::unique_ptr<media::Feed> open_scripted(const std::vector<Part>& parts) {
    return media::open_time_line(
        parts,
        [](const std::filesystem::path& file, Time) {
            if (file == "missing")
                throw media::Error(media::Fault::not_found, "missing");
            return support::make_scripted_feed({.pictures = 90, .sound = true});
        },
        Time(1));
}

TEST(TimeLine, sound_of_parts_is_joined_to_the_sample) {
    const auto feed =
        open_scripted({{"a", Time(0.5), Time(1.5)}, {"b", Time(0.25), Time(1)}, {"a", Time(2)}});
    EXPECT_NEAR(feed->facts().duration.count(), 1 + 0.75 + 1, 1e-9);
    media::SoundBlock block;
    std::vector<float> all;
    while (feed->next_sound(block)) {
        EXPECT_NEAR(block.time.count() * media::output_rate, static_cast<double>(all.size()) / 2, 0.01);
        all.insert(all.end(), block.samples.begin(), block.samples.end());
    }
    ASSERT_EQ(all.size(), 2U * (48000 + 36000 + 48000));
    const auto at = [&](std::size_t frame) { return all[2 * frame]; };
    EXPECT_NEAR(at(0), 0.5, 1e-4);
    EXPECT_NEAR(at(47999), 1.5, 1e-4);
    EXPECT_NEAR(at(48000), 0.25, 1e-4);
    EXPECT_NEAR(at(83999), 1.0, 1e-4);
    EXPECT_NEAR(at(84000), 2.0, 1e-4);
}

TEST(TimeLine, pictures_of_parts_follow_each_other_and_can_be_sought) {
    const auto feed = open_scripted({{"a", Time(0.5), Time(1.5)}, {"b"}});
    std::vector<int> numbers;
    Time last(-1);
    while (const media::PicturePtr picture = feed->next_picture()) {
        EXPECT_GT(picture->time, last);
        last = picture->time;
        numbers.push_back(support::scripted_number(*picture));
    }
    ASSERT_EQ(numbers.size(), 30U + 90U);
    EXPECT_EQ(numbers.front(), 15);
    EXPECT_EQ(numbers[29], 44);
    EXPECT_EQ(numbers[30], 0);
    for (const double to : {1.9, 0.7, 3.99, 0.0}) {
        feed->seek(Time(to));
        const media::PicturePtr picture = feed->next_picture();
        ASSERT_TRUE(picture);
        EXPECT_LE(picture->time.count(), to + 0.001);
    }
}

TEST(TimeLine, a_missing_part_is_left_out_and_said) {
    const auto feed = open_scripted({{"a", Time(0), Time(1)}, {"missing"}, {"b", Time(0), Time(1), Time(5)}});
    EXPECT_NEAR(feed->facts().duration.count(), 6, 1e-9) << "the last part keeps its place";
    const auto faults = feed->take_faults();
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0].code, "part_missing");
    EXPECT_EQ(faults[0].detail, "2");
    EXPECT_THROW(open_scripted({{"missing"}, {"missing"}}), media::Error);
}

TEST(TimeLine, a_player_steps_over_real_parts_of_other_sizes_rates_and_formats) {
    support::Scratch scratch;
    const auto make = [&](const char* name, media::Size size, int rate, int first) {
        support::ClipRecipe recipe;
        recipe.writer.size = size;
        recipe.writer.frame_rate = rate;
        recipe.first_number = first;
        recipe.seconds = 2;
        support::make_clip(scratch / name, recipe);
        return scratch / name;
    };
    const std::vector<Part> parts{{make("a.mp4", {320, 180}, 25, 0), Time(0), Time(1)},
                                  {make("b.mkv", {640, 480}, 30, 100), Time(0.5), Time(1.5)},
                                  {make("c.mov", {180, 320}, 50, 200)}};
    support::WakeSignal signal;
    media::Player player(parts, nullptr, signal.function());
    ASSERT_TRUE(signal.until([&] { return player.status().first_picture_ready; }));
    EXPECT_NEAR(player.status().duration.count(), 4, 0.03);
    const auto shown = [&] { return support::number_in(*media::to_bgra(*player.frame_at_now(), 0)); };
    std::vector<int> expected;
    for (int number = 0; number < 25; ++number)
        expected.push_back(number);
    for (int number = 115; number < 145; ++number)
        expected.push_back(number);
    for (int number = 200; number < 300; ++number)
        expected.push_back(number);
    for (std::size_t index = 1; index < expected.size(); ++index) {
        player.step(+1);
        ASSERT_TRUE(signal.until([&] { return shown() == expected[index]; })) << index << " " << shown();
    }
    for (std::size_t index = expected.size() - 1; index-- > 0;) {
        player.step(-1);
        ASSERT_TRUE(signal.until([&] { return shown() == expected[index]; })) << index << " " << shown();
    }
    for (const auto& [to, number] : {std::pair{1.99, 144}, {0.97, 24}, {1.0, 115}, {3.99, 299}, {2.0, 200}}) {
        player.seek(Time(to + 0.001));
        ASSERT_TRUE(signal.until([&] { return !player.status().seeking; }));
        EXPECT_EQ(shown(), number) << to;
    }
}

} // namespace
} // namespace media_parts_test

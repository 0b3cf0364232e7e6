// Review copies: same time line, short groups, right pictures, every sound track; and which clips need one.
#include "media/review_copy.h"

#include "media/audio_output.h"
#include "media/clip_feed.h"
#include "support/clips.h"
#include "support/scratch.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

extern "C" {
#include <libavformat/avformat.h>
}

namespace media_review_copy_test {
namespace {

using namespace media;
using support::ClipRecipe;
using support::Scratch;

const std::atomic<bool> go_on{false};

ClipRecipe long_groups() {
    ClipRecipe recipe;
    recipe.seconds = 4;
    recipe.writer.gop_seconds = 10;
    return recipe;
}

struct Shown {
    std::vector<double> times;
    std::vector<int> numbers;
    Size size;
    double end = 0;
};

Shown pictures_of(const std::filesystem::path& file) {
    Shown shown;
    const std::unique_ptr<Feed> feed = open_clip(file);
    feed->set_audio_track(-1);
    while (const PicturePtr picture = feed->next_picture()) {
        shown.times.push_back(picture->time.count());
        const PicturePtr upright = to_bgra(*picture, 0);
        shown.numbers.push_back(support::number_in(*upright));
        shown.size = upright->size;
        shown.end = (picture->time + picture->duration).count();
    }
    return shown;
}

/// Left channel of one track from the beginning of the time line.
std::vector<float> sound_of(const std::filesystem::path& file, int track) {
    std::vector<float> samples;
    const std::unique_ptr<Feed> feed = open_clip(file, {.pictures = false});
    feed->set_audio_track(track);
    SoundBlock block;
    while (feed->next_sound(block)) {
        const auto begin = static_cast<std::size_t>(std::lround(block.time.count() * output_rate));
        samples.resize(std::max(samples.size(), begin));
        for (std::size_t at = 0; at < block.samples.size(); at += output_channels)
            samples.push_back(block.samples[at]);
    }
    return samples;
}

bool copy(const Scratch& folder, const std::string& original, const std::atomic<bool>& cancel = go_on) {
    return make_review_copy(folder / original, probe_here(folder / original), folder / "copy",
                            {.comment = "test"}, cancel);
}

TEST(ReviewCopy, every_picture_stands_where_it_stood) {
    for (const char* name : {"clip.mp4", "clip.mkv", "clip.ts", "clip.avi"}) {
        const Scratch folder;
        ClipRecipe recipe = long_groups();
        if (std::string(name) == "clip.avi") // its MP3 is longer than the pictures
            recipe.writer.sample_rate = 0;
        support::make_clip(folder / name, recipe);
        ASSERT_TRUE(copy(folder, name)) << name;
        const Shown before = pictures_of(folder / name);
        const Shown after = pictures_of(folder / "copy");
        ASSERT_EQ(after.numbers.size(), before.numbers.size()) << name;
        for (std::size_t i = 0; i < after.numbers.size(); ++i) {
            EXPECT_EQ(after.numbers[i], before.numbers[i]) << name << " " << i;
            EXPECT_NEAR(after.times[i], before.times[i], 0.5 / 25) << name << " " << i;
        }
        EXPECT_NEAR(after.end, before.end, 1.0 / 25) << name;
        EXPECT_NEAR(probe_here(folder / "copy").duration, probe_here(folder / name).duration, 1.0 / 25)
            << name;
    }
}

TEST(ReviewCopy, its_groups_are_short_and_its_index_comes_first) {
    const Scratch folder;
    support::make_clip(folder / "clip.mp4", long_groups());
    ASSERT_GT(review_need(folder / "clip.mp4", probe_here(folder / "clip.mp4"), go_on).longest_gop, 2);
    ASSERT_TRUE(copy(folder, "clip.mp4"));
    const ClipFacts facts = probe_here(folder / "copy");
    ASSERT_TRUE(facts.playable);
    EXPECT_TRUE(facts.faults.empty());
    EXPECT_EQ(facts.streams.front().codec, "h264");
    EXPECT_LE(facts.streams.front().longest_gop, 0.3);
    const std::string bytes = support::read_file(folder / "copy");
    EXPECT_LT(bytes.find("moov"), bytes.find("mdat"));
}

TEST(ReviewCopy, a_rotated_picture_with_wide_samples_is_stored_as_it_is_seen) {
    const Scratch folder;
    ClipRecipe recipe = long_groups();
    recipe.seconds = 1;
    recipe.writer.orientation = {1, false};
    recipe.writer.sample_aspect = 1.5;
    recipe.writer.matrix = Matrix::bt601;
    support::make_clip(folder / "clip.mp4", recipe);
    ASSERT_TRUE(copy(folder, "clip.mp4"));
    const PicturePtr picture = open_clip(folder / "copy")->next_picture();
    ASSERT_NE(picture, nullptr);
    EXPECT_EQ(picture->size, (Size{180, 480}));
    EXPECT_EQ(picture->display_size(), picture->size);
    EXPECT_EQ(picture->orientation, Orientation{});
    EXPECT_EQ(picture->matrix, Matrix::bt709);
    const PicturePtr before = to_bgra(*open_clip(folder / "clip.mp4")->next_picture(), 0);
    const PicturePtr after = to_bgra(*picture, 0);
    double difference = 0;
    for (int y = 0; y < 480; ++y)
        for (int x = 0; x < 180; ++x)
            difference += std::abs(before->planes[0][y * before->strides[0] + x * 4 + 1] -
                                   after->planes[0][y * after->strides[0] + x * 4 + 1]);
    EXPECT_LT(difference / (480 * 180), 4);
}

/// Made by the ffmpeg program: a moving test card, coded with `options`.
void make_card(const std::filesystem::path& file, const std::string& source, const std::string& options) {
    const std::string command =
        "ffmpeg -v error -y -f lavfi -i " + source + " " + options + " " + file.string();
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
}

/// Mean difference of the pictures as both are shown, in steps of 0..255, the worst of all pictures.
double worst_difference(const std::filesystem::path& original, const std::filesystem::path& copied) {
    const std::unique_ptr<Feed> before = open_clip(original);
    const std::unique_ptr<Feed> after = open_clip(copied);
    double worst = 0;
    for (;;) {
        const PicturePtr a = before->next_picture();
        const PicturePtr b = after->next_picture();
        if (!a || !b)
            return a || b ? 255 : worst;
        const PicturePtr shown = to_bgra(*a, 0);
        const PicturePtr again = to_bgra(*b, 0);
        if (shown->size != again->size)
            return 255;
        std::int64_t sum = 0;
        for (int y = 0; y < shown->size.height; ++y)
            for (int x = 0; x < shown->size.width * 4; ++x)
                sum += x % 4 == 3 ? 0
                                  : std::abs(shown->planes[0][y * shown->strides[0] + x] -
                                             again->planes[0][y * again->strides[0] + x]);
        worst = std::max(worst, static_cast<double>(sum) / (3.0 * shown->size.width * shown->size.height));
    }
}

TEST(ReviewCopy, of_ten_bit_high_dynamic_range_looks_as_the_original_is_shown) {
    for (const auto& [name, transfer] :
         {std::pair{"arib-std-b67", Transfer::hlg}, {"smpte2084", Transfer::pq}}) {
        const Scratch folder;
        make_card(
            folder / "clip.mp4", "testsrc2=s=640x360:r=25:d=1",
            "-c:v libx264 -preset ultrafast -crf 10 -g 250 -pix_fmt yuv420p10le -color_primaries bt2020 "
            "-colorspace bt2020nc -color_range tv -color_trc " +
                std::string(name));
        const PicturePtr original = open_clip(folder / "clip.mp4")->next_picture();
        ASSERT_NE(original, nullptr);
        ASSERT_EQ(original->transfer, transfer);
        ASSERT_EQ(original->matrix, Matrix::bt2020);
        ASSERT_EQ(original->bits, 10);
        ASSERT_TRUE(copy(folder, "clip.mp4"));
        const PicturePtr picture = open_clip(folder / "copy")->next_picture();
        ASSERT_NE(picture, nullptr);
        EXPECT_EQ(picture->transfer, Transfer::sdr) << "mapped once, not again when it is shown";
        EXPECT_EQ(picture->matrix, Matrix::bt709);
        EXPECT_EQ(picture->bits, 8);
        EXPECT_LT(worst_difference(folder / "clip.mp4", folder / "copy"), 5) << name;
    }
}

TEST(ReviewCopy, of_interlaced_material_is_progressive_and_looks_as_the_original_is_shown) {
    const Scratch folder;
    make_card(folder / "clip.ts", "testsrc2=s=720x576:r=50:d=1",
              "-vf interlace,setsar=16/15 -c:v mpeg2video -q:v 2 -g 250 -flags +ildct+ilme -top 1");
    ASSERT_TRUE(open_clip(folder / "clip.ts")->next_picture()->interlaced);
    const ClipFacts facts = probe_here(folder / "clip.ts");
    ASSERT_TRUE(facts.streams.front().interlaced);
    ASSERT_TRUE(copy(folder, "clip.ts"));
    const PicturePtr picture = open_clip(folder / "copy")->next_picture();
    ASSERT_NE(picture, nullptr);
    EXPECT_FALSE(picture->interlaced);
    EXPECT_EQ(picture->size, (Size{768, 576}));
    EXPECT_FALSE(probe_here(folder / "copy").streams.front().interlaced);
    EXPECT_LT(worst_difference(folder / "clip.ts", folder / "copy"), 5);
}

TEST(ReviewCopy, large_pictures_become_at_most_1080_lines) {
    const Scratch folder;
    ClipRecipe recipe = long_groups();
    recipe.seconds = 0.2;
    recipe.writer.size = {2560, 1440};
    support::make_clip(folder / "clip.mp4", recipe);
    ASSERT_TRUE(copy(folder, "clip.mp4"));
    EXPECT_EQ(pictures_of(folder / "copy").size, (Size{1920, 1080}));
}

TEST(ReviewCopy, a_broadcast_rate_stays_and_a_variable_one_becomes_constant) {
    const Scratch folder;
    ClipRecipe recipe = long_groups();
    recipe.writer.frame_rate = 30000;
    recipe.writer.frame_rate_base = 1001;
    ClipWriter exact(folder / "exact.mp4", recipe.writer);
    for (int number = 0; number < 60; ++number)
        exact.picture(support::numbered_picture(recipe.writer.size, number));
    exact.finish();
    ASSERT_TRUE(copy(folder, "exact.mp4"));
    const Shown same = pictures_of(folder / "copy");
    ASSERT_EQ(same.numbers.size(), 60U);
    EXPECT_NEAR(same.times.back(), 59 * 1001.0 / 30000, 0.0005);
    EXPECT_EQ(same.numbers.back(), 59);

    recipe.writer = long_groups().writer;
    ClipWriter variable(folder / "variable.mp4", recipe.writer);
    for (int number = 0; number < 40; ++number) {
        variable.picture(support::numbered_picture(recipe.writer.size, number));
        variable.skip_pictures(number % 3);
    }
    variable.finish();
    ASSERT_TRUE(copy(folder, "variable.mp4"));
    const Shown before = pictures_of(folder / "variable.mp4");
    const Shown after = pictures_of(folder / "copy");
    for (std::size_t i = 1; i < after.times.size(); ++i)
        EXPECT_NEAR(after.times[i] - after.times[i - 1], after.times[1], 0.001);
    for (std::size_t i = 0; i < before.times.size(); ++i) {
        const auto first = std::find(after.numbers.begin(), after.numbers.end(), before.numbers[i]);
        ASSERT_NE(first, after.numbers.end()) << i;
        const double time = after.times[static_cast<std::size_t>(first - after.numbers.begin())];
        EXPECT_NEAR(time, before.times[i], 1.0 / 25) << i;
    }
}

TEST(ReviewCopy, every_sound_track_keeps_its_place_and_its_time) {
    const Scratch folder;
    ClipRecipe recipe = long_groups();
    recipe.seconds = 2;
    recipe.writer.audio_tracks = 2;
    recipe.writer.own_sound = true;
    {
        ClipWriter writer(folder / "clip.mp4", recipe.writer);
        for (int picture = 0; picture < 50; ++picture)
            writer.picture(support::numbered_picture(recipe.writer.size, picture));
        for (int track = 0; track < 2; ++track) {
            std::vector<float> samples(96000);
            // A tone that begins after half a second, and after a second.
            for (std::size_t at = track == 0 ? 24000 : 48000; at < samples.size(); ++at)
                samples[at] = 0.5F * std::sin(static_cast<float>(at) * 0.05F);
            writer.sound(samples, track);
        }
        writer.finish();
    }
    ASSERT_TRUE(copy(folder, "clip.mp4"));
    for (int track = 0; track < 2; ++track) {
        const auto begins = [](const std::vector<float>& samples) {
            const auto loud = [](float sample) { return std::abs(sample) > 0.2F; };
            return std::find_if(samples.begin(), samples.end(), loud) - samples.begin();
        };
        const auto before = begins(sound_of(folder / "clip.mp4", track));
        EXPECT_NEAR(static_cast<double>(before), track == 0 ? 24000 : 48000, 300);
        EXPECT_NEAR(static_cast<double>(begins(sound_of(folder / "copy", track))),
                    static_cast<double>(before), 96)
            << track;
    }
}

TEST(ReviewCopy, sound_that_ends_early_or_late_keeps_the_time_line) {
    const Scratch folder;
    for (const double seconds : {0.5, 3.0}) {
        ClipRecipe recipe = long_groups();
        ClipWriter writer(folder / "clip.mp4", recipe.writer);
        for (int picture = 0; picture < 50; ++picture)
            writer.picture(support::numbered_picture(recipe.writer.size, picture));
        writer.sound(std::vector<float>(static_cast<std::size_t>(seconds * 48000), 0.1F));
        writer.finish();
        ASSERT_TRUE(copy(folder, "clip.mp4"));
        EXPECT_NEAR(probe_here(folder / "copy").duration, probe_here(folder / "clip.mp4").duration, 0.04);
        EXPECT_EQ(pictures_of(folder / "copy").numbers[49], 49);
    }
}

TEST(ReviewCopy, a_cut_off_original_is_copied_as_far_as_it_goes) {
    const Scratch folder;
    support::make_clip(folder / "whole.mkv", long_groups());
    const std::string bytes = support::read_file(folder / "whole.mkv");
    support::write_file(folder / "clip.mkv", bytes.substr(0, bytes.size() / 2));
    ASSERT_TRUE(copy(folder, "clip.mkv"));
    const Shown shown = pictures_of(folder / "copy");
    EXPECT_GT(shown.numbers.size(), 20U);
    EXPECT_EQ(shown.numbers[10], 10);
}

TEST(ReviewCopy, what_was_cancelled_or_cannot_be_copied_leaves_nothing) {
    const Scratch folder;
    support::make_clip(folder / "clip.mp4", long_groups());
    const std::atomic<bool> stop{true};
    EXPECT_FALSE(copy(folder, "clip.mp4", stop));
    EXPECT_FALSE(std::filesystem::exists(folder / "copy"));
    ClipRecipe talk;
    talk.writer.size = {};
    support::make_clip(folder / "talk.mp3", talk);
    EXPECT_THROW(copy(folder, "talk.mp3"), Error);
    support::write_file(folder / "noise.mp4", std::string(5000, 'x'));
    EXPECT_THROW(copy(folder, "noise.mp4"), Error);
    EXPECT_FALSE(std::filesystem::exists(folder / "copy"));
}

TEST(ReviewNeed, long_groups_need_a_copy_short_ones_and_sound_do_not) {
    const Scratch folder;
    support::make_clip(folder / "long.mkv", long_groups());
    ClipFacts facts = probe_here(folder / "long.mkv");
    EXPECT_TRUE(review_need(folder / "long.mkv", facts, go_on).needed());
    for (StreamFacts& stream : facts.streams)
        stream.longest_gop = 0; // not known: it is looked for
    EXPECT_NEAR(review_need(folder / "long.mkv", facts, go_on).longest_gop, 4, 0.1);

    ClipRecipe recipe;
    recipe.writer.size = {64, 36};
    support::make_clip(folder / "short.mp4", recipe);
    const ReviewNeed need = review_need(folder / "short.mp4", probe_here(folder / "short.mp4"), go_on);
    EXPECT_GT(need.decode_cost, 0);
    EXPECT_NEAR(need.longest_gop, 1, 0.05);
    recipe.writer.size = {};
    support::make_clip(folder / "talk.m4a", recipe);
    EXPECT_FALSE(review_need(folder / "talk.m4a", probe_here(folder / "talk.m4a"), go_on).needed());
}

TEST(ReviewNeed, costly_decoding_needs_a_copy_by_the_stated_rule) {
    EXPECT_FALSE((ReviewNeed{.longest_gop = 2, .decode_cost = 0.6}).needed());
    EXPECT_TRUE((ReviewNeed{.longest_gop = 2.01, .decode_cost = 0}).needed());
    EXPECT_TRUE((ReviewNeed{.longest_gop = 1, .decode_cost = 0.61}).needed());
}

} // namespace
} // namespace media_review_copy_test

// The picture strip: the right pictures in order, whatever the groups; bytes and back; damage.
#include "media/strip.h"

#include "media/error.h"
#include "support/clips.h"
#include "support/scratch.h"

#include <gtest/gtest.h>

#include <vector>

namespace media_strip_test {
namespace {

using namespace media;
using support::ClipRecipe;
using support::Scratch;

const std::atomic<bool> go_on{false};

/// One picture of the sheet as a picture.
PicturePtr cut(const Strip& strip, int picture) {
    const Rect place = strip.place_of(picture);
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < place.height; ++y) {
        const std::uint8_t* row =
            strip.sheet->planes[0] + (place.y + y) * strip.sheet->strides[0] + place.x * 4;
        pixels.insert(pixels.end(), row, row + std::ptrdiff_t{place.width} * 4);
    }
    return make_bgra({place.width, place.height}, std::move(pixels));
}

TEST(Strip, each_picture_is_of_its_stretch) {
    for (const double gop : {0.4, 2.0, 100.0}) {
        const Scratch folder;
        ClipRecipe recipe;
        recipe.seconds = 12;
        recipe.writer.gop_seconds = gop;
        support::make_clip(folder / "clip.mp4", recipe);
        const Strip strip = make_strip(folder / "clip.mp4", go_on);
        ASSERT_EQ(strip.count, 12);
        EXPECT_EQ(strip.cell, (Size{128, 72}));
        EXPECT_NEAR(strip.seconds, 12, 0.05);
        for (int picture = 0; picture < strip.count; ++picture) {
            const int number = support::number_in(*cut(strip, picture));
            EXPECT_GE(number, picture * 25 - 1) << gop << " " << picture;
            EXPECT_LE(number, picture * 25 + 25) << gop << " " << picture;
        }
    }
}

TEST(Strip, a_turned_clip_has_upright_pictures_and_a_short_one_has_one) {
    const Scratch folder;
    ClipRecipe recipe;
    recipe.seconds = 0.5;
    recipe.writer.orientation = {1, false};
    support::make_clip(folder / "clip.mp4", recipe);
    const Strip strip = make_strip(folder / "clip.mp4", go_on);
    ASSERT_EQ(strip.count, 1);
    EXPECT_LT(strip.cell.width, strip.cell.height);
    EXPECT_EQ(strip.picture_at(-1), 0);
    EXPECT_EQ(strip.picture_at(99), 0);
}

TEST(Strip, survives_the_store_and_damage_gives_an_empty_one) {
    const Scratch folder;
    support::make_clip(folder / "clip.mp4", {.seconds = 3});
    const Strip strip = make_strip(folder / "clip.mp4", go_on);
    const std::string bytes = strip_bytes(strip);
    const Strip back = strip_of(bytes);
    EXPECT_EQ(back.count, 3);
    EXPECT_EQ(back.cell, strip.cell);
    EXPECT_EQ(support::number_in(*cut(back, 2)), support::number_in(*cut(strip, 2)));
    EXPECT_EQ(back.picture_at(2.9), 2);
    for (std::size_t length = 0; length < 40; ++length)
        EXPECT_EQ(strip_of(bytes.substr(0, length)).count, 0) << length;
    std::string wrong = bytes;
    wrong[4] = 59; // more pictures than the sheet holds
    EXPECT_EQ(strip_of(wrong).count, 0);
    EXPECT_EQ(strip_of(strip_bytes({})).count, 0);
    EXPECT_EQ(Strip().picture_at(1), -1);
}

TEST(Strip, sound_has_none_and_what_is_cancelled_neither) {
    const Scratch folder;
    support::make_clip(folder / "talk.mp3", {.writer = {.size = {}}});
    EXPECT_EQ(make_strip(folder / "talk.mp3", go_on).count, 0);
    support::make_clip(folder / "clip.mp4", {});
    EXPECT_EQ(make_strip(folder / "clip.mp4", std::atomic<bool>(true)).count, 0);
    EXPECT_THROW(static_cast<void>(make_strip(folder / "none.mp4", go_on)), Error);
}

} // namespace
} // namespace media_strip_test

// PictureScaler: right colours, right way up, nothing outside its rectangle.
#include "media/picture.h"
#include "media/picture_maker.h"
#include "media/player.h"

#include "support/clips.h"
#include "support/scratch.h"
#include "support/wake_signal.h"

#include <cmath>
#include <gtest/gtest.h>
#include <numeric>

namespace media_picture_scaler_test {
namespace {

using media::Matrix;
using media::Orientation;
using media::Picture;
using media::PixelLayout;
using media::Rect;
using media::Size;
using media::Surface;
using media::Transfer;

/// A surface with a border nobody may touch.
struct Canvas {
    explicit Canvas(Size size, int margin = 0)
        : size(size)
        , bytes(static_cast<std::size_t>(size.width * size.height) * 4 + 64, 0x5A) {
        static_cast<void>(margin);
    }
    Surface surface() { return {bytes.data(), size, static_cast<std::ptrdiff_t>(size.width) * 4}; }
    std::uint32_t at(int x, int y) const {
        const std::uint8_t* pixel = bytes.data() + (static_cast<std::ptrdiff_t>(y) * size.width + x) * 4;
        return static_cast<std::uint32_t>(pixel[0] | pixel[1] << 8 | pixel[2] << 16);
    }
    Size size;
    std::vector<std::uint8_t> bytes;
};

/// One colour; planes have room behind each row as FFmpeg's have.
Picture plain(PixelLayout layout, Size size, int y, int u, int v, int bits = 8) {
    const int bytes_per_sample = layout == PixelLayout::yuv_planar_high ? 2 : 1;
    const std::ptrdiff_t stride = (size.width + 64) * bytes_per_sample;
    auto memory =
        std::make_shared<std::vector<std::uint8_t>>(static_cast<std::size_t>(stride * (size.height + 8) * 3));
    Picture picture;
    picture.layout = layout;
    picture.size = size;
    picture.bits = bits;
    const std::array<int, 3> values{y, u, v};
    for (std::size_t plane = 0; plane < 3; ++plane) {
        std::uint8_t* start =
            memory->data() + static_cast<std::ptrdiff_t>(plane) * stride * (size.height + 8);
        picture.planes[plane] = start;
        picture.strides[plane] = stride;
        for (std::ptrdiff_t at = 0; at < stride * (size.height + 8); at += bytes_per_sample) {
            start[at] = static_cast<std::uint8_t>(values[plane]);
            if (bytes_per_sample == 2)
                start[at + 1] = static_cast<std::uint8_t>(values[plane] >> 8);
        }
    }
    picture.owner = memory;
    return picture;
}

std::array<int, 3> rgb_of(const Picture& picture, Size size = {64, 48}) {
    Canvas canvas(size);
    media::PictureScaler().draw(picture, canvas.surface(), {0, 0, size.width, size.height});
    const std::uint32_t pixel = canvas.at(size.width / 2, size.height / 2);
    return {static_cast<int>(pixel >> 16 & 255), static_cast<int>(pixel >> 8 & 255),
            static_cast<int>(pixel & 255)};
}

void expect_near(const std::array<int, 3>& is, const std::array<int, 3>& should, int tolerance,
                 const std::string& what) {
    for (std::size_t channel = 0; channel < 3; ++channel)
        EXPECT_NEAR(is[channel], should[channel], tolerance) << what << ", channel " << channel;
}

TEST(PictureScaler, colours_follow_matrix_and_range) {
    // Pure red of BT.709 and BT.601 (studio range), and of full range BT.601 as telephones write it.
    Picture red = plain(PixelLayout::yuv_planar, {64, 48}, 63, 102, 240);
    red.matrix = Matrix::bt709;
    expect_near(rgb_of(red), {255, 0, 0}, 3, "BT.709");
    red = plain(PixelLayout::yuv_planar, {64, 48}, 81, 90, 240);
    red.matrix = Matrix::bt601;
    expect_near(rgb_of(red), {255, 0, 0}, 3, "BT.601");
    red = plain(PixelLayout::yuv_planar, {64, 48}, 76, 85, 255);
    red.matrix = Matrix::bt601;
    red.full_range = true;
    expect_near(rgb_of(red), {254, 0, 0}, 3, "full range");
    red = plain(PixelLayout::yuv_planar_high, {64, 48}, 250, 409, 960, 10);
    expect_near(rgb_of(red), {255, 0, 0}, 3, "10 bit");
    expect_near(rgb_of(red, {50, 30}), {255, 0, 0}, 3, "10 bit, scaled");
}

TEST(PictureScaler, white_of_high_dynamic_range_is_bright_and_grey_stays_grey) {
    for (const Transfer transfer : {Transfer::hlg, Transfer::pq}) {
        // HLG: reference white at 75 %; PQ: 203 cd/m2 at 58 % (ITU-R BT.2408).
        const int white = transfer == Transfer::hlg ? 64 + 876 * 75 / 100 : 64 + 876 * 58 / 100;
        int last = -1;
        for (const int luma : {64, 200, 300, 400, white, 800, 940}) {
            Picture grey = plain(PixelLayout::yuv_planar_high, {64, 48}, luma, 512, 512, 10);
            grey.matrix = Matrix::bt2020;
            grey.transfer = transfer;
            const auto rgb = rgb_of(grey);
            EXPECT_NEAR(rgb[0], rgb[1], 2);
            EXPECT_NEAR(rgb[1], rgb[2], 2);
            EXPECT_GE(rgb[1], last) << "brighter stays brighter";
            last = rgb[1];
            if (luma == white) {
                EXPECT_GT(rgb[1], 190);
                EXPECT_LT(rgb[1], 250) << "room for what is brighter than white";
            }
        }
        EXPECT_GT(last, 240);
    }
}

TEST(PictureScaler, turns_and_mirrors_as_asked) {
    const Size size{5, 3};
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(size.width * size.height) * 4);
    for (std::size_t index = 0; index < pixels.size(); ++index)
        pixels[index] = static_cast<std::uint8_t>(index % 4 == 3 ? 255 : index * 7);
    Picture picture = *media::make_bgra(size, pixels);
    Canvas stored(size);
    media::PictureScaler scaler;
    scaler.draw(picture, stored.surface(), {0, 0, size.width, size.height});
    for (int turns = 0; turns < 4; ++turns) {
        for (const bool mirrored : {false, true}) {
            picture.orientation = {turns, mirrored};
            const Size shown = picture.display_size();
            Canvas canvas(shown);
            scaler.draw(picture, canvas.surface(), {0, 0, shown.width, shown.height});
            for (int y = 0; y < size.height; ++y) {
                for (int x = 0; x < size.width; ++x) {
                    int to_x = mirrored ? size.width - 1 - x : x;
                    int to_y = y;
                    int width = size.width;
                    int height = size.height;
                    for (int turn = 0; turn < turns; ++turn) {
                        const int next_x = height - 1 - to_y;
                        to_y = to_x;
                        to_x = next_x;
                        std::swap(width, height);
                    }
                    EXPECT_EQ(canvas.at(to_x, to_y), stored.at(x, y)) << turns << mirrored << x << y;
                }
            }
        }
    }
}

TEST(PictureScaler, touches_nothing_outside_its_rectangle) {
    media::PictureScaler scaler;
    for (const Size size : {Size{64, 48}, Size{63, 47}, Size{33, 1}, Size{1, 33}, Size{2, 2}}) {
        const Picture picture = plain(PixelLayout::yuv_planar, size, 200, 128, 128);
        for (const Rect where :
             {Rect{0, 0, 100, 80}, Rect{1, 1, 97, 77}, Rect{16, 5, 64, 48}, Rect{3, 7, 1, 1},
              Rect{99, 79, 1, 1}, Rect{20, 0, 63, 80}, Rect{4, 4, 64, 47}}) {
            Canvas canvas({100, 80});
            scaler.draw(picture, canvas.surface(), where);
            for (int y = 0; y < 80; ++y)
                for (int x = 0; x < 100; ++x) {
                    const bool inside = x >= where.x && x < where.x + where.width && y >= where.y &&
                                        y < where.y + where.height;
                    ASSERT_EQ(canvas.at(x, y) != 0x5A5A5AU, inside) << x << "," << y << " of " << where.width;
                }
            EXPECT_EQ(canvas.bytes[static_cast<std::size_t>(100 * 80 * 4)], 0x5A);
        }
    }
}

TEST(PictureScaler, interlaced_material_has_no_comb) {
    Picture picture = plain(PixelLayout::yuv_planar, {64, 64}, 16, 128, 128);
    auto* luma = const_cast<std::uint8_t*>(picture.planes[0]);
    for (int y = 1; y < 64; y += 2)
        std::fill_n(luma + y * picture.strides[0], 64, std::uint8_t{235});
    picture.interlaced = true;
    Canvas canvas({64, 64});
    media::PictureScaler().draw(picture, canvas.surface(), {0, 0, 64, 64});
    for (int y = 1; y < 64; ++y)
        EXPECT_NEAR(static_cast<int>(canvas.at(30, y) & 255), static_cast<int>(canvas.at(30, y - 1) & 255),
                    3);
}

TEST(DisplayMatrix, gives_the_quarter_turns_telephones_write) {
    constexpr std::int32_t one = 65536;
    const auto turn = [](std::int32_t a, std::int32_t b, std::int32_t c, std::int32_t d) {
        const std::int32_t matrix[9] = {a, b, 0, c, d, 0, 0, 0, 1 << 30};
        return media::orientation_of(matrix);
    };
    EXPECT_EQ(turn(one, 0, 0, one), (Orientation{0, false}));
    EXPECT_EQ(turn(0, one, -one, 0), (Orientation{1, false}));
    EXPECT_EQ(turn(-one, 0, 0, -one), (Orientation{2, false}));
    EXPECT_EQ(turn(0, -one, one, 0), (Orientation{3, false}));
    EXPECT_EQ(turn(-one, 0, 0, one), (Orientation{0, true}));
    EXPECT_EQ(turn(one, 0, 0, -one), (Orientation{2, true}));
    EXPECT_EQ(turn(0, 0, 0, 0), (Orientation{0, false}));
}

TEST(ClipPictures, come_upright_in_their_shape_and_colours) {
    support::Scratch scratch;
    support::WakeSignal signal;
    for (int turns = 0; turns < 4; ++turns) {
        for (const bool mirrored : {false, true}) {
            support::ClipRecipe recipe;
            recipe.seconds = 0.2;
            recipe.first_number = 0x1234;
            recipe.writer.orientation = {turns, mirrored};
            recipe.writer.sample_aspect = 1.5;
            recipe.writer.full_range = mirrored;
            recipe.writer.matrix = mirrored ? Matrix::bt601 : Matrix::bt709;
            support::make_clip(scratch / "clip.mp4", recipe);
            media::Player player(std::vector<media::Part>{{.file = scratch / "clip.mp4"}}, nullptr,
                                 signal.function());
            ASSERT_TRUE(signal.until([&] { return player.status().first_picture_ready; }));
            const media::PicturePtr picture = player.frame_at_now();
            EXPECT_EQ(picture->orientation, (Orientation{turns, mirrored}));
            EXPECT_EQ(picture->full_range, mirrored);
            EXPECT_EQ(picture->matrix, mirrored ? Matrix::bt601 : Matrix::bt709);
            EXPECT_EQ(picture->display_size(), turns % 2 == 0 ? (Size{480, 180}) : (Size{180, 480}));
            Picture stored = *picture;
            stored.orientation = {};
            EXPECT_EQ(support::number_in(*media::to_bgra(stored, 0)), 0x1234);
        }
    }
}

} // namespace
} // namespace media_picture_scaler_test

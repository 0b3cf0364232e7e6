// Both back ends compose the same picture: held against each other for every layout, matrix, range and turn.

#include "app/meeting/backend.h"
#include "app/meeting/overlay.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <gtest/gtest.h>
#include <memory>
#include <ostream>
#include <string>

namespace app_backends_test {
using namespace app::meeting;

namespace {

struct WindowDeleter {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
};
using TestWindow = std::unique_ptr<SDL_Window, WindowDeleter>;

/// A colour ramp in Y'CbCr: luma over x, chroma over y, so that a wrong matrix, range or turn shows.
struct Ramp {
    std::vector<std::uint8_t> bytes;
    media::Picture picture;
};

std::shared_ptr<Ramp> make_ramp(media::PixelLayout layout, int bits) {
    auto ramp = std::make_shared<Ramp>();
    constexpr int width = 64;
    constexpr int height = 32;
    const bool high = layout == media::PixelLayout::yuv_planar_high;
    const std::size_t unit = high ? 2 : 1;
    const std::size_t luma = std::size_t{width} * height * unit;
    ramp->bytes.resize(luma * 3 / 2);
    const auto put = [&](std::size_t at, int value) {
        if (high) {
            const int scaled = value << (bits - 8);
            ramp->bytes[at * 2] = static_cast<std::uint8_t>(scaled & 255);
            ramp->bytes[at * 2 + 1] = static_cast<std::uint8_t>(scaled >> 8);
        } else {
            ramp->bytes[at] = static_cast<std::uint8_t>(value);
        }
    };
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            put(static_cast<std::size_t>(y * width + x), 40 + x * 2);
    for (int y = 0; y < height / 2; ++y)
        for (int x = 0; x < width / 2; ++x) {
            const auto at = static_cast<std::size_t>(y * width / 2 + x);
            const int blue = 100 + y * 3;
            const int red = 150 - y * 3;
            if (layout == media::PixelLayout::nv12) {
                put(std::size_t{width} * height + at * 2, blue);
                put(std::size_t{width} * height + at * 2 + 1, red);
            } else {
                put(std::size_t{width} * height + at, blue);
                put(std::size_t{width} * height * 5 / 4 + at, red);
            }
        }
    media::Picture& picture = ramp->picture;
    picture.layout = layout;
    picture.size = {width, height};
    picture.bits = bits;
    const auto stride = static_cast<std::ptrdiff_t>(width * unit);
    picture.planes = {ramp->bytes.data(), ramp->bytes.data() + luma, ramp->bytes.data() + luma * 5 / 4};
    picture.strides = {stride, layout == media::PixelLayout::nv12 ? stride : stride / 2, stride / 2};
    return ramp;
}

struct Case {
    std::string name;
    media::PixelLayout layout = media::PixelLayout::yuv_planar;
    int bits = 8;
    media::Matrix matrix = media::Matrix::bt709;
    bool full_range = false;
    media::Orientation orientation{};
    double sample_aspect = 1;
    media::Transfer transfer = media::Transfer::sdr;
};

/// Parameters are printed by name: their bytes would differ from run to run.
void PrintTo(const Case& c, std::ostream* stream) {
    *stream << c.name;
}

class BackendsOnScreen : public testing::TestWithParam<Case> {
  protected:
    void SetUp() override {
        if (std::getenv("DISPLAY") == nullptr)
            GTEST_SKIP() << "no display: run under tools/with-display";
        ASSERT_EQ(SDL_Init(SDL_INIT_VIDEO), 0) << SDL_GetError();
    }
    void TearDown() override { SDL_Quit(); }

    static pages::Raster draw(const Composition& composition, bool opengl) {
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
        const TestWindow window(
            SDL_CreateWindow("test", 0, 0, 320, 180, opengl ? Uint32{SDL_WINDOW_OPENGL} : 0U));
        const std::unique_ptr<Backend> backend =
            opengl ? make_opengl_backend(window.get()) : make_surface_backend(window.get());
        backend->draw(composition);
        return backend->read_back();
    }
};

/// Mean and largest difference of two rasters' colour channels.
struct Difference {
    double mean = 0;
    int worst = 0;
};

Difference difference(const pages::Raster& a, const pages::Raster& b) {
    Difference result;
    std::size_t count = 0;
    for (std::size_t i = 0; i < a.bgrx.size(); ++i) {
        if (i % 4 == 3)
            continue;
        const int distance = std::abs(int{a.bgrx[i]} - int{b.bgrx[i]});
        result.mean += distance;
        result.worst = std::max(result.worst, distance);
        ++count;
    }
    result.mean /= static_cast<double>(count);
    return result;
}

TEST_P(BackendsOnScreen, compose_the_same_picture) {
    const Case& c = GetParam();
    const std::shared_ptr<Ramp> ramp = make_ramp(c.layout, c.bits);
    ramp->picture.matrix = c.matrix;
    ramp->picture.full_range = c.full_range;
    ramp->picture.orientation = c.orientation;
    ramp->picture.sample_aspect = c.sample_aspect;
    ramp->picture.transfer = c.transfer;
    Composition composition;
    composition.picture = media::PicturePtr(ramp, &ramp->picture);
    composition.overlays.push_back(make_plate({320, 180}, "张三丰", "面谈录像"));
    const pages::Raster surface = draw(composition, false);
    const pages::Raster opengl = draw(composition, true);
    ASSERT_EQ(surface.width, 320);
    ASSERT_EQ(opengl.width, 320);
    ASSERT_EQ(surface.bgrx.size(), opengl.bgrx.size());
    const Difference found = difference(surface, opengl);
    // Scalers differ at edges; colours, turns and places must not.
    EXPECT_LT(found.mean, 3.0) << "worst " << found.worst;
}

INSTANTIATE_TEST_SUITE_P(
    Pictures, BackendsOnScreen,
    testing::Values(Case{.name = "bt709"}, Case{.name = "bt601", .matrix = media::Matrix::bt601},
                    Case{.name = "bt2020", .matrix = media::Matrix::bt2020},
                    Case{.name = "hlg", .matrix = media::Matrix::bt2020, .transfer = media::Transfer::hlg},
                    Case{.name = "pq", .matrix = media::Matrix::bt2020, .transfer = media::Transfer::pq},
                    Case{.name = "full_range", .full_range = true},
                    Case{.name = "nv12", .layout = media::PixelLayout::nv12},
                    Case{.name = "ten_bit", .layout = media::PixelLayout::yuv_planar_high, .bits = 10},
                    Case{.name = "turned_once", .orientation = {.quarter_turns = 1}},
                    Case{.name = "turned_twice", .orientation = {.quarter_turns = 2}},
                    Case{.name = "turned_thrice", .orientation = {.quarter_turns = 3}},
                    Case{.name = "mirrored", .orientation = {.quarter_turns = 0, .mirrored = true}},
                    Case{.name = "mirrored_and_turned",
                         .orientation = {.quarter_turns = 1, .mirrored = true}},
                    Case{.name = "wide_samples", .sample_aspect = 1.5}),
    [](const testing::TestParamInfo<Case>& info) { return info.param.name; });

} // namespace
} // namespace app_backends_test

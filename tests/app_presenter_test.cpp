#include "app/meeting/check_signal.h"
#include "app/meeting/overlay.h"
#include "app/meeting/presenter.h"

#include <condition_variable>
#include <gtest/gtest.h>
#include <mutex>

namespace app_presenter_test {
using namespace app::meeting;

namespace {

/// Remembers what it was told to draw; a test waits for the n-th picture, never for a time.
class ScriptedScreen {
  public:
    struct Drawn {
        std::uint32_t ground;
        RasterPtr raster;
        std::size_t overlays;
    };

    class Screen final : public Backend {
      public:
        explicit Screen(ScriptedScreen& owner)
            : owner_(owner) {}
        media::Size size() override { return {64, 36}; }
        void draw(const Composition& composition) override {
            next_ = {composition.ground, composition.raster, composition.overlays.size()};
        }
        void show() override {
            const std::scoped_lock lock(owner_.mutex_);
            owner_.drawn_.push_back(next_);
            owner_.changed_.notify_all();
        }
        void invalidate() override {}
        std::string name() const override { return "scripted"; }
        pages::Raster read_back() override { return {}; }

      private:
        ScriptedScreen& owner_;
        Drawn next_{};
    };

    Drawn wait_for(std::size_t picture) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return drawn_.size() >= picture; });
        return drawn_[picture - 1];
    }
    std::size_t count() {
        const std::scoped_lock lock(mutex_);
        return drawn_.size();
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Drawn> drawn_;
};

RasterPtr raster() {
    return std::make_shared<const pages::Raster>(
        pages::Raster{.width = 64, .height = 36, .bgrx = std::vector<std::uint8_t>(64 * 36 * 4)});
}

struct Stand {
    ScriptedScreen screen;
    Presenter presenter{[this] { return std::make_unique<ScriptedScreen::Screen>(screen); }, [] {}};
};

TEST(Presenter, a_still_is_drawn_once_and_then_nothing_moves) {
    Stand stand;
    const RasterPtr first = raster();
    stand.presenter.show({.kind = Scene::Kind::still, .raster = first});
    EXPECT_EQ(stand.screen.wait_for(1).raster, first);
    stand.presenter.nudge(); // a wake-up without news
    stand.presenter.show({.kind = Scene::Kind::black});
    stand.screen.wait_for(2);
    EXPECT_EQ(stand.screen.count(), 2U);
}

TEST(Presenter, the_last_picture_stays_until_the_next_is_ready) {
    Stand stand;
    stand.presenter.show({.kind = Scene::Kind::still, .raster = raster()});
    stand.screen.wait_for(1);
    stand.presenter.show({.kind = Scene::Kind::clip}); // no player yet, no poster
    stand.presenter.refresh();
    const RasterPtr second = raster();
    stand.presenter.show({.kind = Scene::Kind::still, .raster = second});
    EXPECT_EQ(stand.screen.wait_for(2).raster, second) << "nothing was drawn for the clip that was not ready";
}

TEST(Presenter, black_and_white_come_only_when_asked) {
    Stand stand;
    stand.presenter.show({.kind = Scene::Kind::black});
    EXPECT_EQ(stand.screen.wait_for(1).raster, nullptr);
    stand.presenter.show({.kind = Scene::Kind::white});
    EXPECT_EQ(stand.screen.wait_for(2).ground, 0xffffffU);
}

TEST(Presenter, an_exposed_window_is_drawn_again) {
    Stand stand;
    stand.presenter.show({.kind = Scene::Kind::still, .raster = raster()});
    stand.screen.wait_for(1);
    stand.presenter.refresh();
    EXPECT_NE(stand.screen.wait_for(2).raster, nullptr);
}

TEST(Presenter, a_back_end_that_cannot_be_made_is_told_not_thrown) {
    std::mutex mutex;
    std::condition_variable changed;
    bool woken = false;
    Presenter presenter([]() -> std::unique_ptr<Backend> { throw std::runtime_error("no surface"); },
                        [&] {
                            const std::scoped_lock lock(mutex);
                            woken = true;
                            changed.notify_all();
                        });
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return woken; });
    EXPECT_EQ(presenter.status().failure, "no surface");
}

TEST(Overlay, premultiplied_pixels_are_cut_to_the_target) {
    std::vector<std::uint8_t> pixels(4 * 4 * 4, 100);
    const media::Surface target{pixels.data(), {4, 4}, 16};
    Overlay overlay{.x = -1, .y = 3, .width = 3, .height = 3};
    overlay.bgra.assign(3 * 3 * 4, 0);
    for (std::size_t i = 0; i < overlay.bgra.size(); i += 4)
        overlay.bgra[i + 3] = 128; // half-transparent black
    blend(overlay, target);
    EXPECT_EQ(pixels[3 * 16], 50);
    EXPECT_EQ(pixels[3 * 16 + 4], 50);
    EXPECT_EQ(pixels[3 * 16 + 8], 100) << "right of the overlay";
    EXPECT_EQ(pixels[2 * 16], 100) << "above the overlay";
}

TEST(Overlay, plates_and_lines_fit_every_window) {
    for (const media::Size window :
         {media::Size{640, 480}, media::Size{1280, 720}, media::Size{3840, 2160}}) {
        const OverlayPtr cue =
            make_cue(window, std::string(400, 'x') + "很长的一行字幕很长的一行字幕很长的一行字幕");
        EXPECT_GE(cue->x, 0);
        EXPECT_LE(cue->x + cue->width, window.width);
        EXPECT_LE(cue->y + cue->height, window.height);
        std::string question = "第 3 问　";
        for (int i = 0; i < 40; ++i)
            question += "如果任新职，你的第一件事做什么？";
        const OverlayPtr plate = make_plate(window, "阿依古丽·吾买尔", question);
        EXPECT_LE(plate->x + plate->width, window.width);
        EXPECT_LE(plate->height, window.height / 8) << "two lines at most";
        const OverlayPtr controls = make_controls(window, 5, 10, true, 1);
        EXPECT_EQ(controls->y + controls->height, window.height);
    }
}

TEST(CheckSignal, beeps_one_side_after_the_other) {
    EXPECT_EQ(CheckSignal::side_at(0.2), CheckSignal::Side::none);
    EXPECT_EQ(CheckSignal::side_at(0.55), CheckSignal::Side::left);
    EXPECT_EQ(CheckSignal::side_at(1.55), CheckSignal::Side::right);
    EXPECT_EQ(CheckSignal::side_at(4.55), CheckSignal::Side::left);
}

} // namespace
} // namespace app_presenter_test

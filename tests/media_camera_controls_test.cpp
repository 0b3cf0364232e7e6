// Settings of a camera that a script plays: automatics rule the rest, values come into range.

#include "media/camera_controls.h"

#include <gtest/gtest.h>

#include <linux/videodev2.h>

namespace media_camera_controls_test {
namespace {

using namespace media;

/// Exposure is ruled by its automatic, as V4L2's cameras have it: 3 = automatic, 1 = by hand.
class ScriptedCamera : public CameraDriver {
  public:
    std::vector<Control> list() override {
        for (Control& one : controls)
            if (one.control.id == "exposure")
                one.control.inactive = value_of("exposure_auto") == 3;
        return controls;
    }
    bool set(unsigned number, int value) override {
        for (Control& one : list())
            if (one.number == number && one.control.inactive)
                return false;
        for (Control& one : controls)
            if (one.number == number)
                one.control.value = value;
        return number != V4L2_CID_ZOOM_ABSOLUTE; // broken
    }
    [[nodiscard]] int value_of(const std::string& id) const {
        for (const Control& one : controls)
            if (one.control.id == id)
                return one.control.value;
        return -1;
    }

    std::vector<Control> controls{
        {V4L2_CID_BRIGHTNESS, {.id = "brightness", .least = 0, .most = 255, .usual = 128, .value = 128}},
        {V4L2_CID_ZOOM_ABSOLUTE, {.id = "zoom", .least = 100, .most = 400, .usual = 100, .value = 100}},
        {V4L2_CID_EXPOSURE_ABSOLUTE,
         {.id = "exposure", .least = 3, .most = 2047, .step = 4, .usual = 250, .value = 250}},
        {V4L2_CID_EXPOSURE_AUTO,
         {.id = "exposure_auto",
          .kind = CameraControlKind::choice,
          .least = 0,
          .most = 3,
          .usual = 3,
          .value = 3}},
    };
};

class CameraControlsTest : public testing::Test {
  protected:
    ScriptedCamera* camera_ = new ScriptedCamera; // of controls_
    CameraControls controls_{std::unique_ptr<CameraDriver>(camera_)};
};

TEST_F(CameraControlsTest, are_listed_in_the_order_of_their_use) {
    const std::vector<CameraControl> list = controls_.list();
    ASSERT_EQ(list.size(), 4U);
    EXPECT_EQ(list[0].id, "exposure_auto");
    EXPECT_EQ(list[1].id, "exposure");
    EXPECT_TRUE(list[1].inactive);
    EXPECT_EQ(list[3].id, "brightness");
}

TEST_F(CameraControlsTest, a_value_comes_into_range_and_step) {
    EXPECT_TRUE(controls_.set("brightness", 999));
    EXPECT_EQ(camera_->value_of("brightness"), 255);
    EXPECT_TRUE(controls_.set("exposure_auto", 1));
    EXPECT_TRUE(controls_.set("exposure", 100));
    EXPECT_EQ((camera_->value_of("exposure") - 3) % 4, 0);
    EXPECT_NEAR(camera_->value_of("exposure"), 100, 2);
    EXPECT_TRUE(controls_.set("exposure", 99999));
    EXPECT_LE(camera_->value_of("exposure"), 2047);
    EXPECT_FALSE(controls_.set("no such", 1));
}

TEST_F(CameraControlsTest, kept_values_come_back_automatics_first) {
    controls_.set("exposure_auto", 1);
    controls_.set("exposure", 503);
    controls_.set("brightness", 90);
    const std::map<std::string, int> kept = controls_.kept();
    EXPECT_EQ(kept,
              (std::map<std::string, int>{{"exposure_auto", 1}, {"exposure", 503}, {"brightness", 90}}));
    controls_.reset();
    EXPECT_TRUE(controls_.kept().empty());
    EXPECT_TRUE(controls_.apply(kept).empty());
    EXPECT_EQ(controls_.kept(), kept);
}

TEST_F(CameraControlsTest, what_the_camera_refuses_or_does_not_have_is_said_or_left_out) {
    const std::vector<std::string> refused = controls_.apply({{"zoom", 200}, {"tilt", 5}, {"brightness", 7}});
    EXPECT_EQ(refused, std::vector<std::string>{"zoom"});
    EXPECT_EQ(camera_->value_of("brightness"), 7);
}

TEST(CameraControls, what_is_no_camera_has_none) {
    EXPECT_EQ(open_controls({CaptureKind::video, "v4l2", "/dev/null"}), nullptr);
    EXPECT_EQ(open_controls({CaptureKind::video, "x11grab", ":0"}), nullptr);
}

} // namespace
} // namespace media_camera_controls_test

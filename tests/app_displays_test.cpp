// Which display is the projector, as displays come and go.
#include "app/meeting/displays.h"

#include <gtest/gtest.h>

namespace app_displays_test {
namespace {

using app::meeting::Display;
using app::meeting::Displays;
using app::meeting::find_projector;

const Display laptop{"eDP-1", {0, 0, 1920, 1080}};
const Display projector{"HDMI-1", {1920, 0, 1280, 800}};
const Display wall{"DP-2", {3200, 0, 3840, 2160}};

TEST(Displays, the_only_display_is_no_projector) {
    EXPECT_FALSE(find_projector({laptop}, {}, ""));
    EXPECT_FALSE(find_projector({}, {}, ""));
}

TEST(Displays, the_last_one_that_is_not_the_operators_is_taken_first) {
    EXPECT_EQ(find_projector({laptop, projector}, {}, ""), projector);
    EXPECT_EQ(find_projector({laptop, projector, wall}, {}, ""), wall);
}

TEST(Displays, a_preferred_one_is_taken_by_name) {
    EXPECT_EQ(find_projector({laptop, projector, wall}, {}, "HDMI-1"), projector);
}

TEST(Displays, the_projector_is_found_again_wherever_it_comes_back) {
    EXPECT_FALSE(find_projector({laptop}, projector, "")) << "gone";
    const Display elsewhere{"HDMI-1", {0, 1080, 1024, 768}};
    EXPECT_EQ(find_projector({laptop, wall, elsewhere}, projector, ""), elsewhere) << "by name";
    const Display same_place{"DP-3", projector.bounds};
    EXPECT_EQ(find_projector({laptop, same_place, wall}, projector, ""), same_place) << "by its place";
    EXPECT_EQ(find_projector({laptop, wall}, projector, ""), wall) << "another one";
}

TEST(Displays, the_operators_display_never_becomes_the_projector_by_its_place) {
    const Display moved{"eDP-1", projector.bounds};
    EXPECT_FALSE(find_projector({moved}, projector, ""));
}

} // namespace
} // namespace app_displays_test

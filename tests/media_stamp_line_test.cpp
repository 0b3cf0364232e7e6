// StampLine: whatever the time stamps say, one rising line from the clip's beginning.
#include "media/stamp_line.h"

#include <gtest/gtest.h>
#include <random>

namespace media_stamp_line_test {
namespace {

using media::StampLine;

constexpr AVRational milliseconds{1, 1000};

TEST(StampLine, begins_at_zero_and_follows_the_stamps) {
    StampLine line(milliseconds, {.start = 5});
    EXPECT_NEAR(line.place(5000, 0.04), 0, 1e-9);
    EXPECT_NEAR(line.place(5040, 0.04), 0.04, 1e-9);
    EXPECT_NEAR(line.place(8000, 0.04), 3, 1e-9) << "a pause in a variable rate";
    EXPECT_EQ(line.stamp_at(3), 8000);
    EXPECT_FALSE(line.broken());
}

TEST(StampLine, pictures_before_the_beginning_are_placed_at_it) {
    StampLine line(milliseconds, {.start = 1});
    EXPECT_NEAR(line.place(900, 0.04), 0, 1e-9);
    EXPECT_GT(line.place(940, 0.04), 0);
    StampLine sound(milliseconds, {.start = 1, .earliest = -10});
    EXPECT_NEAR(sound.place(979, 0.02), -0.021, 1e-9) << "an encoder's lead-in is the reader's to cut";
}

TEST(StampLine, a_missing_stamp_follows_the_one_before) {
    StampLine line(milliseconds, {});
    line.place(0, 0.04);
    EXPECT_NEAR(line.place(AV_NOPTS_VALUE, 0.04), 0.04, 1e-9);
    line.forget(7);
    EXPECT_NEAR(line.place(AV_NOPTS_VALUE, 0.04), 7, 1e-9) << "after a seek it is where it was sought";
}

TEST(StampLine, a_new_count_goes_on_where_the_old_one_ended) {
    StampLine line(milliseconds, {.start = 0, .may_jump = true});
    line.place(60000, 0.04);
    EXPECT_NEAR(line.place(0, 0.04), 60.04, 1e-9);
    EXPECT_NEAR(line.place(40, 0.04), 60.08, 1e-9);
    EXPECT_NEAR(line.place(95000000, 0.04), 60.12, 1e-9);
    EXPECT_TRUE(line.broken());
}

TEST(StampLine, rises_whatever_the_stamps_are) {
    constexpr unsigned seed = 11;
    std::mt19937 random(seed);
    for (const bool may_jump : {false, true}) {
        StampLine line(milliseconds, {.start = 3, .may_jump = may_jump});
        double last = -1;
        for (int index = 0; index < 2000; ++index) {
            const auto stamp =
                random() % 7 == 0 ? AV_NOPTS_VALUE : static_cast<std::int64_t>(random() % 100000);
            const double time = line.place(stamp, 0.04);
            EXPECT_GT(time, last) << "seed " << seed << ", stamp " << index;
            last = time;
        }
    }
}

} // namespace
} // namespace media_stamp_line_test

// Every state of a player over a scripted feed and a clock the test sets.
#include "media/player.h"

#include "support/scripted_feed.h"
#include "support/wake_signal.h"

#include <gtest/gtest.h>
#include <utility>

namespace media_player_states_test {
namespace {

using media::PlayerState;
using media::Time;

class PlayerStates : public testing::Test {
  protected:
    media::Player& open(const support::FeedScript& script = {}) {
        player_ = std::make_unique<media::Player>(
            [this, script] { return support::make_scripted_feed(script, log_); }, nullptr, signal_.function(),
            media::PlayerOptions{}, clock_);
        return *player_;
    }
    void wait_open() {
        ASSERT_TRUE(signal_.until([&] { return player_->status().first_picture_ready; }));
    }
    int shown() {
        const media::PicturePtr picture = player_->frame_at_now();
        return picture ? support::scripted_number(*picture) : -1;
    }
    bool seek(double to) {
        player_->seek(Time(to));
        return signal_.until([&] { return !player_->status().seeking; });
    }
    /// The clock goes to when the next picture is due.
    bool next() {
        std::optional<Time> due;
        if (!signal_.until([&] { return (due = player_->next_picture_due()).has_value(); }))
            return false;
        clock_->set(*due + Time(1e-6));
        return true;
    }
    int figure(int support::FeedLog::*which) {
        const std::lock_guard lock(log_->mutex);
        return log_.get()->*which;
    }

    support::WakeSignal signal_;
    std::shared_ptr<support::FeedLog> log_ = std::make_shared<support::FeedLog>();
    std::shared_ptr<media::ManualClock> clock_ = std::make_shared<media::ManualClock>();
    std::unique_ptr<media::Player> player_;
};

TEST_F(PlayerStates, a_target_in_the_same_group_is_decoded_forward_only) {
    open({.pictures = 300, .gop = 100});
    wait_open();
    ASSERT_TRUE(seek(2.5 + 0.01));
    EXPECT_EQ(shown(), 75);
    EXPECT_EQ(figure(&support::FeedLog::seeks), 0);
    EXPECT_LE(figure(&support::FeedLog::decoded), 75 + 8);
    ASSERT_TRUE(seek(3.0 + 0.01));
    EXPECT_EQ(shown(), 90);
    EXPECT_EQ(figure(&support::FeedLog::seeks), 0);
    ASSERT_TRUE(seek(7.0 + 0.01));
    EXPECT_EQ(shown(), 210);
    EXPECT_EQ(figure(&support::FeedLog::seeks), 1) << "from the key picture before it";
}

TEST_F(PlayerStates, what_is_asked_while_opening_is_done_when_open) {
    media::Player& player = open();
    player.seek(Time(1.01));
    player.play();
    ASSERT_TRUE(signal_.until([&] { return shown() == 30 && player.next_picture_due().has_value(); }));
    EXPECT_EQ(player.status().state, PlayerState::playing);
    ASSERT_TRUE(next());
    EXPECT_EQ(shown(), 31);
}

/// Whoever takes the last picture, usually the present thread, may not be the one that waits for the end.
TEST_F(PlayerStates, the_end_wakes_also_when_the_caller_came_to_it_first) {
    for (int turn = 0; turn < 20; ++turn) {
        media::Player& player = open({.pictures = 3});
        wait_open();
        player.play();
        ASSERT_TRUE(signal_.until([&] { return player.next_picture_due().has_value(); }));
        bool at_end = false;
        ASSERT_TRUE(signal_.until([&] {
            if (std::exchange(at_end, true))
                return true; // woken
            clock_->set(clock_->now() + Time(1));
            while (player.status().state != PlayerState::ended)
                static_cast<void>(shown());
            return false;
        }));
    }
}

TEST_F(PlayerStates, a_loop_comes_back_to_its_first_picture) {
    media::Player& player = open();
    wait_open();
    player.set_loop(Time(1), Time(1.2));
    ASSERT_TRUE(seek(1.0));
    player.play();
    for (int round = 0; round < 3; ++round) {
        for (int number = 31; number <= 35; ++number) {
            ASSERT_TRUE(next());
            EXPECT_EQ(shown(), number) << round;
        }
        clock_->set(clock_->now() + Time(0.05));
        ASSERT_TRUE(signal_.until([&] { return shown() == 30; })) << round;
        EXPECT_EQ(player.status().state, PlayerState::playing);
    }
    player.set_loop(std::nullopt, std::nullopt);
    // What was queued for the loop is queued anew meanwhile: a picture may be asked for before it is there.
    int last = 30;
    for (int turn = 0; turn < 200 && last < 40; ++turn) {
        ASSERT_TRUE(next());
        const int now = shown();
        EXPECT_TRUE(now == last || now == last + 1) << now << " after " << last << ": the loop is off";
        last = now;
    }
    EXPECT_EQ(last, 40);
}

TEST_F(PlayerStates, speed_changes_how_fast_pictures_come_not_which) {
    media::Player& player = open();
    wait_open();
    for (const double speed : {2.0, 0.5, 1.0}) {
        ASSERT_TRUE(seek(0));
        player.set_speed(speed);
        player.play();
        ASSERT_TRUE(next());
        EXPECT_EQ(shown(), 1) << speed;
        const Time first = clock_->now();
        for (int number = 2; number <= 12; ++number) {
            ASSERT_TRUE(next());
            EXPECT_EQ(shown(), number) << speed;
        }
        EXPECT_NEAR((clock_->now() - first).count(), 11 / 30.0 / speed, 0.001) << speed;
        EXPECT_EQ(player.status().speed, speed);
        player.pause();
    }
    player.set_speed(9);
    EXPECT_EQ(player.status().speed, 2);
}

TEST_F(PlayerStates, after_the_end_a_step_back_is_a_pause) {
    media::Player& player = open();
    wait_open();
    ASSERT_TRUE(seek(2.9));
    player.play();
    ASSERT_TRUE(next());
    clock_->set(Time(60));
    ASSERT_TRUE(signal_.until([&] {
        shown();
        return player.status().state == PlayerState::ended;
    }));
    EXPECT_EQ(shown(), 89);
    player.step(-1);
    ASSERT_TRUE(signal_.until([&] { return shown() == 88; }));
    EXPECT_EQ(player.status().state, PlayerState::paused);
    player.step(+5);
    ASSERT_TRUE(signal_.until([&] { return shown() == 89; }));
}

TEST_F(PlayerStates, a_newer_seek_takes_the_place_of_an_older_one) {
    media::Player& player = open({.pictures = 3000, .gop = 1000});
    wait_open();
    for (int number = 100; number < 2900; number += 7)
        player.seek(Time((number + 0.5) / 30));
    ASSERT_TRUE(seek(50.01));
    EXPECT_EQ(shown(), 1500);
    EXPECT_EQ(player.status().position, Time(50.01));
}

TEST_F(PlayerStates, a_feed_that_hangs_leaves_the_picture_and_can_be_left) {
    media::Player& player = open({.gop = 90, .blocks_at_picture = 40});
    wait_open();
    ASSERT_TRUE(seek(0.51));
    player.seek(Time(2.5));
    EXPECT_EQ(shown(), 15);
    EXPECT_TRUE(player.status().seeking);
    player_.reset();
    EXPECT_EQ(figure(&support::FeedLog::closed), 1);
}

} // namespace
} // namespace media_player_states_test

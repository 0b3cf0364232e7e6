// Player over real clips whose pictures carry their numbers, with a clock the test sets.
#include "media/player.h"

#include "support/clips.h"
#include "support/scratch.h"
#include "support/wake_signal.h"

#include <gtest/gtest.h>
#include <random>

namespace media_player_test {
namespace {

using media::Player;
using media::PlayerState;
using media::SeekMode;
using media::Time;

class PlayerTest : public testing::Test {
  protected:
    /// 30 pictures a second without sound, so that only the test's clock counts.
    std::filesystem::path clip(const std::string& name, double seconds = 3, double gop = 1) {
        support::ClipRecipe recipe;
        recipe.writer.frame_rate = 30;
        recipe.writer.sample_rate = 0;
        recipe.writer.gop_seconds = gop;
        recipe.seconds = seconds;
        support::make_clip(scratch_ / name, recipe);
        return scratch_ / name;
    }
    Player& open(const std::filesystem::path& file) {
        player_.reset();
        player_ = std::make_unique<Player>(std::vector<media::Part>{{.file = file}}, nullptr,
                                           signal_.function(), media::PlayerOptions{}, clock_);
        return *player_;
    }
    bool wait_first() {
        return signal_.until([&] { return player_->status().state != PlayerState::opening; });
    }
    int shown() {
        const media::PicturePtr picture = player_->frame_at_now();
        return picture ? support::number_in(*media::to_bgra(*picture, 0)) : -1;
    }
    bool wait_shown(int number) {
        return signal_.until([&] { return !player_->status().seeking && shown() == number; });
    }
    int exact(Time to) {
        player_->seek(to);
        signal_.until([&] { return !player_->status().seeking; });
        return shown();
    }

    support::Scratch scratch_;
    support::WakeSignal signal_;
    std::shared_ptr<media::ManualClock> clock_ = std::make_shared<media::ManualClock>();
    std::unique_ptr<Player> player_;
};

TEST_F(PlayerTest, shows_the_first_picture_and_waits) {
    Player& player = open(clip("a.mp4"));
    ASSERT_TRUE(wait_first());
    EXPECT_EQ(shown(), 0);
    EXPECT_EQ(player.status().state, PlayerState::ready);
    EXPECT_NEAR(player.status().duration.count(), 3.0, 0.05);
    EXPECT_FALSE(player.next_picture_due().has_value());
}

TEST_F(PlayerTest, plays_by_its_clock_and_rests_when_paused) {
    Player& player = open(clip("a.mp4"));
    ASSERT_TRUE(wait_first());
    player.play();
    ASSERT_TRUE(signal_.until([&] { return player.next_picture_due().has_value(); }));
    for (int number = 1; number <= 20; ++number) {
        const Time due(number / 30.0 + 0.001);
        ASSERT_TRUE(signal_.until([&] { return player.next_picture_due().has_value(); }));
        clock_->set(due);
        EXPECT_EQ(shown(), number);
    }
    player.pause();
    EXPECT_EQ(player.status().state, PlayerState::paused);
    clock_->set(Time(10));
    EXPECT_EQ(shown(), 20);
    EXPECT_NEAR(player.status().position.count(), 20 / 30.0, 0.01);
    EXPECT_EQ(player.status().pictures_dropped, 0);
}

TEST_F(PlayerTest, keeps_the_last_picture_at_the_end_and_plays_again_from_the_beginning) {
    Player& player = open(clip("a.mp4"));
    ASSERT_TRUE(wait_first());
    EXPECT_EQ(exact(Time(2.95)), 88);
    player.play();
    ASSERT_TRUE(signal_.until([&] { return player.next_picture_due().has_value(); }));
    clock_->set(Time(60));
    ASSERT_TRUE(signal_.until([&] {
        shown();
        return player.status().state == PlayerState::ended;
    }));
    EXPECT_EQ(shown(), 89);
    EXPECT_NEAR(player.status().position.count(), 3.0, 0.01);
    player.play();
    ASSERT_TRUE(wait_shown(0));
    EXPECT_EQ(player.status().state, PlayerState::playing);
}

TEST_F(PlayerTest, seeks_to_the_exact_picture_in_every_container) {
    for (const char* name : {"a.mp4", "a.mkv", "a.avi", "a.ts", "a.webm", "a.mov"}) {
        open(clip(name, 5, 2));
        ASSERT_TRUE(wait_first()) << name;
        std::mt19937 random(7);
        for (int round = 0; round < 25; ++round) {
            const int number = static_cast<int>(random() % 150);
            EXPECT_EQ(exact(Time((number + 0.5) / 30)), number) << name << ", seed 7, round " << round;
        }
    }
}

TEST_F(PlayerTest, steps_forward_and_back_over_groups_of_pictures) {
    Player& player = open(clip("a.mp4"));
    ASSERT_TRUE(wait_first());
    EXPECT_EQ(exact(Time(1.51)), 45);
    for (int number = 44; number >= 20; --number) {
        player.step(-1);
        ASSERT_TRUE(signal_.until([&] { return shown() == number; })) << number << ", shows " << shown();
        EXPECT_NEAR(player.status().position.count(), number / 30.0, 0.002);
    }
    for (int number = 21; number <= 70; ++number) {
        player.step(+1);
        ASSERT_TRUE(signal_.until([&] { return shown() == number; })) << number << ", shows " << shown();
    }
    player.step(-100);
    ASSERT_TRUE(signal_.until([&] { return shown() == 0; }));
    player.step(+1000);
    ASSERT_TRUE(signal_.until([&] { return shown() == 89; }));
}

TEST_F(PlayerTest, previews_do_not_go_back_while_dragging_forward) {
    Player& player = open(clip("a.mp4"));
    ASSERT_TRUE(wait_first());
    int last = 0;
    for (double to = 0.1; to < 2.9; to += 0.05) {
        player.seek(Time(to), SeekMode::preview);
        signal_.until([&] { return !player.status().seeking; });
        EXPECT_GE(shown(), last);
        EXPECT_LE(shown(), to * 30 + 1);
        last = shown();
    }
    EXPECT_EQ(exact(Time(2.5 + 0.01)), 75);
}

TEST_F(PlayerTest, refuses_what_is_no_clip_with_a_reason) {
    support::write_file(scratch_ / "text.mp4", "this is no film");
    for (const std::filesystem::path& file :
         {scratch_ / "text.mp4", scratch_ / "missing.mp4", scratch_.path()}) {
        Player& player = open(file);
        ASSERT_TRUE(wait_first());
        EXPECT_EQ(player.status().state, PlayerState::failed);
        EXPECT_FALSE(player.status().failure.empty());
        EXPECT_EQ(player.frame_at_now(), nullptr);
    }
}

} // namespace
} // namespace media_player_test

// Stage over scripted feeds: what is prepared, what is kept, what never waits.
#include "media/stage.h"

#include "support/scripted_feed.h"
#include "support/wake_signal.h"

#include <gtest/gtest.h>
#include <map>

namespace media_stage_test {
namespace {

using media::Act;
using media::PlayerState;
using media::Stage;
using media::Time;

class StageTest : public testing::Test {
  protected:
    StageTest() {
        media::StageOptions options;
        options.clock = clock_;
        options.open_act = [this](const std::vector<media::Part>& parts) -> media::OpenFeed {
            const std::string name = parts.front().file.string();
            return [this, name] { return support::make_scripted_feed(scripts_[name], log_); };
        };
        stage_ = std::make_unique<Stage>(nullptr, signal_.function(), options);
    }
    /// One entry per clip, made before the clip is used: decode threads only read it.
    Act act(const std::string& name, const support::FeedScript& script = {}) {
        scripts_.try_emplace(name, script);
        return {.key = name, .parts = {{.file = name}}};
    }
    bool wait_ready(const std::string& key) {
        return signal_.until([&] {
            media::Player* player = stage_->prepared(key);
            return player != nullptr && player->status().first_picture_ready;
        });
    }
    int shown() {
        media::Player* player = stage_->current();
        const media::PicturePtr picture = player == nullptr ? nullptr : player->frame_at_now();
        return picture ? support::scripted_number(*picture) : -1;
    }

    support::WakeSignal signal_;
    std::map<std::string, support::FeedScript> scripts_;
    std::shared_ptr<support::FeedLog> log_ = std::make_shared<support::FeedLog>();
    std::shared_ptr<media::ManualClock> clock_ = std::make_shared<media::ManualClock>();
    std::unique_ptr<Stage> stage_;
};

TEST_F(StageTest, a_neighbour_has_its_picture_the_moment_it_becomes_current) {
    const Act a = act("a");
    const Act b = act("b");
    const Act c = act("c");
    stage_->show(a, {b, c});
    ASSERT_TRUE(wait_ready("a"));
    ASSERT_TRUE(wait_ready("b"));
    ASSERT_TRUE(wait_ready("c"));
    stage_->show(b, {a, c});
    EXPECT_EQ(stage_->current_key(), "b");
    EXPECT_EQ(shown(), 0);
    EXPECT_EQ(log_->opened, 3);
}

TEST_F(StageTest, a_clip_that_hangs_blocks_no_other) {
    const Act stuck = act("stuck", {.blocks_at_picture = 0});
    const Act a = act("a");
    stage_->show(stuck, {a});
    ASSERT_TRUE(wait_ready("a")) << "a neighbour waits for the current picture for a while only";
    stage_->show(a, {stuck});
    EXPECT_EQ(shown(), 0);
    EXPECT_EQ(stage_->prepared("stuck")->status().state, PlayerState::opening);
}

TEST_F(StageTest, an_act_that_rewinds_begins_at_its_beginning_again) {
    Act a = act("a");
    a.rewinds = true;
    const Act b = act("b");
    stage_->show(a, {b});
    ASSERT_TRUE(wait_ready("a"));
    stage_->current()->seek(Time(1.5));
    ASSERT_TRUE(signal_.until([&] { return shown() == 45; }));
    stage_->show(b, {a});
    ASSERT_TRUE(wait_ready("b"));
    ASSERT_TRUE(signal_.until([&] { return !stage_->prepared("a")->status().seeking; }));
    stage_->show(a, {b});
    EXPECT_EQ(shown(), 0) << "kept as a neighbour";
    stage_->current()->seek(Time(1.5));
    ASSERT_TRUE(signal_.until([&] { return shown() == 45; }));
    stage_->show(b, {});
    stage_->show(a, {});
    ASSERT_TRUE(wait_ready("a"));
    EXPECT_EQ(shown(), 0) << "opened anew";
}

TEST_F(StageTest, a_clip_left_goes_on_where_it_was_left) {
    const Act a = act("a");
    const Act b = act("b");
    stage_->show(a, {});
    ASSERT_TRUE(wait_ready("a"));
    stage_->current()->seek(Time(1.5));
    ASSERT_TRUE(signal_.until([&] { return shown() == 45; }));
    stage_->show(b, {});
    EXPECT_EQ(stage_->prepared("a"), nullptr);
    ASSERT_TRUE(wait_ready("b"));
    stage_->show(a, {});
    ASSERT_TRUE(wait_ready("a"));
    EXPECT_EQ(shown(), 45);
    EXPECT_NEAR(stage_->current()->status().position.count(), 1.5, 0.001);
}

TEST_F(StageTest, leaving_pauses_and_nothing_current_is_silent) {
    const Act a = act("a");
    stage_->show(a, {});
    ASSERT_TRUE(wait_ready("a"));
    stage_->current()->play();
    ASSERT_TRUE(signal_.until([&] { return stage_->current()->next_picture_due().has_value(); }));
    stage_->show({}, {a});
    EXPECT_EQ(stage_->current(), nullptr);
    EXPECT_EQ(stage_->prepared("a")->status().state, PlayerState::paused);
}

TEST_F(StageTest, a_held_key_leaves_only_the_last_ones_open) {
    std::vector<Act> acts;
    for (int index = 0; index < 40; ++index)
        acts.push_back(act("clip " + std::to_string(index)));
    for (std::size_t index = 1; index + 1 < acts.size(); ++index)
        stage_->show(acts[index], {acts[index + 1], acts[index - 1]});
    ASSERT_TRUE(wait_ready("clip 38"));
    ASSERT_TRUE(wait_ready("clip 39"));
    ASSERT_TRUE(wait_ready("clip 37"));
    EXPECT_EQ(stage_->prepared("clip 36"), nullptr);
    stage_.reset();
    EXPECT_EQ(log_->opened, log_->closed);
}

TEST_F(StageTest, no_more_neighbours_are_prepared_than_allowed) {
    std::vector<Act> acts;
    for (int index = 0; index < 10; ++index)
        acts.push_back(act("clip " + std::to_string(index)));
    stage_->show(acts[0], acts);
    ASSERT_TRUE(wait_ready("clip 4"));
    EXPECT_EQ(stage_->prepared("clip 5"), nullptr);
}

} // namespace
} // namespace media_stage_test

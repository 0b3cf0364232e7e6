// The look of a clip in the console: parts on the time line, waveform and strip where they are, damage.
#include "app/media_facts.h"
#include "app/meeting/clip_look.h"
#include "support/clips.h"
#include "support/scratch.h"
#include "support/wake_signal.h"

#include <gtest/gtest.h>

namespace app_clip_look_test {
namespace {

using namespace app::meeting;
using media::Time;

TEST(ClipLook, parts_lie_as_the_player_lays_them_out) {
    ClipSetup clip;
    clip.duration = 30;
    clip.parts = {{.in = Time(5), .out = Time(15)}, {.offset = Time(12)}};
    const ClipLook look = read_look(clip);
    ASSERT_EQ(look.parts.size(), 2U);
    EXPECT_EQ(look.at(3), &look.parts[0]);
    EXPECT_EQ(look.at(11), nullptr) << "a gap";
    EXPECT_EQ(look.at(13), &look.parts[1]);
    EXPECT_EQ(look.at(29.5), &look.parts[1]);
    EXPECT_EQ(look.level(3, 4), 0) << "no waveform";
}

TEST(ClipLook, a_waveform_is_read_at_the_time_of_the_file) {
    const support::Scratch folder;
    media::Waveform wave{.per_second = 10};
    for (int slot = 0; slot < 100; ++slot) {
        wave.peaks.push_back(static_cast<std::int8_t>(slot == 60 ? -127 : 0));
        wave.peaks.push_back(static_cast<std::int8_t>(slot == 80 ? 64 : 0));
    }
    support::write_file(folder / "wave", app::waveform_bytes(wave));
    support::make_clip(folder / "clip.mp4", {.seconds = 4});
    const std::atomic<bool> go_on{false};
    support::write_file(folder / "strip", media::strip_bytes(media::make_strip(folder / "clip.mp4", go_on)));
    ClipSetup clip;
    clip.duration = 5;
    clip.parts = {{.in = Time(5), .out = Time(10)}};
    clip.looks = {{folder / "strip", folder / "wave"}};
    const ClipLook look = read_look(clip);
    EXPECT_FLOAT_EQ(look.level(1.0, 1.05), 1);
    EXPECT_NEAR(look.level(2.9, 3.1), 0.5, 0.01);
    EXPECT_EQ(look.level(4, 4.5), 0);
    EXPECT_EQ(look.level(90, 91), 0);
    EXPECT_EQ(look.parts[0].strip.count, 4);

    support::write_file(folder / "strip", "STRP nonsense");
    support::write_file(folder / "wave", "WAVE nonsense");
    EXPECT_EQ(read_look(clip).parts[0].strip.count, 0);
    EXPECT_EQ(read_look(clip).level(1, 2), 0);
}

TEST(ClipLooks, come_from_a_thread_of_their_own_and_only_the_wanted_one_stays) {
    support::WakeSignal signal;
    ClipLooks looks(signal.function());
    auto one = std::make_shared<ClipSetup>();
    one->parts = {{.file = "one"}};
    auto two = std::make_shared<ClipSetup>();
    two->parts = {{.file = "two"}, {.file = "three"}};
    looks.of(one);
    ASSERT_TRUE(signal.until([&] { return looks.of(two) != nullptr; }));
    EXPECT_TRUE(looks.arrived());
    EXPECT_FALSE(looks.arrived());
    EXPECT_EQ(looks.of(two)->parts.size(), 2U);
    EXPECT_EQ(looks.of(one), nullptr);
}

TEST(Chapters, inside_the_files_of_several_parts_stand_where_the_parts_show_them) {
    media::ClipFacts facts;
    facts.chapters = {{0, 10, "开场"}, {10, 40, "主要工作"}, {40, 60, "不足"}};
    const std::vector<dossier::Chapter> whole = app::chapters_of(facts, {.media = "a"});
    ASSERT_EQ(whole.size(), 3U);
    EXPECT_EQ(whole[2].begin, 40);
    const std::vector<dossier::Chapter> piece =
        app::chapters_of(facts, {.media = "b", .in = 5, .out = 40, .offset = 100});
    ASSERT_EQ(piece.size(), 1U);
    EXPECT_EQ(piece[0].begin, 105);
    EXPECT_EQ(piece[0].title, "主要工作");
}

} // namespace
} // namespace app_clip_look_test

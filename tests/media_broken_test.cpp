// Damaged clips: each opens or is refused, plays what is there, and never hangs or ends the program.
#include "media/player.h"

#include "support/clips.h"
#include "support/scratch.h"
#include "support/wake_signal.h"

#include <atomic>
#include <gtest/gtest.h>
#include <random>
#include <thread>
#include <time.h>

namespace media_broken_test {
namespace {

using media::PlayerState;
using media::Time;

/// Every look at it costs two milliseconds: minutes of playing are over at once.
class HastyClock final : public media::Clock {
  public:
    Time now() const override { return Time(static_cast<double>(looks_++) * 0.002); }

  private:
    mutable std::atomic<std::int64_t> looks_{0};
};

/// Of this thread: what hangs spins, and what other programs take of the processor does not count.
Time processor_time() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return Time(static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9);
}

class BrokenClip : public testing::TestWithParam<const char*> {
  protected:
    void SetUp() override {
        support::ClipRecipe recipe;
        recipe.seconds = 3;
        if (std::string_view(GetParam()) == "a.wav" || std::string_view(GetParam()) == "a.mp3")
            recipe.writer.size = {0, 0};
        support::make_clip(scratch_ / GetParam(), recipe);
        whole_ = support::read_file(scratch_ / GetParam());
    }

    /// Opens, seeks, steps and plays; false if it was refused. What hangs fails the test.
    bool use(const std::string& bytes, const std::string& what, const std::string& name = "") {
        const std::filesystem::path file = scratch_ / ("damaged" + (name.empty() ? GetParam() : name));
        support::write_file(file, bytes);
        const auto clock = std::make_shared<HastyClock>();
        media::Player player(std::vector<media::Part>{{.file = file}}, nullptr, signal_.function(), {},
                             clock);
        EXPECT_TRUE(signal_.until([&] { return player.status().state != PlayerState::opening; })) << what;
        if (player.status().state == PlayerState::failed) {
            EXPECT_FALSE(player.status().failure.empty());
            return false;
        }
        for (const double to : {1.3, 2.9, 0.2}) {
            player.seek(Time(to));
            EXPECT_TRUE(signal_.until([&] { return !player.status().seeking; })) << what;
        }
        player.step(+3);
        player.step(-5);
        player.seek(Time(0.5), media::SeekMode::preview);
        EXPECT_TRUE(signal_.until([&] { return !player.status().seeking; })) << what;
        player.play();
        const Time begin = processor_time();
        while (player.status().state == PlayerState::playing && processor_time() - begin < Time(10)) {
            static_cast<void>(player.frame_at_now());
            std::this_thread::yield();
        }
        EXPECT_EQ(player.status().state, PlayerState::ended) << what;
        EXPECT_GE(player.status().position, Time(0)) << what;
        return true;
    }

    support::Scratch scratch_;
    support::WakeSignal signal_;
    std::string whole_;
};

TEST_P(BrokenClip, truncated_anywhere) {
    for (const double share : {0.001, 0.01, 0.1, 0.3, 0.5, 0.8, 0.95, 0.999})
        use(whole_.substr(0, static_cast<std::size_t>(share * static_cast<double>(whole_.size()))),
            "cut at " + std::to_string(share));
}

TEST_P(BrokenClip, with_a_tail_of_zeros) {
    for (const double share : {0.2, 0.6, 0.9}) {
        std::string bytes = whole_;
        const auto from = static_cast<std::size_t>(share * static_cast<double>(bytes.size()));
        std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(from), bytes.end(), '\0');
        use(bytes, "zeros from " + std::to_string(share));
    }
}

TEST_P(BrokenClip, with_junk_before_and_a_wrong_name) {
    use(std::string(3000, 'x') + whole_, "junk before");
    EXPECT_TRUE(use(whole_, "named as a text", ".txt"));
    EXPECT_TRUE(use(whole_, "named as a sound", ".mp3"));
    use("", "empty");
    use(std::string(100000, '\0'), "zeros");
}

TEST_P(BrokenClip, with_bytes_changed_at_random) {
    constexpr unsigned seed = 5;
    std::mt19937 random(seed);
    for (int round = 0; round < 25; ++round) {
        std::string bytes = whole_;
        const int changes = 1 << random() % 10;
        for (int change = 0; change < changes; ++change)
            bytes[random() % bytes.size()] = static_cast<char>(random());
        use(bytes, "seed 5, round " + std::to_string(round));
    }
}

INSTANTIATE_TEST_SUITE_P(Containers, BrokenClip,
                         testing::Values("a.mp4", "a.mkv", "a.avi", "a.ts", "a.webm", "a.mp3", "a.wav",
                                         "a.ogg"),
                         [](const auto& info) { return std::string(info.param).substr(2); });

} // namespace
} // namespace media_broken_test

// Source: bytes in any order, and reads that hang, fail or never open, without anybody waiting for them.
#include "media/clip_feed.h"
#include "media/player.h"
#include "media/source.h"

#include "support/clips.h"
#include "support/scratch.h"
#include "support/wake_signal.h"

#include <condition_variable>
#include <cstring>
#include <gtest/gtest.h>
#include <mutex>
#include <random>
#include <sys/stat.h>

namespace media_source_test {
namespace {

using media::Time;

/// Hangs once told to, until the test ends.
struct Tap {
    std::mutex mutex;
    std::condition_variable changed;
    bool open = true;
    void set(bool to) {
        {
            const std::lock_guard lock(mutex);
            open = to;
        }
        changed.notify_all();
    }
    void pass() {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return open; });
    }
};

class Memory final : public media::ByteReader {
  public:
    Memory(std::string bytes, std::shared_ptr<Tap> tap, std::int64_t fails_from)
        : bytes_(std::move(bytes))
        , tap_(std::move(tap))
        , fails_from_(fails_from) {}
    std::int64_t size() override { return static_cast<std::int64_t>(bytes_.size()); }
    std::size_t read_at(std::int64_t offset, std::span<std::uint8_t> bytes) override {
        tap_->pass();
        if (fails_from_ >= 0 && offset + static_cast<std::int64_t>(bytes.size()) > fails_from_)
            throw media::Error(media::Fault::unreadable, "stick pulled out");
        if (offset >= size())
            return 0;
        const std::size_t count = std::min(bytes.size(), bytes_.size() - static_cast<std::size_t>(offset));
        std::memcpy(bytes.data(), bytes_.data() + offset, count);
        return count;
    }

  private:
    std::string bytes_;
    std::shared_ptr<Tap> tap_;
    std::int64_t fails_from_;
};

media::OpenBytes memory(std::string bytes, std::shared_ptr<Tap> tap, std::int64_t fails_from = -1) {
    return [=] { return std::make_unique<Memory>(bytes, tap, fails_from); };
}

std::string clip_bytes(double seconds = 1, bool large = false) {
    support::Scratch scratch;
    support::ClipRecipe recipe;
    recipe.seconds = seconds;
    if (large) {
        recipe.writer.audio_codec = "pcm_s16le"; // 96 kB a second: several blocks
        recipe.writer.faststart = true;
    }
    const char* name = large ? "a.mov" : "a.mp4";
    support::make_clip(scratch / name, recipe);
    return support::read_file(scratch / name);
}

Time seconds_of(const std::function<void()>& work) {
    const media::SteadyClock clock;
    const Time begin = clock.now();
    work();
    return clock.now() - begin;
}

TEST(SourceTimed, a_file_that_never_opens_is_refused_within_a_second) {
    const auto tap = std::make_shared<Tap>();
    const auto open = [tap]() -> std::unique_ptr<media::ByteReader> {
        tap->pass();
        throw media::Error(media::Fault::not_found, "too late");
    };
    tap->set(false);
    const Time took = seconds_of([&] {
        try {
            media::open_clip(open, ".mp4");
            ADD_FAILURE() << "opened";
        } catch (const media::Error& error) {
            EXPECT_EQ(error.fault, media::Fault::timed_out);
        }
    });
    EXPECT_LT(took.count(), 1.2);
    tap->set(true);
}

TEST(SourceTimed, a_read_that_hangs_while_opening_is_refused_within_a_second) {
    const auto tap = std::make_shared<Tap>();
    tap->set(false);
    const Time took = seconds_of([&] {
        try {
            media::open_clip(memory(clip_bytes(), tap), ".mp4");
            ADD_FAILURE() << "opened";
        } catch (const media::Error& error) {
            EXPECT_EQ(error.fault, media::Fault::timed_out);
        }
    });
    EXPECT_LT(took.count(), 1.5);
    tap->set(true);
}

TEST(SourceTimed, a_read_that_hangs_while_playing_holds_nobody) {
    const auto tap = std::make_shared<Tap>();
    support::WakeSignal signal;
    const std::string bytes = clip_bytes(20, true);
    auto player = std::make_unique<media::Player>(
        [&] { return media::open_clip(memory(bytes, tap), ".mov"); }, nullptr, signal.function());
    ASSERT_TRUE(signal.until([&] { return player->status().first_picture_ready; }));
    tap->set(false);
    player->seek(Time(18));
    EXPECT_TRUE(player->status().seeking);
    EXPECT_NE(player->frame_at_now(), nullptr) << "the old picture stays";
    const Time took = seconds_of([&] { player.reset(); });
    EXPECT_LT(took.count(), 0.5);
    tap->set(true);
}

TEST(Source, what_can_be_read_is_played_when_reading_fails) {
    const auto tap = std::make_shared<Tap>();
    support::WakeSignal signal;
    const std::string bytes = clip_bytes(20, true);
    media::Player player(
        [&] {
            return media::open_clip(memory(bytes, tap, static_cast<std::int64_t>(bytes.size() / 2)), ".mov");
        },
        nullptr, signal.function());
    ASSERT_TRUE(signal.until([&] { return player.status().first_picture_ready; }));
    player.seek(Time(19));
    ASSERT_TRUE(signal.until([&] { return !player.status().seeking; }));
    EXPECT_NE(player.frame_at_now(), nullptr);
}

TEST(Source, a_fifo_is_refused_at_once) {
    support::Scratch scratch;
    const std::filesystem::path fifo = scratch / "a.mp4";
    ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
    EXPECT_THROW(media::open_clip(fifo), media::Error);
}

TEST(Source, a_play_list_cannot_reach_for_other_files) {
    support::Scratch scratch;
    support::make_clip(scratch / "a.mp4", {});
    support::write_file(scratch / "list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n" +
                                                   (scratch / "a.mp4").string() + "\n#EXT-X-ENDLIST\n");
    support::write_file(scratch / "list.ffconcat",
                        "ffconcat version 1.0\nfile '" + (scratch / "a.mp4").string() + "'\n");
    EXPECT_THROW(media::open_clip(scratch / "list.m3u8"), media::Error);
    EXPECT_THROW(media::open_clip(scratch / "list.ffconcat"), media::Error);
}

} // namespace
} // namespace media_source_test

// A recording opens by the index put before its fragments, and every seek finds the picture that belongs
// there.

#include "media/clip_feed.h"
#include "media/fragment_index.h"
#include "media/log.h"
#include "media/record_line.h"
#include "media/record_repair.h"
#include "support/recorded.h"
#include "support/scratch.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace media_fragment_index_test {
namespace {

using namespace media;
using namespace support;

constexpr double picture_rate = 30;
constexpr int steps = 40;

int number_at_time(double seconds) {
    return static_cast<int>(std::lround(seconds * picture_rate)) % steps;
}

class FragmentIndexTest : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        silence_library_log();
        std::vector<Fragment> fragments;
        RecordLine line({.size = recorded_size, .crf = 1}, Time(0),
                        [&](Fragment fragment) { fragments.push_back(std::move(fragment)); });
        lead_ = line.lead().count();
        Time sound{0};
        for (int i = 0; i < 30 * picture_rate; ++i) {
            const Time at(i / picture_rate);
            line.picture(*grey(30 + 5 * (i % steps)), at);
            for (; sound < at; sound += Time(0.02))
                line.sound(*tone(record_rate / 50, sound, 0.5), sound);
            line.advance(at);
        }
        line.finish(Time(30));
        bytes_ = joined(fragments);
    }
    /// Every seek must give the picture of its time.
    void must_seek(const std::filesystem::path& file) {
        const std::unique_ptr<Feed> feed = open_clip(file);
        EXPECT_NEAR(feed->facts().duration.count(), 30 + lead_, 0.06);
        std::mt19937 random(5);
        std::uniform_real_distribution<double> places(0.1, 29.5);
        for (int i = 0; i < 60; ++i) {
            const double place = places(random);
            feed->seek(Time(place));
            PicturePtr picture = feed->next_picture();
            ASSERT_NE(picture, nullptr) << place;
            EXPECT_LE(picture->time.count(), place + 0.001);
            EXPECT_GT(picture->time.count(), place - 1.1) << place; // the key picture before it
            while (picture && picture->time.count() + 1.01 / picture_rate < place)
                picture = feed->next_picture();
            ASSERT_NE(picture, nullptr) << place;
            EXPECT_NEAR(picture->time.count(), place, 0.04) << place;
            const int seen = static_cast<int>(std::lround((picture->planes[0][0] - 30) / 5.0));
            EXPECT_EQ(seen, number_at_time(picture->time.count() - lead_)) << place;
        }
    }
    static inline std::string bytes_;
    static inline double lead_ = 0;
    Scratch folder_;
};

TEST_F(FragmentIndexTest, every_seek_gives_the_picture_of_its_time) {
    write_file(folder_ / "whole.mp4", bytes_);
    const auto indexed = std::make_shared<std::atomic<bool>>(false);
    const std::unique_ptr<ByteReader> reader =
        with_fragment_index(open_file(folder_ / "whole.mp4"), indexed)();
    EXPECT_TRUE(*indexed);
    EXPECT_GT(reader->size(), static_cast<std::int64_t>(bytes_.size()));
    must_seek(folder_ / "whole.mp4");
}

/// Else a jump forward decoded all that lies between.
TEST_F(FragmentIndexTest, a_place_not_read_yet_has_a_key_picture_shortly_before_it) {
    write_file(folder_ / "whole.mp4", bytes_);
    const std::unique_ptr<Feed> feed = open_clip(folder_ / "whole.mp4");
    ASSERT_NE(feed->next_picture(), nullptr);
    for (const double place : {5.0, 25.0}) {
        const std::optional<Time> key = feed->key_before(Time(place));
        ASSERT_TRUE(key);
        EXPECT_GE(key->count(), place - longest_key_interval) << place;
    }
}

TEST_F(FragmentIndexTest, what_is_put_in_is_seen_from_any_place_and_the_rest_is_as_it_was) {
    write_file(folder_ / "whole.mp4", bytes_);
    const auto indexed = std::make_shared<std::atomic<bool>>(false);
    const std::unique_ptr<ByteReader> reader =
        with_fragment_index(open_file(folder_ / "whole.mp4"), indexed)();
    const auto read = [&](std::int64_t offset, std::size_t count) {
        std::string piece(count, '\0');
        piece.resize(reader->read_at(offset, {reinterpret_cast<std::uint8_t*>(piece.data()), count}));
        return piece;
    };
    const std::string all = read(0, static_cast<std::size_t>(reader->size()) + 100);
    ASSERT_EQ(static_cast<std::int64_t>(all.size()), reader->size());
    const std::size_t at = all.find("sidx") - 4;
    const std::size_t length = all.size() - bytes_.size();
    EXPECT_EQ(all.substr(0, at) + all.substr(at + length), bytes_);
    for (std::size_t offset = 0; offset < all.size(); offset += 1733)
        EXPECT_EQ(read(static_cast<std::int64_t>(offset), 700), all.substr(offset, 700)) << offset;
}

TEST_F(FragmentIndexTest, a_file_without_its_end_is_read_as_it_is) {
    write_file(folder_ / "torn.mp4", bytes_.substr(0, bytes_.find("mfra") - 4));
    const auto indexed = std::make_shared<std::atomic<bool>>(false);
    with_fragment_index(open_file(folder_ / "torn.mp4"), indexed)();
    EXPECT_FALSE(*indexed);
    must_seek(folder_ / "torn.mp4");
}

TEST_F(FragmentIndexTest, what_a_crash_left_gets_the_index_it_was_to_have) {
    const std::size_t end = bytes_.find("mfra") - 4;
    for (const std::size_t cut : {end, end + 40, end - 1, end - 3000}) {
        std::filesystem::remove(folder_ / "mended.mp4");
        write_file(folder_ / "mended.mp4", bytes_.substr(0, cut));
        const WholePart part = inspect_part(folder_ / "mended.mp4");
        EXPECT_FALSE(part.has_index);
        mend_part(folder_ / "mended.mp4", part);
        const WholePart again = inspect_part(folder_ / "mended.mp4");
        EXPECT_TRUE(again.has_index && !again.torn()) << cut;
        EXPECT_EQ(again.fragments, part.fragments);
        const auto indexed = std::make_shared<std::atomic<bool>>(false);
        with_fragment_index(open_file(folder_ / "mended.mp4"), indexed)();
        EXPECT_TRUE(*indexed) << cut;
        if (cut >= end)
            must_seek(folder_ / "mended.mp4");
    }
}

TEST_F(FragmentIndexTest, an_index_that_lies_is_not_believed) {
    std::mt19937 random(6);
    const std::size_t index = bytes_.find("mfra") - 4;
    for (int i = 0; i < 200; ++i) {
        std::string damaged = bytes_;
        for (int k = 0; k < 3; ++k)
            damaged[index + random() % (damaged.size() - index)] = static_cast<char>(random());
        std::filesystem::remove(folder_ / "lies.mp4");
        write_file(folder_ / "lies.mp4", damaged);
        const auto indexed = std::make_shared<std::atomic<bool>>(false);
        const std::unique_ptr<ByteReader> reader =
            with_fragment_index(open_file(folder_ / "lies.mp4"), indexed)();
        EXPECT_GE(reader->size(), static_cast<std::int64_t>(damaged.size()));
    }
}

} // namespace
} // namespace media_fragment_index_test

// The copy of a clip in fragments has the same pictures and sound at the same times, in one piece.

#include "media/log.h"
#include "media/record_line.h"
#include "media/seekable_copy.h"
#include "support/recorded.h"
#include "support/scratch.h"

#include <gtest/gtest.h>

namespace media_seekable_copy_test {
namespace {

using namespace media;
using namespace support;

class SeekableCopy : public testing::Test {
  protected:
    SeekableCopy() {
        silence_library_log();
        std::vector<Fragment> fragments;
        RecordLine line({.size = recorded_size, .crf = 1}, Time(0),
                        [&](Fragment fragment) { fragments.push_back(std::move(fragment)); });
        Time sound{0};
        for (int i = 0; i < 300; ++i) {
            const Time at(i / 30.0);
            line.picture(*grey(flashes(at) ? 200 : 30), at);
            for (; sound < at; sound += Time(0.02))
                line.sound(*tone(record_rate / 50, sound, flashes(sound) ? 0.5 : 0), sound);
            line.advance(at);
        }
        line.finish(Time(10));
        write_file(folder_ / "original.mp4", joined(fragments));
    }
    Scratch folder_;
    std::atomic<bool> stop_{false};
};

TEST_F(SeekableCopy, has_the_same_at_the_same_times) {
    EXPECT_TRUE(is_fragmented(folder_ / "original.mp4"));
    std::vector<double> shares;
    ASSERT_TRUE(make_seekable_copy(
        folder_ / "original.mp4", folder_ / "copy.mp4", [&](double share) { shares.push_back(share); },
        stop_));
    EXPECT_FALSE(is_fragmented(folder_ / "copy.mp4"));
    const std::string bytes = read_file(folder_ / "copy.mp4");
    EXPECT_LT(bytes.find("moov"), bytes.find("mdat"));
    const Decoded original = decode(folder_ / "original.mp4");
    const Decoded copy = decode(folder_ / "copy.mp4");
    EXPECT_EQ(copy.errors, 0);
    EXPECT_EQ(copy.lumas, original.lumas);
    EXPECT_EQ(copy.sound, original.sound);
    ASSERT_EQ(copy.pictures.size(), original.pictures.size());
    for (std::size_t i = 0; i < copy.pictures.size(); ++i)
        ASSERT_NEAR(copy.pictures[i], original.pictures[i], 0.0005) << i;
    EXPECT_NEAR(copy.sound_begin, original.sound_begin, 0.0005);
    EXPECT_EQ(copy.keys.size(), original.keys.size());
}

TEST_F(SeekableCopy, what_is_stopped_or_cannot_be_made_leaves_nothing) {
    stop_ = true;
    try {
        EXPECT_FALSE(make_seekable_copy(folder_ / "original.mp4", folder_ / "copy.mp4", {}, stop_));
    } catch (const Error&) { // stopped while it was opened
    }
    EXPECT_FALSE(std::filesystem::exists(folder_ / "copy.mp4"));
    stop_ = false;
    write_file(folder_ / "text.mp4", "nothing to play");
    EXPECT_THROW(make_seekable_copy(folder_ / "text.mp4", folder_ / "copy.mp4", {}, stop_), Error);
    EXPECT_FALSE(std::filesystem::exists(folder_ / "copy.mp4"));
    EXPECT_FALSE(is_fragmented(folder_ / "text.mp4"));
    EXPECT_FALSE(is_fragmented(folder_ / "none.mp4"));
    write_file(folder_ / "zero.mp4", std::string(4096, '\0'));
    EXPECT_FALSE(is_fragmented(folder_ / "zero.mp4"));
}

/// Reading that ends in an error is not the end of the recording: the copy would hide what comes behind.
TEST_F(SeekableCopy, of_what_cannot_be_read_to_its_end_leaves_nothing) {
    std::string bytes = read_file(folder_ / "original.mp4");
    const std::size_t run = bytes.find("trun", bytes.size() / 2);
    ASSERT_NE(run, std::string::npos);
    bytes.replace(run + 8, 4, "\xff\xff\xff\xff"); // so many packets in a fragment
    write_file(folder_ / "damaged.mp4", bytes);
    EXPECT_THROW(make_seekable_copy(folder_ / "damaged.mp4", folder_ / "copy.mp4", {}, stop_), Error);
    EXPECT_FALSE(std::filesystem::exists(folder_ / "copy.mp4"));
}

} // namespace
} // namespace media_seekable_copy_test

// A part on its time line with scripted pictures and sound and a clock that only the test moves.

#include "media/log.h"
#include "media/record_file.h"
#include "media/record_line.h"
#include "media/record_repair.h"
#include "support/recorded.h"
#include "support/scratch.h"

#include <gtest/gtest.h>

#include <fstream>
#include <random>

namespace media_record_line_test {
namespace {

using namespace media;
namespace fs = std::filesystem;

using namespace support;

constexpr Size size = recorded_size;
constexpr int rate = record_rate;

struct Script {
    Time begin{1000};
    double seconds = 5;
    double rate = 30;
    Time picture_gap_begin{1e9}; ///< no pictures from here ...
    Time picture_gap_end{1e9};   ///< ... to here
    Time sound_gap_begin{1e9};
    Time sound_gap_end{1e9};
};

/// Feeds the line as two devices would: blocks of 20 ms, 25 ms late; returns the bytes.
std::vector<Fragment> record(const Script& script, const RecordFormat& format,
                             PictureCounts* counts = nullptr) {
    silence_library_log();
    std::vector<Fragment> fragments;
    RecordLine line(format, script.begin,
                    [&](Fragment fragment) { fragments.push_back(std::move(fragment)); });
    Time picture = script.begin - Time(0.05);
    Time sound = script.begin - Time(0.05);
    const Time end = script.begin + Time(script.seconds);
    line.end_at(end);
    for (Time now = script.begin; now < end + Time(0.1); now += Time(0.005)) {
        for (; sound + Time(0.045) <= now; sound += Time(0.02))
            if (sound < script.sound_gap_begin || sound >= script.sound_gap_end)
                line.sound(*tone(rate / 50, sound, flashes(sound) ? 0.5 : 0), sound);
        for (; picture + Time(0.025) <= now; picture += Time(1 / script.rate))
            if (picture < script.picture_gap_begin || picture >= script.picture_gap_end)
                line.picture(*grey(flashes(picture) ? 235 : 40), picture);
        line.advance(now);
    }
    line.finish(end);
    if (counts != nullptr)
        *counts = line.pictures();
    return fragments;
}

Decoded recorded(const Script& script, const RecordFormat& format = {.size = size}) {
    const support::Scratch folder;
    support::write_file(folder / "part.mp4", joined(record(script, format)));
    return decode(folder / "part.mp4");
}

TEST(RecordLine, flash_and_beep_stay_together_to_a_few_milliseconds) {
    const Decoded seen = recorded({.seconds = 8});
    ASSERT_GE(seen.flashes.size(), 8U);
    ASSERT_EQ(seen.flashes.size(), seen.beeps.size());
    for (std::size_t i = 1; i < seen.flashes.size(); ++i) // the first is cut by the beginning
        EXPECT_NEAR(seen.flashes[i], seen.beeps[i], 0.020) << i;
    EXPECT_NEAR(seen.sound_end, 8.0, 0.06);
    EXPECT_NEAR(seen.pictures.back(), 8.0, 0.05);
    EXPECT_EQ(seen.errors, 0);
}

TEST(RecordLine, every_picture_keeps_its_time_and_none_is_lost) {
    PictureCounts counts;
    record({.seconds = 10, .rate = 29.7}, {.size = size}, &counts);
    EXPECT_NEAR(static_cast<double>(counts.encoded), 10 * 29.7, 1) << counts.repeated;
    EXPECT_LE(counts.repeated, 1);
    EXPECT_EQ(counts.thinned, 0);
}

TEST(RecordLine, key_pictures_come_at_least_every_second_even_from_a_slow_camera) {
    for (const double camera : {30.0, 12.0, 6.0}) {
        const Decoded seen = recorded({.seconds = 6, .rate = camera});
        ASSERT_GE(seen.keys.size(), 5U) << camera;
        for (std::size_t i = 1; i < seen.keys.size(); ++i)
            EXPECT_LT(seen.keys[i] - seen.keys[i - 1], 1.0 + 1.1 / camera) << camera;
    }
}

TEST(RecordLine, fragments_are_short_and_each_ends_with_sound_and_picture_alike) {
    const std::vector<Fragment> fragments = record({.seconds = 6}, {.size = size});
    ASSERT_GT(fragments.size(), 20U);
    for (std::size_t i = 2; i + 2 < fragments.size(); ++i) {
        const double length = (fragments[i].end - fragments[i - 1].end).count();
        EXPECT_GT(length, 0.15) << i;
        EXPECT_LT(length, 0.35) << i;
    }
}

TEST(RecordLine, the_camera_may_go_and_come_back_while_the_sound_goes_on) {
    const Decoded seen =
        recorded({.seconds = 8, .picture_gap_begin = Time(1002.5), .picture_gap_end = Time(1005.5)});
    EXPECT_EQ(seen.beeps.size(), seen.flashes.size() + 3);
    for (std::size_t i = 1; i < seen.pictures.size(); ++i)
        EXPECT_LT(seen.pictures[i] - seen.pictures[i - 1], 0.3);
    EXPECT_NEAR(seen.flashes.back(), seen.beeps.back(), 0.020);
}

TEST(RecordLine, the_microphone_may_go_and_come_back_while_the_picture_goes_on) {
    const Decoded seen =
        recorded({.seconds = 8, .sound_gap_begin = Time(1002.5), .sound_gap_end = Time(1005.5)});
    EXPECT_EQ(seen.flashes.size(), seen.beeps.size() + 3);
    EXPECT_NEAR(seen.flashes.back(), seen.beeps.back(), 0.020);
    EXPECT_NEAR(seen.sound_end, 8.0, 0.06);
}

TEST(RecordLine, without_a_camera_there_is_sound_alone_and_without_a_microphone_pictures_alone) {
    const Decoded sound = recorded({.seconds = 3}, {.size = {}});
    EXPECT_TRUE(sound.pictures.empty());
    EXPECT_EQ(sound.beeps.size(), 3U);
    const Decoded pictures = recorded({.seconds = 3}, {.size = size, .sound = false});
    EXPECT_TRUE(pictures.beeps.empty());
    EXPECT_EQ(pictures.flashes.size(), 3U);
}

TEST(RecordLine, a_camera_that_never_gives_a_picture_does_not_keep_the_sound_from_the_disk) {
    const std::vector<Fragment> fragments =
        record({.seconds = 3, .picture_gap_begin = Time(0)}, {.size = size});
    EXPECT_GT(fragments.size(), 9U);
}

/// A recorded file in memory, as a power cut or a kill may leave it.
class TornTail : public testing::Test {
  protected:
    static void SetUpTestSuite() { bytes_ = joined(record({.seconds = 12}, {.size = size, .crf = 1})); }
    /// The file as `bytes`: inspected, cut, decoded to its end.
    void must_be_readable(const std::string& bytes, std::int64_t untouched, const char* how,
                          std::size_t cut) {
        const fs::path file = folder_ / "torn.mp4";
        fs::remove(file);
        support::write_file(file, bytes);
        const WholePart part = inspect_part(file);
        EXPECT_LE(part.whole_bytes, untouched) << how << cut;
        EXPECT_EQ(part.file_bytes, static_cast<std::int64_t>(bytes.size()));
        mend_part(file, part);
        if (part.fragments == 0)
            return;
        const WholePart again = inspect_part(file);
        EXPECT_FALSE(again.torn());
        EXPECT_EQ(again.fragments, part.fragments);
        const Decoded seen = decode(file);
        EXPECT_EQ(seen.errors, 0) << how << cut;
        EXPECT_NEAR(std::min(seen.pictures.back(), seen.sound_end), part.end.count(), 0.06) << how << cut;
    }
    support::Scratch folder_;
    static inline std::string bytes_;
};

TEST_F(TornTail, cut_anywhere_every_file_plays_to_its_last_whole_fragment) {
    std::mt19937 random(3);
    std::uniform_int_distribution<std::size_t> lengths(1,
                                                       std::min<std::size_t>(512 * 1024, bytes_.size() - 1));
    for (int i = 0; i < 60; ++i) {
        const std::size_t cut = lengths(random);
        must_be_readable(bytes_.substr(0, bytes_.size() - cut),
                         static_cast<std::int64_t>(bytes_.size() - cut), "cut by ", cut);
    }
}

TEST_F(TornTail, zero_filled_anywhere_every_file_plays_to_its_last_whole_fragment) {
    std::mt19937 random(4);
    std::uniform_int_distribution<std::size_t> lengths(64,
                                                       std::min<std::size_t>(512 * 1024, bytes_.size() - 1));
    for (int i = 0; i < 60; ++i) {
        const std::size_t cut = lengths(random);
        std::string bytes = bytes_;
        std::fill(bytes.end() - static_cast<std::ptrdiff_t>(cut), bytes.end(), '\0');
        must_be_readable(bytes, static_cast<std::int64_t>(bytes_.size()) - 64, "zeros of ", cut);
    }
}

TEST_F(TornTail, a_whole_file_is_left_as_it_is) {
    support::write_file(folder_ / "whole.mp4", bytes_);
    const WholePart part = inspect_part(folder_ / "whole.mp4");
    EXPECT_FALSE(part.torn());
    EXPECT_NEAR(part.end.count(), 12.02, 0.05);
    EXPECT_GT(part.fragments, 40);
}

TEST_F(TornTail, what_is_no_recording_has_no_header) {
    support::write_file(folder_ / "empty.mp4", "");
    EXPECT_FALSE(inspect_part(folder_ / "empty.mp4").has_header);
    support::write_file(folder_ / "text.mp4", std::string(5000, 'x'));
    EXPECT_FALSE(inspect_part(folder_ / "text.mp4").has_header);
    support::write_file(folder_ / "zero.mp4", std::string(5000, '\0'));
    EXPECT_EQ(inspect_part(folder_ / "zero.mp4").whole_bytes, 0);
    EXPECT_THROW(inspect_part(folder_ / "none.mp4"), Error);
}

TEST(RecordFile, is_locked_and_holds_what_was_appended) {
    const support::Scratch folder;
    {
        RecordFile file({.file = folder / "part.mp4"});
        EXPECT_THROW(RecordFile({.file = folder / "part.mp4"}), Error);
        for (const Fragment& fragment : record({.seconds = 2}, {.size = size}))
            file.append(fragment);
        file.close();
        EXPECT_EQ(file.state().error, 0);
        EXPECT_EQ(file.state().waiting, 0U);
        EXPECT_NEAR(file.state().durable.count(), 2.0, 0.1);
        EXPECT_EQ(file.hash().size(), 64U);
    }
    EXPECT_FALSE(inspect_part(folder / "part.mp4").torn());
}

} // namespace
} // namespace media_record_line_test

// Clips as telephones, cameras and editors make them: the right picture at the right time, and the sound.
#include "media/clip_feed.h"
#include "media/player.h"
#include "media/subtitle_reader.h"

#include "support/clips.h"
#include "support/remux.h"
#include "support/scratch.h"
#include "support/wake_signal.h"

#include <cmath>
#include <cstring>
#include <gtest/gtest.h>

namespace media_odd_clips_test {
namespace {

using media::PlayerState;
using media::Time;

class OddClip : public testing::Test {
  protected:
    support::ClipRecipe recipe(double seconds = 3) {
        support::ClipRecipe made;
        made.seconds = seconds;
        return made;
    }
    std::filesystem::path make(const char* name, const support::ClipRecipe& how) {
        support::make_clip(scratch_ / name, how);
        return scratch_ / name;
    }
    media::Player& open(const std::filesystem::path& file) {
        player_.reset();
        file_ = file;
        player_ = std::make_unique<media::Player>(std::vector<media::Part>{{.file = file}}, nullptr,
                                                  signal_.function(), media::PlayerOptions{}, clock_);
        EXPECT_TRUE(signal_.until([&] { return player_->status().state != PlayerState::opening; }));
        EXPECT_EQ(player_->status().failure, "") << file;
        return *player_;
    }
    int shown() {
        const media::PicturePtr picture = player_->frame_at_now();
        return picture ? support::number_in(*media::to_bgra(*picture, 0)) : -1;
    }
    int at(double to) {
        player_->seek(Time(to));
        EXPECT_TRUE(signal_.until([&] { return !player_->status().seeking; }));
        return shown();
    }
    bool has_fault(const char* code) {
        for (const media::ClipFault& fault : player_->status().faults)
            if (fault.code == code)
                return true;
        return false;
    }
    /// Plays from here to the end: the numbers shown, and the time each was due.
    std::vector<std::pair<int, double>> play_to_end() {
        const double begin = player_->frame_at_now()->time.count();
        int left = 0;
        const auto feed = media::open_clip(file_);
        while (const media::PicturePtr picture = feed->next_picture())
            left += picture->time.count() > begin + 1e-6 ? 1 : 0;
        std::vector<std::pair<int, double>> seen{{shown(), begin}};
        player_->play();
        double now = clock_->now().count();
        for (; left > 0; --left) {
            std::optional<Time> due;
            EXPECT_TRUE(signal_.until([&] { return (due = player_->next_picture_due()).has_value(); }))
                << left;
            if (!due)
                return seen;
            clock_->set(Time(now = due->count() + 1e-6));
            const int number = shown();
            seen.emplace_back(number, player_->frame_at_now()->time.count());
        }
        EXPECT_TRUE(signal_.until([&] {
            clock_->set(Time(now += 0.5));
            static_cast<void>(player_->frame_at_now());
            return player_->status().state == PlayerState::ended;
        }));
        return seen;
    }

    support::Scratch scratch_;
    support::WakeSignal signal_;
    std::shared_ptr<media::ManualClock> clock_ = std::make_shared<media::ManualClock>();
    std::filesystem::path file_;
    std::unique_ptr<media::Player> player_;
};

TEST_F(OddClip, an_edit_list_hides_what_lies_before_it) {
    support::remux(make("whole.mp4", recipe()), scratch_ / "cut.mp4", {.shift = -1.52});
    open(scratch_ / "cut.mp4");
    EXPECT_EQ(shown(), 38);
    EXPECT_NEAR(player_->status().duration.count(), 1.48, 0.06);
    EXPECT_EQ(at(1.01), 63);
    EXPECT_EQ(at(0.01), 38);
    player_->step(+2);
    EXPECT_TRUE(signal_.until([&] { return shown() == 40; })) << shown();
    player_->step(-2);
    EXPECT_TRUE(signal_.until([&] { return shown() == 38; })) << shown();
}

TEST_F(OddClip, a_start_other_than_zero_becomes_zero) {
    const auto whole = make("whole.mp4", recipe());
    // With the second of them in MPEG-TS the count of 33 bits begins anew within the clip.
    for (const double shift : {1000.0, 95442.0}) {
        for (const char* name : {"late.mp4", "late.mkv", "late.ts"}) {
            support::remux(whole, scratch_ / name, {.shift = shift});
            open(scratch_ / name);
            EXPECT_EQ(shown(), 0) << name << shift;
            EXPECT_EQ(player_->status().position.count(), 0) << name << shift;
            EXPECT_NEAR(player_->status().duration.count(), 3, 0.1) << name << shift;
            EXPECT_NEAR(media::probe_here(scratch_ / name).duration, 3, 0.1) << name << shift;
            EXPECT_EQ(at(2.01), 50) << name << shift;
            EXPECT_EQ(at(0.41), 10) << name << shift;
        }
    }
}

TEST_F(OddClip, pictures_of_a_variable_rate_stand_as_long_as_they_should) {
    support::ClipRecipe how;
    how.writer.sample_rate = 0;
    media::ClipWriter writer(scratch_ / "vfr.mp4", how.writer);
    std::vector<double> begins;
    int tick = 0;
    for (int number = 0; number < 30; ++number) {
        begins.push_back(tick / 25.0);
        writer.picture(support::numbered_picture(how.writer.size, number));
        const int skipped = number % 5 == 4 ? 12 : 0;
        writer.skip_pictures(skipped);
        tick += 1 + skipped;
    }
    writer.finish();
    open(scratch_ / "vfr.mp4");
    const auto seen = play_to_end();
    ASSERT_EQ(seen.size(), 30U);
    for (std::size_t index = 0; index < seen.size(); ++index) {
        EXPECT_EQ(seen[index].first, static_cast<int>(index));
        EXPECT_NEAR(seen[index].second, begins[index], 0.002);
    }
    EXPECT_EQ(at(begins[10] - 0.1), 9) << "the long picture is still on";
    EXPECT_EQ(at(begins[10] + 0.01), 10);
}

TEST_F(OddClip, a_long_picture_that_no_other_needs_is_found_by_seeking) {
    support::ClipRecipe how;
    how.writer.sample_rate = 0;
    how.writer.preset = "veryfast"; // with B pictures
    how.writer.gop_seconds = 100;
    media::ClipWriter writer(scratch_ / "vfr.mp4", how.writer);
    std::vector<double> ends;
    int tick = 0;
    for (int number = 0; number < 60; ++number) {
        writer.picture(support::numbered_picture(how.writer.size, number));
        const int skipped = number % 7 == 6 ? 30 : 0;
        writer.skip_pictures(skipped);
        tick += 1 + skipped;
        ends.push_back(tick / 25.0);
    }
    writer.finish();
    open(scratch_ / "vfr.mp4");
    for (int number = 6; number < 59; number += 7) {
        EXPECT_EQ(at(0), 0);
        EXPECT_EQ(at(ends[static_cast<std::size_t>(number)] - 0.1), number);
    }
}

TEST_F(OddClip, after_an_exact_seek_time_goes_on_at_its_rate) {
    support::ClipRecipe how = recipe(4);
    how.writer.gop_seconds = 4;
    open(make("a.mp4", how));
    EXPECT_EQ(at(2.01), 50);
    const auto seen = play_to_end();
    ASSERT_EQ(seen.size(), 50U);
    for (std::size_t index = 0; index < seen.size(); ++index)
        EXPECT_EQ(seen[index].first, 50 + static_cast<int>(index));
    EXPECT_EQ(player_->status().pictures_dropped, 0);
}

TEST_F(OddClip, size_and_count_may_change_inside_a_stream) {
    support::ClipRecipe small = recipe(2);
    support::ClipRecipe large = recipe(2);
    large.writer.size = {640, 480};
    large.first_number = 50;
    support::write_file(scratch_ / "both.ts", support::read_file(make("small.ts", small)) +
                                                  support::read_file(make("large.ts", large)));
    open(scratch_ / "both.ts");
    EXPECT_EQ(player_->frame_at_now()->size, (media::Size{320, 180}));
    const auto seen = play_to_end();
    ASSERT_GE(seen.size(), 98U);
    for (std::size_t index = 1; index < seen.size(); ++index) {
        EXPECT_GT(seen[index].first, seen[index - 1].first);
        EXPECT_NEAR(seen[index].second - seen[index - 1].second, 0.04, 0.15);
    }
    EXPECT_EQ(seen.back().first, 99);
    EXPECT_EQ(player_->frame_at_now()->size, (media::Size{640, 480}));
    EXPECT_TRUE(has_fault("timestamps_backwards"));
}

TEST_F(OddClip, odd_sizes_are_shown_whole) {
    for (const char* codec : {"mjpeg", "ffv1", "mpeg4"}) {
        support::ClipRecipe how = recipe(1);
        how.writer.size = {321, 181};
        how.writer.video_codec = codec;
        how.writer.full_range = true;
        open(make("odd.mkv", how));
        const media::Size size = player_->frame_at_now()->size;
        EXPECT_TRUE(size == (media::Size{321, 181}) || size == (media::Size{320, 180})) << codec;
        EXPECT_EQ(at(0.5), 12) << codec;
    }
}

TEST_F(OddClip, alpha_is_premultiplied_over_nothing) {
    support::ClipRecipe how = recipe(1);
    how.writer.video_codec = "qtrle";
    open(make("alpha.mov", how));
    EXPECT_EQ(at(0.5), 12);
    const media::PicturePtr picture = player_->frame_at_now();
    EXPECT_EQ(picture->layout, media::PixelLayout::bgra);
}

TEST_F(OddClip, colours_without_a_tag_follow_the_size) {
    for (const auto& [size, matrix] : {std::pair{media::Size{640, 480}, media::Matrix::bt601},
                                       std::pair{media::Size{1280, 720}, media::Matrix::bt709}}) {
        support::ClipRecipe how = recipe(0.2);
        how.writer.size = size;
        how.writer.video_codec = "mpeg4";
        how.writer.sample_rate = 0;
        open(make("untagged.avi", how));
        EXPECT_EQ(player_->frame_at_now()->matrix, matrix) << size.width;
        EXPECT_FALSE(player_->frame_at_now()->full_range);
    }
}

TEST_F(OddClip, a_seek_that_leaves_pictures_out_arrives_at_the_exact_one) {
    for (const char* name : {"b.mp4", "b.mkv", "b.ts"}) {
        support::ClipRecipe how = recipe(4);
        how.writer.preset = "veryfast"; // two of five pictures are needed by no other
        how.writer.gop_seconds = 10;
        open(make(name, how));
        for (int step = 0; step < 40; ++step) {
            const int number = step * 37 % 100; // all over the group, never near the last
            EXPECT_EQ(at(number / 25.0 + 0.03), number) << name;
        }
    }
}

TEST_F(OddClip, a_feed_that_rested_goes_on_from_a_seek) {
    const auto feed = media::open_clip(make("rest.mp4", recipe()));
    ASSERT_NE(feed->next_picture(), nullptr);
    feed->rest();
    EXPECT_EQ(feed->next_picture(), nullptr) << "what comes next is a seek";
    feed->seek(Time(0));
    for (int number = 0; number < 75; ++number) {
        const media::PicturePtr picture = feed->next_picture();
        ASSERT_NE(picture, nullptr) << number;
        EXPECT_EQ(support::number_in(*media::to_bgra(*picture, 0)), number);
        if (number == 10)
            feed->trim();
    }
}

TEST_F(OddClip, interlaced_pictures_say_so) {
    support::ClipRecipe how = recipe(0.4);
    how.writer.size = {720, 576};
    how.writer.video_codec = "dvvideo";
    how.writer.audio_codec = "pcm_s16le";
    open(make("tape.mov", how));
    EXPECT_TRUE(player_->frame_at_now()->interlaced);
    open(make("progressive.mp4", recipe(0.4)));
    EXPECT_FALSE(player_->frame_at_now()->interlaced);
}

TEST_F(OddClip, a_cover_stands_for_the_whole_sound) {
    support::ClipRecipe picture = recipe(0.04);
    picture.writer.size = {64, 64};
    picture.writer.sample_rate = 0;
    picture.writer.video_codec = "mjpeg";
    picture.writer.full_range = true;
    picture.writer.container = "mjpeg";
    const auto jpeg = make("cover.jpg", picture);
    support::ClipRecipe sound = recipe(2);
    sound.writer.size = {0, 0};
    for (const char* name : {"talk.mp3", "talk.flac", "talk.m4a"}) {
        support::remux(
            make((std::string("plain") + std::filesystem::path(name).extension().string()).c_str(), sound),
            scratch_ / name, {.cover = jpeg});
        open(scratch_ / name);
        ASSERT_NE(player_->frame_at_now(), nullptr) << name;
        EXPECT_EQ(player_->frame_at_now()->size, (media::Size{64, 64})) << name;
        EXPECT_NEAR(player_->status().duration.count(), 2, 0.1) << name;
        const media::PicturePtr cover = player_->frame_at_now();
        static_cast<void>(at(1.5));
        EXPECT_EQ(player_->frame_at_now(), cover) << name;
        EXPECT_NEAR(player_->status().position.count(), 1.5, 0.01) << name;
    }
}

TEST_F(OddClip, every_sound_track_can_be_chosen) {
    support::ClipRecipe how = recipe(1);
    how.writer.audio_tracks = 3;
    const auto feed = media::open_clip(make("tracks.mkv", how));
    ASSERT_EQ(feed->facts().audio_tracks, 3);
    media::SoundBlock block;
    for (int track = 2; track >= 0; --track) {
        feed->set_audio_track(track);
        feed->seek(Time(0));
        double heard = 0;
        while (feed->next_sound(block))
            heard += static_cast<double>(block.samples.size()) / 2 / 48000;
        EXPECT_NEAR(heard, 1, 0.1) << track;
    }
}

TEST_F(OddClip, sound_of_any_rate_and_number_of_channels_is_heard_in_stereo) {
    for (const int channels : {1, 2, 3, 4, 5, 6, 7, 8})
        for (const int rate : {8000, 11025, 16000, 22050, 32000, 44100, 48000, 96000, 192000}) {
            support::ClipRecipe how = recipe(0.4);
            how.writer.size = {0, 0};
            how.writer.channels = channels;
            how.writer.sample_rate = rate;
            const auto feed = media::open_clip(make("sound.wav", how));
            media::SoundBlock block;
            std::size_t frames = 0;
            float loudest = 0;
            while (feed->next_sound(block)) {
                frames += block.samples.size() / 2;
                for (const float sample : block.samples)
                    loudest = std::max(loudest, std::abs(sample));
            }
            EXPECT_NEAR(static_cast<double>(frames), 19200, 100) << channels << " at " << rate;
            EXPECT_GT(loudest, 0.05) << channels << " at " << rate;
            EXPECT_LE(loudest, 1.1) << channels << " at " << rate;
        }
}

TEST_F(OddClip, subtitles_inside_the_file_are_due_at_their_time) {
    const auto whole = make("plain.mp4", recipe());
    const std::vector<media::SubtitleLine> lines{{Time(0.5), Time(1.2), "first \xe7\xac\xac\xe4\xb8\x80"},
                                                 {Time(1.8), Time(2.6), "second"}};
    for (const char* name : {"lines.mkv", "lines.mp4"}) {
        support::remux(whole, scratch_ / name, {.cover = {}, .lines = lines});
        open(scratch_ / name);
        EXPECT_EQ(player_->subtitle_now(), "") << name;
        static_cast<void>(at(0.8));
        EXPECT_EQ(player_->subtitle_now(), lines[0].text) << name;
        static_cast<void>(at(1.5));
        EXPECT_EQ(player_->subtitle_now(), "") << name;
        play_to_end();
        static_cast<void>(at(2.0));
        EXPECT_EQ(player_->subtitle_now(), "second") << name;
        static_cast<void>(at(0.6));
        EXPECT_EQ(player_->subtitle_now(), lines[0].text) << name << ": met twice, said once";
        player_->set_subtitles(false);
        EXPECT_EQ(player_->subtitle_now(), "") << name;
    }
}

TEST(SubtitleWords, have_no_styles) {
    EXPECT_EQ(media::words_of_event("0,0,Default,,0,0,0,,{\\i1}one{\\i0}, two\\Nthree\\hfour"),
              "one, two\nthree four");
    EXPECT_EQ(media::words_of_event("0,0,Default"), "");
    std::string endless = "0,0,Default,,0,0,0,,";
    for (int row = 0; row < 100000; ++row)
        endless += "row\\N";
    EXPECT_LT(media::words_of_event(endless).size(), 3000U);
    EXPECT_EQ(media::words_of_event("0,0,Default,,0,0,0,,{\\i1"), "");
}

TEST_F(OddClip, a_clip_cut_short_with_its_index_in_front_plays_what_is_there) {
    support::ClipRecipe how = recipe(8);
    how.writer.gop_seconds = 8;
    const std::string whole = support::read_file(make("whole.mp4", how));
    double before = 0;
    for (const double share : {0.2, 0.5, 0.9}) {
        support::write_file(
            scratch_ / "cut.mp4",
            whole.substr(0, static_cast<std::size_t>(share * static_cast<double>(whole.size()))));
        open(scratch_ / "cut.mp4");
        EXPECT_EQ(shown(), 0) << share;
        const double promised = player_->status().duration.count();
        EXPECT_GT(promised, before);
        EXPECT_LT(promised, 8 * share + 1) << "the index promises more than is there";
        const auto seen = play_to_end();
        EXPECT_EQ(player_->status().state, PlayerState::ended) << share;
        EXPECT_NEAR(seen.back().second, promised, 0.3) << share;
        EXPECT_GE(seen.size(), static_cast<std::size_t>(promised * 25 - 6)) << share;
        EXPECT_EQ(at(promised / 2), static_cast<int>(promised / 2 * 25 + 1e-6)) << share;
        before = promised;
    }
}

TEST_F(OddClip, junk_before_the_beginning_is_skipped) {
    for (const char* name : {"a.mp4", "a.mkv", "a.ts", "a.mov", "a.avi"}) {
        const std::string whole = support::read_file(make(name, recipe()));
        open(scratch_ / name);
        const int plain = at(2.01); // FFmpeg leaves one out of its AVI
        EXPECT_GE(plain, 49);
        support::write_file(scratch_ / name, std::string(3000, 'x') + "\r\n\r\n" + whole);
        open(scratch_ / name);
        EXPECT_EQ(at(2.01), plain) << name;
        const media::ClipFacts facts = media::probe_here(scratch_ / name);
        EXPECT_TRUE(facts.playable) << name << facts.refusal;
        bool said = false;
        for (const media::ClipFault& fault : facts.faults)
            said = said || fault.code == "junk_at_start";
        EXPECT_TRUE(said) << name << " " << facts.container << " " << facts.duration;
    }
}

TEST_F(OddClip, pictures_without_time_stamps_follow_their_rate) {
    support::ClipRecipe how = recipe();
    how.writer.container = "h264";
    how.writer.sample_rate = 0;
    open(make("raw.h264", how));
    const auto seen = play_to_end();
    ASSERT_EQ(seen.size(), 75U);
    for (std::size_t index = 1; index < seen.size(); ++index)
        EXPECT_NEAR(seen[index].second - seen[index - 1].second, 0.04, 0.021) << index;
}

TEST_F(OddClip, an_absurd_length_in_the_header_is_not_believed) {
    std::string bytes = support::read_file(make("long.mkv", recipe()));
    const std::size_t place = bytes.find("\x44\x89\x88");
    ASSERT_NE(place, std::string::npos);
    const double absurd = 1e14;
    for (std::size_t byte = 0; byte < 8; ++byte)
        bytes[place + 3 + byte] = reinterpret_cast<const char*>(&absurd)[7 - byte];
    support::write_file(scratch_ / "long.mkv", bytes);
    open(scratch_ / "long.mkv");
    EXPECT_LT(player_->status().duration.count(), 49 * 3600);
    EXPECT_EQ(at(2.01), 50);
    play_to_end();
    EXPECT_EQ(player_->status().state, PlayerState::ended);
    EXPECT_NEAR(player_->status().duration.count(), 3, 0.1);
}

} // namespace
} // namespace media_odd_clips_test

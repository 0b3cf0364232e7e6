#include "media/clip_writer.h"
#include "support/clips.h"
#include "support/scratch.h"

#include <gtest/gtest.h>

#include <filesystem>

extern "C" {
#include <libavformat/avformat.h>
#include <libavutil/display.h>
}

namespace media_clip_writer_test {
namespace {

using namespace media;

/// What a foreign reader (FFmpeg) finds in the file.
struct Seen {
    Seen(const std::filesystem::path& file) {
        if (avformat_open_input(&input, file.c_str(), nullptr, nullptr) != 0 ||
            avformat_find_stream_info(input, nullptr) < 0)
            throw std::runtime_error("cannot open " + file.string());
    }
    ~Seen() { avformat_close_input(&input); }
    Seen(const Seen&) = delete;
    Seen& operator=(const Seen&) = delete;
    [[nodiscard]] const AVStream& stream(unsigned index) const { return *input->streams[index]; }
    [[nodiscard]] double duration() const { return static_cast<double>(input->duration) / AV_TIME_BASE; }
    AVFormatContext* input = nullptr;
};

TEST(ClipWriter, same_input_gives_the_same_bytes) {
    const support::Scratch folder;
    for (const char* name : {"clip.mp4", "clip.mkv", "clip.webm", "clip.mov", "clip.avi", "clip.ts",
                             "talk.mp3", "talk.wav", "talk.m4a", "talk.flac", "talk.ogg"}) {
        support::ClipRecipe recipe;
        if (std::string(name).starts_with("talk"))
            recipe.writer.size = {};
        support::make_clip(folder / (std::string("a-") + name), recipe);
        support::make_clip(folder / (std::string("b-") + name), recipe);
        const std::string first = support::read_file(folder / (std::string("a-") + name));
        EXPECT_GT(first.size(), 1000U) << name;
        EXPECT_EQ(first, support::read_file(folder / (std::string("b-") + name))) << name;
    }
}

TEST(ClipWriter, a_clip_has_the_asked_pictures_sound_and_chapters) {
    const support::Scratch folder;
    support::ClipRecipe recipe;
    recipe.seconds = 3;
    recipe.writer.audio_tracks = 2;
    recipe.writer.chapters = {{0, 1, "第一问"}, {1, 3, "第二问"}};
    support::make_clip(folder / "clip.mp4", recipe);
    const Seen seen(folder / "clip.mp4");
    ASSERT_GE(seen.input->nb_streams, 3U);
    EXPECT_EQ(seen.stream(0).codecpar->codec_id, AV_CODEC_ID_H264);
    EXPECT_EQ(seen.stream(0).nb_frames, 3 * recipe.writer.frame_rate);
    EXPECT_EQ(seen.stream(0).codecpar->color_space, AVCOL_SPC_BT709);
    EXPECT_EQ(seen.stream(1).codecpar->codec_id, AV_CODEC_ID_AAC);
    EXPECT_EQ(seen.stream(2).codecpar->codec_id, AV_CODEC_ID_AAC);
    EXPECT_NEAR(seen.duration(), 3, 0.05);
    ASSERT_EQ(seen.input->nb_chapters, 2U);
    EXPECT_STREQ(av_dict_get(seen.input->chapters[1]->metadata, "title", nullptr, 0)->value, "第二问");
}

TEST(ClipWriter, faststart_puts_the_index_before_the_data) {
    const support::Scratch folder;
    support::make_clip(folder / "clip.mp4", {});
    const std::string bytes = support::read_file(folder / "clip.mp4");
    ASSERT_NE(bytes.find("moov"), std::string::npos);
    EXPECT_LT(bytes.find("moov"), bytes.find("mdat"));
}

TEST(ClipWriter, the_orientation_is_written_mirrored_first_then_turned) {
    const support::Scratch folder;
    support::ClipRecipe recipe;
    recipe.writer.orientation = {1, false};
    support::make_clip(folder / "turned.mp4", recipe);
    const Seen seen(folder / "turned.mp4");
    const auto* matrix = reinterpret_cast<const std::int32_t*>(
        av_stream_get_side_data(&seen.stream(0), AV_PKT_DATA_DISPLAYMATRIX, nullptr));
    ASSERT_NE(matrix, nullptr);
    EXPECT_EQ(av_display_rotation_get(matrix), -90);
}

TEST(ClipWriter, a_clip_without_finish_leaves_no_file) {
    const support::Scratch folder;
    {
        const ClipWriter writer(folder / "clip.mp4", {});
        EXPECT_TRUE(std::filesystem::exists(folder / "clip.mp4"));
    }
    EXPECT_FALSE(std::filesystem::exists(folder / "clip.mp4"));
}

TEST(ClipWriter, refusals_say_why) {
    const support::Scratch folder;
    EXPECT_THROW(ClipWriter(folder / "no" / "such" / "folder.mp4", {}), Error);
    EXPECT_THROW(ClipWriter(folder / "clip.nonsense", {}), Error);
    EXPECT_THROW(ClipWriter(folder / "clip.mp4", {.size = {}, .sample_rate = 0}), Error);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(ClipWriter, a_full_disk_is_reported_at_the_latest_by_finish) {
    support::ClipRecipe recipe;
    recipe.writer.container = "matroska";
    try {
        support::make_clip("/dev/full", recipe);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault, Fault::write_failed);
    }
    EXPECT_TRUE(std::filesystem::exists("/dev/full"));
}

} // namespace
} // namespace media_clip_writer_test

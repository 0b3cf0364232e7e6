#include "media/clip.h"
#include "support/clips.h"
#include "support/images.h"
#include "support/scratch.h"

#include <gtest/gtest.h>

#include <chrono>
#include <sys/stat.h>
#include <thread>

namespace media_helper_test {
namespace {

using namespace media;
using support::ClipRecipe;
using support::Scratch;

ClipRecipe recipe(double seconds) {
    ClipRecipe made;
    made.seconds = seconds;
    return made;
}

ProbeHelper& helper() {
    static ProbeHelper shared{std::filesystem::path(PROGRAM)};
    return shared;
}

/// A program that does `first`, answers "ready" and then does what `script` says.
std::filesystem::path false_helper(const Scratch& folder, const std::string& script,
                                   const std::string& first = "") {
    const std::filesystem::path program = folder / "helper";
    const std::string ready = "printf '\\010\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000' >&0\n";
    support::write_file(program, "#!/bin/sh\n" + first + ready + script);
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    return program;
}

TEST(ProbeHelper, says_the_same_as_probing_here) {
    const Scratch folder;
    ClipRecipe clip = recipe(2);
    clip.writer.chapters = {{0, 1, "一"}, {1, 2, "二"}};
    clip.writer.audio_tracks = 2;
    support::make_clip(folder / "clip.mkv", clip);
    const ClipFacts here = probe_here(folder / "clip.mkv");
    const ClipFacts there = helper().probe(folder / "clip.mkv");
    ASSERT_TRUE(there.playable) << there.refusal;
    EXPECT_EQ(there.container, here.container);
    EXPECT_EQ(there.duration, here.duration);
    ASSERT_EQ(there.streams.size(), here.streams.size());
    EXPECT_EQ(there.streams[0].size, here.streams[0].size);
    EXPECT_EQ(there.streams[0].codec, "h264");
    EXPECT_EQ(there.streams[0].longest_gop, here.streams[0].longest_gop);
    ASSERT_EQ(there.chapters.size(), 2U);
    EXPECT_EQ(there.chapters[1].title, "二");
    ASSERT_EQ(there.faults.size(), here.faults.size());
    EXPECT_EQ(there.faults[0].code, "several_audio_tracks");
}

TEST(ProbeHelper, pipes_and_devices_are_refused_at_once) {
    const Scratch folder;
    ASSERT_EQ(mkfifo((folder / "pipe.mp4").c_str(), 0600), 0);
    for (const std::filesystem::path& file :
         {folder / "pipe.mp4", std::filesystem::path("/dev/zero"), folder / "none.mp4"}) {
        const ClipFacts facts = helper().probe(file);
        EXPECT_FALSE(facts.playable);
        EXPECT_NE(facts.refusal, "");
        EXPECT_THROW((void)helper().poster(file, 100), Error);
    }
}

TEST(ProbeHelper, a_file_that_stalls_its_helper_is_refused_within_the_limit) {
    const Scratch folder;
    ProbeHelper slow(
        {.program = false_helper(folder, "exec sleep 60"), .limit = Time(0.2), .poster_limit = Time(0.2)});
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(slow.probe(folder / "any").refusal_fault, Fault::timed_out);
    EXPECT_THROW((void)slow.poster(folder / "any", 100), Error);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

TEST(ProbeHelper, a_file_that_kills_its_helper_is_refused_as_damaged) {
    const Scratch folder;
    ProbeHelper dying({.program = false_helper(folder, "head -c 1 >/dev/null; kill -SEGV $$")});
    EXPECT_EQ(dying.probe(folder / "any").refusal_fault, Fault::damaged);
}

TEST(ProbeHelper, nonsense_from_a_helper_that_was_taken_over_does_no_harm) {
    const Scratch folder;
    for (const char* answer :
         {"\\377\\377\\377\\377", "\\001\\000\\000\\000x", "\\010\\000\\000\\000abcdefgh",
          "\\020\\000\\000\\000\\001\\000\\000\\000\\000\\000\\000\\000\\377\\377\\377\\377\\377\\377\\377\\1"
          "77"}) {
        ProbeHelper odd({.program = false_helper(folder, "head -c 1 >/dev/null; printf '" +
                                                             std::string(answer) + "' >&0; cat >/dev/null")});
        const ClipFacts facts = odd.probe(folder / "any");
        EXPECT_FALSE(facts.playable);
    }
}

TEST(ProbeHelper, the_next_file_has_a_new_helper) {
    const Scratch folder;
    support::make_clip(folder / "clip.mp4", recipe(0.5));
    // The first helper dies of its first request; whoever starts later is the real one.
    const std::string used = (folder / "used").string();
    const std::filesystem::path once =
        false_helper(folder, "touch '" + used + "'; head -c 1 >/dev/null; exit 1",
                     "if [ -e '" + used + "' ]; then exec '" PROGRAM "' --probe-helper; fi\n");
    ProbeHelper helper({.program = once});
    EXPECT_TRUE(helper.probe(folder / "clip.mp4").playable);
}

TEST(ProbeHelper, a_program_that_is_not_there_is_our_fault_not_the_files) {
    ProbeHelper none(std::filesystem::path("/nonexistent/dossier"));
    EXPECT_THROW((void)none.probe("/tmp/any"), Error);
}

TEST(ProbeHelper, several_threads_ask_at_once) {
    const Scratch folder;
    support::make_clip(folder / "clip.mp4", recipe(1));
    ProbeHelper shared{std::filesystem::path(PROGRAM)};
    std::atomic<int> playable = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                for (int round = 0; round < 5; ++round)
                    playable += shared.probe(folder / "clip.mp4").playable ? 1 : 0;
            });
    }
    EXPECT_EQ(playable, 20);
}

TEST(Poster, is_the_first_picture_upright) {
    const Scratch folder;
    ClipRecipe clip = recipe(1);
    clip.first_number = 77;
    support::make_clip(folder / "clip.mp4", clip);
    const PicturePtr picture = helper().poster(folder / "clip.mp4", 0);
    ASSERT_NE(picture, nullptr);
    EXPECT_EQ(picture->size, (Size{320, 180}));
    EXPECT_EQ(support::number_in(*picture), 77);
    EXPECT_EQ(picture->planes[0][3], 255) << "no transparency";
    EXPECT_EQ(helper().poster(folder / "clip.mp4", 160)->size, (Size{160, 90}));
    clip.writer.orientation = {1, false};
    support::make_clip(folder / "turned.mp4", clip);
    EXPECT_EQ(helper().poster(folder / "turned.mp4", 160)->size, (Size{90, 160}));
}

TEST(Poster, skips_black_at_the_beginning) {
    const Scratch folder;
    for (const double gop : {1.0, 10.0}) {
        ClipRecipe clip = recipe(5);
        clip.black_seconds = 2.5;
        clip.writer.gop_seconds = gop;
        support::make_clip(folder / "clip.mp4", clip);
        const PicturePtr picture = poster_here(folder / "clip.mp4", 0);
        ASSERT_NE(picture, nullptr);
        EXPECT_GE(support::number_in(*picture), 62) << gop;
    }
    ClipRecipe clip = recipe(1);
    clip.black_seconds = 1;
    support::make_clip(folder / "black.mp4", clip);
    EXPECT_NE(poster_here(folder / "black.mp4", 0), nullptr) << "black is better than none";
}

TEST(Poster, a_sound_file_has_none_but_its_cover) {
    const Scratch folder;
    ClipRecipe clip = recipe(1);
    clip.writer.size = {};
    support::make_clip(folder / "talk.mp3", clip);
    EXPECT_EQ(helper().poster(folder / "talk.mp3", 100), nullptr);
    const std::string jpeg =
        support::encode_image("mjpeg", "yuvj444p", {64, 64}, support::four_corners({64, 64}));
    support::write_file(folder / "cover.mp3",
                        support::id3_with_cover(jpeg) + support::read_file(folder / "talk.mp3"));
    const ClipFacts facts = helper().probe(folder / "cover.mp3");
    EXPECT_FALSE(facts.has_video());
    EXPECT_NEAR(facts.duration, 1, 0.1);
    const PicturePtr cover = helper().poster(folder / "cover.mp3", 0);
    ASSERT_NE(cover, nullptr);
    EXPECT_EQ(cover->size, (Size{64, 64}));
}

} // namespace
} // namespace media_helper_test

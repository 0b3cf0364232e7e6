#include "media/clip.h"
#include "media/clip_feed.h"
#include "support/clips.h"
#include "support/scratch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <sys/stat.h>

namespace media_probe_test {
namespace {

using namespace media;
using support::ClipRecipe;
using support::Scratch;

const StreamFacts& stream(const ClipFacts& facts, StreamKind kind) {
    const auto found = std::find_if(facts.streams.begin(), facts.streams.end(),
                                    [&](const StreamFacts& candidate) { return candidate.kind == kind; });
    if (found == facts.streams.end())
        throw std::runtime_error("no such stream: " + facts.refusal);
    return *found;
}

std::string codes(const ClipFacts& facts) {
    std::string list;
    for (const ClipFault& fault : facts.faults)
        list += (list.empty() ? "" : " ") + fault.code;
    return list;
}

std::string detail(const ClipFacts& facts, const std::string& code) {
    for (const ClipFault& fault : facts.faults)
        if (fault.code == code)
            return fault.detail;
    return "none";
}

bool has(const ClipFacts& facts, const std::string& code) {
    return detail(facts, code) != "none";
}

ClipRecipe recipe(double seconds = 4) {
    ClipRecipe made;
    made.seconds = seconds;
    return made;
}

TEST(Probe, a_sound_clip_has_its_facts_and_no_faults) {
    const Scratch folder;
    for (const char* name :
         {"clip.mp4", "clip.mov", "clip.mkv", "clip.avi", "clip.ts", "clip.webm", "clip.flv"}) {
        ClipRecipe clip = recipe();
        clip.writer.gop_seconds = 2;
        if (std::string(name) == "clip.flv")
            clip.writer.sample_rate = 44100;
        support::make_clip(folder / name, clip);
        const ClipFacts facts = probe_here(folder / name);
        ASSERT_TRUE(facts.playable) << name << facts.refusal;
        EXPECT_EQ(facts.container, std::string(name).substr(5) == "ts"    ? "mpegts"
                                   : std::string(name).substr(5) == "mkv" ? "matroska"
                                                                          : std::string(name).substr(5));
        EXPECT_NEAR(facts.duration, 4, 0.15) << name;
        EXPECT_EQ(stream(facts, StreamKind::video).size, (Size{320, 180})) << name;
        EXPECT_NEAR(stream(facts, StreamKind::video).frame_rate, 25, 0.01) << name;
        EXPECT_NEAR(stream(facts, StreamKind::video).longest_gop, 2, 0.1) << name;
        EXPECT_EQ(stream(facts, StreamKind::audio).channels, 1) << name;
        EXPECT_EQ(codes(facts), "") << name;
    }
}

TEST(Probe, sound_alone_is_measured_where_there_is_no_header) {
    const Scratch folder;
    for (const char* name : {"talk.mp3", "talk.wav", "talk.m4a", "talk.flac", "talk.ogg", "talk.aac"}) {
        ClipRecipe clip = recipe(7);
        clip.writer.size = {};
        support::make_clip(folder / name, clip);
        const ClipFacts facts = probe_here(folder / name);
        ASSERT_TRUE(facts.playable) << name << facts.refusal;
        EXPECT_FALSE(facts.has_video());
        EXPECT_TRUE(facts.has_audio());
        EXPECT_NEAR(facts.duration, 7, 0.1) << name;
        EXPECT_EQ(codes(facts), "") << name;
    }
}

TEST(Probe, the_size_is_as_displayed) {
    const Scratch folder;
    ClipRecipe clip = recipe(1);
    clip.writer.sample_aspect = 4.0 / 3;
    support::make_clip(folder / "wide.mp4", clip);
    EXPECT_EQ(stream(probe_here(folder / "wide.mp4"), StreamKind::video).size, (Size{427, 180}));
    clip.writer.sample_aspect = 1;
    clip.writer.orientation = {1, false};
    support::make_clip(folder / "turned.mp4", clip);
    EXPECT_EQ(stream(probe_here(folder / "turned.mp4"), StreamKind::video).size, (Size{180, 320}));
    clip.writer.orientation = {2, true};
    support::make_clip(folder / "down.mp4", clip);
    EXPECT_EQ(stream(probe_here(folder / "down.mp4"), StreamKind::video).size, (Size{320, 180}));
}

TEST(Probe, chapters_and_tracks_are_listed) {
    const Scratch folder;
    for (const char* name : {"clip.mp4", "clip.mkv"}) {
        ClipRecipe clip = recipe();
        clip.writer.chapters = {{0, 1.5, "自我介绍"}, {1.5, 4, "问题一\n"}};
        clip.writer.audio_tracks = 3;
        support::make_clip(folder / name, clip);
        const ClipFacts facts = probe_here(folder / name);
        ASSERT_EQ(facts.chapters.size(), 2U) << name;
        EXPECT_EQ(facts.chapters[0].title, "自我介绍");
        EXPECT_EQ(facts.chapters[1].title, "问题一") << "control characters are left out";
        EXPECT_NEAR(facts.chapters[1].begin, 1.5, 0.01);
        EXPECT_EQ(detail(facts, "several_audio_tracks"), "3");
    }
}

TEST(Probe, a_variable_frame_rate_is_said) {
    const Scratch folder;
    ClipWriterOptions options{.size = {160, 90}, .frame_rate = 60, .preset = "ultrafast", .sample_rate = 0};
    ClipWriter writer(folder / "vfr.mp4", options);
    for (int i = 0; i < 60; ++i) {
        writer.picture(support::numbered_picture(options.size, i));
        writer.skip_pictures(i % 3);
    }
    writer.finish();
    const ClipFacts facts = probe_here(folder / "vfr.mp4");
    EXPECT_TRUE(has(facts, "vfr"));
    EXPECT_EQ(stream(facts, StreamKind::video).frame_rate, 0);
}

TEST(Probe, a_clip_that_breaks_off_says_so_and_is_as_long_as_what_is_there) {
    const Scratch folder;
    for (const char* name : {"clip.mp4", "clip.mkv", "clip.avi"}) {
        ClipRecipe clip = recipe(8);
        support::make_clip(folder / name, clip);
        const std::string whole = support::read_file(folder / name);
        support::write_file(folder / name, whole.substr(0, whole.size() * 6 / 10));
        const ClipFacts facts = probe_here(folder / name);
        ASSERT_TRUE(facts.playable) << name << facts.refusal;
        EXPECT_TRUE(has(facts, "truncated")) << name << ": " << codes(facts);
        EXPECT_GT(facts.duration, 3) << name;
        EXPECT_LT(facts.duration, 7) << name;
    }
}

TEST(Probe, a_recording_without_its_index_is_refused_as_damaged) {
    const Scratch folder;
    ClipRecipe clip = recipe();
    clip.writer.faststart = false;
    support::make_clip(folder / "clip.mp4", clip);
    const std::string whole = support::read_file(folder / "clip.mp4");
    support::write_file(folder / "clip.mp4", whole.substr(0, whole.find("moov") - 4));
    const ClipFacts facts = probe_here(folder / "clip.mp4");
    EXPECT_FALSE(facts.playable);
    EXPECT_EQ(facts.refusal_fault, Fault::damaged);
    EXPECT_NE(facts.refusal, "");
}

TEST(Probe, a_live_recording_without_duration_and_cues_is_measured) {
    const Scratch folder;
    support::make_clip(folder / "clip.mkv", recipe());
    std::string bytes = support::read_file(folder / "clip.mkv");
    // As a killed recorder leaves it: size of the segment unknown, no duration, no cues.
    const auto blank = [&](std::string_view id, std::size_t length) {
        const std::size_t at = bytes.find(id);
        ASSERT_NE(at, std::string::npos);
        bytes.replace(at, length,
                      std::string("\xec", 1) + static_cast<char>(0x80U + length - 2) +
                          std::string(length - 2, '\0'));
    };
    blank("\x44\x89\x88", 11); // Duration
    const std::size_t segment = bytes.find("\x18\x53\x80\x67");
    bytes.replace(segment + 4, 8, "\x01\xff\xff\xff\xff\xff\xff\xff");
    const std::size_t cues = bytes.rfind("\x1c\x53\xbb\x6b");
    bytes.resize(cues);
    const std::size_t seek_entry = bytes.find("\x1c\x53\xbb\x6b");
    if (seek_entry != std::string::npos)
        bytes.replace(seek_entry, 4, "\x1c\x53\xbb\x6c");
    support::write_file(folder / "clip.mkv", bytes);
    const ClipFacts facts = probe_here(folder / "clip.mkv");
    ASSERT_TRUE(facts.playable) << facts.refusal;
    EXPECT_TRUE(has(facts, "duration_unknown")) << codes(facts);
    EXPECT_TRUE(has(facts, "no_index")) << codes(facts);
    EXPECT_NEAR(facts.duration, 4, 0.1);
}

TEST(Probe, an_absurd_duration_in_the_header_is_not_believed) {
    const Scratch folder;
    support::make_clip(folder / "clip.mkv", recipe());
    std::string bytes = support::read_file(folder / "clip.mkv");
    const std::size_t at = bytes.find("\x44\x89\x88");
    ASSERT_NE(at, std::string::npos);
    bytes.replace(at + 3, 8, std::string("\x42\x37\x48\x76\xe8\0\0\0", 8)); // 1e11 ms
    support::write_file(folder / "clip.mkv", bytes);
    const ClipFacts facts = probe_here(folder / "clip.mkv");
    EXPECT_NEAR(facts.duration, 4, 0.1) << codes(facts);
    EXPECT_TRUE(has(facts, "duration_wrong")) << codes(facts);
}

TEST(Probe, a_clip_without_a_single_picture_is_refused) {
    const Scratch folder;
    ClipRecipe clip = recipe(2);
    clip.writer.sample_rate = 0;
    support::make_clip(folder / "clip.mp4", clip);
    std::string bytes = support::read_file(folder / "clip.mp4");
    const std::size_t data = bytes.find("mdat");
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(data + 4), bytes.end(), '\x5a');
    support::write_file(folder / "clip.mp4", bytes);
    const ClipFacts facts = probe_here(folder / "clip.mp4");
    EXPECT_FALSE(facts.playable);
    EXPECT_EQ(facts.refusal_fault, Fault::damaged);
}

TEST(Probe, a_tail_of_zeros_is_said) {
    const Scratch folder;
    for (const char* name : {"clip.mkv", "clip.ts", "talk.mp3", "clip.mp4"}) {
        ClipRecipe clip = recipe();
        if (std::string(name) == "talk.mp3")
            clip.writer.size = {};
        support::make_clip(folder / name, clip);
        std::string bytes = support::read_file(folder / name);
        std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size() / 2), bytes.end(), '\0');
        support::write_file(folder / name, bytes);
        const ClipFacts facts = probe_here(folder / name);
        ASSERT_TRUE(facts.playable) << name << facts.refusal;
        EXPECT_TRUE(has(facts, "zero_tail")) << name << ": " << codes(facts);
        const double most = std::string(name) == "clip.mp4" ? 4.1 : 3.5; // MP4's index says 4 s still
        EXPECT_LT(facts.duration, most) << name;
    }
}

TEST(Probe, junk_before_the_first_packet_is_counted) {
    const Scratch folder;
    for (const char* name : {"clip.ts", "talk.mp3"}) {
        ClipRecipe clip = recipe();
        if (std::string(name) == "talk.mp3")
            clip.writer.size = {};
        support::make_clip(folder / name, clip);
        support::write_file(folder / name, std::string(1000, 'j') + support::read_file(folder / name));
        const ClipFacts facts = probe_here(folder / name);
        ASSERT_TRUE(facts.playable) << name << facts.refusal;
        EXPECT_TRUE(has(facts, "junk_at_start")) << name << ": " << codes(facts);
        EXPECT_NEAR(facts.duration, 4, 0.2) << name;
    }
}

TEST(Probe, a_wrong_extension_is_said_and_does_no_harm) {
    const Scratch folder;
    support::make_clip(folder / "clip.mkv", recipe(1));
    std::filesystem::rename(folder / "clip.mkv", folder / "clip.mp4");
    const ClipFacts facts = probe_here(folder / "clip.mp4");
    EXPECT_TRUE(facts.playable);
    EXPECT_EQ(detail(facts, "wrong_extension"), "matroska");
    std::filesystem::rename(folder / "clip.mp4", folder / "CLIP.MKV");
    EXPECT_EQ(codes(probe_here(folder / "CLIP.MKV")), "");
}

TEST(Probe, timestamps_that_run_backwards_are_counted) {
    const Scratch folder;
    ClipRecipe clip = recipe(2);
    support::make_clip(folder / "a.ts", clip);
    support::make_clip(folder / "b.ts", clip);
    support::write_file(folder / "twice.ts",
                        support::read_file(folder / "a.ts") + support::read_file(folder / "b.ts"));
    const ClipFacts facts = probe_here(folder / "twice.ts");
    ASSERT_TRUE(facts.playable);
    EXPECT_TRUE(has(facts, "timestamps_backwards")) << codes(facts);
}

TEST(Probe, what_is_no_clip_is_refused_with_a_reason) {
    const Scratch folder;
    support::write_file(folder / "empty.mp4", "");
    support::write_file(folder / "words.mp4", "plain words, many of them");
    support::write_file(folder / "list.m3u8",
                        "#EXTM3U\n#EXTINF:5,\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n");
    support::write_file(folder / "list.mp4", "ffconcat version 1.0\nfile '/etc/passwd'\n");
    support::write_file(folder / "lines.srt", "1\n00:00:01,000 --> 00:00:02,000\nwords\n");
    support::write_file(folder / "picture.mp4", "\x89PNG\r\n\x1a\n" + std::string(400, 'x'));
    ASSERT_EQ(mkfifo((folder / "pipe.mp4").c_str(), 0600), 0);
    for (const char* name : {"empty.mp4", "words.mp4", "list.m3u8", "list.mp4", "lines.srt", "picture.mp4",
                             "pipe.mp4", "none.mp4"}) {
        const ClipFacts facts = probe_here(folder / name);
        EXPECT_FALSE(facts.playable) << name;
        EXPECT_NE(facts.refusal, "") << name;
    }
    EXPECT_FALSE(probe_here("/dev/zero").playable);
    EXPECT_FALSE(probe_here(folder.path()).playable);
    EXPECT_EQ(probe_here(folder / "none.mp4").refusal_fault, Fault::not_found);
}

TEST(Probe, a_file_that_names_others_or_an_address_is_told_by_its_content_and_refused) {
    const Scratch folder;
    support::make_clip(folder / "other.mp4", recipe(1));
    const std::string session = "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                                "m=audio 5004 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";
    const std::pair<const char*, std::string> texts[] = {
        {"concat.mp4", "ffconcat version 1.0\nfile other.mp4\n"},
        {"concat.mkv", "ffconcat version 1.0\nfile other.mp4\n"},
        {"session.mp4", session},
        {"session.sdp", session},
        {"rtp.mp4", "rtsptext\nrtp://127.0.0.1:5004\n"},
        {"list.ts", "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nother.mp4\n#EXT-X-ENDLIST\n"},
        {"dash.mp4", "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" "
                     "profiles=\"urn:mpeg:dash:profile:isoff-on-demand:2011\"></MPD>"},
    };
    for (const auto& [name, text] : texts) {
        support::write_file(folder / name, text);
        const ClipFacts facts = probe_here(folder / name);
        EXPECT_FALSE(facts.playable) << name;
        EXPECT_TRUE(facts.streams.empty()) << name;
        EXPECT_THROW(open_clip(folder / name), Error) << name;
    }
    EXPECT_NE(probe_here(folder / "session.mp4").refusal.find("SDP"), std::string::npos)
        << probe_here(folder / "session.mp4").refusal;
}

TEST(Probe, bytes_changed_at_random_end_in_facts_or_a_reason) {
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    const Scratch folder;
    std::vector<std::string> originals;
    for (const char* name : {"clip.mp4", "clip.mkv", "clip.avi", "clip.ts", "clip.flv"}) {
        ClipRecipe clip = recipe(0.5);
        clip.writer.size = {64, 36};
        clip.writer.sample_rate = 44100;
        support::make_clip(folder / name, clip);
        originals.push_back(support::read_file(folder / name));
    }
    for (int round = 0; round < 100; ++round) {
        std::string bytes = originals[random() % originals.size()];
        for (auto change = random() % 20; change > 0; --change)
            bytes[random() % std::min<std::size_t>(bytes.size(), change % 2 == 0 ? 2000 : bytes.size())] =
                static_cast<char>(random());
        support::write_file(folder / "changed", bytes);
        const ClipFacts facts = probe_here(folder / "changed");
        EXPECT_TRUE(facts.playable || !facts.refusal.empty());
        EXPECT_LE(facts.duration, 48 * 3600.0);
    }
}

} // namespace
} // namespace media_probe_test

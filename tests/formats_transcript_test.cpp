#include "dossier/formats/text_encoding.h"
#include "dossier/formats/transcript.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace formats_transcript_test {
using dossier::Cue;
using formats::Fault;
using formats::read_transcript;
using formats::Remark;

namespace {

bool has(const formats::Notes& notes, Remark remark) {
    return std::any_of(notes.begin(), notes.end(),
                       [&](const formats::Note& note) { return note.remark == remark; });
}

Fault fault_of(const std::string& bytes) {
    try {
        (void)read_transcript(bytes);
    } catch (const formats::Error& error) {
        return error.fault;
    }
    ADD_FAILURE() << "read without a fault: " << bytes.substr(0, 100);
    return Fault::cannot_write;
}

TEST(Transcript, subrip_is_read_with_its_variations) {
    const auto result = read_transcript(
        "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>考察组：</i>请介绍一下。\r\n第二行\r\n\r\n"
        "2\r\n00:01:00.5-->00:01:02\r\n{\\an8}张三: 好的\r\n3\r\n1:00:00,0 --> 1:00:01,0\r\n第三条\r\n");
    EXPECT_EQ(result.cues, (std::vector<Cue>{{1, 2.5, "考察组", "请介绍一下。\n第二行"},
                                             {60.5, 62, "张三", "好的"},
                                             {3600, 3601, "", "第三条"}}));
    EXPECT_TRUE(result.notes.empty());
}

TEST(Transcript, webvtt_is_read_with_notes_styles_and_voices) {
    const auto result = read_transcript(
        "\xef\xbb\xbfWEBVTT - 标题\n\nNOTE 注释\n不是字幕\n\nSTYLE\n::cue { color: red }\n\n"
        "q1\n00:01.000 --> 00:02.000 align:start position:0%\n<v 王 五>A &lt;B&gt; &amp; C</v>\n\n"
        "01:00:00.000 --> 01:00:01.250\n<v.loud 李四><b>响</b>");
    EXPECT_EQ(result.cues, (std::vector<Cue>{{1, 2, "王 五", "A <B> & C"}, {3600, 3601.25, "李四", "响"}}));
}

TEST(Transcript, text_with_times_before_its_lines_is_read) {
    const auto result =
        read_transcript("记录稿\n[00:01] 问：第一题？\n继续\n(00:01:05.5) 答：第一答\n01:10 完");
    EXPECT_EQ(result.cues,
              (std::vector<Cue>{
                  {1, 65.5, "问", "第一题？\n继续"}, {65.5, 70, "答", "第一答"}, {70, 75, "", "完"}}));
}

TEST(Transcript, text_is_written_with_times_and_read_again) {
    const std::vector<Cue> cues{{1, 65.5, "问", "第一题？\n继续"}, {65.5, 70.5, "", "答"}};
    EXPECT_EQ(formats::write_text(cues), "[00:00:01] 问：第一题？\n继续\n[00:01:05.500] 答\n");
    EXPECT_EQ(read_transcript(formats::write_text(cues)).cues.at(0), cues[0]);
}

TEST(Transcript, segments_of_recognisers_are_read) {
    const std::vector<Cue> two{{0.5, 2.25, "", "您好"}, {2.25, 4, "", "请坐"}};
    EXPECT_EQ(formats::read_recognised(R"({"text":"您好请坐","language":"zh","segments":[
        {"id":0,"start":0.5,"end":2.25,"text":" 您好"},{"id":1,"start":2.25,"end":4.0,"text":"请坐"}]})")
                  .cues,
              two);
    EXPECT_EQ(formats::read_recognised(R"({"transcription":[
        {"timestamps":{"from":"00:00:00,500"},"offsets":{"from":500,"to":2250},"text":" 您好"},
        {"offsets":{"from":2250,"to":4000},"text":"请坐"}]})")
                  .cues,
              two);
    EXPECT_EQ(
        formats::read_recognised(
            R"([{"key":"a","text":"您好请坐","sentence_info":[{"start":500,"end":2250,"text":"您好","spk":0},
                  {"start":2250,"end":4000,"text":"请坐","spk":1}]}])")
            .cues,
        (std::vector<Cue>{{0.5, 2.25, "1", "您好"}, {2.25, 4, "2", "请坐"}}));
    EXPECT_EQ(formats::read_recognised("1\n00:00:00,500 --> 00:00:02,250\n您好\n").cues.size(), 1U);
    EXPECT_EQ(formats::read_recognised("[00:01] 您好").cues.size(), 1U);
}

TEST(Transcript, segments_without_sense_are_left_out_or_refused) {
    const auto result = formats::read_recognised(
        R"({"segments":[{"start":-1,"text":"a"},{"text":"b"},7,{"start":3,"end":1,"text":"c"},{"start":9,"text":""},
            {"start":5,"end":1e300,"text":"d"}]})");
    EXPECT_EQ(result.cues, (std::vector<Cue>{{3, 5, "", "c"}, {5, 10, "", "d"}}));
    EXPECT_TRUE(has(result.notes, Remark::bad_cue));
    for (const char* none : {"{}", "{\"segments\":7}", "[]", "[{}]", "{", "\xff\xfe", "", "[1,2]"})
        EXPECT_THROW((void)formats::read_recognised(none), formats::Error) << none;
}

TEST(Transcript, any_encoding_is_understood) {
    const std::string text = "1\n00:00:01,000 --> 00:00:02,000\n您好，请坐\n";
    const auto cues = read_transcript(text).cues;
    EXPECT_EQ(read_transcript(formats::to_gb18030(text)).cues, cues);
    EXPECT_EQ(cues.at(0).text, "您好，请坐");
}

TEST(Transcript, absurd_times_are_repaired_or_skipped) {
    const auto result = read_transcript(
        "00:05.000 --> 00:01.000\na\n\n00:10.000 --> 00:30.000\nb\n\n00:20.000 --> 00:21.000\nc\n\n"
        "xx --> 00:21.000\nd\n\n999999999:00:00.0 --> 999999999:00:01.0\ne\n\n"
        "00:02.000 --> 00:03.000\nf\n");
    EXPECT_EQ(result.cues,
              (std::vector<Cue>{{2, 3, "", "f"}, {5, 10, "", "a"}, {10, 30, "", "b"}, {20, 21, "", "c"}}));
    EXPECT_TRUE(has(result.notes, Remark::bad_cue));
    EXPECT_TRUE(has(result.notes, Remark::overlapping_cues));
}

TEST(Transcript, sentences_with_colons_are_not_taken_for_speakers) {
    for (const char* text :
         {"时间定在8:30", "我说，他讲：好", "这一句话太长太长太长太长太长：是的", "：空"}) {
        const auto cues = read_transcript(std::string("00:01.000 --> 00:02.000\n") + text).cues;
        EXPECT_EQ(cues.at(0).speaker, "") << text;
        EXPECT_EQ(cues.at(0).text, text);
    }
}

TEST(Transcript, what_is_written_reads_the_same) {
    const std::vector<Cue> cues{{0, 1.25, "考察组", "请讲\n第二行"},
                                {1.25, 3700.001, "", "<b> & \"x\" --"},
                                {3701, 3702, "张三", "完"}};
    EXPECT_EQ(read_transcript(formats::write_vtt(cues)).cues, cues);
    const std::vector<Cue> plain{cues[0], {1.25, 3700.001, "", "文字"}, cues[2]};
    EXPECT_EQ(read_transcript(formats::write_srt(plain)).cues, plain);
}

TEST(Transcript, what_has_no_cues_is_refused) {
    EXPECT_EQ(fault_of(""), Fault::no_cues);
    EXPECT_EQ(fault_of("WEBVTT\n\n"), Fault::no_cues);
    EXPECT_EQ(fault_of("一段没有时间的文字"), Fault::no_cues);
    EXPECT_EQ(fault_of(std::string(formats::transcript_limit + 1, 'a')), Fault::too_large);
}

TEST(Transcript, absurd_sizes_take_linear_time_and_are_cut_off) {
    std::string many;
    for (int i = 0; i < 250000; ++i)
        many += "00:00:01,000 --> 00:00:02,000\nx\n\n";
    EXPECT_TRUE(has(read_transcript(many).notes, Remark::cut_off));
    std::string tags = "00:01.000 --> 00:02.000\n";
    tags.append(4000000, '<');
    EXPECT_EQ(read_transcript(tags).cues.size(), 1U);
    std::string digits = "00:01.000 --> 00:02.000\na\n\n";
    digits.append(4000000, '1');
    EXPECT_EQ(read_transcript(digits).cues.size(), 1U);
}

} // namespace
} // namespace formats_transcript_test

// `dossier transcript` through the program itself: files in and out, states, a recogniser that works, fails,
// hangs or writes rubbish.

#include "db/catalogue.h"
#include "dossier/formats/json_text.h"
#include "support/clips.h"
#include "support/program.h"
#include "support/sample_records.h"
#include "support/scratch.h"

#include <csignal>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <thread>

namespace app_transcript_test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using support::Finished;
using testing::HasSubstr;

constexpr const char* subtitles =
    "1\r\n00:00:00,040 --> 00:00:01,500\r\n考察组：请介绍一下自己。\r\n\r\n"
    "2\r\n00:00:01,500 --> 00:00:02,875\r\n张三：我叫张三，\r\n在县发改局工作。\r\n\r\n";

class TranscriptCommandTest : public testing::Test {
  protected:
    void SetUp() override {
        fs::create_directories(at("in/张三"));
        support::make_clip(at("in/张三/访谈.mp4"), {.seconds = 3});
        support::write_file(at("访谈.srt"), subtitles);
        ASSERT_EQ(run({"new", at("c")}).exit, 0);
        const Finished imported = run({"import", at("c"), at("in")});
        ASSERT_EQ(imported.exit, 0) << imported.errors << imported.out;
    }
    Finished run(const std::vector<std::string>& arguments) {
        return support::run_program(arguments, scratch_.path() / "home");
    }
    Finished transcript(std::vector<std::string> more) {
        more.insert(more.begin(), {"transcript", at("c"), "--person", "张三"});
        return run(more);
    }
    [[nodiscard]] std::string at(const std::string& name) const { return (scratch_.path() / name).string(); }
    json listed() { return formats::parsed_json(transcript({"--json"}).out).at(0); }
    /// The program that stands for a recogniser: a shell script; its words are {audio} {output} {language}.
    void set_recogniser(const std::string& script, double minutes = 1) {
        support::write_file(at("recognise.sh"), "#!/bin/sh\n" + script);
        const json settings{{"sound_one_level", true},
                            {"recogniser",
                             {{"command", "sh '" + at("recognise.sh") + "' {audio} \"{output}\" {language}"},
                              {"language", "zh"},
                              {"minutes", minutes}}}};
        support::write_file(at("home/state/dossier/settings.json"), formats::json_text(settings));
    }
    void nothing_is_left() {
        for (const auto& entry : fs::directory_iterator(at("c/recording")))
            ADD_FAILURE() << "left behind: " << entry.path().filename();
    }

    support::Scratch scratch_;
};

TEST_F(TranscriptCommandTest, subtitles_come_back_as_they_were) {
    EXPECT_EQ(listed()["lines"], 0);
    const Finished imported = transcript({"import", at("访谈.srt")});
    ASSERT_EQ(imported.exit, 0) << imported.errors;
    EXPECT_EQ(listed()["lines"], 2);
    EXPECT_EQ(listed()["state"], "in progress");
    EXPECT_EQ(listed()["speakers"], json({"考察组", "张三"}));
    ASSERT_EQ(transcript({"export", at("out.srt")}).exit, 0);
    EXPECT_EQ(support::read_file(at("out.srt")), subtitles);
    EXPECT_EQ(transcript({"export", "-", "--as", "srt"}).out, subtitles);
    EXPECT_THAT(transcript({"export", "-", "--as", "vtt"}).out, HasSubstr("<v 张三>我叫张三，"));
    EXPECT_THAT(transcript({"export", "-", "--as", "txt"}).out,
                HasSubstr("[00:00:00.040] 考察组：请介绍一下自己。"));
    EXPECT_THAT(transcript({"import", at("out.srt")}).out, HasSubstr("same already"));
    support::write_file(at("taken.srt"), "another file");
    EXPECT_EQ(transcript({"export", at("taken.srt")}).exit, 1);
    EXPECT_EQ(transcript({"export", at("text.doc")}).exit, 2) << "a name that promises something else";
    EXPECT_EQ(support::read_file(at("taken.srt")), "another file");
}

TEST_F(TranscriptCommandTest, what_was_checked_is_opened_before_it_is_replaced_and_the_log_keeps_it) {
    ASSERT_EQ(transcript({"import", at("访谈.srt")}).exit, 0);
    EXPECT_EQ(transcript({"state", "checked"}).exit, 1) << "it must be ready first";
    ASSERT_EQ(transcript({"state", "ready"}).exit, 0);
    const Finished checked = transcript({"state", "checked"});
    EXPECT_EQ(checked.exit, 0);
    EXPECT_THAT(checked.errors, HasSubstr("another person should check"));
    support::write_file(at("other.srt"), "1\n00:00:00,000 --> 00:00:01,000\n别的\n");
    EXPECT_EQ(transcript({"import", at("other.srt"), "--replace"}).exit, 1) << "it is checked";
    EXPECT_EQ(listed()["state"], "checked");
    ASSERT_EQ(transcript({"state", "in-progress"}).exit, 0);
    const Finished refused = transcript({"import", at("other.srt")});
    EXPECT_EQ(refused.exit, 1);
    EXPECT_THAT(refused.errors, HasSubstr("--replace"));
    EXPECT_EQ(listed()["lines"], 2);
    EXPECT_EQ(transcript({"import", at("other.srt"), "--replace"}).exit, 0);
    EXPECT_EQ(listed()["lines"], 1);
    EXPECT_EQ(listed()["state"], "in progress");
    db::Catalogue catalogue = db::Catalogue::open(at("c"), support::author());
    const auto rows = catalogue.log("", 1);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].code, "set transcript");
    EXPECT_THAT(rows[0].before, HasSubstr("我叫张三"));
}

TEST_F(TranscriptCommandTest, wrong_use_and_wrong_files_are_told_apart) {
    EXPECT_EQ(transcript({"import"}).exit, 2);
    EXPECT_EQ(transcript({"state", "done"}).exit, 2);
    EXPECT_EQ(run({"transcript", at("c")}).exit, 2);
    EXPECT_EQ(run({"transcript", at("none"), "--person", "张三"}).exit, 2);
    EXPECT_EQ(run({"transcript", at("c"), "--person", "无此人"}).exit, 2);
    EXPECT_EQ(transcript({"--material", "7", "export", "-"}).exit, 2);
    EXPECT_EQ(transcript({"export", "-"}).exit, 1) << "there is none";
    EXPECT_EQ(transcript({"import", at("gone.srt")}).exit, 1);
    support::write_file(at("bad.srt"), "nothing with a time");
    EXPECT_EQ(transcript({"import", at("bad.srt")}).exit, 1);
    EXPECT_EQ(transcript({"state", "ready"}).exit, 1) << "nothing to be ready";
}

TEST_F(TranscriptCommandTest, of_several_recordings_one_must_be_named) {
    fs::create_directories(at("more/李四"));
    support::make_clip(at("more/李四/访谈.mp4"), {.seconds = 1, .first_number = 300});
    support::make_clip(at("more/李四/补充谈话.mp4"), {.seconds = 1, .first_number = 500});
    ASSERT_EQ(run({"import", at("c"), at("more")}).exit, 0);
    const std::vector<std::string> base{"transcript", at("c"), "--person", "李四"};
    const auto of = [&](const std::vector<std::string>& more) {
        std::vector<std::string> words = base;
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    };
    const Finished several = of({"import", at("访谈.srt")});
    EXPECT_EQ(several.exit, 2);
    EXPECT_THAT(several.errors, HasSubstr("补充谈话"));
    const Finished long_one = of({"--material", "补充谈话", "import", at("访谈.srt")});
    ASSERT_EQ(long_one.exit, 0) << long_one.errors;
    EXPECT_THAT(long_one.errors, HasSubstr("Warning")) << "its lines go beyond the recording";
    const json list = formats::parsed_json(of({"--json"}).out);
    ASSERT_EQ(list.size(), 2U);
    for (const json& one : list)
        EXPECT_EQ(one["lines"], one["title"] == "补充谈话" ? 2 : 0);
    EXPECT_EQ(of({"--material", std::to_string(list[0]["title"] == "补充谈话" ? 1 : 2), "export", "-"}).exit,
              0);
}

TEST_F(TranscriptCommandTest, a_recogniser_gets_the_sound_and_its_text_is_taken) {
    set_recogniser("test \"$3\" = zh || exit 9\n"
                   "od -A n -t u4 -j 24 -N 4 \"$1\" | tr -d ' ' >&2\n"
                   "test \"$(od -A n -t u4 -j 24 -N 4 \"$1\" | tr -d ' ')\" = 16000 || exit 8\n"
                   "size=$(wc -c < \"$1\")\n"
                   "test $size -gt 90000 -a $size -lt 105000 || exit 7\n"
                   "test -w \"$TMPDIR\" || exit 6\n"
                   "printf '1\\n00:00:00,500 --> 00:00:01,000\\n听到的\\n\\n' > \"$2\"\n");
    const Finished heard = transcript({"recognise"});
    ASSERT_EQ(heard.exit, 0) << heard.errors;
    EXPECT_EQ(listed()["lines"], 1);
    EXPECT_EQ(listed()["state"], "in progress");
    EXPECT_THAT(transcript({"export", "-"}).out, HasSubstr("听到的"));
    nothing_is_left();
}

TEST_F(TranscriptCommandTest, what_was_typed_stays_beside_what_is_recognised) {
    ASSERT_EQ(transcript({"import", at("访谈.srt")}).exit, 0);
    set_recogniser("echo '{\"segments\":[{\"start\":0.2,\"end\":1.2,\"text\":\"听错的\"},"
                   "{\"start\":2.9,\"end\":3.0,\"text\":\"谢谢\",\"speaker\":\"A\"}]}'\necho noise >&2\n");
    ASSERT_EQ(transcript({"recognise"}).exit, 0);
    const std::string text = transcript({"export", "-"}).out;
    EXPECT_THAT(text, HasSubstr("请介绍一下自己"));
    EXPECT_THAT(text, testing::Not(HasSubstr("听错的")));
    EXPECT_THAT(text, HasSubstr("A：谢谢"));
    ASSERT_EQ(transcript({"recognise", "--replace"}).exit, 0);
    EXPECT_THAT(transcript({"export", "-"}).out, HasSubstr("听错的"));
}

TEST_F(TranscriptCommandTest, a_checked_transcript_is_never_recognised_over) {
    ASSERT_EQ(transcript({"import", at("访谈.srt")}).exit, 0);
    ASSERT_EQ(transcript({"state", "ready"}).exit, 0);
    ASSERT_EQ(transcript({"state", "checked"}).exit, 0);
    set_recogniser("touch " + at("ran") + "\n");
    EXPECT_EQ(transcript({"recognise", "--replace"}).exit, 1);
    EXPECT_FALSE(fs::exists(at("ran")));
    EXPECT_EQ(listed()["state"], "checked");
}

TEST_F(TranscriptCommandTest, a_recogniser_that_fails_says_why_and_changes_nothing) {
    set_recogniser("echo 'model not found: zh-large' >&2\nexit 3\n");
    const Finished failed = transcript({"recognise"});
    EXPECT_EQ(failed.exit, 1);
    EXPECT_THAT(failed.errors, HasSubstr("model not found: zh-large"));
    EXPECT_EQ(listed()["lines"], 0);
    EXPECT_EQ(listed()["state"], "");
    nothing_is_left();
}

TEST_F(TranscriptCommandTest, rubbish_and_silence_are_refused) {
    set_recogniser("head -c 3000 /dev/urandom > \"$2\"\n");
    EXPECT_EQ(transcript({"recognise"}).exit, 1);
    set_recogniser("echo '{\"segments\": 7}' > \"$2\"\n");
    EXPECT_EQ(transcript({"recognise"}).exit, 1);
    set_recogniser("echo done >&2\n");
    const Finished silent = transcript({"recognise"});
    EXPECT_EQ(silent.exit, 1);
    EXPECT_THAT(silent.errors, HasSubstr("without a text"));
    EXPECT_EQ(listed()["lines"], 0);
    nothing_is_left();
}

TEST_F(TranscriptCommandTest, a_recogniser_that_hangs_is_ended_with_the_program) {
    set_recogniser("sleep 1000 & echo $$ > " + at("pid") + "\necho here\nwait\n");
    support::Program program({"transcript", at("c"), "--person", "张三", "recognise"},
                             scratch_.path() / "home");
    for (int i = 0; i < 600 && !fs::exists(at("pid")); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    ASSERT_TRUE(fs::exists(at("pid")));
    program.signal(SIGTERM);
    const Finished ended = program.finish();
    EXPECT_EQ(ended.exit, 1);
    EXPECT_THAT(ended.errors, HasSubstr("stopped"));
    nothing_is_left();
    EXPECT_EQ(listed()["lines"], 0);
}

TEST_F(TranscriptCommandTest, without_a_recogniser_or_with_a_wrong_one_there_is_a_sentence) {
    EXPECT_THAT(transcript({"recognise"}).errors, HasSubstr("recogniser"));
    for (const std::string command : {"no-such-program-here {audio}", "'quote {audio}", "echo"}) {
        support::write_file(at("home/state/dossier/settings.json"),
                            formats::json_text(json{{"recogniser", command}}));
        const Finished failed = transcript({"recognise"});
        EXPECT_EQ(failed.exit, 1) << command;
        EXPECT_FALSE(failed.errors.empty());
    }
    nothing_is_left();
}

} // namespace
} // namespace app_transcript_test

// The setting of the recogniser, its time-out, and what a killed one leaves behind.

#include "app/recording/recogniser.h"
#include "support/clips.h"
#include "support/scratch.h"

#include <gtest/gtest.h>

namespace app_recogniser_test {
namespace {

using app::recording::recogniser_settings;
using app::recording::words_of_command;
using Words = std::vector<std::string>;

Words words(const std::string& line) {
    bool whole = false;
    Words found = words_of_command(line, whole);
    return whole ? found : Words{"not whole"};
}

TEST(Recogniser, a_command_line_is_words_with_quotes_and_no_shell) {
    EXPECT_EQ(words("whisper {audio} -o {output}"), (Words{"whisper", "{audio}", "-o", "{output}"}));
    EXPECT_EQ(words("  '/opt/a b/run'\t\"x y\"z '' "), (Words{"/opt/a b/run", "x yz", ""}));
    EXPECT_EQ(words("a;rm $HOME|b"), (Words{"a;rm", "$HOME|b"}));
    EXPECT_EQ(words("a 'b"), Words{"not whole"});
    EXPECT_EQ(words(""), Words{});
}

TEST(Recogniser, settings_are_a_line_a_list_or_an_object) {
    const support::Scratch scratch;
    const auto file = scratch / "settings.json";
    EXPECT_TRUE(recogniser_settings(file).command.empty());
    support::write_file(file, R"({"recogniser": "hear {audio}"})");
    EXPECT_EQ(recogniser_settings(file).command, (Words{"hear", "{audio}"}));
    support::write_file(
        file, R"({"recogniser": {"command": ["hear", "{audio}"], "minutes": 5, "language": "en"}})");
    EXPECT_EQ(recogniser_settings(file).command, (Words{"hear", "{audio}"}));
    EXPECT_EQ(recogniser_settings(file).longest, std::chrono::minutes(5));
    EXPECT_EQ(recogniser_settings(file).language, "en");
    for (const char* wrong : {R"({"recogniser": 7})", R"({"recogniser": {"command": [1]}})",
                              R"({"recogniser": "hear"})", R"({"recogniser": "'hear {audio}"})"}) {
        support::write_file(file, wrong);
        EXPECT_FALSE(recogniser_settings(file).trouble.empty()) << wrong;
    }
    support::write_file(file, "no json");
    EXPECT_TRUE(recogniser_settings(file).command.empty());
}

TEST(Recogniser, one_that_takes_too_long_is_ended) {
    const support::Scratch scratch;
    support::make_clip(scratch / "clip.mp4", {.seconds = 1});
    app::recording::RecogniserSettings settings{
        .command = {"sh", "-c", "echo busy >&2; sleep 600", "{audio}"}};
    settings.longest = std::chrono::minutes(0);
    const std::atomic<bool> never{false};
    try {
        app::recording::recognise(scratch.path(), {{.file = scratch / "clip.mp4"}}, 1, settings, {}, never);
        FAIL() << "it ended by itself";
    } catch (const app::recording::NotRecognised& error) {
        EXPECT_NE(std::string(error.what()).find("0"), std::string::npos);
    }
    EXPECT_TRUE(std::filesystem::is_empty(scratch / "recording"));
}

TEST(Recogniser, what_a_killed_one_left_is_removed_by_the_next) {
    const support::Scratch scratch;
    support::write_file(scratch / "recording/recognise-dead/sound.wav", "a voice");
    support::write_file(scratch / "recording/0123-1.mp4", "a recording");
    app::recording::remove_left_sounds(scratch.path());
    EXPECT_FALSE(std::filesystem::exists(scratch / "recording/recognise-dead"));
    EXPECT_TRUE(std::filesystem::exists(scratch / "recording/0123-1.mp4"));
}

} // namespace
} // namespace app_recogniser_test

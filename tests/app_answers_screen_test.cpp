// The answers of all candidates, one after another, on a screen: keys in, the log of what was shown out.
#include "db/catalogue.h"
#include "support/clips.h"
#include "support/program.h"
#include "support/scratch.h"

#include <csignal>
#include <cstdlib>
#include <gtest/gtest.h>

namespace app_answers_screen_test {
namespace {

namespace fs = std::filesystem;
using Texts = std::vector<std::string>;

class AnswersOnScreen : public testing::Test {
  protected:
    void SetUp() override {
        interview("01甲", 3);
        support::write_file(at("in/02乙/说明.txt"), "没有录音录像。\n");
        interview("03丙", 2);
        support::write_file(at("questions.txt"), "1. 为什么来？\n2. 怎么做？\n");
        for (const Texts& command :
             {Texts{"new", at("c")}, Texts{"import", at("c"), at("in"), "--meeting", "会"},
              Texts{"questions", at("c"), "--set", at("questions.txt")}}) {
            const support::Finished done = support::run_program(command, home());
            ASSERT_EQ(done.exit, 0) << done.errors << done.out;
        }
    }
    [[nodiscard]] std::string at(const std::string& name) const { return (scratch_.path() / name).string(); }
    [[nodiscard]] fs::path home() const { return scratch_.path() / "home"; }
    /// One second of question 1, then the answer to question 2.
    void interview(const std::string& folder, double answer) {
        support::ClipRecipe recipe;
        recipe.seconds = 1 + answer;
        recipe.writer.chapters = {{0, 1, "为什么来？"}, {1, 1 + answer, "怎么做？"}};
        fs::create_directories(at("in/" + folder));
        support::make_clip(at("in/" + folder + "/访谈.mp4"), recipe);
    }
    /// Name and what was logged: "甲 answer 2".
    [[nodiscard]] Texts shown() const {
        db::Catalogue catalogue = db::Catalogue::open(at("c"), {"test", "test"}, db::Access::read_only);
        Texts rows;
        for (const db::ShownRow& row : catalogue.shown(catalogue.newest_meeting()->id)) {
            const auto dossier = catalogue.dossier(row.dossier);
            const auto person = dossier ? catalogue.person(dossier->person) : std::nullopt;
            rows.push_back((person ? person->name : "") + " " + row.what);
        }
        return rows;
    }
    /// Until as many rows are logged; they are given. A picture may be logged more than once.
    Texts wait_for(support::Program& program, std::size_t rows) {
        for (int turn = 0; turn < 400 && shown().size() < rows; ++turn)
            program.read_for(std::chrono::milliseconds(50));
        return shown();
    }
    static void press(const std::string& keys) {
        ASSERT_EQ(std::system(("xdotool key --clearmodifiers --delay 80 " + keys).c_str()), 0);
    }

    support::Scratch scratch_;
};

TEST_F(AnswersOnScreen, come_by_themselves_go_by_arrows_and_end_by_escape) {
    support::Program program({"present", at("c"), "--windowed", "640x360", "--single"}, home());
    ASSERT_EQ(wait_for(program, 1), Texts{"甲 shown"});
    press("shift+q 2 Return");
    EXPECT_EQ(wait_for(program, 3), (Texts{"甲 shown", "甲 answer 2", "丙 answer 2"}))
        << "the second by itself; 乙 has no recording";
    press("Left");
    EXPECT_EQ(wait_for(program, 4).back(), "甲 answer 2");
    press("space Escape Right");
    EXPECT_EQ(wait_for(program, 5).back(), "乙 shown") << "steps are those of the meeting again";
    program.signal(SIGTERM);
    EXPECT_EQ(program.finish().exit, 0);
}

TEST_F(AnswersOnScreen, a_question_alone_leads_into_the_recording_and_stays_there) {
    support::Program program({"present", at("c"), "--windowed", "640x360", "--single"}, home());
    ASSERT_EQ(wait_for(program, 1), Texts{"甲 shown"});
    press("q 2 Return");
    EXPECT_EQ(wait_for(program, 2), (Texts{"甲 shown", "甲 shown"}));
    press("shift+q 9 Return");
    press("Down");
    EXPECT_EQ(wait_for(program, 3).back(), "乙 shown")
        << "nobody has an answer to question 9: nothing happens";
    program.signal(SIGTERM);
    EXPECT_EQ(program.finish().exit, 0);
}

} // namespace
} // namespace app_answers_screen_test

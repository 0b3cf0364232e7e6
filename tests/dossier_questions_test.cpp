#include "dossier/meeting.h"
#include "dossier/questions.h"

#include <gtest/gtest.h>

namespace dossier_questions_test {
using namespace dossier;

namespace {

using Texts = std::vector<std::string>;

TEST(Questions, a_post_has_its_own_list_or_the_one_of_the_meeting) {
    Meeting meeting;
    EXPECT_EQ(questions_for(meeting, "局长"), Texts{});
    meeting.questions = {{"", {"共同的"}}, {"某市发展和改革委员会主任", {"自己的", "第二个"}}};
    EXPECT_EQ(questions_for(meeting, "局长"), Texts{"共同的"});
    EXPECT_EQ(questions_for(meeting, ""), Texts{"共同的"});
    EXPECT_EQ(questions_for(meeting, "某市发展和改革\n委员会 主任"), (Texts{"自己的", "第二个"}))
        << "typists break posts";
    meeting.questions.erase(meeting.questions.begin());
    EXPECT_EQ(questions_for(meeting, "局长"), Texts{}) << "another post's list is nobody else's";
}

TEST(Questions, setting_replaces_one_list_and_nothing_takes_it_away) {
    Meeting meeting;
    set_questions(meeting, "", {"一", "二"});
    set_questions(meeting, " 局长 ", {"三"});
    set_questions(meeting, "局　长", {"四"});
    EXPECT_EQ(meeting.questions, (std::vector<QuestionList>{{"", {"一", "二"}}, {"局　长", {"四"}}}));
    set_questions(meeting, "", {});
    EXPECT_EQ(meeting.questions, (std::vector<QuestionList>{{"局　长", {"四"}}}));
    set_questions(meeting, "处长", {});
    EXPECT_EQ(meeting.questions.size(), 1U);
}

TEST(Questions, chapters_of_a_recording_made_elsewhere_are_known_by_their_titles) {
    const Texts questions{"为什么来", "怎么做"};
    const std::vector<Chapter> elsewhere{{0, "开场"}, {4, " 怎么做 "}, {9, "为什么来"}, {12, ""}};
    EXPECT_EQ(numbered(elsewhere, questions),
              (std::vector<Chapter>{{0, "开场"}, {4, " 怎么做 ", 2}, {9, "为什么来", 1}, {12, ""}}));
    const std::vector<Chapter> marked{{0, "为什么来"}, {4, "问题 2", 2}};
    EXPECT_EQ(numbered(marked, questions), marked) << "the interviewer's marks are the truth";
    EXPECT_EQ(numbered({{0, ""}}, {""}), (std::vector<Chapter>{{0, ""}}));
}

TEST(Questions, a_text_has_one_question_a_line_without_its_numbering) {
    EXPECT_EQ(questions_of_text("1. 请介绍自己。\r\n2、为什么？\n\n（三） 怎么做？\n四、谁来做？\n"
                                "第五问：何时？\n⑥哪里？\n7) 多少？\n问题8：够吗？\n９．完了？\n(10)十？\n"
                                "第十一题 好吗？\nQ12: Why?\n第十三个问题：末？"),
              (Texts{"请介绍自己。", "为什么？", "怎么做？", "谁来做？", "何时？", "哪里？", "多少？",
                     "够吗？", "完了？", "十？", "好吗？", "Why?", "末？"}));
}

TEST(Questions, what_only_looks_like_a_number_stays) {
    const Texts texts{"3年来您做了什么？",    "一个干部应当怎样？", "1.5倍的任务怎么完成？",
                      "第一书记做什么？",     "2024年的总结",       "十年后呢？",
                      "题目之外您想说什么？", "问题在哪里？",       "（笑）"};
    std::string text;
    for (const std::string& line : texts)
        text += line + "\n";
    EXPECT_EQ(questions_of_text(text), texts);
    EXPECT_EQ(questions_of_text(""), Texts{});
    EXPECT_EQ(questions_of_text("  \n　\n1.\n"), Texts{});
}

} // namespace
} // namespace dossier_questions_test

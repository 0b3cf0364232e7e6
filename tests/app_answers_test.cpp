// Questions in presenting: which stretch of a recording is an answer, who answers one after another, and what
// ends that.
#include "app/meeting/answer_clip.h"
#include "app/meeting/show.h"
#include "media/stage.h"
#include "support/scripted_feed.h"
#include "support/wake_signal.h"

#include <gtest/gtest.h>
#include <map>

namespace app_answers_test {
using namespace app::meeting;

namespace {

using dossier::MaterialKind;
using Why = AnswerChain::Absent::Why;
using Chapters = std::vector<dossier::Chapter>;
using Texts = std::vector<std::string>;

const Texts list{"为什么来？", "怎么做？", "还有什么要说？"};

ShowItem recording(const std::string& id, const Chapters& chapters, double duration = 60,
                   MaterialKind kind = MaterialKind::video, const Texts& questions = list) {
    return {.id = {id},
            .kind = kind,
            .title = id,
            .chapters = chapters,
            .answers = answers_of(chapters, duration, questions)};
}

ShowCandidate candidate(int number, const std::string& name, std::vector<ShowItem> items,
                        const Texts& questions = list) {
    ShowCandidate who{.number = number, .name = name, .items = {{.id = {name}, .title = "card"}}};
    who.questions = questions;
    for (ShowItem& item : items)
        who.items.push_back(std::move(item));
    return who;
}

/// 1 answers 1 and 2; 2 has no recording; 3 answers 2 by sound and by picture; 5 only 1; 6 only 2.
std::vector<ShowCandidate> five() {
    return {
        candidate(1, "甲", {recording("a", {{0, "", 1}, {20, "", 2}, {45, "", 0}})}), candidate(2, "乙", {}),
        candidate(3, "丙",
                  {recording("c1", {{0, "", 2}}, 30, MaterialKind::audio), recording("c2", {{5, "", 2}})}),
        candidate(5, "戊", {recording("e", {{0, "", 1}})}),
        candidate(6, "己", {recording("f", {{1, "", 2}})})};
}

TEST(Answers, an_answer_reaches_from_its_mark_to_the_next_other_one) {
    EXPECT_EQ(answers_of({{0, "开场"}, {4, "甲", 1}, {10, "", 2}, {15, "", 2}, {30, "结束语"}, {33, "", 1}},
                         40, {"一？", "二？"}),
              (std::vector<Answer>{{1, 4, 10, "一？"}, {2, 10, 30, "二？"}, {1, 33, 40, "一？"}}))
        << "a mark repeated goes on, a question that comes back is another answer";
    EXPECT_EQ(answers_of({{7, "补充的问题", 9}, {3, "", 1}}, 0, {}),
              (std::vector<Answer>{{1, 3, 7, ""}, {9, 7, 0, "补充的问题"}}))
        << "marks in any order; to the end of a recording of unknown length; without a list, the chapter's "
           "title";
    EXPECT_TRUE(answers_of({{0, "一"}, {5, "二"}}, 9, list).empty())
        << "chapters without numbers are no answers";
    EXPECT_EQ(answers_of({{5, "", 1}, {5.1, "", 2}, {60, "", 3}}, 60, {}),
              (std::vector<Answer>{{2, 5.1, 60, ""}}))
        << "a mark corrected at once, and one at the very end, are no answers";
}

TEST(Answers, question_n_is_the_chapter_with_that_number_or_the_nth_where_none_has_one) {
    const Chapters plain{{0, "开场"}, {5, "其次"}};
    EXPECT_EQ(chapter_of_question(plain, 2), &plain[1]);
    EXPECT_EQ(chapter_of_question(plain, 3), nullptr);
    EXPECT_EQ(chapter_of_question(plain, 0), nullptr);
    const Chapters marked{{0, "开场"}, {5, "", 3}};
    EXPECT_EQ(chapter_of_question(marked, 3), &marked[1]);
    EXPECT_EQ(chapter_of_question(marked, 1), nullptr) << "not the first chapter: the marks say otherwise";
}

TEST(Answers, a_question_is_looked_for_here_first_then_in_moving_pictures_then_in_sound) {
    const ShowCandidate who = five()[2];
    EXPECT_EQ(find_question(who, 1, 2)->item, 1);
    EXPECT_EQ(find_question(who, 0, 2)->item, 2);
    EXPECT_EQ(find_question(who, 0, 2)->begin, 5);
    EXPECT_EQ(find_question(who, 0, 2)->text, "怎么做？");
    EXPECT_FALSE(find_question(who, 1, 1));
    EXPECT_FALSE(find_question(who, 9, 0));
    const ShowCandidate unmarked = candidate(1, "甲", {recording("a", {{0, "一"}, {9, "二"}})});
    EXPECT_EQ(find_question(unmarked, 1, 2)->text, "二");
    EXPECT_FALSE(find_question(unmarked, 0, 2)) << "the n-th chapter counts only where one looks at it";
}

TEST(AnswerChain, is_in_the_order_of_the_meeting_one_recording_each) {
    const AnswerChain chain(five(), {}, 0, 2);
    EXPECT_EQ(chain.text(), "怎么做？");
    EXPECT_EQ(chain.links(),
              (std::vector<AnswerChain::Link>{{{0, 1, 0, 2}, 25}, {{2, 2, 0, 1}, 55}, {{4, 1, 0, 1}, 59}}));
    EXPECT_EQ(chain.place(), (Place{0, 1, 0, 2}));
}

TEST(AnswerChain, names_everybody_who_is_not_heard_and_why) {
    std::vector<ShowCandidate> candidates = five();
    candidates[4] = candidate(
        6, "己", {recording("f", {{1, "", 2}}, 60, MaterialKind::video, {"一", "别的"})}, {"一", "别的"});
    ShowCandidate without{.number = 4, .name = "丁"};
    without.withheld = true;
    const AnswerChain chain(candidates, {without}, 0, 2);
    EXPECT_EQ(chain.links().size(), 2U);
    EXPECT_EQ(chain.absent(), (std::vector<AnswerChain::Absent>{{2, "乙", Why::no_recording},
                                                                {4, "丁", Why::withheld},
                                                                {5, "戊", Why::not_in_recording},
                                                                {6, "己", Why::other_question}}));
    const AnswerChain own(candidates, {without}, 4, 2);
    EXPECT_EQ(own.text(), "别的") << "question 2 is that of the candidate the operator is at";
    EXPECT_EQ(own.links().size(), 1U);
}

TEST(AnswerChain, one_who_stands_on_the_list_twice_is_heard_once) {
    std::vector<ShowCandidate> candidates = five();
    candidates.push_back(candidates[0]);
    const AnswerChain chain(candidates, {}, 0, 2);
    EXPECT_EQ(chain.links().size(), 3U);
}

TEST(AnswerChain, a_question_that_comes_back_in_one_recording_is_heard_whole) {
    const AnswerChain chain({candidate(1, "甲", {recording("a", {{0, "", 1}, {9, "", 2}, {20, "", 1}})})}, {},
                            0, 1);
    EXPECT_EQ(chain.links(), (std::vector<AnswerChain::Link>{{{0, 1, 0, 1}, 9}, {{0, 1, 0, 3}, 40}}));
}

TEST(AnswerChain, without_lists_the_number_alone_counts) {
    const auto who = [](int number, const std::string& name) {
        return candidate(number, name,
                         {recording(name + "v", {{0, "第 1 问", 1}}, 9, MaterialKind::video, {})}, {});
    };
    const AnswerChain chain({who(1, "甲"), who(2, "乙")}, {}, -1, 1);
    EXPECT_EQ(chain.links().size(), 2U);
    EXPECT_EQ(chain.text(), "第 1 问");
    EXPECT_TRUE(AnswerChain({who(1, "甲")}, {}, -1, 7).empty());
    EXPECT_TRUE(AnswerChain({}, {}, -1, 1).empty());
}

Show in_turn(int number = 2) {
    Show show(five());
    EXPECT_TRUE(show.start_answers(AnswerChain(show.candidates(), {}, 0, number)));
    return show;
}

TEST(AnswersInTurn, steps_lead_from_answer_to_answer_and_hold_at_the_ends) {
    Show show = in_turn();
    EXPECT_FALSE(show.previous());
    EXPECT_TRUE(show.next());
    EXPECT_EQ(show.place(), (Place{2, 2, 0, 1}));
    EXPECT_TRUE(show.next_candidate());
    EXPECT_EQ(show.place(), (Place{4, 1, 0, 1}));
    EXPECT_FALSE(show.next());
    EXPECT_FALSE(show.next_candidate());
    EXPECT_TRUE(show.previous_candidate());
    EXPECT_TRUE(show.previous());
    EXPECT_EQ(show.answers()->at(), 0U);
}

TEST(AnswersInTurn, any_other_place_ends_them) {
    Show show = in_turn();
    show.next();
    EXPECT_TRUE(show.first());
    EXPECT_EQ(show.answers(), nullptr);
    EXPECT_EQ(show.place(), (Place{2, 0, 0}));
    EXPECT_TRUE(show.next());
    EXPECT_EQ(show.place(), (Place{2, 1, 0})) << "steps are those of the meeting again";

    Show number = in_turn();
    EXPECT_TRUE(number.go_to_number(5));
    EXPECT_EQ(number.answers(), nullptr);

    Show ended = in_turn();
    ended.end_answers();
    EXPECT_EQ(ended.place(), (Place{0, 1, 0, 2})) << "what is on the screen stays";
    EXPECT_TRUE(ended.next());
    EXPECT_EQ(ended.place(), (Place{1, 0, 0}));
}

TEST(AnswersInTurn, not_this_goes_back_within_them_and_out_of_them) {
    Show show = in_turn();
    show.next();
    EXPECT_TRUE(show.not_this());
    EXPECT_EQ(show.answers()->at(), 0U);
    EXPECT_TRUE(show.not_this());
    EXPECT_EQ(show.place(), (Place{0, 0, 0}));
    EXPECT_EQ(show.answers(), nullptr);
}

TEST(AnswersInTurn, nobody_with_an_answer_changes_nothing) {
    Show show(five());
    EXPECT_FALSE(show.start_answers(AnswerChain(show.candidates(), {}, 0, 3)));
    EXPECT_EQ(show.place(), (Place{0, 0, 0}));
    EXPECT_EQ(show.answers(), nullptr);
}

TEST(AnswersInTurn, the_next_answers_are_made_ready_first) {
    const std::vector<Place> places = in_turn().neighbours();
    ASSERT_GE(places.size(), 2U);
    EXPECT_EQ(places[0], (Place{2, 2, 0, 1}));
    EXPECT_EQ(places[1], (Place{4, 1, 0, 1}));
}

TEST(AnswersInTurn, the_next_one_comes_only_when_the_shown_one_has_ended) {
    Show show = in_turn();
    const Place here = show.place();
    EXPECT_TRUE(show.answer_is_over(here, true));
    EXPECT_FALSE(show.answer_is_over(here, false));
    EXPECT_FALSE(show.answer_is_over(Place{0, 1, 0}, true)) << "another picture is still on the screen";
    show.toggle_hold();
    EXPECT_FALSE(show.answer_is_over(here, true)) << "held";
    show.toggle_hold();
    show.set_screen(Screen::black);
    EXPECT_FALSE(show.answer_is_over(here, true)) << "black";
    show.set_screen(Screen::black);
    show.next();
    show.next();
    EXPECT_FALSE(show.answer_is_over(show.place(), true)) << "the last picture of the last answer stays";
    show.end_answers();
    EXPECT_FALSE(show.answer_is_over(show.place(), true));
}

ClipSetup whole() {
    ClipSetup clip;
    clip.parts = {{"one", media::Time(2), media::Time(12), media::Time(0)},
                  {"two", media::Time(0), media::Time(0), media::Time(10)}};
    clip.review = clip.parts;
    clip.review[0].file = "copy";
    clip.looks = {{"s1", "w1"}, {"s2", "w2"}};
    clip.duration = 40;
    clip.chapters = {{0, "a", 1}, {8, "b", 2}, {30, "c", 3}};
    clip.lines = std::make_shared<std::vector<Scene::Line>>(
        std::vector<Scene::Line>{{0, 7, "before"}, {7, 9, "across"}, {12, 14, "in"}, {31, 33, "behind"}});
    return clip;
}

TEST(AnswerClip, parts_lines_and_chapters_are_cut_to_the_answer) {
    const ClipSetup clip = answer_clip(whole(), {2, 8, 30, "b"});
    ASSERT_EQ(clip.parts.size(), 2U);
    EXPECT_EQ(clip.parts[0].file, "one");
    EXPECT_EQ(clip.parts[0].in.count(), 10);
    EXPECT_EQ(clip.parts[0].out.count(), 12);
    EXPECT_EQ(clip.parts[0].offset.count(), 0);
    EXPECT_EQ(clip.parts[1].in.count(), 0);
    EXPECT_EQ(clip.parts[1].out.count(), 20);
    EXPECT_EQ(clip.parts[1].offset.count(), 2);
    EXPECT_EQ(clip.review[0].file, "copy");
    EXPECT_EQ(clip.review[1].out.count(), 20);
    EXPECT_EQ(clip.duration, 22);
    EXPECT_EQ(clip.chapters, (Chapters{{0, "b", 2}}));
    ASSERT_EQ(clip.lines->size(), 2U);
    EXPECT_EQ(clip.lines->at(0).begin, 0);
    EXPECT_EQ(clip.lines->at(0).end, 1);
    EXPECT_EQ(clip.lines->at(1).begin, 4);
}

TEST(AnswerClip, the_last_answer_ends_with_the_recording) {
    const ClipSetup clip = answer_clip(whole(), {3, 30, 0, ""});
    ASSERT_EQ(clip.parts.size(), 1U);
    EXPECT_EQ(clip.parts[0].file, "two");
    EXPECT_EQ(clip.parts[0].in.count(), 20);
    EXPECT_EQ(clip.parts[0].out.count(), 0) << "to the end of the file";
    EXPECT_EQ(clip.looks.front().strip, "s2");
    EXPECT_EQ(clip.duration, 10);
    EXPECT_EQ(clip.lines->front().text, "behind");
    ClipSetup silent = whole();
    silent.lines = nullptr;
    EXPECT_EQ(answer_clip(silent, {1, 0, 8, ""}).lines, nullptr);
}

/// The stage plays what the show says, on a clock that the test sets; as the projector does it, without
/// windows.
class AnswersOnAClock : public testing::Test {
  protected:
    AnswersOnAClock()
        : show_(five()) {
        media::StageOptions options;
        options.clock = clock_;
        options.open_act = [](const std::vector<media::Part>& parts) -> media::OpenFeed {
            const int pictures = static_cast<int>((parts.front().out - parts.front().in).count() * 30 + 0.5);
            return [pictures] { return support::make_scripted_feed({.pictures = pictures}); };
        };
        stage_ = std::make_unique<media::Stage>(nullptr, signal_.function(), options);
        show_.start_answers(AnswerChain(show_.candidates(), {}, 0, 2));
        to_stage();
    }
    media::Act act(const Place& place) {
        const ShowItem* item = show_.item(place);
        const Answer* answer = answer_at(item, place);
        const ClipSetup clip = answer_clip({.parts = {{.file = item->id.text}}, .duration = 60}, *answer);
        return {.key = item->id.text, .parts = clip.parts, .rewinds = true};
    }
    void to_stage() {
        std::vector<media::Act> next;
        if (const auto place = show_.after(show_.place()))
            next.push_back(act(*place));
        stage_->show(act(show_.place()), next);
        on_screen_ = show_.place();
        stage_->current()->play();
    }
    bool ended() { return stage_->current()->status().state == media::PlayerState::ended; }
    /// What happens at a wake-up.
    void look() {
        if (show_.answer_is_over(on_screen_, ended())) {
            show_.next();
            to_stage();
        }
    }
    bool ready(const std::string& key) {
        return signal_.until([&] {
            media::Player* player = stage_->prepared(key);
            return player != nullptr && player->status().first_picture_ready;
        });
    }
    /// Until the player has seen what the clock says.
    bool comes_to(const std::function<bool()>& state) {
        return signal_.until([&] {
            static_cast<void>(stage_->current()->frame_at_now());
            return state();
        });
    }

    support::WakeSignal signal_;
    std::shared_ptr<media::ManualClock> clock_ = std::make_shared<media::ManualClock>();
    std::unique_ptr<media::Stage> stage_;
    Show show_;
    std::optional<Place> on_screen_;
};

TEST_F(AnswersOnAClock, each_begins_when_the_one_before_is_over_and_was_ready_before) {
    using media::Time;
    ASSERT_TRUE(ready("a"));
    ASSERT_TRUE(ready("c2")) << "the next answer's first picture is there while this one plays";
    // Not `playing`, which is the wish: the clip's clock begins where the player's thread comes to it.
    ASSERT_TRUE(signal_.until([&] { return stage_->current()->next_picture_due().has_value(); }));
    clock_->set(Time(24.9));
    look();
    EXPECT_EQ(stage_->current_key(), "a") << "25 s are not over";
    clock_->set(Time(25.05));
    ASSERT_TRUE(comes_to([&] { return ended(); }));
    look();
    EXPECT_EQ(stage_->current_key(), "c2");
    EXPECT_EQ(on_screen_, (Place{2, 2, 0, 1}));
    const media::PicturePtr picture = stage_->current()->frame_at_now();
    ASSERT_NE(picture, nullptr) << "no gap";
    EXPECT_EQ(support::scripted_number(*picture), 0);
}

TEST_F(AnswersOnAClock, a_paused_answer_goes_nowhere_however_late_it_gets) {
    ASSERT_TRUE(ready("a"));
    stage_->current()->pause();
    clock_->set(media::Time(1000));
    look();
    EXPECT_FALSE(ended());
    EXPECT_EQ(stage_->current_key(), "a");
}

} // namespace
} // namespace app_answers_test

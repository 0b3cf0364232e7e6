// Editing a transcript: cells stay in order, texts are never lost, no new overlap; states and who may step.

#include "dossier/transcript.h"

#include "support/memory_records.h"

#include <gtest/gtest.h>
#include <random>

namespace dossier_transcript_test {
using namespace dossier;

namespace {

Cues three() {
    return {{1, 4, "问", "请介绍一下自己。"},
            {4, 10, "答", "我叫张三，在县发展和改革局工作。"},
            {12, 15, "问", "好。"}};
}

TEST(Transcript, a_cell_is_split_at_a_place_in_its_text) {
    Cues cues = three();
    const std::size_t comma = cues[1].text.find("在");
    ASSERT_TRUE(split(cues, 1, comma, 6.5));
    EXPECT_EQ(cues[1], (Cue{4, 6.5, "答", "我叫张三，"}));
    EXPECT_EQ(cues[2], (Cue{6.5, 10, "答", "在县发展和改革局工作。"}));
    EXPECT_EQ(cues.size(), 4U);
}

TEST(Transcript, a_split_never_cuts_a_character_nor_leaves_the_cell) {
    Cues cues = three();
    ASSERT_TRUE(split(cues, 0, 4, 99)); // in the middle of 介
    EXPECT_EQ(cues[0], (Cue{1, 3.9, "问", "请介"}));
    EXPECT_EQ(cues[1], (Cue{3.9, 4, "问", "绍一下自己。"}));
    EXPECT_FALSE(split(cues, 1, 3, 3.95)) << "too short for two";
    EXPECT_FALSE(split(cues, 9, 0, 1));
    ASSERT_TRUE(split(cues, 0, 1000, 0));
    EXPECT_EQ(cues[1].text, "") << "the end of the text: a new cell to type into";
}

TEST(Transcript, joining_puts_texts_together_as_the_language_does) {
    Cues cues{{0, 1, "", "您好"}, {1, 2, "甲", "请坐"}, {2, 3, "乙", "thank"}, {3, 4, "乙", "you"}};
    ASSERT_TRUE(join(cues, 2));
    EXPECT_EQ(cues[2], (Cue{2, 4, "乙", "thank you"}));
    ASSERT_TRUE(join(cues, 0));
    EXPECT_EQ(cues[0], (Cue{0, 2, "甲", "您好请坐"}));
    EXPECT_FALSE(join(cues, 1));
}

TEST(Transcript, a_cell_begins_at_the_time_of_the_key) {
    Cues cues;
    EXPECT_EQ(begin_cue(cues, 3.0004, 60, "甲"), 0U);
    EXPECT_EQ(cues[0], (Cue{3, 13, "甲", ""}));
    EXPECT_EQ(begin_cue(cues, 8, 60, ""), 1U) << "the one that is spoken ends there";
    EXPECT_EQ(cues[0].end, 8);
    EXPECT_EQ(cues[1], (Cue{8, 18, "", ""}));
    EXPECT_EQ(begin_cue(cues, 1, 60, ""), 0U) << "before the first: up to it";
    EXPECT_EQ(cues[0], (Cue{1, 3, "", ""}));
    EXPECT_EQ(begin_cue(cues, 5, 60, ""), 2U) << "inside another: up to its end";
    EXPECT_EQ(cues[1].end, 5);
    EXPECT_EQ(cues[2], (Cue{5, 8, "", ""}));
    EXPECT_EQ(begin_cue(cues, 55, 60, ""), 4U);
    EXPECT_EQ(cues[4].end, 60) << "not beyond the clip";
    EXPECT_EQ(begin_cue(cues, 60, 60, ""), std::nullopt);
    EXPECT_EQ(begin_cue(cues, 55.05, 60, ""), std::nullopt) << "the same key twice";
    EXPECT_EQ(cues.size(), 5U);
}

TEST(Transcript, begin_and_end_stop_at_the_neighbours) {
    Cues cues = three();
    EXPECT_TRUE(set_begin(cues, 2, 2));
    EXPECT_EQ(cues[2].begin, 10);
    EXPECT_TRUE(set_begin(cues, 2, 100));
    EXPECT_EQ(cues[2].begin, 14.9);
    EXPECT_TRUE(set_end(cues, 1, 100, 20));
    EXPECT_EQ(cues[1].end, 14.9);
    EXPECT_TRUE(set_end(cues, 2, 100, 20));
    EXPECT_EQ(cues[2].end, 20);
    EXPECT_TRUE(set_end(cues, 0, 0, 20));
    EXPECT_EQ(cues[0].end, 1.1);
    EXPECT_FALSE(set_end(cues, 0, 0, 20));
}

TEST(Transcript, a_shift_moves_the_rest_and_stops_at_the_cell_before) {
    Cues cues = three();
    EXPECT_TRUE(shift(cues, 1, 0.5));
    EXPECT_EQ(cues[1].begin, 4.5);
    EXPECT_EQ(cues[2].end, 15.5);
    EXPECT_TRUE(shift(cues, 1, -5));
    EXPECT_EQ(cues[1].begin, 4);
    EXPECT_FALSE(shift(cues, 1, -5));
    EXPECT_TRUE(shift(cues, 0, -5));
    EXPECT_EQ(cues[0].begin, 0);
}

TEST(Transcript, speakers_are_renamed_everywhere) {
    Cues cues = three();
    EXPECT_EQ(speakers(cues), (std::vector<std::string>{"问", "答"}));
    EXPECT_EQ(rename_speaker(cues, "问", "考察组"), 2U);
    EXPECT_EQ(speakers(cues), (std::vector<std::string>{"考察组", "答"}));
    EXPECT_EQ(rename_speaker(cues, "问", "谁"), 0U);
}

TEST(Transcript, words_are_found_from_here_on_and_then_from_the_beginning) {
    Cues cues = three();
    cues[2].text = "请讲 GDP。";
    EXPECT_EQ(find_in(cues, "请", 1), 2U);
    EXPECT_EQ(find_in(cues, "介绍", 1), 0U);
    EXPECT_EQ(find_in(cues, " gdp ", 0), 2U);
    EXPECT_EQ(find_in(cues, "没有", 0), std::nullopt);
    EXPECT_EQ(find_in(cues, " ", 0), std::nullopt);
    EXPECT_EQ(find_in({}, "请", 0), std::nullopt);
}

TEST(Transcript, a_recognised_text_fills_what_nobody_has_typed) {
    const Cues there = three();
    const Cues heard{{0, 1.5, "", "嗯"}, {1, 4, "", "请介绍"},   {9.5, 12.4, "", "大家好"},
                     {12, 15, "", "好"}, {14.5, 18, "", "再见"}, {14.98, 15.06, "", "咳"}};
    const Cues both = merged(there, heard);
    EXPECT_EQ(
        both,
        (Cues{{0, 1, "", "嗯"}, there[0], there[1], {10, 12, "", "大家好"}, there[2], {15, 18, "", "再见"}}));
    EXPECT_EQ(merged({}, heard).size(), 5U) << "what is too short is left out";
}

TEST(Transcript, states_step_as_the_hands_may) {
    using State = TranscriptState;
    using Hand = TranscriptHand;
    EXPECT_TRUE(may_step(State::none, State::in_progress, Hand::writer));
    EXPECT_TRUE(may_step(State::none, State::ready, Hand::writer)) << "a file that was taken in";
    EXPECT_FALSE(may_step(State::none, State::checked, Hand::checker));
    EXPECT_TRUE(may_step(State::in_progress, State::ready, Hand::writer));
    EXPECT_TRUE(may_step(State::ready, State::in_progress, Hand::writer)) << "taken back";
    EXPECT_TRUE(may_step(State::ready, State::in_progress, Hand::checker)) << "given back";
    EXPECT_TRUE(may_step(State::ready, State::checked, Hand::checker));
    EXPECT_FALSE(may_step(State::ready, State::checked, Hand::writer));
    EXPECT_FALSE(may_step(State::in_progress, State::checked, Hand::checker));
    EXPECT_TRUE(may_step(State::checked, State::in_progress, Hand::checker));
    EXPECT_FALSE(may_step(State::checked, State::in_progress, Hand::writer));
    EXPECT_FALSE(may_edit(State::checked));
    for (const State state : {State::none, State::in_progress, State::ready, State::checked}) {
        EXPECT_EQ(transcript_state_of(code(state)), state);
        EXPECT_FALSE(may_step(state, state, Hand::checker));
    }
    EXPECT_EQ(transcript_state_of("done"), std::nullopt);
}

TEST(Transcript, a_change_is_the_smallest_stretch_and_has_an_inverse) {
    const Cues from = three();
    Cues to = from;
    split(to, 1, 12, 6);
    const CueChange change = change_between(from, to);
    EXPECT_EQ(change.first, 1U);
    EXPECT_EQ(change.before.size(), 1U);
    EXPECT_EQ(change.after.size(), 2U);
    Cues cues = from;
    ASSERT_TRUE(carry_out(cues, change));
    EXPECT_EQ(cues, to);
    EXPECT_FALSE(carry_out(cues, change)) << "that is no longer there";
    ASSERT_TRUE(carry_out(cues, inverse(change)));
    EXPECT_EQ(cues, from);
    EXPECT_TRUE(change_between(from, from).empty());
    EXPECT_FALSE(carry_out(cues, {9, {}, from}));
}

/// Any sequence of edits: in order, no overlaps, the texts' characters all there unless a cell was removed.
TEST(Transcript, edits_keep_order_and_make_no_overlaps) {
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    const auto number = [&](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
    const auto all_text = [](const Cues& cues) {
        std::string text;
        for (const Cue& cue : cues)
            text += cue.text;
        return text;
    };
    Cues cues = three();
    for (int i = 0; i < 20000; ++i) {
        const auto place = static_cast<std::size_t>(number(static_cast<int>(cues.size())));
        const double time = number(60000) / 1000.0;
        const std::string before = all_text(cues);
        const Cues from = cues;
        switch (number(6)) {
        case 0:
            split(cues, place, static_cast<std::size_t>(number(40)), time);
            break;
        case 1:
            join(cues, place);
            break;
        case 2:
            begin_cue(cues, time, 60, "丙");
            break;
        case 3:
            set_begin(cues, place, time);
            break;
        case 4:
            set_end(cues, place, time, 60);
            break;
        case 5:
            shift(cues, place, std::min(0.0, time - 50));
            break;
        case 6:
            if (cues.size() > 20)
                for (std::size_t at = cues.size(); at-- > 0;)
                    if (cues[at].text.empty())
                        remove_cue(cues, at);
            break;
        }
        ASSERT_EQ(all_text(cues), before);
        for (std::size_t at = 0; at < cues.size(); ++at) {
            ASSERT_GE(cues[at].begin, 0);
            ASSERT_GT(cues[at].end - cues[at].begin, shortest_cue - 0.0011);
            if (at > 0) {
                ASSERT_GE(cues[at].begin, cues[at - 1].end) << i;
            }
        }
        Cues again = from;
        ASSERT_TRUE(carry_out(again, change_between(from, cues)));
        ASSERT_EQ(again, cues);
    }
}

class TranscriptEdit : public testing::Test {
  protected:
    TranscriptEdit() {
        material_.content = ClipContent{.parts = {{.media = "m"}}, .duration = 20, .transcript = three()};
        records_.put(material_);
    }
    ClipContent clip() { return std::get<ClipContent>(records_.material(material_.id)->content); }
    SetTranscript typed(const std::string& text) {
        Cues to = clip().transcript;
        set_text(to, 1, text);
        return {material_.id, change_between(clip().transcript, to), clip().transcript_state, "in progress"};
    }

    support::MemoryRecords records_;
    Material material_{.id = MaterialId::make(), .kind = MaterialKind::video};
};

TEST_F(TranscriptEdit, is_undone_by_its_inverse) {
    const Edit undo = apply(records_, typed(" 我叫李四。\r\n"));
    EXPECT_EQ(clip().transcript.at(1).text, "我叫李四。") << "stored tidy";
    EXPECT_EQ(clip().transcript_state, "in progress");
    EXPECT_EQ(records_.material(material_.id)->revision, 2);
    const Edit redo = dossier::apply(records_, undo);
    EXPECT_EQ(clip().transcript, three());
    EXPECT_EQ(clip().transcript_state, "");
    dossier::apply(records_, redo);
    EXPECT_EQ(clip().transcript.at(1).text, "我叫李四。");
}

TEST_F(TranscriptEdit, holds_though_something_else_of_the_material_changed) {
    const SetTranscript edit = typed("改");
    Material other = *records_.material(material_.id);
    other.title = "谈话";
    std::get<ClipContent>(other.content).transcript[0].text = "别人改了另一格";
    apply(records_, PutMaterial{other});
    dossier::apply(records_, edit);
    EXPECT_EQ(clip().transcript.at(0).text, "别人改了另一格");
    EXPECT_EQ(clip().transcript.at(1).text, "改");
    EXPECT_EQ(records_.material(material_.id)->title, "谈话");
}

TEST_F(TranscriptEdit, is_a_conflict_where_the_cell_or_the_state_changed) {
    const SetTranscript mine = typed("我的");
    apply(records_, typed("别人的"));
    EXPECT_THROW(apply(records_, mine), Conflict);
    EXPECT_EQ(clip().transcript.at(1).text, "别人的");
    SetTranscript late = typed("后来");
    apply(records_, SetTranscript{material_.id, {}, "in progress", "ready"});
    EXPECT_THROW(apply(records_, late), Conflict) << "it was handed over meanwhile";
    EXPECT_THROW(apply(records_, SetTranscript{.material = MaterialId::make()}), Conflict);
}

TEST_F(TranscriptEdit, is_no_edit_of_other_materials) {
    Material report{.id = MaterialId::make()};
    report.content = ReportContent{};
    records_.put(report);
    EXPECT_THROW(apply(records_, SetTranscript{.material = report.id}), Conflict);
}

} // namespace
} // namespace dossier_transcript_test

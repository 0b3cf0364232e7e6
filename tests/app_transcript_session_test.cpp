// A transcript being typed: saved within a second, one cell at a time; nothing lost when a save fails or
// somebody else writes.

#include "app/recording/transcript_session.h"
#include "support/memory_records.h"

#include <gtest/gtest.h>

namespace app_transcript_session_test {
namespace {

using app::recording::TranscriptSession;
using dossier::Cues;
using dossier::TranscriptHand;
using dossier::TranscriptState;

/// A session over records in memory; edits wait until the test lets them through.
class TranscriptSessionTest : public testing::Test {
  protected:
    TranscriptSessionTest() {
        dossier::Material material{.id = dossier::MaterialId::make(), .kind = dossier::MaterialKind::video};
        material.content = dossier::ClipContent{
            .duration = 60, .transcript = {{1, 4, "问", "请介绍一下。"}, {4, 10, "答", "我叫张三。"}}};
        records_.put(material);
        id_ = material.id;
        open();
    }

    void open() {
        session_.emplace(*records_.material(id_), [this](std::vector<dossier::Edit> edits) {
            queue_.push_back(std::move(edits));
            return ++ticket_;
        });
    }
    /// What the save queue does with the oldest edit.
    db::SaveResult carry_out() {
        db::SaveResult result{.ticket = ticket_};
        try {
            dossier::apply(records_, queue_.front().front());
            result.saved = true;
        } catch (const dossier::Conflict&) {
            result.conflict = true;
        }
        queue_.clear();
        return result;
    }
    void let_through(double now) {
        ASSERT_EQ(queue_.size(), 1U);
        ASSERT_TRUE(session_->saved(carry_out(), now));
    }
    void fail(double now) {
        ASSERT_EQ(queue_.size(), 1U);
        queue_.clear();
        ASSERT_TRUE(session_->saved(
            {.ticket = ticket_, .kind = db::ErrorKind::full, .subject = "catalogue.db"}, now));
    }
    Cues in_catalogue() { return std::get<dossier::ClipContent>(records_.material(id_)->content).transcript; }
    std::string state_in_catalogue() {
        return std::get<dossier::ClipContent>(records_.material(id_)->content).transcript_state;
    }
    const dossier::SetTranscript& sent() { return std::get<dossier::SetTranscript>(queue_.front().front()); }
    /// Somebody else at another terminal.
    void other_types(std::size_t place, const std::string& text) {
        dossier::Material material = *records_.material(id_);
        std::get<dossier::ClipContent>(material.content).transcript.at(place).text = text;
        dossier::apply(records_, dossier::PutMaterial{material});
    }

    support::MemoryRecords records_;
    dossier::MaterialId id_;
    std::vector<std::vector<dossier::Edit>> queue_;
    std::uint64_t ticket_ = 0;
    std::optional<TranscriptSession> session_;
};

TEST_F(TranscriptSessionTest, what_is_typed_is_saved_before_a_second_has_passed) {
    EXPECT_EQ(session_->due(), std::nullopt);
    session_->type("请", 10);
    session_->type("请您", 10.3);
    ASSERT_TRUE(session_->due());
    EXPECT_LT(*session_->due(), 11) << "counted from the first letter, however long somebody types";
    session_->tick(10.5);
    EXPECT_TRUE(queue_.empty());
    session_->tick(*session_->due());
    ASSERT_EQ(queue_.size(), 1U);
    EXPECT_EQ(sent().change.before.size(), 1U);
    EXPECT_EQ(sent().change.after.at(0).text, "请您");
    EXPECT_EQ(sent().state, "in progress");
    session_->type("请您介绍", 10.9);
    session_->tick(20);
    EXPECT_EQ(queue_.size(), 1U) << "one at a time";
    let_through(11);
    EXPECT_TRUE(session_->unsaved());
    session_->tick(12);
    let_through(12);
    EXPECT_FALSE(session_->unsaved());
    EXPECT_EQ(in_catalogue().at(0).text, "请您介绍");
    EXPECT_EQ(state_in_catalogue(), "in progress");
}

TEST_F(TranscriptSessionTest, a_cell_that_is_left_is_saved_at_once) {
    session_->type("请您", 10);
    session_->go(1, 10.1);
    EXPECT_EQ(queue_.size(), 1U);
    EXPECT_EQ(session_->current(), 1U);
}

TEST_F(TranscriptSessionTest, a_failed_save_keeps_the_text_and_is_tried_again) {
    session_->type("请您", 10);
    session_->tick(11);
    fail(11);
    EXPECT_FALSE(session_->failure().empty());
    EXPECT_TRUE(session_->unsaved());
    EXPECT_EQ(session_->cues().at(0).text, "请您");
    session_->tick(12);
    EXPECT_TRUE(queue_.empty());
    session_->type("请您坐", 12.5);
    session_->tick(*session_->due());
    EXPECT_FALSE(session_->failure().empty()) << "until it has been saved";
    let_through(15);
    EXPECT_TRUE(session_->failure().empty());
    EXPECT_EQ(in_catalogue().at(0).text, "请您坐");
}

TEST_F(TranscriptSessionTest, a_failure_does_not_keep_from_leaving_the_cell) {
    session_->type("请您", 10);
    session_->tick(11);
    fail(11);
    session_->go(1, 11.5);
    ASSERT_EQ(queue_.size(), 1U) << "another try";
    session_->type("我是李四", 11.6);
    fail(11.7);
    session_->tick(20);
    EXPECT_EQ(sent().change.after.size(), 2U) << "all that is not saved";
    let_through(20);
    EXPECT_EQ(in_catalogue().at(1).text, "我是李四");
}

TEST_F(TranscriptSessionTest, another_ones_result_is_not_ours) {
    session_->type("请您", 10);
    session_->tick(11);
    EXPECT_FALSE(session_->saved({.ticket = 99, .saved = true}, 11));
    EXPECT_TRUE(session_->unsaved());
}

TEST_F(TranscriptSessionTest, undo_takes_back_a_burst_of_typing_and_redo_brings_it_again) {
    session_->type("请", 10);
    session_->type("请您", 10.5);
    session_->type("请您坐", 15);
    session_->go(1, 16);
    let_through(16);
    EXPECT_TRUE(session_->undo(17));
    EXPECT_EQ(session_->cues().at(0).text, "请您");
    EXPECT_EQ(session_->current(), 0U) << "where it happened";
    EXPECT_TRUE(session_->undo(17));
    EXPECT_EQ(session_->cues().at(0).text, "请介绍一下。");
    EXPECT_FALSE(session_->undo(17));
    EXPECT_TRUE(session_->redo(18));
    EXPECT_TRUE(session_->redo(18));
    EXPECT_FALSE(session_->redo(18));
    EXPECT_EQ(session_->cues().at(0).text, "请您坐");
    EXPECT_TRUE(session_->undo(19));
    session_->type("另外", 20);
    EXPECT_FALSE(session_->can_redo());
}

TEST_F(TranscriptSessionTest, undo_of_a_split_joins_again) {
    ASSERT_TRUE(session_->edit_and_go(
        [](Cues& cues) {
            return dossier::split(cues, 1, 6, 6) ? std::optional<std::size_t>(2) : std::nullopt;
        },
        10));
    EXPECT_EQ(session_->current(), 2U);
    let_through(10);
    EXPECT_EQ(in_catalogue().size(), 3U);
    session_->undo(11);
    let_through(11);
    EXPECT_EQ(in_catalogue().size(), 2U);
    EXPECT_EQ(in_catalogue().at(1).text, "我叫张三。");
    EXPECT_FALSE(session_->edit([](Cues&) { return false; }, 12));
    EXPECT_FALSE(session_->unsaved());
}

TEST_F(TranscriptSessionTest, what_is_checked_is_opened_before_it_is_edited) {
    session_->type("请您", 10);
    ASSERT_TRUE(session_->step(TranscriptState::ready, TranscriptHand::writer, 11));
    let_through(11);
    EXPECT_EQ(state_in_catalogue(), "ready");
    EXPECT_FALSE(session_->step(TranscriptState::checked, TranscriptHand::writer, 12));
    ASSERT_TRUE(session_->step(TranscriptState::checked, TranscriptHand::checker, 12));
    let_through(12);
    EXPECT_FALSE(session_->type("改", 13));
    EXPECT_FALSE(session_->undo(13));
    EXPECT_FALSE(session_->edit([](Cues& cues) { return dossier::remove_cue(cues, 0); }, 13));
    EXPECT_EQ(session_->cues().at(0).text, "请您");
    ASSERT_TRUE(session_->step(TranscriptState::in_progress, TranscriptHand::checker, 14));
    let_through(14);
    EXPECT_TRUE(session_->type("改", 15));
}

TEST_F(TranscriptSessionTest, anothers_change_of_other_cells_stays) {
    session_->type("我的", 10);
    other_types(1, "别人的");
    session_->tick(11);
    let_through(11); // the edit names only its own cell
    EXPECT_EQ(in_catalogue(), (Cues{{1, 4, "问", "我的"}, {4, 10, "答", "别人的"}}));
    session_->stored(*records_.material(id_), 12);
    EXPECT_EQ(session_->cues().at(1).text, "别人的");
    EXPECT_FALSE(session_->unsaved());
}

TEST_F(TranscriptSessionTest, cells_inserted_by_another_move_mine) {
    session_->go(1, 9);
    session_->type("我的", 10);
    dossier::Material material = *records_.material(id_);
    auto& cues = std::get<dossier::ClipContent>(material.content).transcript;
    cues.insert(cues.begin(), {0, 1, "", "开头"});
    dossier::apply(records_, dossier::PutMaterial{material});
    session_->tick(11);
    ASSERT_TRUE(session_->saved(carry_out(), 11));
    EXPECT_TRUE(session_->wants_stored());
    session_->stored(*records_.material(id_), 12);
    EXPECT_FALSE(session_->must_choose());
    session_->tick(13);
    let_through(13);
    EXPECT_EQ(in_catalogue().size(), 3U);
    EXPECT_EQ(in_catalogue().at(0).text, "开头");
    EXPECT_EQ(in_catalogue().at(2).text, "我的");
}

TEST_F(TranscriptSessionTest, who_changed_the_same_cell_is_a_choice) {
    session_->type("我的", 10);
    other_types(0, "别人的");
    session_->tick(11);
    ASSERT_TRUE(session_->saved(carry_out(), 11));
    EXPECT_TRUE(session_->unsaved());
    session_->stored(*records_.material(id_), 12);
    EXPECT_TRUE(session_->must_choose());
    EXPECT_EQ(session_->cues().at(0).text, "我的");
    EXPECT_EQ(session_->due(), std::nullopt);
    session_->take_theirs(13);
    EXPECT_EQ(session_->cues().at(0).text, "别人的");
    EXPECT_FALSE(session_->unsaved());
    EXPECT_TRUE(session_->undo(14));
    EXPECT_EQ(session_->cues().at(0).text, "我的") << "one step of undo away";
    let_through(15);
    EXPECT_EQ(in_catalogue().at(0).text, "我的");
}

TEST_F(TranscriptSessionTest, mine_may_be_kept_and_theirs_is_in_the_log) {
    session_->type("我的", 10);
    other_types(0, "别人的");
    session_->tick(11);
    ASSERT_TRUE(session_->saved(carry_out(), 11));
    session_->stored(*records_.material(id_), 12);
    session_->keep_mine(13);
    let_through(13);
    EXPECT_EQ(in_catalogue().at(0).text, "我的");
    EXPECT_FALSE(session_->unsaved());
}

TEST_F(TranscriptSessionTest, a_transcript_checked_by_another_is_not_overwritten) {
    session_->type("我的", 10);
    dossier::apply(records_, dossier::SetTranscript{id_, {}, "", "in progress"});
    dossier::apply(records_, dossier::SetTranscript{id_, {}, "in progress", "checked"});
    session_->tick(11);
    ASSERT_TRUE(session_->saved(carry_out(), 11));
    session_->stored(*records_.material(id_), 12);
    EXPECT_TRUE(session_->must_choose());
    EXPECT_EQ(state_in_catalogue(), "checked");
}

TEST_F(TranscriptSessionTest, a_transcript_taken_in_by_another_program_appears) {
    dossier::Material material = *records_.material(id_);
    std::get<dossier::ClipContent>(material.content).transcript = {{0, 2, "", "导入"}};
    dossier::apply(records_, dossier::PutMaterial{material});
    session_->go(1, 9);
    session_->stored(*records_.material(id_), 10);
    EXPECT_EQ(session_->cues().size(), 1U);
    EXPECT_EQ(session_->current(), 0U);
    EXPECT_FALSE(session_->unsaved());
}

} // namespace
} // namespace app_transcript_session_test

// A transcript while somebody works on it: cells, undo, and saving of what is typed before a second has
// passed.
#pragma once

#include "db/save_queue.h"
#include "dossier/transcript.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace app::recording {

/// Main thread; no window, no player, no disk: edits go out through `push` (SaveQueue::push) one at a time,
/// and results come back through saved(). Times are steady seconds.
///
///   clean --edit--> unsaved --0.7 s, or the cell is left--> saving --saved--> clean (or unsaved again)
///                      ^                                       |--failed--> unsaved, tried again after 3 s
///                      |-- both changes fit, or a choice --  conflict <--conflict
class TranscriptSession {
  public:
    using Push = std::function<std::uint64_t(std::vector<dossier::Edit>)>;
    static constexpr double save_after = 0.7;
    static constexpr double try_again_after = 3;

    TranscriptSession(dossier::Material material, Push push);

    [[nodiscard]] const dossier::Material& material() const { return material_; } ///< as it was opened
    [[nodiscard]] const dossier::Cues& cues() const { return cues_; }
    [[nodiscard]] dossier::TranscriptState state() const { return state_; }
    [[nodiscard]] double duration() const { return duration_; }
    /// The cell in focus; cues().size() where there is none.
    [[nodiscard]] std::size_t current() const { return current_; }
    /// Raised by whatever changes the cells but typing: a text field must read its text anew.
    [[nodiscard]] std::uint64_t generation() const { return generation_; }

    /// Into another cell: what was typed in this one is saved now.
    void go(std::size_t place, double now);
    /// The text of the cell in focus as it is in the field; bursts of typing are one step of undo.
    bool type(const std::string& text, double now);
    /// Any other edit of the cells. False: it changed nothing, or the transcript is checked.
    bool edit(const std::function<bool(dossier::Cues&)>& with, double now);
    /// As edit(), and then into the cell `place`.
    bool edit_and_go(const std::function<std::optional<std::size_t>(dossier::Cues&)>& with, double now);
    bool undo(double now);
    bool redo(double now);
    [[nodiscard]] bool can_undo() const { return !undo_.empty(); }
    [[nodiscard]] bool can_redo() const { return !redo_.empty(); }
    bool step(dossier::TranscriptState to, dossier::TranscriptHand hand, double now);

    /// Saves what is due.
    void tick(double now);
    /// When tick() has something to do.
    [[nodiscard]] std::optional<double> due() const;
    /// Saves what there is, without waiting for the time.
    void save_now(double now);
    /// At the end: also on top of what is being saved; its result is nobody's.
    void save_last();
    /// A result of the queue. False: of another one's edit.
    bool saved(const db::SaveResult& result, double now);
    [[nodiscard]] bool unsaved() const;
    /// Why the last attempt failed, a sentence; empty: it did not.
    [[nodiscard]] const std::string& failure() const { return failure_; }

    /// The catalogue has been read again: after a conflict, or because somebody else wrote.
    void stored(const dossier::Material& material, double now);
    /// The catalogue must be read again to get out of a conflict.
    [[nodiscard]] bool wants_stored() const { return conflict_ && !theirs_; }
    /// Both changed the same cells: somebody must choose.
    [[nodiscard]] bool must_choose() const { return theirs_.has_value(); }
    void keep_mine(double now);
    /// Mine is one step of undo away.
    void take_theirs(double now);

  private:
    struct Step {
        dossier::CueChange change;
        std::size_t before = 0; ///< the cell in focus
        std::size_t after = 0;
        double at = 0;
        bool typed = false;
    };
    struct Stored {
        dossier::Cues cues;
        std::string state;
    };
    struct Sent {
        std::uint64_t ticket = 0;
        Stored stored; ///< what will be there
    };
    void changed(double now);
    void put(dossier::Cues cues, double now, bool typed);
    void travel(std::vector<Step>& from, std::vector<Step>& to, bool back, double now);
    [[nodiscard]] Stored wanted() const;
    void settle_focus();

    dossier::Material material_;
    double duration_ = 0;
    Push push_;
    dossier::Cues cues_;
    dossier::TranscriptState state_;
    std::size_t current_ = 0;
    std::uint64_t generation_ = 0;
    std::vector<Step> undo_;
    std::vector<Step> redo_;

    Stored stored_;            ///< what the catalogue has
    std::optional<Sent> sent_; ///< one at a time
    std::optional<double> dirty_since_;
    std::optional<double> try_again_;
    std::string failure_;
    bool conflict_ = false;
    std::optional<Stored> theirs_;
};

} // namespace app::recording

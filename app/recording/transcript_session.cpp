#include "app/recording/transcript_session.h"

#include "app/recording/transcript_store.h"
#include "app/sentences.h"

#include <algorithm>

namespace app::recording {

using dossier::Cues;
using dossier::TranscriptState;

namespace {

constexpr double one_burst = 2; ///< seconds: typing after a longer rest is another step of undo
constexpr std::size_t undo_steps = 2000;

/// Mine on top of theirs, where theirs left my cells alone.
std::optional<Cues> both(const Cues& base, const Cues& mine, const Cues& theirs) {
    const dossier::CueChange change = dossier::change_between(base, mine);
    Cues result = theirs;
    if (dossier::carry_out(result, change))
        return result;
    // They inserted or removed cells before mine.
    dossier::CueChange moved = change;
    moved.first += theirs.size() - base.size(); // may wrap around and come back
    if (moved.first <= theirs.size() && dossier::carry_out(result, moved))
        return result;
    return std::nullopt;
}

} // namespace

TranscriptSession::TranscriptSession(dossier::Material material, Push push)
    : material_(std::move(material))
    , push_(std::move(push)) {
    const auto& clip = std::get<dossier::ClipContent>(material_.content);
    duration_ = clip.duration;
    cues_ = clip.transcript;
    state_ = transcript_state(clip);
    stored_ = {clip.transcript, clip.transcript_state};
}

void TranscriptSession::settle_focus() {
    current_ = std::min(current_, cues_.empty() ? 0 : cues_.size() - 1);
}

void TranscriptSession::go(std::size_t place, double now) {
    place = std::min(place, cues_.empty() ? 0 : cues_.size() - 1);
    if (place == current_)
        return;
    save_now(now);
    current_ = place;
    ++generation_;
}

void TranscriptSession::changed(double now) {
    if (!dirty_since_)
        dirty_since_ = now;
    if (state_ == TranscriptState::none)
        state_ = TranscriptState::in_progress;
}

void TranscriptSession::put(Cues cues, double now, bool typed) {
    dossier::CueChange change = dossier::change_between(cues_, cues);
    Step* last = undo_.empty() ? nullptr : &undo_.back();
    if (typed && last != nullptr && last->typed && last->change.first == change.first && redo_.empty() &&
        now - last->at < one_burst) {
        last->change.after = std::move(change.after);
        last->at = now;
    } else {
        undo_.push_back(
            {.change = std::move(change), .before = current_, .after = current_, .at = now, .typed = typed});
        if (undo_.size() > undo_steps)
            undo_.erase(undo_.begin());
    }
    redo_.clear();
    cues_ = std::move(cues);
    if (!typed)
        ++generation_;
    changed(now);
}

bool TranscriptSession::type(const std::string& text, double now) {
    Cues next = cues_;
    if (!may_edit(state_) || !dossier::set_text(next, current_, text))
        return false;
    put(std::move(next), now, true);
    return true;
}

bool TranscriptSession::edit(const std::function<bool(Cues&)>& with, double now) {
    return edit_and_go([&](Cues& cues) { return with(cues) ? std::optional(current_) : std::nullopt; }, now);
}

bool TranscriptSession::edit_and_go(const std::function<std::optional<std::size_t>(Cues&)>& with,
                                    double now) {
    if (!may_edit(state_))
        return false;
    Cues next = cues_;
    const std::optional<std::size_t> place = with(next);
    if (!place)
        return false;
    put(std::move(next), now, false);
    current_ = *place;
    settle_focus();
    undo_.back().after = current_;
    save_now(now);
    return true;
}

void TranscriptSession::travel(std::vector<Step>& from, std::vector<Step>& to, bool back, double now) {
    Step step = std::move(from.back());
    from.pop_back();
    dossier::carry_out(cues_, back ? dossier::inverse(step.change) : step.change);
    current_ = back ? step.before : step.after;
    settle_focus();
    step.typed = false; // what is typed now is another step
    to.push_back(std::move(step));
    ++generation_;
    changed(now);
    save_now(now);
}

bool TranscriptSession::undo(double now) {
    if (undo_.empty() || !may_edit(state_))
        return false;
    travel(undo_, redo_, true, now);
    return true;
}

bool TranscriptSession::redo(double now) {
    if (redo_.empty() || !may_edit(state_))
        return false;
    travel(redo_, undo_, false, now);
    return true;
}

bool TranscriptSession::step(TranscriptState to, dossier::TranscriptHand hand, double now) {
    if (!dossier::may_step(state_, to, hand) || must_choose())
        return false;
    state_ = to;
    if (!dirty_since_)
        dirty_since_ = now;
    save_now(now);
    return true;
}

TranscriptSession::Stored TranscriptSession::wanted() const {
    return {dossier::tidied(cues_), std::string(code(state_))};
}

bool TranscriptSession::unsaved() const {
    return dirty_since_ || sent_ || conflict_;
}

std::optional<double> TranscriptSession::due() const {
    if (!dirty_since_ || sent_ || conflict_)
        return std::nullopt;
    return try_again_ ? *try_again_ : *dirty_since_ + save_after;
}

void TranscriptSession::tick(double now) {
    if (const std::optional<double> at = due(); at && now >= *at)
        save_now(now);
}

void TranscriptSession::save_now(double /*now*/) {
    if (!dirty_since_ || sent_ || conflict_)
        return;
    Stored next = wanted();
    dossier::CueChange change = dossier::change_between(stored_.cues, next.cues);
    dirty_since_.reset();
    try_again_.reset();
    if (change.empty() && next.state == stored_.state) {
        failure_.clear();
        return;
    }
    const dossier::SetTranscript edit{.material = material_.id,
                                      .change = std::move(change),
                                      .state_before = stored_.state,
                                      .state = next.state};
    sent_ = Sent{push_({edit}), std::move(next)};
}

void TranscriptSession::save_last() {
    if (!dirty_since_ || conflict_)
        return;
    const Stored next = wanted();
    const Stored& base = sent_ ? sent_->stored : stored_;
    dossier::CueChange change = dossier::change_between(base.cues, next.cues);
    dirty_since_.reset();
    if (!change.empty() || next.state != base.state)
        push_({dossier::SetTranscript{.material = material_.id,
                                      .change = std::move(change),
                                      .state_before = base.state,
                                      .state = next.state}});
}

bool TranscriptSession::saved(const db::SaveResult& result, double now) {
    if (!sent_ || result.ticket != sent_->ticket)
        return false;
    Stored next = std::move(sent_->stored);
    sent_.reset();
    if (result.saved) {
        stored_ = std::move(next);
        failure_.clear();
        return true;
    }
    if (!dirty_since_)
        dirty_since_ = now;
    if (result.conflict) {
        conflict_ = true;
        return true;
    }
    failure_ = sentence_of(db::Error(result.kind, result.subject, "the transcript could not be saved"));
    try_again_ = now + try_again_after;
    return true;
}

void TranscriptSession::stored(const dossier::Material& material, double now) {
    const auto* clip = std::get_if<dossier::ClipContent>(&material.content);
    if (clip == nullptr || sent_) // what comes back with the result knows better
        return;
    const Stored theirs{clip->transcript, clip->transcript_state};
    if (theirs.cues == stored_.cues && theirs.state == stored_.state && !conflict_)
        return;
    const std::optional<Cues> merged = both(stored_.cues, wanted().cues, theirs.cues);
    const bool same_state = theirs.state == stored_.state || !unsaved();
    if (merged && same_state) {
        const bool mine = unsaved();
        state_ = transcript_state(*clip);
        if (*merged != wanted().cues) {
            cues_ = *merged;
            undo_.clear();
            redo_.clear();
            settle_focus();
            ++generation_;
        }
        stored_ = theirs;
        conflict_ = false;
        theirs_.reset();
        failure_.clear();
        if (mine)
            dirty_since_ = now;
        return;
    }
    conflict_ = true;
    theirs_ = theirs;
}

void TranscriptSession::keep_mine(double now) {
    if (!theirs_)
        return;
    stored_ = std::move(*theirs_);
    theirs_.reset();
    conflict_ = false;
    dirty_since_ = now;
    save_now(now);
}

void TranscriptSession::take_theirs(double now) {
    if (!theirs_)
        return;
    stored_ = std::move(*theirs_);
    theirs_.reset();
    conflict_ = false;
    state_ = dossier::transcript_state_of(stored_.state).value_or(TranscriptState::in_progress);
    Cues mine = cues_;
    Cues theirs = stored_.cues;
    dossier::CueChange change = dossier::change_between(mine, theirs);
    undo_.push_back({.change = std::move(change), .before = current_, .after = current_, .at = now});
    redo_.clear();
    cues_ = std::move(theirs);
    settle_focus();
    ++generation_;
    dirty_since_.reset();
    try_again_.reset();
    failure_.clear();
}

} // namespace app::recording

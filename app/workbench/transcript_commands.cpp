// What keys and buttons of the transcript page do.

#include "app/author.h"
#include "app/language.h"
#include "app/recording/transcript_store.h"
#include "app/workbench/transcript_desk.h"

#include <algorithm>
#include <cmath>

namespace app::workbench {

using dossier::TranscriptState;
using recording::EditorCommand;
namespace intent = recording::intent;

namespace {

constexpr double short_way = 2;    ///< seconds back and forward
constexpr double speed_step = 0.1; ///< of the speed
constexpr double edge_step = 0.1;  ///< seconds

/// Where in a cell it makes sense to play on to its end.
bool plays_to_end(const dossier::Cue& cue, double position) {
    return position >= cue.begin - 0.05 && position < cue.end - 0.1;
}

} // namespace

void TranscriptDesk::carry_out(const recording::TranscriptIntent& wanted, double now) {
    const auto edit = [&](const std::function<bool(dossier::Cues&)>& with) {
        if (session_ != nullptr && !read_only_)
            session_->edit(with, now);
    };
    if (const auto* choice = std::get_if<intent::Choose>(&wanted)) {
        if (choice->material != chosen_) {
            leave_session();
            open(choice->material);
        }
        return;
    }
    if (const auto* on = std::get_if<intent::PlayOnEntering>(&wanted))
        plays_on_entering_ = on->on;
    if (session_ == nullptr)
        return;
    if (const auto* key = std::get_if<intent::Command>(&wanted))
        command(key->command, key->number, now);
    else if (const auto* typed = std::get_if<intent::Type>(&wanted); typed != nullptr && !read_only_)
        session_->type(typed->text, now);
    else if (const auto* place = std::get_if<intent::Go>(&wanted))
        enter(place->place, now);
    else if (const auto* time = std::get_if<intent::Seek>(&wanted)) {
        player_.seek(time->time);
        if (const auto place = dossier::cue_at(session_->cues(), time->time))
            session_->go(*place, now);
    } else if (const auto* times = std::get_if<intent::SetTimes>(&wanted))
        edit([&](dossier::Cues& cues) {
            const bool begun = dossier::set_begin(cues, session_->current(), times->begin);
            return dossier::set_end(cues, session_->current(), times->end, session_->duration()) || begun;
        });
    else if (const auto* speaker = std::get_if<intent::Speaker>(&wanted)) {
        edit([&](dossier::Cues& cues) {
            return dossier::set_speaker(cues, session_->current(), speaker->name);
        });
        panel_.field.focus = true;
    } else if (const auto* names = std::get_if<intent::Rename>(&wanted))
        edit([&](dossier::Cues& cues) { return dossier::rename_speaker(cues, names->from, names->to) > 0; });
    else if (const auto* words = std::get_if<intent::Find>(&wanted); words != nullptr)
        find(session_->current(), now);
    else if (const auto* to = std::get_if<intent::Step>(&wanted); to != nullptr && !read_only_)
        step(to->to, now);
    else if (const auto* file = std::get_if<intent::Import>(&wanted); file != nullptr && !read_only_)
        start([path = file->path, duration = session_->duration()](const auto&, const auto&) {
            return recording::read_transcript_file(path, duration);
        });
    else if (const auto* target = std::get_if<intent::Export>(&wanted))
        start([path = target->path, cues = dossier::tidied(session_->cues())](const auto&, const auto&) {
            return recording::write_transcript_file(path, cues);
        });
    else if (std::holds_alternative<intent::Recognise>(wanted) && !read_only_)
        recognise();
    else if (std::holds_alternative<intent::StopRecognising>(wanted))
        job_.stop();
    else if (std::holds_alternative<intent::KeepMine>(wanted))
        session_->keep_mine(now);
    else if (std::holds_alternative<intent::TakeTheirs>(wanted))
        session_->take_theirs(now);
}

void TranscriptDesk::command(EditorCommand command, int number, double now) {
    using Command = EditorCommand;
    const dossier::Cue* cue = current();
    const auto edit = [&](const std::function<bool(dossier::Cues&)>& with) {
        if (!read_only_)
            session_->edit(with, now);
    };
    switch (command) {
    case Command::play:
        player_.toggle(cue != nullptr && plays_to_end(*cue, player_.position()) ? std::optional(cue->end)
                                                                                : std::nullopt);
        break;
    case Command::back:
        player_.move(-short_way);
        break;
    case Command::forward:
        player_.move(short_way);
        break;
    case Command::repeat:
        if (cue != nullptr)
            player_.play(cue->begin, cue->end);
        break;
    case Command::slower:
        player_.change_speed(-speed_step);
        break;
    case Command::faster:
        player_.change_speed(speed_step);
        break;
    case Command::next:
        next(now);
        break;
    case Command::previous:
        if (session_->current() > 0)
            enter(session_->current() - 1, now);
        break;
    case Command::begin_cell:
        begin_cell(now);
        break;
    case Command::split:
        split_cell(now);
        break;
    case Command::join:
        edit([&](dossier::Cues& cues) { return dossier::join(cues, session_->current()); });
        break;
    case Command::begin_earlier:
        nudge(-edge_step, 0, now);
        break;
    case Command::begin_later:
        nudge(edge_step, 0, now);
        break;
    case Command::end_earlier:
        nudge(0, -edge_step, now);
        break;
    case Command::end_later:
        nudge(0, edge_step, now);
        break;
    case Command::remove:
        edit([&](dossier::Cues& cues) { return dossier::remove_cue(cues, session_->current()); });
        break;
    case Command::undo:
        if (!read_only_)
            session_->undo(now);
        break;
    case Command::redo:
        if (!read_only_)
            session_->redo(now);
        break;
    case Command::find:
        panel_.focus_find = true;
        break;
    case Command::find_next:
        find(session_->current() + 1, now);
        break;
    case Command::save:
        session_->save_now(now);
        break;
    case Command::speaker: {
        const std::vector<std::string> names = dossier::speakers(session_->cues());
        if (number == 0 || static_cast<std::size_t>(number) <= names.size())
            edit([&](dossier::Cues& cues) {
                return dossier::set_speaker(cues, session_->current(),
                                            number == 0 ? "" : names[static_cast<std::size_t>(number) - 1]);
            });
        break;
    }
    }
}

/// Into a cell, and play it.
void TranscriptDesk::enter(std::size_t place, double now) {
    session_->go(place, now);
    panel_.field.focus = !panel_.field.active;
    const dossier::Cue* cue = current();
    if (cue == nullptr)
        return;
    if (plays_on_entering_)
        player_.play(cue->begin, cue->end);
    else
        player_.seek(cue->begin);
}

/// Behind the last cell a new one begins where it plays, or where the last one ends.
void TranscriptDesk::next(double now) {
    if (session_->current() + 1 < session_->cues().size()) {
        enter(session_->current() + 1, now);
        return;
    }
    const dossier::Cue* cue = current();
    if (cue != nullptr && player_.position() < cue->end) {
        const double end = cue->end;
        const bool added = !read_only_ && session_->edit_and_go(
                                              [&](dossier::Cues& cues) {
                                                  return dossier::begin_cue(cues, end, session_->duration(),
                                                                            cues.back().speaker);
                                              },
                                              now);
        if (added && plays_on_entering_)
            player_.play(end, session_->cues().back().end);
        else if (!added && !read_only_)
            say(tr("No cell can begin at {0}: there is no room.", {recording::time_text(end)}), true);
        return;
    }
    begin_cell(now);
}

void TranscriptDesk::begin_cell(double now) {
    if (read_only_)
        return;
    const double at = player_.position();
    const dossier::Cue* cue = current();
    const std::string speaker = cue != nullptr ? cue->speaker : "";
    const bool begun = session_->edit_and_go(
        [&](dossier::Cues& cues) { return dossier::begin_cue(cues, at, session_->duration(), speaker); },
        now);
    panel_.field.focus = panel_.field.focus || (begun && !panel_.field.active);
    if (!begun && dossier::may_edit(session_->state()))
        say(tr("No cell can begin at {0}: there is no room.", {recording::time_text(at)}), true);
}

/// At the caret; in time where it plays, if that is in the cell, else where the text would be said.
void TranscriptDesk::split_cell(double now) {
    const dossier::Cue* cue = current();
    if (cue == nullptr || read_only_)
        return;
    const std::size_t byte = panel_.field.caret;
    const double position = player_.position();
    const bool inside =
        position > cue->begin + dossier::shortest_cue && position < cue->end - dossier::shortest_cue;
    const double time = inside ? position : dossier::time_in_text(*cue, byte);
    const std::size_t place = session_->current();
    session_->edit_and_go(
        [&](dossier::Cues& cues) {
            return dossier::split(cues, place, byte, time) ? std::optional(place + 1) : std::nullopt;
        },
        now);
}

void TranscriptDesk::nudge(double begin, double end, double now) {
    const dossier::Cue* cue = current();
    if (cue == nullptr || read_only_)
        return;
    const double from = cue->begin + begin;
    const double to = cue->end + end;
    const bool moved = session_->edit(
        [&](dossier::Cues& cues) {
            return begin != 0 ? dossier::set_begin(cues, session_->current(), from)
                              : dossier::set_end(cues, session_->current(), to, session_->duration());
        },
        now);
    // What was moved is heard: the beginning, or the last second.
    cue = current();
    if (moved && plays_on_entering_)
        player_.play(begin != 0 ? cue->begin : std::max(cue->begin, cue->end - 1), cue->end);
}

void TranscriptDesk::find(std::size_t from, double now) {
    if (const auto place = dossier::find_in(session_->cues(), panel_.find, from)) {
        session_->go(*place, now);
        player_.seek(session_->cues()[*place].begin);
        panel_.scroll = true;
    } else if (!panel_.find.empty()) {
        say(tr("\"{0}\" does not occur in this transcript.", {panel_.find}), true);
    }
}

void TranscriptDesk::step(TranscriptState to, double now) {
    if (!session_->step(to, dossier::TranscriptHand::checker, now))
        return;
    const bool alone = to == TranscriptState::checked && opened_ && opened_->written_by == author().user;
    if (alone)
        say(tr("Warning: {0} also said that it is ready; another person should check.",
               {opened_->written_by}),
            true);
    else
        say(recording::state_name(to));
    again_ = true; // who said that it is ready
}

void TranscriptDesk::recognise() {
    if (!opened_)
        return;
    start([catalogue = catalogue_, parts = opened_->originals, duration = session_->duration(),
           settings = opened_->recogniser](const recording::TranscriptJob::Progress& progress,
                                           const std::atomic<bool>& stop) {
        const auto tell = [&](const recording::RecogniserProgress& now) {
            progress(now.step == recording::RecogniserProgress::Step::sound
                         ? tr("writing the sound: {0} %", {std::to_string(std::lround(now.share * 100))})
                         : tr("the recogniser works …"));
        };
        recording::TranscriptJobResult result;
        result.cues = recording::recognise(catalogue, parts, duration, settings, tell, stop);
        result.merge = true;
        result.notice =
            tr("{0} lines recognised; they must be checked.", {std::to_string(result.cues->size())});
        return result;
    });
    say("");
}

} // namespace app::workbench

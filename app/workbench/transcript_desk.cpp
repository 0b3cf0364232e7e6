#include "app/workbench/transcript_desk.h"

#include "app/author.h"
#include "app/language.h"
#include "app/meeting/steady_now.h"
#include "app/recording/transcript_store.h"

#include <algorithm>

namespace app::workbench {

using dossier::TranscriptState;
using recording::TranscriptSession;

namespace {

std::string line_of(const Recorded& recorded) {
    return recorded.title + "  " + recording::time_text(recorded.duration) + "  " +
           recording::state_name(dossier::transcript_state_of(recorded.transcript_state)
                                     .value_or(TranscriptState::in_progress));
}

} // namespace

TranscriptDesk::TranscriptDesk(std::filesystem::path catalogue, bool read_only,
                               const std::function<void()>& wake)
    : catalogue_(std::move(catalogue))
    , read_only_(read_only)
    , wake_(wake)
    , player_(wake)
    , looks_(wake)
    , reader_(catalogue_, wake)
    , job_(wake) {
    if (!read_only_)
        saves_ = std::make_unique<db::SaveQueue>(catalogue_, author(), wake);
}

TranscriptDesk::~TranscriptDesk() {
    // The queue writes what it holds before it ends.
    for (const Leaving& leaving : leaving_)
        leaving.session->save_last();
    if (session_ != nullptr)
        session_->save_last();
}

void TranscriptDesk::set_front(bool front) {
    front_ = front;
    if (front) {
        if (session_ != nullptr)
            player_.open(clip_);
        else if (!chosen_.text.empty())
            open(chosen_);
        panel_.field.focus = true;
        return;
    }
    player_.close();
    if (session_ != nullptr)
        session_->save_now(0);
}

void TranscriptDesk::choose(const std::vector<Recorded>& recordings, const std::string& person) {
    recordings_ = recordings;
    person_ = person;
    const bool there = std::any_of(recordings.begin(), recordings.end(),
                                   [&](const Recorded& recorded) { return recorded.id == chosen_; });
    if (there) {
        again_ = true;
        return;
    }
    chosen_ = recordings.empty() ? dossier::MaterialId{} : recordings.front().id;
    leave_session();
    if (front_ && !chosen_.text.empty())
        open(chosen_);
}

void TranscriptDesk::open(const dossier::MaterialId& material) {
    chosen_ = material;
    missing_.clear();
    asked_ = reader_.ask(material);
}

/// What is not saved yet is saved behind the back of the next one.
void TranscriptDesk::leave_session() {
    player_.close();
    job_.stop();
    clip_.reset();
    opened_.reset();
    notice_.clear();
    if (session_ == nullptr)
        return;
    session_->save_now(0);
    if (session_->unsaved())
        leaving_.push_back({std::move(session_), person_});
    session_.reset();
    panel_.place = ~std::size_t{0};
}

void TranscriptDesk::read_again() {
    again_ = false;
    asked_ = reader_.ask(chosen_);
}

void TranscriptDesk::take_answer(recording::OpenedRecording answer, double now) {
    if (answer.asked != asked_)
        return;
    if (!answer.failure.empty()) {
        missing_ = tr("The recording cannot be opened: {0}", {answer.failure});
        return;
    }
    if (session_ != nullptr && session_->material().id == answer.material.id) {
        // What was written since the question is newer than the answer.
        if (session_->wants_stored() || !session_->unsaved())
            session_->stored(answer.material, now);
        opened_ = std::move(answer);
        return;
    }
    clip_ = answer.clip;
    missing_ = clip_->missing;
    const dossier::MaterialId id = answer.material.id;
    const auto left = std::find_if(leaving_.begin(), leaving_.end(), [&](const Leaving& leaving) {
        return leaving.session->material().id == id;
    });
    if (left != leaving_.end()) { // come back before it was saved
        session_ = std::move(left->session);
        leaving_.erase(left);
    } else {
        session_ = std::make_unique<TranscriptSession>(
            answer.material, [this, id](std::vector<dossier::Edit> edits) {
                if (session_ != nullptr && session_->material().id == id)
                    ++asked_; // an answer under way is older than this
                return saves_->push(std::move(edits));
            });
    }
    opened_ = std::move(answer);
    panel_.generation = ~std::uint64_t{0};
    panel_.wave_begin = 0;
    if (front_)
        player_.open(clip_);
    panel_.field.focus = front_;
}

void TranscriptDesk::take_result(recording::TranscriptJobResult result, double now) {
    if (session_ == nullptr || session_->material().id != job_for_)
        return; // of a recording that was left
    say(result.notice, result.bad);
    if (!result.cues)
        return;
    const bool done = session_->edit(
        [&](dossier::Cues& cues) {
            dossier::Cues next = result.merge ? dossier::merged(cues, *result.cues) : *result.cues;
            if (next == cues)
                return false;
            cues = std::move(next);
            return true;
        },
        now);
    if (!done && !dossier::may_edit(session_->state()))
        say(tr("The transcript is checked meanwhile; nothing was changed."), true);
}

bool TranscriptDesk::look(double now) {
    bool changed = looks_.arrived();
    if (saves_ != nullptr)
        for (const db::SaveResult& result : saves_->drain()) {
            changed = true;
            if (session_ != nullptr && session_->saved(result, now))
                continue;
            for (const Leaving& leaving : leaving_)
                if (leaving.session->saved(result, now))
                    break;
        }
    for (const Leaving& leaving : leaving_) {
        if (finishing_)
            leaving.session->save_now(now);
        leaving.session->tick(now);
    }
    std::erase_if(leaving_, [](const Leaving& leaving) { return !leaving.session->unsaved(); });
    if (auto answer = reader_.take()) {
        take_answer(std::move(*answer), now);
        changed = true;
    }
    if (auto result = job_.take()) {
        take_result(std::move(*result), now);
        changed = true;
    }
    if (session_ != nullptr) {
        session_->tick(now);
        if (session_->wants_stored() || (again_ && !session_->unsaved()))
            read_again();
    }
    return player_.tick() || changed || job_.running();
}

std::optional<double> TranscriptDesk::due(double now, double cost) const {
    std::optional<double> next = player_.due(now, cost);
    const auto at = [&next](std::optional<double> time) {
        if (time)
            next = next ? std::min(*next, *time) : *time;
    };
    if (session_ != nullptr)
        at(session_->due());
    for (const Leaving& leaving : leaving_)
        at(leaving.session->due());
    return next;
}

recording::TranscriptView TranscriptDesk::view(gui::Window& window) {
    player_.shown(meeting::steady_now());
    recording::TranscriptView view;
    for (const Recorded& recorded : recordings_)
        view.recordings.push_back({recorded.id, line_of(recorded)});
    view.chosen = chosen_;
    view.session = session_.get();
    view.person = person_;
    view.missing = missing_;
    view.player = player_.status();
    if (view.player && view.player->state == media::PlayerState::failed)
        view.missing = tr("The recording cannot be played; its transcript can be read and edited.");
    view.has_picture = opened_ && opened_->has_picture;
    if (view.has_picture) {
        const media::Size most = window.size();
        view.picture = window.moving("transcript", player_.picture(), {most.width * 2 / 5, most.height / 2});
    }
    if (clip_ != nullptr)
        view.look = looks_.of(clip_);
    view.read_only = read_only_;
    view.plays_on_entering = plays_on_entering_;
    view.recogniser_there = opened_ && !opened_->recogniser.command.empty();
    if (job_.running())
        view.recognising = job_.progress();
    view.notice = notice_;
    view.notice_is_bad = notice_is_bad_;
    return view;
}

void TranscriptDesk::start(recording::TranscriptJob::Work work) {
    if (job_.start(std::move(work)))
        job_for_ = session_->material().id;
    else
        say(tr("Another file or the recogniser is being worked on; wait for it, or stop it."), true);
}

void TranscriptDesk::say(std::string notice, bool bad) {
    notice_ = std::move(notice);
    notice_is_bad_ = bad;
}

std::string TranscriptDesk::busy() const {
    return job_.running() && !finishing_ ? tr("The transcript of {0} is being recognised.", {person_}) : "";
}

std::string TranscriptDesk::unsaved() const {
    if (giving_up_)
        return {};
    const auto sentence = [](const std::string& person) {
        return tr(
            "The last lines of the transcript of {0} are not saved. Who leaves once more gives them up.",
            {person});
    };
    const auto stuck = [this](const TranscriptSession& session) {
        return session.unsaved() && (finishing_ || !session.failure().empty() || session.must_choose());
    };
    if (session_ != nullptr && stuck(*session_))
        return sentence(person_);
    for (const Leaving& leaving : leaving_)
        if (stuck(*leaving.session))
            return sentence(leaving.person);
    return {};
}

void TranscriptDesk::finish(double now) {
    giving_up_ = finishing_;
    finishing_ = true;
    job_.stop();
    player_.pause();
    if (session_ != nullptr)
        session_->save_now(now);
}

std::vector<std::string> TranscriptDesk::warnings() const {
    std::vector<std::string> sentences;
    for (const Leaving& leaving : leaving_)
        if (!leaving.session->failure().empty())
            sentences.push_back(
                tr("The last lines of the transcript of {0} are not saved: {1} It is tried again.",
                   {leaving.person, leaving.session->failure()}));
    return sentences;
}

const dossier::Cue* TranscriptDesk::current() const {
    if (session_ == nullptr || session_->cues().empty())
        return nullptr;
    return &session_->cues()[session_->current()];
}

} // namespace app::workbench

#include "app/meeting/presentation.h"

#include "app/author.h"
#include "app/language.h"
#include "app/meeting/console.h"
#include "app/sentences.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>

namespace app::meeting {

namespace {

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::string utc_now() {
    const auto time = std::chrono::system_clock::now();
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    const auto milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count() % 1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 96> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", parts.tm_year + 1900,
                  parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                  static_cast<int>(milliseconds));
    return text.data();
}

/// A catalogue that cannot be written is presented all the same; what was shown when goes to the state
/// folder.
void log_shown_elsewhere(const db::ShownRow& row) {
    std::ofstream(state_folder() / "shown.log", std::ios::app)
        << row.when << '\t' << row.what << '\t' << row.meeting.text << '\t' << row.dossier.text << '\t'
        << row.material.text << '\t' << row.material_revision << '\n';
}

} // namespace

Presentation::Presentation(const PresentOptions& options, std::shared_ptr<const Programme> programme,
                           Loaded first, AudienceWindow& window, Wake& wake)
    : options_(options)
    , programme_(std::move(programme))
    , window_(window)
    , wake_(wake)
    , inbox_([&wake] { wake(); })
    , show_(programme_->candidates)
    , loader_(options.catalogue, programme_, page_words(), inbox_)
    , projector_(
          window, programme_, loader_, {.backend = options.backend, .start_clips = options.only.has_value()},
          [&wake] { wake(); }, [this](const ShownEvent& event) { log_shown(event); })
    , started_(now()) {
    for (const dossier::Dossier& dossier : programme_->dossiers)
        notes_.push_back(dossier.note);
    projector_.arrived(std::move(first), show_);
}

Presentation::~Presentation() {
    log_shown({.what = ShownEvent::What::black, .place = {-2, 0, 0}});
}

int Presentation::run() {
    if (options_.console || (!options_.single && !options_.windowed && display_count() > 1))
        open_console();
    SDL_Event event;
    while (running_ && (options_.stop == nullptr || !options_.stop->requested())) {
        if (SDL_WaitEventTimeout(&event, wait_milliseconds()) != 0) {
            handle(event);
            while (running_ && SDL_PollEvent(&event) != 0)
                handle(event);
        }
        drain();
        if (console_ != nullptr && !console_->draw(*this, now()))
            close_console();
    }
    return 0;
}

int Presentation::wait_milliseconds() {
    // Nothing ticks by itself: without a console the thread sleeps until an event comes.
    double next = -1;
    const auto at = [&next](double seconds) { next = next < 0 ? seconds : std::min(next, seconds); };
    if (console_ != nullptr)
        if (const std::optional<double> due = console_->due(*this, now()))
            at(std::max(0.0, *due - now()));
    return next < 0 ? -1 : static_cast<int>(next * 1000) + 1;
}

void Presentation::drain() {
    projector_.player_changed(show_);
    for (Loaded& loaded : inbox_.drain()) {
        projector_.arrived(std::move(loaded), show_);
        if (console_ != nullptr)
            console_->changed();
    }
    if (save_ != nullptr)
        for (const db::SaveResult& result : save_->drain())
            if (!result.saved) {
                banner_ = tr("Not saved: {0}", {sentence_of(db::Error(result.kind, result.subject, ""))});
                if (console_ != nullptr)
                    console_->changed();
            }
}

void Presentation::handle(const SDL_Event& event) {
    if (wake_.taken(event)) {
        // A worker has something: drain() looks; the console shows the player's new state when it next draws.
        return;
    }
    const bool for_console = console_ != nullptr && console_->handle(event);
    switch (event.type) {
    case SDL_QUIT:
        running_ = false;
        return;
    case SDL_KEYDOWN:
        if (!for_console)
            key(event.key.keysym);
        return;
    case SDL_DISPLAYEVENT:
        if (window_.displays_changed())
            projector_.window_changed(show_);
        return;
    case SDL_WINDOWEVENT:
        if (event.window.event == SDL_WINDOWEVENT_CLOSE) {
            if (console_ != nullptr && event.window.windowID == console_->window_id())
                close_console();
            else
                execute(Command::leave);
        } else if (event.window.windowID == SDL_GetWindowID(window_.get()) &&
                   (event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED ||
                    event.window.event == SDL_WINDOWEVENT_EXPOSED)) {
            projector_.window_changed(show_);
        }
        return;
    default:
        return;
    }
}

KeyContext Presentation::context() {
    KeyContext context;
    const ShowItem* item = show_.item(show_.place());
    context.clip = item != nullptr && item->is_clip() && projector_.player() != nullptr;
    if (context.clip) {
        const media::PlayerState state = projector_.player()->status().state;
        context.clip_paused = state != media::PlayerState::playing;
    }
    context.zoomed = show_.zoom().factor > 1;
    context.paged = item != nullptr && item->leaves > 1;
    return context;
}

void Presentation::key(const SDL_Keysym& keysym) {
    if (console_ != nullptr)
        console_->changed();
    if (leave_asked_ && leaving(keysym))
        return;
    if (typed(keysym))
        return;
    std::uint16_t modifiers = 0;
    if ((keysym.mod & KMOD_SHIFT) != 0)
        modifiers |= shift;
    if ((keysym.mod & KMOD_CTRL) != 0)
        modifiers |= ctrl;
    if ((keysym.mod & (KMOD_ALT | KMOD_GUI)) != 0)
        return;
    if (const std::optional<Command> command = command_for(keysym.sym, modifiers, context()))
        execute(*command);
}

bool Presentation::typed(const SDL_Keysym& keysym) {
    const SDL_Keycode sym = keysym.sym;
    if ((keysym.mod & (KMOD_CTRL | KMOD_ALT)) == 0) {
        int digit = -1;
        if (sym >= SDLK_0 && sym <= SDLK_9)
            digit = sym - SDLK_0;
        else if (sym == SDLK_KP_0)
            digit = 0;
        else if (sym >= SDLK_KP_1 && sym <= SDLK_KP_9)
            digit = sym - SDLK_KP_1 + 1;
        if (digit >= 0) {
            show_.type_digit(digit, now());
            return true;
        }
    }
    if (sym == SDLK_RETURN || sym == SDLK_KP_ENTER) {
        const std::optional<int> number = show_.take_number(now());
        if (std::exchange(question_, false)) {
            if (number)
                question(*number);
            return true;
        }
        if (number) {
            if (!show_.go_to_number(*number))
                banner_ = tr("There is no number {0} on the list.", {std::to_string(*number)});
            projector_.update(show_);
            return true;
        }
        return false;
    }
    const bool pending = question_ || !show_.digits(now()).empty();
    if (pending && (sym == SDLK_ESCAPE || sym == SDLK_BACKSPACE)) {
        show_.clear_digits();
        question_ = false;
        return true;
    }
    return false;
}

bool Presentation::leaving(const SDL_Keysym& keysym) {
    switch (keysym.sym) {
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
    case SDLK_y:
        answer_leave(true);
        return true;
    case SDLK_LSHIFT:
    case SDLK_RSHIFT:
    case SDLK_LCTRL:
    case SDLK_RCTRL:
    case SDLK_LALT:
    case SDLK_RALT:
        return true;
    default:
        answer_leave(false);
        // Escape only takes the question back; any other key also does what it always does.
        return keysym.sym == SDLK_ESCAPE;
    }
}

void Presentation::answer_leave(bool leave) {
    leave_asked_ = false;
    if (leave)
        running_ = false;
    else
        projector_.set_sentence("", show_);
}

void Presentation::send(const Place& place) {
    show_.go_to(place);
    projector_.update(show_);
}

void Presentation::execute(Command command) {
    banner_.clear();
    switch (command) {
    case Command::next:
        show_.next();
        break;
    case Command::previous:
        show_.previous();
        break;
    case Command::next_candidate:
        show_.next_candidate();
        break;
    case Command::previous_candidate:
        show_.previous_candidate();
        break;
    case Command::first:
        show_.first();
        break;
    case Command::last:
        show_.last();
        break;
    case Command::next_leaf:
        show_.turn(1);
        break;
    case Command::previous_leaf:
        show_.turn(-1);
        break;
    case Command::not_this:
        show_.not_this();
        break;
    case Command::hold:
        show_.toggle_hold();
        break;
    case Command::question:
        question_ = true;
        show_.clear_digits();
        break;
    case Command::leave:
        leave_asked_ = true;
        if (console_ == nullptr)
            projector_.set_sentence(tr("Leave presenting?  Enter: leave   Esc: stay"), show_);
        break;
    default:
        execute_view(command);
        execute_clip(command);
        break;
    }
    projector_.update(show_);
    if (console_ != nullptr)
        console_->changed();
}

void Presentation::execute_view(Command command) {
    constexpr double zoom_step = 1.25;
    constexpr double pan_step = 0.12;
    switch (command) {
    case Command::black:
        show_.set_screen(Screen::black);
        break;
    case Command::white:
        show_.set_screen(Screen::white);
        break;
    case Command::check_page:
        show_.set_screen(Screen::check);
        break;
    case Command::zoom_in:
        show_.zoom_by(zoom_step);
        break;
    case Command::zoom_out:
        show_.zoom_by(1 / zoom_step);
        break;
    case Command::whole_page:
        show_.whole_page();
        break;
    case Command::pan_left:
        show_.pan(-pan_step, 0);
        break;
    case Command::pan_right:
        show_.pan(pan_step, 0);
        break;
    case Command::pan_up:
        show_.pan(0, -pan_step);
        break;
    case Command::pan_down:
        show_.pan(0, pan_step);
        break;
    case Command::full_screen:
        window_.toggle_full_screen();
        break;
    case Command::timer:
        timer_since_ = timer_since_ ? std::nullopt : std::optional(now());
        break;
    case Command::console:
        if (console_ == nullptr)
            open_console();
        else
            close_console();
        break;
    case Command::find:
    case Command::note:
    case Command::help:
        open_console();
        if (console_ != nullptr)
            console_->focus(command);
        break;
    default:
        break;
    }
}

void Presentation::execute_clip(Command command) {
    media::AudioOutput& sound = projector_.sound();
    constexpr double volume_step = 0.1;
    if (command == Command::mute)
        sound.set_muted(!sound.muted());
    else if (command == Command::volume_up)
        sound.set_volume(std::min(1.0, sound.volume() + volume_step));
    else if (command == Command::volume_down)
        sound.set_volume(std::max(0.0, sound.volume() - volume_step));
    media::Player* player = projector_.player();
    if (player == nullptr || show_.screen() != Screen::material)
        return;
    const media::PlayerStatus status = player->status();
    constexpr media::Time jump{5};
    switch (command) {
    case Command::play_pause:
        if (status.state == media::PlayerState::playing)
            player->pause();
        else
            player->play();
        break;
    case Command::step_forward:
        player->step(1);
        break;
    case Command::step_back:
        player->step(-1);
        break;
    case Command::jump_forward:
        player->seek(status.position + jump);
        break;
    case Command::jump_back:
        player->seek(std::max(media::Time(0), status.position - jump));
        break;
    case Command::next_chapter:
        chapter(1);
        break;
    case Command::previous_chapter:
        chapter(-1);
        break;
    case Command::slower:
        player->set_speed(std::max(0.5, status.speed - 0.25));
        break;
    case Command::faster:
        player->set_speed(std::min(2.0, status.speed + 0.25));
        break;
    case Command::audio_track:
        if (status.audio_tracks > 1)
            player->set_audio_track((status.audio_track + 1) % status.audio_tracks);
        break;
    case Command::loop:
        // First press: A. Second: B, and it loops. Third: no loop.
        if (status.loop_end) {
            player->set_loop(std::nullopt, std::nullopt);
            loop_begin_.reset();
        } else if (loop_begin_ && *loop_begin_ < status.position.count()) {
            player->set_loop(media::Time(*loop_begin_), status.position);
        } else {
            loop_begin_ = status.position.count();
        }
        break;
    case Command::subtitles:
        subtitles_ = !subtitles_;
        player->set_subtitles(subtitles_);
        projector_.set_lines(subtitles_, show_);
        break;
    default:
        break;
    }
}

void Presentation::chapter(int step) {
    const Loaded* loaded = projector_.known(show_.place());
    media::Player* player = projector_.player();
    if (loaded == nullptr || loaded->clip == nullptr || player == nullptr || loaded->clip->chapters.empty())
        return;
    const double position = player->status().position.count();
    const std::vector<dossier::Chapter>& chapters = loaded->clip->chapters;
    // Back goes to the beginning of this chapter first, unless it has only just begun.
    constexpr double just_begun = 2;
    std::optional<double> target;
    for (const dossier::Chapter& chapter : chapters) {
        if (step < 0 && chapter.begin < position - just_begun)
            target = chapter.begin;
        if (step > 0 && chapter.begin > position + 0.05 && !target)
            target = chapter.begin;
    }
    if (step < 0 && !target)
        target = 0;
    if (target)
        player->seek(media::Time(*target));
}

void Presentation::question(int number) {
    const Loaded* loaded = projector_.known(show_.place());
    media::Player* player = projector_.player();
    const bool exists = loaded != nullptr && loaded->clip != nullptr && player != nullptr && number >= 1 &&
                        number <= static_cast<int>(loaded->clip->chapters.size());
    if (exists)
        player->seek(media::Time(loaded->clip->chapters[static_cast<std::size_t>(number) - 1].begin));
    else
        banner_ = tr("There is no question {0} in this recording.", {std::to_string(number)});
}

void Presentation::open_console() {
    if (console_ != nullptr)
        return;
    try {
        console_ = std::make_unique<Console>(window_, [this] { wake_(); });
    } catch (const std::exception& error) {
        // The audience must not be disturbed by a console that cannot be made.
        banner_ = error.what();
    }
}

void Presentation::close_console() {
    console_.reset();
    window_.raise();
}

void Presentation::log_shown(const ShownEvent& event) {
    const double time = now();
    if (event.what == ShownEvent::What::material && event.place.candidate != candidate_timed_) {
        candidate_timed_ = event.place.candidate;
        candidate_since_ = time;
    }
    db::ShownRow row{.when = utc_now(), .meeting = programme_->meeting.id};
    switch (event.what) {
    case ShownEvent::What::material:
        row.what = event.place.candidate < 0 ? "list" : "shown";
        break;
    case ShownEvent::What::black:
        row.what = event.place.candidate == -2 ? "left" : "black";
        break;
    case ShownEvent::What::white:
        row.what = "white";
        break;
    case ShownEvent::What::check:
        row.what = "check";
        break;
    }
    if (event.what == ShownEvent::What::material)
        if (const ShowItem* item = show_.item(event.place)) {
            row.dossier = show_.candidate(event.place)->dossier;
            row.material = item->id;
            row.material_revision = item->revision;
        }
    if (programme_->read_only) {
        log_shown_elsewhere(row);
        return;
    }
    saves().push_shown(std::move(row));
}

db::SaveQueue& Presentation::saves() {
    if (save_ == nullptr)
        save_ = std::make_unique<db::SaveQueue>(options_.catalogue, author(), [this] { wake_(); });
    return *save_;
}

void Presentation::save_note(int candidate, const std::string& note) {
    const auto at = static_cast<std::size_t>(candidate);
    if (candidate < 0 || at >= notes_.size() || notes_[at] == note)
        return;
    notes_[at] = note;
    if (programme_->read_only || programme_->dossiers[at].id.empty()) {
        banner_ = tr("The note cannot be saved here; it stays until presenting ends.");
        return;
    }
    dossier::Dossier dossier = programme_->dossiers[at];
    dossier.note = note;
    saves().push({dossier::PutDossier{std::move(dossier)}});
}

const std::string& Presentation::note(int candidate) const {
    static const std::string none;
    const auto at = static_cast<std::size_t>(candidate);
    return candidate >= 0 && at < notes_.size() ? notes_[at] : none;
}

std::string Presentation::pending_digits() const {
    return show_.digits(now());
}

double Presentation::elapsed() const {
    return now() - started_;
}

double Presentation::elapsed_item() const {
    return candidate_timed_ == -2 ? 0 : now() - candidate_since_;
}

std::optional<double> Presentation::timer() const {
    return timer_since_ ? std::optional(now() - *timer_since_) : std::nullopt;
}

} // namespace app::meeting

#include "app/meeting/presentation.h"

#include "app/author.h"
#include "app/language.h"
#include "app/meeting/console.h"
#include "app/meeting/steady_now.h"
#include "app/sentences.h"

#include <algorithm>

namespace app::meeting {

namespace {

/// Window managers move windows for up to a second after displays changed.
constexpr double settle_interval = 0.25;
constexpr int settle_looks = 6;
constexpr double answer_glance = 0.25; ///< seconds

} // namespace

Presentation::Presentation(const PresentOptions& options, std::shared_ptr<const Programme> programme,
                           Loaded first, AudienceWindow& window, const DisplayWatch& displays, Wake& wake)
    : options_(options)
    , programme_(std::move(programme))
    , window_(window)
    , watch_(displays)
    , displays_(displays.now())
    , wake_(wake)
    , inbox_([&wake] { wake(); })
    , show_(programme_->candidates)
    , loader_(options.catalogue, programme_, page_words(), inbox_)
    , projector_(
          window, programme_, loader_, {.backend = options.backend, .start_clips = options.only.has_value()},
          [&wake] { wake(); }, [this](const ShownEvent& event) { log_shown(event); })
    , sound_settings_(config_folder() / "settings.json", [&wake] { wake(); })
    , started_(steady_now()) {
    for (const dossier::Dossier& dossier : programme_->dossiers)
        notes_.push_back(dossier.note);
    projector_.arrived(std::move(first), show_);
}

Presentation::~Presentation() {
    log_shown({.what = ShownEvent::What::black, .place = {-2, 0, 0}});
}

int Presentation::run() {
    if (options_.console || (!options_.single && !options_.windowed && displays_.size() > 1))
        open_console();
    if (!options_.windowed)
        settling_ = settle_looks;
    SDL_Event event;
    while (running_ && (options_.stop == nullptr || !options_.stop->requested())) {
        const bool happened = SDL_WaitEventTimeout(&event, wait_milliseconds()) != 0;
        turn_times_.begin();
        if (happened) {
            handle(event);
            while (running_ && SDL_PollEvent(&event) != 0)
                handle(event);
        }
        drain();
        if (console_ != nullptr && !console_->draw(*this, steady_now()))
            close_console();
        turn_times_.end();
    }
    return 0;
}

int Presentation::wait_milliseconds() {
    // Nothing ticks by itself: without a console the thread sleeps until an event comes.
    double next = -1;
    const auto at = [&next](double seconds) { next = next < 0 ? seconds : std::min(next, seconds); };
    if (settling_ > 0)
        at(std::max(0.0, settle_at_ - steady_now()));
    // The end of an answer wakes this thread; should that ever be lost, the meeting must not wait for a key.
    if (show_.answers() != nullptr)
        at(answer_glance);
    if (console_ != nullptr)
        if (const std::optional<double> due = console_->due(*this, steady_now()))
            at(std::max(0.0, *due - steady_now()));
    return next < 0 ? -1 : static_cast<int>(next * 1000) + 1;
}

void Presentation::displays_changed() {
    const bool more = displays_.size() > 1 || options_.single || options_.windowed;
    displays_ = watch_.now();
    // A projector plugged in after the beginning: the picture goes there, the console to the operator.
    if (!more && displays_.size() > 1)
        open_console();
    if (window_.place(displays_, console_ != nullptr))
        projector_.window_changed(show_);
    if (console_ != nullptr)
        console_->displays_changed(displays_);
    settling_ = settle_looks;
    settle_at_ = steady_now() + settle_interval;
}

void Presentation::drain() {
    if (displays_ != watch_.now())
        displays_changed();
    if (settling_ > 0 && steady_now() >= settle_at_) {
        window_.settle();
        --settling_;
        settle_at_ = steady_now() + settle_interval;
    }
    projector_.player_changed(show_);
    follow_answers();
    tune_sound();
    if (std::vector<std::string> warnings = find_warnings(); warnings != warnings_) {
        warnings_ = std::move(warnings);
        if (console_ != nullptr)
            console_->changed();
    }
    if (console_ != nullptr)
        console_->look();
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
            key(event.key.keysym, event.key.windowID);
        return;
    case SDL_WINDOWEVENT:
        if (event.window.event == SDL_WINDOWEVENT_CLOSE) {
            if (console_ != nullptr && event.window.windowID == console_->window_id()) {
                close_console();
            } else {
                show_.end_answers(); // not only them: this asks to leave
                execute(Command::leave);
            }
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

void Presentation::open_console() {
    if (console_ != nullptr)
        return;
    try {
        console_ = std::make_unique<Console>(
            window_, displays_, Console::Book{options_.catalogue, programme_}, [this] { wake_(); });
        if (window_.place(displays_, true))
            projector_.window_changed(show_);
    } catch (const std::exception& error) {
        // The audience must not be disturbed by a console that cannot be made.
        banner_ = error.what();
    }
}

void Presentation::close_console() {
    console_.reset();
    if (window_.place(displays_, false))
        projector_.window_changed(show_);
    window_.raise();
}

std::string Presentation::pending_digits() const {
    return show_.digits(steady_now());
}

double Presentation::elapsed() const {
    return steady_now() - started_;
}

double Presentation::elapsed_item() const {
    return candidate_timed_ == -2 ? 0 : steady_now() - candidate_since_;
}

std::optional<double> Presentation::timer() const {
    return timer_since_ ? std::optional(steady_now() - *timer_since_) : std::nullopt;
}

} // namespace app::meeting

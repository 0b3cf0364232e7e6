#include "app/workbench/desktop.h"

#include "app/language.h"
#include "app/meeting/steady_now.h"

#include <algorithm>
#include <string>
#include <utility>

namespace app::workbench {

namespace {

using meeting::steady_now;

constexpr double idle_after = 60;
constexpr double settle_interval = 0.016; ///< between the frames ImGui needs after an input
constexpr int settle_frames = 3;

SDL_Rect place_of(const WorkbenchOptions& options) {
    if (options.windowed)
        return {SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, options.windowed->width,
                options.windowed->height};
    SDL_Rect bounds{0, 0, 1280, 800};
    SDL_GetDisplayUsableBounds(0, &bounds);
    return bounds;
}

bool is_input(const SDL_Event& event) {
    return event.type == SDL_KEYDOWN || event.type == SDL_TEXTINPUT || event.type == SDL_MOUSEBUTTONDOWN ||
           event.type == SDL_MOUSEMOTION || event.type == SDL_MOUSEWHEEL;
}

} // namespace

Desktop::Desktop(const WorkbenchOptions& options, bool read_only, Wake& wake)
    : options_(options)
    , read_only_(read_only)
    , wake_(wake)
    , recovered_([&wake] { wake(); })
    , window_(std::make_unique<gui::Window>(gui::Window::Options{.title = tr("Dossier: workbench"),
                                                                 .place = place_of(options),
                                                                 .maximized = !options.windowed,
                                                                 .keyboard_navigation = true}))
    , library_(options.catalogue, [&wake] { wake(); })
    , reviews_(options.catalogue, std::filesystem::read_symlink("/proc/self/exe"), [&wake] { wake(); })
    , pages_(make_pages(options.catalogue, read_only, [&wake] { wake(); }))
    , last_input_(steady_now()) {
    if (!options.meeting.empty())
        library_.choose_named(options.meeting);
    front_ = options.page == "transcript" && pages_.size() > 1 ? 1 : 0;
    front().set_front(true);
    if (!read_only)
        recovery_ = std::make_unique<recording::StartRecovery>(
            options.catalogue, [this](const recording::RecoveryNotice& notice) { recovered_.post(notice); });
}

Desktop::~Desktop() {
    recovery_.reset();
    for (const std::unique_ptr<Page>& page : pages_)
        page->set_front(false);
}

Desktop::Left Desktop::run() {
    SDL_Event event;
    while (running_ && (options_.stop == nullptr || !options_.stop->requested())) {
        const bool happened = SDL_WaitEventTimeout(&event, wait_milliseconds(steady_now())) != 0;
        if (happened) {
            handle(event);
            while (SDL_PollEvent(&event) != 0)
                handle(event);
        }
        look();
        const double now = steady_now();
        idle_work(now);
        draw(now);
        if (leaving_ && held().empty())
            running_ = false;
    }
    std::string meeting = options_.meeting;
    if (view_ != nullptr)
        meeting = view_->meeting_title;
    return {.present = presenting_ && leaving_, .meeting = std::move(meeting), .person = person_.text};
}

int Desktop::wait_milliseconds(double now) const {
    double next = -1;
    const auto at = [&next](double seconds) { next = next < 0 ? seconds : std::min(next, seconds); };
    if (frames_wanted_ > 0)
        at(std::max(0.0, last_draw_ + settle_interval - now));
    if (const std::optional<double> due = pages_[front_]->due(now))
        at(std::max(0.0, *due - now));
    if (!reviewed_idle_ && !read_only_)
        at(std::max(0.0, last_input_ + idle_after - now));
    return next < 0 ? -1 : static_cast<int>(next * 1000) + 1;
}

void Desktop::handle(const SDL_Event& event) {
    if (wake_.taken(event))
        return; // look() looks
    if (is_input(event)) {
        last_input_ = steady_now();
        reviewed_idle_ = false;
        if (!reviews_asked_)
            reviews_.pause();
    }
    if (event.type == SDL_QUIT ||
        (event.type == SDL_WINDOWEVENT && event.window.event == SDL_WINDOWEVENT_CLOSE)) {
        leave(false);
        return;
    }
    if (event.type == SDL_KEYDOWN && key(event.key.keysym)) {
        frames_wanted_ = settle_frames;
        return;
    }
    if (window_->handle(event))
        frames_wanted_ = settle_frames;
}

bool Desktop::key(const SDL_Keysym& key) {
    const bool control = (key.mod & KMOD_CTRL) != 0;
    const bool alt = (key.mod & KMOD_ALT) != 0;
    if (leave_asked_)
        return false;
    if (control && key.sym == SDLK_f) {
        roster_.focus_find = true;
        window_->expect_typing();
        return true;
    }
    if (alt && (key.sym == SDLK_DOWN || key.sym == SDLK_UP)) {
        step(key.sym == SDLK_DOWN ? 1 : -1);
        return true;
    }
    if (control && key.sym == SDLK_q) {
        leave(false);
        return true;
    }
    if (control && key.sym >= SDLK_1 && key.sym < SDLK_1 + static_cast<int>(pages_.size())) {
        show(static_cast<std::size_t>(key.sym - SDLK_1));
        return true;
    }
    if (key.sym == SDLK_F1) {
        help_ = !help_;
        return true;
    }
    if (key.sym == SDLK_F10) {
        leave(true);
        return true;
    }
    if (help_ && key.sym == SDLK_ESCAPE) {
        help_ = false;
        return true;
    }
    const bool command = control || alt || (key.sym >= SDLK_F1 && key.sym <= SDLK_F12);
    return (command || !window_->typing()) && front().key(key);
}

std::string Desktop::busy() const {
    for (const std::unique_ptr<Page>& page : pages_)
        if (std::string sentence = page->busy(); !sentence.empty())
            return sentence;
    return {};
}

/// What leaving must ask about.
std::string Desktop::held() const {
    std::string sentence = busy();
    for (const std::unique_ptr<Page>& page : pages_)
        if (sentence.empty())
            sentence = page->unsaved();
    return sentence;
}

void Desktop::leave(bool present) {
    presenting_ = present;
    if (held().empty())
        leaving_ = true;
    else
        leave_asked_ = true;
    frames_wanted_ = settle_frames;
}

void Desktop::choose(const dossier::PersonId& person) {
    if (!busy().empty() && person != person_)
        return;
    person_ = person;
    const Candidate* candidate = view_ != nullptr ? view_->find(person) : nullptr;
    for (const std::unique_ptr<Page>& page : pages_)
        page->choose({view_, candidate});
    frames_wanted_ = settle_frames;
}

void Desktop::step(int by) {
    if (view_ == nullptr || view_->candidates.empty())
        return;
    const std::vector<Candidate>& all = view_->candidates;
    const auto at = std::find_if(all.begin(), all.end(),
                                 [&](const Candidate& candidate) { return candidate.person == person_; });
    const auto place = static_cast<int>(at - all.begin()) + by;
    if (place < 0 || place >= static_cast<int>(all.size()))
        return;
    roster_.scroll = true;
    choose(all[static_cast<std::size_t>(place)].person);
}

void Desktop::show(std::size_t page) {
    if (page == front_ || !busy().empty())
        return;
    front().set_front(false);
    front_ = page;
    front().set_front(true);
    frames_wanted_ = settle_frames;
}

void Desktop::look() {
    for (recording::RecoveryNotice& notice : recovered_.drain()) {
        notices_.push_back(std::move(notice));
        library_.look_again();
        frames_wanted_ = settle_frames;
    }
    if (const auto view = library_.view(); view != view_) {
        view_ = view;
        if (person_.text.empty() && !options_.person.empty())
            for (std::size_t i = 0; i < view_->candidates.size(); ++i) {
                const Candidate& candidate = view_->candidates[i];
                if (candidate.person.text == options_.person || candidate.name == options_.person ||
                    std::to_string(i + 1) == options_.person)
                    person_ = candidate.person;
            }
        if (view_->find(person_) == nullptr && !view_->candidates.empty() && busy().empty())
            person_ = view_->candidates.front().person;
        choose(person_);
    }
    for (const std::unique_ptr<Page>& page : pages_)
        if (page->look())
            frames_wanted_ = std::max(frames_wanted_, 1);
    const ReviewProgress progress = reviews_.progress();
    if (progress.working != reviewing_.working || progress.done != reviewing_.done ||
        static_cast<int>(progress.share * 100) != static_cast<int>(reviewing_.share * 100))
        frames_wanted_ = std::max(frames_wanted_, 1);
    reviewing_ = progress;
    reviews_asked_ = reviews_asked_ && progress.working;
}

/// Recording and presenting need the machine for themselves; a minute without anybody is for the copies.
void Desktop::idle_work(double now) {
    if (!busy().empty()) {
        reviews_.pause();
        return;
    }
    if (read_only_ || reviewed_idle_ || now - last_input_ < idle_after)
        return;
    reviewed_idle_ = true;
    reviews_.start();
}

void Desktop::draw(double now) {
    const std::optional<double> due = front().due(now);
    const bool page_due = due && *due <= now + 0.001;
    const bool settle_due = frames_wanted_ > 0 && now >= last_draw_ + settle_interval - 0.001;
    if (!page_due && !settle_due)
        return;
    frames_wanted_ = std::max(0, frames_wanted_ - 1);
    last_draw_ = now;
    window_->draw([this] { draw_panels(); });
}

} // namespace app::workbench

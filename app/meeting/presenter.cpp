#include "app/meeting/presenter.h"

#include "app/meeting/overlay.h"
#include "app/meeting/steady_now.h"
#include "app/sentences.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace app::meeting {

namespace {

using media::Time;

constexpr Time controls_stay{2.0}; ///< of play, then they fade
constexpr Time controls_fade{0.4};
constexpr Time controls_paused{0.9}; ///< after a pause, then they vanish without a fade
constexpr Time line_step{1.0 / 20};  ///< of the moving line
constexpr Time cue_step{0.1};        ///< how late a transcript line may be

} // namespace

/// What one turn of the loop saw of scene and player.
struct Presenter::Look {
    std::shared_ptr<const Scene> scene;
    media::PicturePtr picture;
    std::optional<Time> due;
    media::PlayerStatus player;
    std::string subtitle;
    bool has_player = false;
};

/// What the present thread keeps between turns, and how each turn brings it up to date.
struct Presenter::Parts {
    std::shared_ptr<const Scene> scene;
    media::PicturePtr picture;
    std::uint64_t picture_of = 0; ///< serial of the scene the picture belongs to
    std::string drawn;            ///< what is on the screen besides scene and picture

    bool was_playing = false;
    bool controls = false;
    Time controls_since{0};
    std::string controls_key;
    OverlayPtr controls_overlay;

    std::string cue;
    OverlayPtr cue_overlay;
    media::Size cue_size;

    int line_x = -1;
    CheckSignal::Side flash = CheckSignal::Side::none;

    // When this turn wants to be followed by another, or nothing.
    std::optional<Time> until;
    void also(Time time) { until = until ? std::min(*until, time) : time; }

    bool is_new(const Scene& now) const { return scene == nullptr || scene->serial != now.serial; }
    bool take_picture(const Look& look);
    void update_controls(const Look& look, Time now, media::Size size);
    void update_cue(const Look& look, Time now);
    void update_line(const Look& look, Time now);
    void update_flash(const Look& look, Time now);
    [[nodiscard]] std::string overlays_key() const {
        return controls_key + "|" + cue + "|" + std::to_string(line_x) + "|" +
               std::to_string(static_cast<int>(flash));
    }
};

/// The picture of the player belongs to this scene; without one yet, the raster (a poster) stands.
bool Presenter::Parts::take_picture(const Look& look) {
    if (is_new(*look.scene)) {
        const bool same_player =
            scene != nullptr && scene->player == look.scene->player && look.scene->player != nullptr;
        if (same_player)
            picture_of = look.scene->serial;
        else if (look.has_player || look.scene->kind != Scene::Kind::clip)
            picture = nullptr;
    }
    if (look.picture == nullptr)
        return false;
    const bool another = look.picture != picture;
    picture = look.picture;
    picture_of = look.scene->serial;
    return another;
}

/// Position bar: asked for by the scene; fades after play goes on for a while, is gone soon after a pause.
void Presenter::Parts::update_controls(const Look& look, Time now, media::Size size) {
    const bool playing = look.player.state == media::PlayerState::playing;
    if (is_new(*look.scene) || playing != was_playing) {
        controls = look.scene->controls && look.has_player;
        controls_since = now;
    }
    was_playing = playing;
    double alpha = 0;
    // Not before the first picture of all: the first text of a thread takes 50 ms.
    if (controls && scene != nullptr) {
        const Time age = now - controls_since;
        const Time end = playing ? controls_stay + controls_fade : controls_paused;
        const bool fading = playing && age > controls_stay;
        controls = age < end;
        if (controls) {
            alpha = fading ? 1 - (age - controls_stay) / controls_fade : 1;
            also(playing ? now + Time(fading ? 0.05 : 0.25) : controls_since + end);
        }
    }
    if (controls && scene == nullptr)
        also(now);
    std::string key;
    if (alpha > 0) {
        key = clock_text(look.player.position.count()) + (playing ? "p" : "s") +
              std::to_string(static_cast<int>(alpha * 10)) + "@" + std::to_string(size.width);
        if (key != controls_key)
            controls_overlay = make_controls(size, look.player.position.count(), look.player.duration.count(),
                                             playing, alpha);
    } else {
        controls_overlay = nullptr;
    }
    controls_key = key;
}

/// The transcript line that is due, or the subtitle inside the file.
void Presenter::Parts::update_cue(const Look& look, Time now) {
    std::string text = look.subtitle;
    if (look.scene->lines != nullptr && text.empty()) {
        const double position = look.player.position.count();
        for (const Scene::Line& line : *look.scene->lines)
            if (position >= line.begin && position < line.end)
                text = line.text;
        if (look.player.state == media::PlayerState::playing)
            also(now + cue_step);
    }
    if (text != cue) {
        cue = text;
        cue_overlay = nullptr;
    }
}

void Presenter::Parts::update_line(const Look& look, Time now) {
    line_x = -1;
    if (!look.scene->wave)
        return;
    const bool known = look.player.duration.count() > 0;
    const double share = known ? std::clamp(look.player.position / look.player.duration, 0.0, 1.0) : 0.0;
    line_x = look.scene->wave->x + static_cast<int>(std::lround(share * look.scene->wave->width));
    if (look.player.state == media::PlayerState::playing)
        also(now + line_step);
}

void Presenter::Parts::update_flash(const Look& look, Time now) {
    flash = CheckSignal::Side::none;
    if (look.scene->check == nullptr)
        return;
    flash = look.scene->check->lit();
    also(now + Time(look.scene->check->until_change()));
}

Presenter::Presenter(std::function<std::unique_ptr<Backend>()> make_backend, std::function<void()> wake)
    : make_backend_(std::move(make_backend))
    , wake_(std::move(wake))
    , parts_(std::make_unique<Parts>())
    , thread_([this](const std::stop_token& stop) { run(stop); }) {}

Presenter::~Presenter() {
    release_player();
    thread_.request_stop();
    nudge();
}

std::uint64_t Presenter::show(Scene scene) {
    std::uint64_t serial = 0;
    {
        const std::scoped_lock lock(scene_mutex_);
        scene.serial = serial = ++serial_;
        scene_ = std::make_shared<const Scene>(std::move(scene));
    }
    nudge();
    return serial;
}

void Presenter::release_player() {
    const std::scoped_lock lock(scene_mutex_);
    if (scene_ == nullptr || scene_->player == nullptr)
        return;
    Scene still = *scene_;
    still.player = nullptr;
    scene_ = std::make_shared<const Scene>(std::move(still));
}

void Presenter::nudge() {
    {
        const std::scoped_lock lock(wait_mutex_);
        nudged_ = true;
    }
    changed_.notify_one();
}

void Presenter::refresh() {
    {
        const std::scoped_lock lock(wait_mutex_);
        refresh_ = true;
        nudged_ = true;
    }
    changed_.notify_one();
}

PresenterStatus Presenter::status() {
    const std::scoped_lock lock(wait_mutex_);
    return status_;
}

void Presenter::run(const std::stop_token& stop) {
    try {
        const std::unique_ptr<Backend> backend = make_backend_();
        {
            const std::scoped_lock lock(wait_mutex_);
            status_.backend = backend->name();
        }
        loop(stop, *backend);
    } catch (const std::exception& error) {
        const std::scoped_lock lock(wait_mutex_);
        status_.failure = error.what();
    }
    wake_();
}

Presenter::Look Presenter::look() {
    const std::scoped_lock lock(scene_mutex_);
    Look look;
    look.scene = scene_;
    if (scene_ != nullptr && scene_->player != nullptr) {
        look.has_player = true;
        look.picture = scene_->player->frame_at_now();
        look.due = scene_->player->next_picture_due();
        look.player = scene_->player->status();
        look.subtitle = scene_->player->subtitle_now();
    }
    return look;
}

Composition Presenter::compose(const Look& look, media::Size size) {
    Parts& parts = *parts_;
    const Scene& scene = *look.scene;
    Composition composition;
    composition.ground = scene.kind == Scene::Kind::white ? 0xffffff : 0;
    composition.overlays = scene.overlays;
    if (scene.kind == Scene::Kind::black || scene.kind == Scene::Kind::white)
        return composition;
    if (scene.wave) {
        composition.raster = scene.raster;
        composition.line = media::Rect{parts.line_x - 1, scene.wave->y, 3, scene.wave->height};
    } else if (parts.picture != nullptr && parts.picture_of == scene.serial) {
        composition.picture = parts.picture;
    } else {
        composition.raster = scene.raster;
    }
    if (!parts.cue.empty()) {
        if (parts.cue_overlay == nullptr || parts.cue_size != size)
            parts.cue_overlay = make_cue(size, parts.cue);
        parts.cue_size = size;
        composition.overlays.push_back(parts.cue_overlay);
    }
    if (parts.flash != CheckSignal::Side::none)
        composition.overlays.push_back(parts.flash == CheckSignal::Side::left ? scene.flash_left
                                                                              : scene.flash_right);
    if (parts.controls_overlay != nullptr)
        composition.overlays.push_back(parts.controls_overlay);
    return composition;
}

void Presenter::loop(const std::stop_token& stop, Backend& backend) {
    while (!stop.stop_requested()) {
        bool refresh = false;
        {
            const std::scoped_lock lock(wait_mutex_);
            nudged_ = false;
            refresh = std::exchange(refresh_, false);
        }
        if (refresh)
            backend.invalidate();
        turn(backend, refresh);
        wait(stop, parts_->until);
    }
}

void Presenter::turn(Backend& backend, bool refresh) {
    Parts& parts = *parts_;
    parts.until.reset();
    const Look seen = look();
    if (seen.scene == nullptr)
        return;
    const Scene& scene = *seen.scene;
    const media::Size size = backend.size();
    const Time now{steady_now()};
    const bool new_scene = parts.is_new(scene);
    const bool new_picture = parts.take_picture(seen);
    if (seen.player.state == media::PlayerState::playing && seen.due)
        parts.also(*seen.due);
    parts.update_controls(seen, now, size);
    parts.update_cue(seen, now);
    parts.update_line(seen, now);
    parts.update_flash(seen, now);

    // Nothing of this scene is ready: the last picture stays.
    const bool plain = scene.kind == Scene::Kind::black || scene.kind == Scene::Kind::white;
    if (!plain && scene.raster == nullptr && parts.picture_of != scene.serial)
        return;
    const std::string drawn = parts.overlays_key();
    if (!new_scene && !new_picture && !refresh && drawn == parts.drawn)
        return;
    backend.draw(compose(seen, size));
    backend.show();
    parts.drawn = drawn;
    parts.scene = seen.scene;
    {
        const std::scoped_lock lock(wait_mutex_);
        status_.shown = scene.serial;
        ++status_.pictures;
        status_.last_cost = steady_now() - now.count();
    }
    // Also wakes the main thread for key presses that this thread's round trip to the display server read
    // into the shared queue.
    wake_();
}

void Presenter::wait(const std::stop_token& stop, std::optional<Time> until) {
    std::unique_lock lock(wait_mutex_);
    const auto ready = [this] { return nudged_; };
    if (until) {
        const auto deadline = std::chrono::steady_clock::time_point(
            std::chrono::duration_cast<std::chrono::steady_clock::duration>(*until));
        changed_.wait_until(lock, stop, deadline, ready);
    } else {
        changed_.wait(lock, stop, ready);
    }
}

} // namespace app::meeting

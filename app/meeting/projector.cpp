#include "app/meeting/projector.h"

#include "app/language.h"
#include "app/meeting/overlay.h"
#include "app/sentences.h"

#include <algorithm>
#include <utility>

namespace app::meeting {

namespace {

/// Finished pictures kept: as many as ask() may want at once, or each would push another out for ever.
std::size_t cache_bytes(media::Size window) {
    constexpr std::size_t wanted = 11;
    constexpr std::size_t thumbnails = std::size_t{16} << 20U;
    return thumbnails +
           wanted * static_cast<std::size_t>(window.width) * static_cast<std::size_t>(window.height) * 4;
}
constexpr std::size_t prepared_clips = 3;

} // namespace

Projector::Projector(AudienceWindow& window, std::shared_ptr<const Programme> programme, Loader& loader,
                     const Options& options, const std::function<void()>& wake,
                     std::function<void(const ShownEvent&)> shown)
    : window_(window)
    , programme_(std::move(programme))
    , loader_(loader)
    , options_(options)
    , shown_(std::move(shown))
    , cache_(cache_bytes(window.size())) {
    sound_ = std::make_unique<media::AudioOutput>(media::AudioOutput::Options{.wake = wake});
    SDL_Window* audience = window_.get();
    const bool opengl = options.backend == BackendKind::opengl;
    presenter_ = std::make_unique<Presenter>(
        [audience, opengl] {
            return opengl ? make_opengl_backend(audience) : make_surface_backend(audience);
        },
        wake);
    stage_ = std::make_unique<media::Stage>(sound_.get(), [this, wake] {
        presenter_->nudge();
        wake();
    });
}

Projector::~Projector() {
    presenter_->release_player();
    stage_.reset();
}

void Projector::arrived(Loaded loaded, Show& show) {
    if (loaded.want.place.candidate >= 0 && !loaded.want.check)
        if (const ShowItem* item = show.item(loaded.want.place))
            show.set_leaves(item->id, loaded.leaves);
    std::erase(console_wants_, loaded.want);
    cache_.put(std::move(loaded));
    update(show);
}

void Projector::window_changed(Show& show) {
    presenter_->refresh();
    cache_.set_limit(cache_bytes(window_.size()));
    update(show);
}

void Projector::player_changed(Show& show) {
    if (leave_damaged_copy(show))
        return;
    std::string sentence;
    if (media::Player* player = stage_->current()) {
        const media::PlayerStatus status = player->status();
        if (status.state == media::PlayerState::failed)
            sentence = tr("This recording cannot be played.") + std::string(" ") +
                       sentence_of(media::Error(status.fault, status.failure));
    }
    if (sentence == clip_sentence_)
        return;
    clip_sentence_ = sentence;
    told_.stale = true;
    update(show);
}

void Projector::set_sentence(const std::string& sentence, Show& show) {
    if (sentence == sentence_)
        return;
    sentence_ = sentence;
    told_.stale = true;
    update(show);
}

void Projector::begin_at(const Place& place, std::optional<double> begin) {
    begin_at_.reset();
    if (!begin)
        return;
    if (stage_place_ == place && stage_->current() != nullptr)
        stage_->current()->seek(media::Time(*begin));
    else
        begin_at_ = {place, *begin};
}

void Projector::set_check_note(const std::string& note, Show& show) {
    if (note == check_note_)
        return;
    check_note_ = note;
    if (show.screen() != Screen::check)
        return;
    told_.stale = true;
    update(show);
}

void Projector::set_plates(bool plates, Show& show) {
    options_.plates = plates;
    told_.stale = true;
    update(show);
}

void Projector::set_lines(bool lines, Show& show) {
    options_.lines = lines;
    told_.stale = true;
    update(show);
}

void Projector::set_one_level(bool one_level, Show& show) {
    options_.one_level = one_level;
    std::vector<media::Act> acts = neighbour_acts(show);
    if (const Loaded* loaded = clip_on_stage())
        acts.push_back(act(*show.item(*stage_place_), *stage_place_, *loaded->clip));
    for (const media::Act& each : acts)
        if (media::Player* player = stage_->prepared(each.key))
            player->set_gains(media::gains_of(each.parts));
}

const Loaded* Projector::picture(const Want& want) {
    if (const Loaded* loaded = cache_.find(want))
        return loaded;
    if (std::find(console_wants_.begin(), console_wants_.end(), want) == console_wants_.end()) {
        console_wants_.push_back(want);
        console_wants_more_ = true;
    }
    return nullptr;
}

void Projector::ask_for_console(Show& show) {
    if (std::exchange(console_wants_more_, false))
        update(show);
}

void Projector::update(Show& show) {
    Want want{.place = show.shown(), .size = window_.size(), .zoom = show.held() ? Zoom{} : show.zoom()};
    if (show.screen() == Screen::check) {
        want = {.place = {}, .size = want.size, .zoom = {}, .check = true};
    } else if (show.screen() != Screen::material) {
        if (!told_.valid || told_.screen != show.screen())
            show_plain(show.screen());
        ask(show, std::nullopt);
        return;
    }
    const bool same = told_.valid && !told_.stale && told_.screen == show.screen() && told_.want == want;
    const bool ready = same || show_material(show, want);
    ask(show, ready ? std::nullopt : std::optional(want));
}

void Projector::show_plain(Screen screen) {
    set_check(nullptr);
    presenter_->release_player();
    if (media::Player* player = stage_->current())
        player->pause();
    presenter_->show({.kind = screen == Screen::white ? Scene::Kind::white : Scene::Kind::black});
    told_ = {.screen = screen, .want = {}, .valid = true};
    on_screen_.reset();
    shown_(
        {.what = screen == Screen::white ? ShownEvent::What::white : ShownEvent::What::black, .place = {}});
}

bool Projector::show_material(Show& show, const Want& want) {
    const Loaded* loaded = cache_.find(want);
    if (loaded == nullptr)
        return false;
    const ShowItem* item = want.check ? nullptr : show.item(want.place);
    const bool playable = item != nullptr && item->is_clip() && loaded->clip != nullptr &&
                          loaded->clip->missing.empty() && !loaded->clip->parts.empty();
    if (playable) {
        set_check(nullptr);
        show_clip(show, want, *loaded, *item);
    } else {
        presenter_->release_player();
        stage_->show({}, neighbour_acts(show));
        stage_place_.reset();
        Scene scene{.kind = Scene::Kind::still, .raster = loaded->raster};
        scene.overlays = overlays(nullptr);
        set_check(want.check ? &scene : nullptr);
        presenter_->show(std::move(scene));
    }
    if (!playable)
        clip_sentence_.clear();
    const bool another = !told_.valid || told_.screen != show.screen() || told_.want.place != want.place;
    told_ = {.screen = show.screen(), .want = want, .valid = true};
    on_screen_ = want.check ? std::nullopt : std::optional(want.place);
    if (another)
        shown_(
            {.what = want.check ? ShownEvent::What::check : ShownEvent::What::material, .place = want.place});
    return true;
}

void Projector::show_clip(Show& show, const Want& want, const Loaded& loaded, const ShowItem& item) {
    const bool entering = stage_place_ != want.place || stage_->current() == nullptr;
    if (entering) {
        presenter_->release_player();
        stage_->show(act(item, want.place, *loaded.clip), neighbour_acts(show));
        stage_place_ = want.place;
        clip_sentence_.clear();
        if (begin_at_ && begin_at_->first == want.place && stage_->current() != nullptr)
            stage_->current()->seek(media::Time(begin_at_->second));
        begin_at_.reset();
        const bool starts = options_.start_clips || want.place.answer > 0;
        if (starts && stage_->current() != nullptr)
            stage_->current()->play();
    }
    presenter_->show({.kind = Scene::Kind::clip,
                      .raster = loaded.raster,
                      .player = stage_->current(),
                      .wave = loaded.wave,
                      .overlays = overlays(loaded.plate, want.place.answer > 0),
                      .lines = lines(*loaded.clip, show),
                      .controls = true});
}

/// The check page beeps and flashes; anything else ends that.
void Projector::set_check(Scene* scene) {
    if (scene == nullptr) {
        // Stopped here: the presenter may hold the signal a little longer.
        if (check_ != nullptr)
            check_->stop();
        check_.reset();
        return;
    }
    if (check_ == nullptr) {
        check_ = std::make_shared<CheckSignal>(*sound_);
        check_->start();
    }
    scene->check = check_;
    if (sentence_.empty() && !check_note_.empty())
        scene->overlays.push_back(make_check_note(window_.size(), check_note_));
    scene->flash_left = make_flash(window_.size(), false);
    scene->flash_right = make_flash(window_.size(), true);
}

/// Answers one after another always say whose they are.
std::vector<OverlayPtr> Projector::overlays(const OverlayPtr& plate, bool always) const {
    std::vector<OverlayPtr> list;
    if (plate != nullptr && (options_.plates || always))
        list.push_back(plate);
    const std::string& sentence = sentence_.empty() ? clip_sentence_ : sentence_;
    if (!sentence.empty())
        list.push_back(make_sentence(window_.size(), sentence));
    return list;
}

std::vector<media::Act> Projector::neighbour_acts(const Show& show) const {
    std::vector<media::Act> acts;
    for (const Place& place : show.neighbours()) {
        const ShowItem* item = show.item(place);
        if (item == nullptr || !item->is_clip() || acts.size() >= prepared_clips)
            continue;
        const Loaded* loaded = cache_.find_place(place);
        if (loaded != nullptr && loaded->clip != nullptr && loaded->clip->missing.empty())
            acts.push_back(act(*item, place, *loaded->clip));
    }
    return acts;
}

void Projector::ask(const Show& show, const std::optional<Want>& first) {
    std::vector<Want> wants;
    const auto add = [&](const Want& want) {
        if (!cache_.has(want))
            wants.push_back(want);
    };
    if (first)
        add(*first);
    const media::Size size = window_.size();
    if (show.held())
        add({.place = show.place(), .size = size, .zoom = {}});
    for (const Place& place : show.neighbours())
        add({.place = place, .size = size, .zoom = {}});
    for (const Want& want : console_wants_)
        add(want);
    loader_.want(std::move(wants));
    stage_->prepare(neighbour_acts(show));
}

} // namespace app::meeting

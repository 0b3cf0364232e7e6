// Original and review copy of a clip: which one plays, and changing from one to the other at the same
// picture.
#include "app/meeting/projector.h"

namespace app::meeting {

namespace {

/// What the audience sees now, to stand until the other file's picture is there.
RasterPtr raster_of(const media::Picture& picture, media::Size size) {
    auto raster = std::make_shared<pages::Raster>();
    raster->width = size.width;
    raster->height = size.height;
    raster->bgrx.assign(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 4, 0);
    media::PictureScaler().draw(picture,
                                {raster->bgrx.data(), size, static_cast<std::ptrdiff_t>(size.width) * 4},
                                media::fit(picture.display_size(), {0, 0, size.width, size.height}));
    return raster;
}

} // namespace

const Loaded* Projector::clip_on_stage() const {
    const Loaded* loaded = stage_place_ ? cache_.find_place(*stage_place_) : nullptr;
    return loaded != nullptr && loaded->clip != nullptr ? loaded : nullptr;
}

media::Act Projector::act(const ShowItem& item, const Place& place, const ClipSetup& clip) const {
    const bool review =
        !clip.review.empty() && !originals_.contains(item.id.text) && !damaged_.contains(item.id.text);
    const std::string answer = place.answer > 0 ? "/answer" + std::to_string(place.answer) : "";
    media::Act act{.key = item.id.text + answer + (review ? "/review" : ""),
                   .parts = review ? clip.review : clip.parts,
                   .rewinds = place.answer > 0};
    if (!options_.one_level)
        for (media::Part& part : act.parts)
            part.gain_db = 0;
    return act;
}

std::shared_ptr<const std::vector<Scene::Line>> Projector::lines(const ClipSetup& clip,
                                                                 const Show& show) const {
    if (!options_.lines)
        return nullptr;
    return clip.lines == nullptr && version(show) == ClipVersion::review ? clip.review_lines : clip.lines;
}

ClipVersion Projector::version(const Show& show) const {
    const Loaded* loaded = clip_on_stage();
    const ShowItem* item = loaded != nullptr ? show.item(*stage_place_) : nullptr;
    if (item == nullptr || loaded->clip->review.empty())
        return ClipVersion::only;
    if (damaged_.contains(item->id.text))
        return ClipVersion::damaged;
    return originals_.contains(item->id.text) ? ClipVersion::original : ClipVersion::review;
}

bool Projector::toggle_original(Show& show) {
    const ClipVersion now = version(show);
    if (now != ClipVersion::review && now != ClipVersion::original)
        return false;
    const ShowItem* item = show.item(*stage_place_);
    if (now == ClipVersion::review)
        originals_.insert(item->id.text);
    else
        originals_.erase(item->id.text);
    change_version(*item, *clip_on_stage(), show);
    return true;
}

/// A review copy that cannot be played, or shows a fault, is nothing the audience should learn of.
bool Projector::leave_damaged_copy(Show& show) {
    media::Player* player = stage_->current();
    if (player == nullptr || version(show) != ClipVersion::review)
        return false;
    const media::PlayerStatus status = player->status();
    if (status.state != media::PlayerState::failed && status.faults.empty())
        return false;
    const ShowItem* item = show.item(*stage_place_);
    damaged_.insert(item->id.text);
    change_version(*item, *clip_on_stage(), show);
    return true;
}

void Projector::change_version(const ShowItem& item, const Loaded& loaded, Show& show) {
    media::Player& leaving = *stage_->current();
    const media::PlayerStatus status = leaving.status();
    const bool playing = status.state == media::PlayerState::playing ||
                         (status.state == media::PlayerState::failed && options_.start_clips);
    const media::PicturePtr picture = leaving.frame_at_now();
    const RasterPtr still = picture != nullptr ? raster_of(*picture, window_.size()) : loaded.raster;
    presenter_->release_player();
    stage_->show(act(item, *stage_place_, *loaded.clip), neighbour_acts(show));
    media::Player& entering = *stage_->current();
    entering.seek(status.position);
    entering.set_speed(status.speed);
    entering.set_audio_track(status.audio_track);
    if (status.loop_begin || status.loop_end)
        entering.set_loop(status.loop_begin, status.loop_end);
    if (playing)
        entering.play();
    clip_sentence_.clear();
    if (show.screen() == Screen::material && on_screen_ == stage_place_)
        presenter_->show({.kind = Scene::Kind::clip,
                          .raster = still,
                          .player = &entering,
                          .wave = loaded.wave,
                          .overlays = overlays(loaded.plate, stage_place_->answer > 0),
                          .lines = lines(*loaded.clip, show),
                          .controls = true});
}

} // namespace app::meeting

#include "media/player_worker.h"

#include <algorithm>

namespace media {
namespace {

/// However late, one picture in this time is shown: slow, not frozen.
constexpr Time longest_gap{0.1};
/// The picture waits so long for a sound device to wake up, then goes ahead.
constexpr Time device_patience{0.3};

} // namespace

void PlayerWorker::requeue() {
    const PicturePtr current = state_.shared.with_locked([&](PlayerShared& shared) {
        shared.wishes.requeue = false;
        shared.queue.clear();
        shared.all_queued = false;
        shared.end_known = false;
        return shared.current;
    });
    video_end_.reset();
    if (const auto index = current ? run_.find(current) : std::nullopt)
        cursor_ = *index + 1;
}

void PlayerWorker::queue_next() {
    const auto [loop_end, position, running] = state_.shared.with_locked([&](const PlayerShared& shared) {
        return std::tuple(shared.loop_end_while_locked(now()), shared.clock.position(now()),
                          shared.clock.running());
    });
    Fetched fetched = has_video_ ? next_of_run() : Fetched{};
    report();
    if (fetched.interrupted)
        return;
    PicturePtr picture = std::move(fetched.picture);
    if (!picture || (loop_end && picture->time >= *loop_end - instant)) {
        const bool lasts = !run_.empty() && !feed_->facts().still;
        video_end_ = picture ? *loop_end : lasts ? run_.back()->time + run_.back()->duration : Time(0);
        state_.shared.with_locked([&](PlayerShared& shared) {
            if (late_)
                shared.queue.push_back(std::move(late_));
            shared.all_queued = true;
        });
        late_.reset();
        learn_end();
        return;
    }
    ++cursor_;
    if (running && picture->time + picture->duration < position) {
        feed_->skip_until(position);
        if (now() - last_queued_ < longest_gap) {
            state_.shared.with_locked([](PlayerShared& shared) { ++shared.dropped; });
            late_ = std::move(picture);
            return;
        }
    }
    late_.reset();
    last_queued_ = now();
    const bool first = state_.shared.with_locked([&](PlayerShared& shared) {
        shared.queue.push_back(std::move(picture));
        return shared.queue.size() == 1 && shared.clock.running();
    });
    trim();
    if (first)
        state_.wake();
}

/// The end is the later of pictures and sound, or B of a loop.
void PlayerWorker::learn_end() {
    if (!video_end_)
        return;
    state_.shared.with_locked([&](PlayerShared& shared) {
        // Unheard sound is not decoded to its end: then the file's word counts.
        const bool hearable = sound_ && shared.wishes.on_stage;
        const std::optional<Time> sound_end = hearable ? sound_->end() : feed_->facts().duration;
        const std::optional<Time> loop_end = shared.loop_end_while_locked(now());
        shared.end_known = loop_end.has_value() || sound_end.has_value() || !feed_->facts().has_audio;
        if (!shared.end_known)
            return;
        shared.end = *video_end_;
        if (feed_->facts().has_audio && sound_end)
            shared.end = std::max(shared.end, *sound_end);
        if (loop_end)
            shared.end = std::min(shared.end, *loop_end);
        else if (shared.end > Time(0))
            shared.facts.duration = shared.end;
    });
}

void PlayerWorker::change_track() {
    track_ = state_.shared.with_locked([](const PlayerShared& shared) { return shared.wishes.audio_track; });
    if (!sound_)
        return;
    feed_->set_audio_track(track_);
    sound_->feed_sought(Time(0));
    sound_->feed_lost();
}

/// Where on the time line which part's gain begins.
std::vector<GainStep> PlayerWorker::gain_steps(const std::vector<double>& gains) const {
    std::vector<GainStep> steps;
    const auto add = [&](Time begin, std::size_t part) {
        steps.push_back({.begin = begin, .decibels = part < gains.size() ? gains[part] : 0});
    };
    if (feed_->facts().parts.empty())
        add(Time(0), 0);
    for (const PartPlace& place : feed_->facts().parts)
        add(place.begin, place.part);
    return steps;
}

void PlayerWorker::prime() {
    const auto [place, playing, speed, gains] = state_.shared.with_locked([&](PlayerShared& shared) {
        shared.wishes.reprime = false;
        return std::tuple(shared.clock.position(now()), shared.wishes.playing, shared.wishes.speed,
                          shared.wishes.gains);
    });
    if (!sound_->reachable(place) && playing)
        resync(place);
    sound_->prime(place, speed, gain_steps(gains));
}

void PlayerWorker::pump_sound() {
    const auto end = state_.shared.with_locked([&](const PlayerShared& shared) -> std::optional<Time> {
        if (shared.end_known && shared.all_queued)
            return shared.end;
        return shared.loop_end_while_locked(now());
    });
    sound_->pump(*feed_, end);
    if (!end && video_end_)
        learn_end();
}

/// Decodes, where there is time, what lies between the feed and the run's last picture.
void PlayerWorker::catch_up() {
    const Time last = run_.empty() ? Time(0) : run_.back()->time;
    PicturePtr picture = feed_->next_picture();
    if (!picture) {
        run_is_last_ = true;
        feed_place_ = FeedPlace::follows;
    } else if (picture->time > last + instant) {
        run_.push_back(std::move(picture));
        feed_place_ = FeedPlace::follows;
    }
}

void PlayerWorker::start() {
    shrunk_ = false;
    const Time time = now();
    const bool go_on = state_.shared.with_locked([&](PlayerShared& shared) {
        shared.played = shared.played || shared.wishes.playing;
        const bool heard = sound_ && shared.wishes.on_stage;
        if (shared.wishes.seek || !shared.wishes.playing || shared.live())
            return false;
        if (!heard) {
            shared.clock.start(time, shared.wishes.speed);
            return false;
        }
        // Something has moved the place meanwhile: what is in the pipe belongs elsewhere.
        return sound_->primed_for(shared.clock.position(time));
    });
    close_history();
    if (go_on) {
        sound_->start();
        state_.shared.with_locked([&](PlayerShared& shared) {
            const Time from = shared.clock.position(time);
            if (shared.wishes.playing && !shared.wishes.seek && sound_->primed_for(from))
                shared.heard = HeardSound{.output = &sound_->output(),
                                          .pipe = sound_->pipe(),
                                          .from = from,
                                          .speed = shared.wishes.speed,
                                          .patience = time + device_patience,
                                          .moved = time};
        });
    }
    state_.wake();
}

void PlayerWorker::hush() {
    sound_->stop();
    if (!state_.shared.with_locked([](const PlayerShared& shared) { return shared.wishes.on_stage; }))
        sound_->leave();
}

void PlayerWorker::finish() {
    state_.shared.with_locked([&](PlayerShared& shared) {
        shared.advance_while_locked(now());
        shared.end_untold = false;
    });
    state_.wake();
}

} // namespace media

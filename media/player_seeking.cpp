#include "media/player_worker.h"

namespace media {
namespace {

/// A seek under way is not dropped for the next one before this: a held key still shows pictures.
constexpr Time seek_patience{0.3};
/// Decoding on costs less than a jump up to here, wherever the next key picture is.
constexpr Time short_way{0.4};
/// Some containers count in milliseconds.
constexpr Time time_rounding{0.002};
/// So near before the target a feed leaves no picture out.
constexpr Time surely_decoded{0.04};

} // namespace

void PlayerWorker::seek() {
    const std::optional<SeekWish> wish = state_.shared.with_locked([](PlayerShared& shared) {
        shared.seeking = true;
        shared.queue.clear();
        shared.all_queued = false;
        shared.end_known = false;
        shared.ended = false;
        return std::exchange(shared.wishes.seek, std::nullopt);
    });
    video_end_.reset();
    if (sound_)
        sound_->forget_primed();
    if (!has_video_) {
        if (!sound_ || !sound_->reachable(wish->to))
            seek_feed(wish->to);
    } else if (wish->mode == SeekMode::preview) {
        preview(wish->to);
    } else if (const auto index = reach(wish->to)) {
        show(*index, wish->to);
        report();
        plan_look_back();
    } else if (run_.empty() && run_is_last_) {
        find_any_picture();
    }
    state_.shared.with_locked([](PlayerShared& shared) { shared.seeking = shared.wishes.seek.has_value(); });
    settle();
    state_.wake();
}

/// Nothing can be decoded from the target on: the old picture stays; where there is none yet, any will do.
void PlayerWorker::find_any_picture() {
    const bool none = state_.shared.with_locked([](const PlayerShared& shared) { return !shared.current; });
    restart_run(Time(0));
    if (!none)
        return;
    if (next_of_run().picture)
        show(0, std::nullopt);
    else
        go_on_without_pictures();
}

void PlayerWorker::preview(Time to) {
    const PicturePtr before = state_.shared.with_locked([](PlayerShared& shared) { return shared.current; });
    auto index = run_.covering(to);
    if (!index) {
        restart_run(to);
        if (!next_of_run().picture)
            return;
        index = 0;
    }
    // While dragging forward the picture never goes back, nor forward while dragging back.
    const Time found = run_.at(*index)->time;
    const bool forward = before && to > before->time;
    const bool wrong_way = before && (forward ? found < before->time : found > before->time);
    cursor_ = *index + 1;
    if (!wrong_way)
        show(*index, to);
}

bool PlayerWorker::worth_decoding_on(Time to) {
    if (run_.empty() || feed_place_ != FeedPlace::follows || to < run_.back()->time)
        return false;
    if (to - run_.back()->time <= short_way)
        return true;
    const std::optional<Time> key = feed_->key_before(to);
    return key && *key <= run_.back()->time;
}

std::optional<std::size_t> PlayerWorker::reach(Time to) {
    if (const auto index = run_.covering(to))
        return index;
    if (!worth_decoding_on(to))
        restart_run(to);
    // On a long way only pictures others need are decoded, so what lies before the target is no whole run.
    const bool hurry = run_.empty() || to - run_.back()->time > short_way;
    const auto index = decode_to(to, hurry);
    if (!index || !hurry)
        return index;
    // A picture that ends before the target: one that stands longer (a variable rate) may have been left out.
    const Picture& found = *run_.at(*index);
    if (found.time > to - surely_decoded || found.time + found.duration > to - time_rounding)
        return index;
    restart_run(to);
    return decode_to(to, false);
}

std::optional<std::size_t> PlayerWorker::decode_to(Time to, bool hurry) {
    const Time begun = now();
    feed_->skip_until(hurry ? to : Time(0));
    while (!superseded(begun)) {
        if (!run_.empty() && run_.front()->time > to)
            return 0;
        if (const auto index = run_.covering(to))
            return index;
        PicturePtr picture = decode_following().picture;
        if (!picture) {
            if (run_.empty())
                return std::nullopt;
            return run_.size() - 1;
        }
        if (hurry && !run_.empty()) {
            // The picture before the target may be the one that covers it.
            if (picture->time > to + instant) {
                run_.push_back(std::move(picture));
                return run_.size() - 2;
            }
            run_.clear();
            run_is_first_ = false;
        }
        run_.push_back(std::move(picture));
        trim();
    }
    cursor_ = run_.size();
    return std::nullopt;
}

bool PlayerWorker::superseded(Time since) {
    const bool patient = now() - since < seek_patience;
    return state_.shared.with_locked([&](const PlayerShared& shared) {
        if (shared.wishes.stop)
            return true;
        return shared.wishes.seek && (!patient || shared.wishes.seek->mode == SeekMode::preview);
    });
}

void PlayerWorker::show(std::size_t index, std::optional<Time> position) {
    cursor_ = index + 1;
    shrunk_ = false;
    late_.reset();
    const Time time = now();
    state_.shared.with_locked([&](PlayerShared& shared) {
        shared.current = run_.at(index);
        shared.queue.clear();
        shared.all_queued = false;
        shared.end_known = false;
        shared.ended = false;
        // A newer seek has placed the clock already.
        if (position && !shared.wishes.seek) {
            shared.rest_while_locked(time);
            shared.clock.set(*position);
        }
    });
    state_.wake();
}

} // namespace media

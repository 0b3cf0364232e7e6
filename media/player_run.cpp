#include "media/player_worker.h"

#include <algorithm>

namespace media {

PlayerWorker::Fetched PlayerWorker::next_of_run() {
    if (cursor_ < run_.size())
        return {run_.at(cursor_)};
    Fetched fetched = decode_following();
    if (fetched.picture)
        run_.push_back(fetched.picture);
    return fetched;
}

PlayerWorker::Fetched PlayerWorker::decode_following() {
    if (run_is_last_)
        return {};
    const Time last = run_.empty() ? Time(-1) : run_.back()->time;
    if (feed_place_ == FeedPlace::elsewhere) {
        feed_->seek(std::max(last, Time(0)));
        if (sound_)
            sound_->feed_lost();
        feed_place_ = FeedPlace::behind;
    }
    if (feed_place_ == FeedPlace::behind)
        feed_->skip_until(last);
    PicturePtr picture = feed_->next_picture();
    while (picture && feed_place_ == FeedPlace::behind && picture->time <= last + instant) {
        if (is_wanted_elsewhere())
            return {.interrupted = true};
        picture = feed_->next_picture();
    }
    feed_place_ = FeedPlace::follows;
    if (!picture)
        run_is_last_ = true;
    return {std::move(picture)};
}

/// Something newer is to be done than what is being decoded for.
bool PlayerWorker::is_wanted_elsewhere() {
    return state_.shared.with_locked([](const PlayerShared& shared) {
        return shared.wishes.stop || shared.wishes.seek || shared.wishes.steps != 0;
    });
}

void PlayerWorker::seek_feed(Time at) {
    feed_->seek(at);
    if (sound_)
        sound_->feed_sought(at);
}

void PlayerWorker::restart_run(Time at) {
    seek_feed(at);
    run_.clear();
    cursor_ = 0;
    feed_place_ = FeedPlace::follows;
    run_is_last_ = false;
    run_is_first_ = false;
}

void PlayerWorker::resync(Time at) {
    seek_feed(at);
    if (!run_.empty())
        feed_place_ = FeedPlace::behind;
}

bool PlayerWorker::is_lean() const {
    return state_.options.lean_off_stage &&
           !state_.shared.with_locked([](const PlayerShared& shared) { return shared.wishes.on_stage; });
}

/// Large pictures take too much memory to be kept on suspicion; clips nobody sees too.
bool PlayerWorker::wants_history() const {
    return !is_large_ && !is_lean();
}

std::size_t PlayerWorker::cache_bytes() const {
    return is_large_ ? state_.options.cache_bytes / 2 : state_.options.cache_bytes;
}

/// Forgets the oldest pictures beyond the budget, never the one on screen or what follows it. While a clip
/// plays a third is enough: after a pause the rest is fetched before a person can step that far.
void PlayerWorker::trim() {
    const auto [current, playing] = state_.shared.with_locked(
        [](const PlayerShared& shared) { return std::pair(shared.current, shared.wishes.playing); });
    const std::size_t kept = is_lean() ? 0 : cache_bytes() / (playing ? 3 : 1);
    while (run_.size() > 1 && run_.bytes() > kept && run_.front() != current && cursor_ > 0) {
        run_.pop_front();
        run_is_first_ = false;
        --cursor_;
    }
}

/// Off stage: lets go of what is not needed to begin at once.
void PlayerWorker::shrink() {
    shrunk_ = true;
    look_back_at_.reset();
    close_history();
    const PicturePtr last = state_.shared.with_locked([&](const PlayerShared& shared) {
        return shared.queue.empty() ? shared.current : shared.queue.back();
    });
    trim();
    while (run_.size() > 1 && last && run_.back() != last && run_.back()->time > last->time) {
        run_.pop_back();
        run_is_last_ = false;
        feed_place_ = FeedPlace::elsewhere;
    }
    cursor_ = std::min(cursor_, run_.size());
    feed_->trim();
    if (!is_large_ || run_.empty())
        return;
    // Even the decoder's own pictures count; it begins again at the key picture when its turn comes.
    feed_->rest();
    feed_place_ = FeedPlace::elsewhere;
    if (sound_)
        sound_->feed_lost();
}

/// What the feed found beside pictures and sound.
void PlayerWorker::report() {
    std::vector<ClipFault> faults = feed_->take_faults();
    std::vector<SubtitleLine> lines = feed_->take_subtitles();
    if (faults.empty() && lines.empty())
        return;
    state_.shared.with_locked([&](PlayerShared& shared) {
        shared.faults.insert(shared.faults.end(), faults.begin(), faults.end());
        for (SubtitleLine& line : lines)
            shared.keep_line_while_locked(std::move(line));
    });
}

} // namespace media

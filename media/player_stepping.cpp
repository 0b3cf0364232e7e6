#include "media/player_worker.h"

#include <algorithm>
#include <chrono>

namespace media {
namespace {

constexpr std::chrono::milliseconds quiet_moment{250};

} // namespace

void PlayerWorker::step() {
    const auto [steps, current] = state_.shared.with_locked([](PlayerShared& shared) {
        shared.queue.clear();
        shared.all_queued = false;
        shared.end_known = false;
        return std::pair(std::exchange(shared.wishes.steps, 0), shared.current);
    });
    video_end_.reset();
    if (!current)
        return;
    auto index = run_.find(current);
    if (!index) {
        index = reach(current->time);
        if (!index)
            return;
    }
    auto target = static_cast<std::ptrdiff_t>(*index) + steps;
    while (target < 0) {
        cursor_ = 0; // counts what load_earlier() puts before it
        if (!load_earlier())
            break;
        target += static_cast<std::ptrdiff_t>(cursor_);
    }
    target = std::max<std::ptrdiff_t>(target, 0);
    feed_->skip_until(Time(0));
    while (target >= static_cast<std::ptrdiff_t>(run_.size())) {
        Fetched fetched = decode_following();
        if (!fetched.picture)
            break;
        run_.push_back(std::move(fetched.picture));
    }
    const auto last = static_cast<std::ptrdiff_t>(run_.size()) - 1;
    const auto shown = static_cast<std::size_t>(std::min(target, last));
    show(shown, run_.at(shown)->time);
    report();
    plan_look_back();
    trim();
}

bool PlayerWorker::load_earlier() {
    const Time front = run_.front()->time;
    if (run_is_first_ || front <= instant)
        return false;
    if (!history_ && !open_history())
        return false;
    const std::size_t budget = cache_bytes() * 2 / 3;
    const double room = static_cast<double>(budget) / static_cast<double>(bytes_of(*run_.front()) + 1);
    history_->seek(front - instant - instant);
    // What would not be kept is decoded only as far as others need it.
    history_->skip_until(front - run_.front()->duration * std::max(room, 2.0));
    std::deque<PicturePtr> earlier;
    std::size_t bytes = 0;
    while (PicturePtr picture = history_->next_picture()) {
        if (picture->time >= front - instant)
            break;
        if (is_sought())
            return false;
        bytes += bytes_of(*picture);
        earlier.push_back(std::move(picture));
        // Room for two at least, or a step back could not be taken.
        while (bytes > budget && earlier.size() > 2) {
            bytes -= bytes_of(*earlier.front());
            earlier.pop_front();
        }
    }
    if (earlier.empty()) {
        run_is_first_ = true;
        return false;
    }
    run_.prepend({earlier.begin(), earlier.end()});
    cursor_ += earlier.size();
    while (run_.bytes() > cache_bytes() && run_.size() > cursor_ + 1) {
        run_.pop_back();
        run_is_last_ = false;
        feed_place_ = FeedPlace::elsewhere;
    }
    return true;
}

/// A second decoder for what lies behind: the first stays where playing goes on.
bool PlayerWorker::open_history() {
    try {
        history_ = state_.open();
    } catch (const Error&) {
        return false;
    }
    history_->set_audio_track(-1);
    state_.shared.with_locked([&](PlayerShared& shared) { shared.history = history_.get(); });
    return true;
}

void PlayerWorker::close_history() {
    state_.shared.with_locked([](PlayerShared& shared) { shared.history = nullptr; });
    history_.reset();
}

bool PlayerWorker::is_sought() {
    return state_.shared.with_locked(
        [](const PlayerShared& shared) { return shared.wishes.stop || shared.wishes.seek.has_value(); });
}

void PlayerWorker::plan_look_back() {
    look_back_at_.reset();
    if (wants_history() && cursor_ <= few_behind)
        look_back_at_ = std::chrono::steady_clock::now() + quiet_moment;
}

/// While nothing is to be done: pictures to step back to.
void PlayerWorker::look_back() {
    look_back_at_.reset();
    if (!run_.empty())
        load_earlier();
}

} // namespace media

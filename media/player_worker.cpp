#include "media/player_worker.h"

#include <algorithm>
#include <chrono>

namespace media {
namespace {

constexpr Time instant{0.0005};
/// A seek under way is not dropped for the next one before this: a held key still shows pictures.
constexpr Time seek_patience{0.3};
/// Decoding on costs less than a jump up to here, wherever the next key picture is.
constexpr Time short_way{0.4};
/// However late, one picture in this time is shown: slow, not frozen.
constexpr Time longest_gap{0.1};
constexpr int large_picture = 2'500'000; ///< samples; beyond, fewer pictures are kept ahead

} // namespace

PlayerWorker::PlayerWorker(Player::State& state)
    : state_(state) {}

void PlayerWorker::run() {
    try {
        if (open())
            work();
    } catch (const Error& error) {
        fail(error.fault, error.what());
    } catch (const std::exception& error) {
        fail(Fault::unreadable, error.what());
    }
    state_.shared.with_locked([](PlayerShared& shared) { shared.feed = nullptr; });
    settle();
}

void PlayerWorker::settle() {
    if (const auto settled = std::exchange(state_.options.settled, nullptr))
        settled();
}

void PlayerWorker::fail(Fault fault, const std::string& reason) {
    state_.shared.with_locked([&](PlayerShared& shared) {
        shared.failed = true;
        shared.fault = fault;
        shared.failure = reason;
    });
    state_.wake();
}

bool PlayerWorker::open() {
    feed_ = state_.open();
    const FeedFacts& facts = feed_->facts();
    queue_limit_ = static_cast<std::size_t>(std::max(1, state_.options.picture_queue));
    if (facts.size.width * facts.size.height > large_picture)
        queue_limit_ = std::min<std::size_t>(queue_limit_, 3);
    const bool go_on = state_.shared.with_locked([&](PlayerShared& shared) {
        shared.opened = true;
        shared.facts = facts;
        shared.feed = feed_.get();
        return !shared.wishes.stop;
    });
    if (!go_on)
        return false;
    if (facts.has_video) {
        const bool wished =
            state_.shared.with_locked([](PlayerShared& shared) { return shared.wishes.seek.has_value(); });
        if (!wished && next_of_run())
            show(0, std::nullopt);
        if (!wished)
            settle();
    } else {
        settle();
    }
    state_.wake();
    return true;
}

void PlayerWorker::work() {
    for (;;) {
        switch (wait_for_job()) {
        case Job::stop:
            return;
        case Job::seek:
            seek();
            break;
        case Job::step:
            step();
            break;
        case Job::requeue:
            requeue();
            break;
        case Job::queue:
            queue_next();
            break;
        case Job::start:
            start();
            break;
        case Job::finish:
            finish();
            break;
        case Job::none:
            break;
        }
    }
}

PlayerWorker::Job PlayerWorker::choose_while_locked(const PlayerShared& shared, Time now) const {
    const PlayerWishes& wishes = shared.wishes;
    if (wishes.stop)
        return Job::stop;
    if (wishes.seek)
        return Job::seek;
    if (wishes.steps != 0)
        return Job::step;
    if (wishes.requeue)
        return Job::requeue;
    if (shared.clock.running() && shared.all_queued && shared.clock.position(now) >= shared.end)
        return Job::finish;
    const bool ready = !shared.queue.empty() || shared.all_queued;
    if (wishes.playing && !shared.clock.running() && !shared.ended && ready)
        return Job::start;
    if (!shared.all_queued && shared.queue.size() < queue_limit_)
        return Job::queue;
    return Job::none;
}

PlayerWorker::Job PlayerWorker::wait_for_job() {
    Job job = Job::none;
    std::optional<std::chrono::steady_clock::time_point> end;
    state_.shared.with_locked([&](PlayerShared& shared) {
        job = choose_while_locked(shared, now());
        if (job == Job::none && shared.clock.running() && shared.all_queued) {
            const Time left = (shared.end - shared.clock.position(now())) / shared.clock.speed();
            end = std::chrono::steady_clock::now() +
                  std::chrono::duration_cast<std::chrono::steady_clock::duration>(left + Time(0.002));
        }
    });
    if (job != Job::none)
        return job;
    const auto has_job = [&](const PlayerShared& shared) {
        job = choose_while_locked(shared, now());
        return job != Job::none;
    };
    if (end)
        state_.shared.wait_until(state_.changed, *end, has_job);
    else
        state_.shared.wait(state_.changed, has_job);
    return job;
}

// ---- seeking and stepping

void PlayerWorker::seek() {
    const std::optional<SeekWish> wish = state_.shared.with_locked([](PlayerShared& shared) {
        shared.seeking = true;
        shared.queue.clear();
        shared.all_queued = false;
        shared.ended = false;
        return std::exchange(shared.wishes.seek, std::nullopt);
    });
    round_shift_ = Time(0);
    if (!feed_->facts().has_video) {
        feed_->seek(wish->to);
    } else if (wish->mode == SeekMode::preview) {
        preview(wish->to);
    } else if (const auto index = reach(wish->to)) {
        show(*index, wish->to);
    }
    state_.shared.with_locked([](PlayerShared& shared) { shared.seeking = shared.wishes.seek.has_value(); });
    settle();
    state_.wake();
}

void PlayerWorker::preview(Time to) {
    const PicturePtr before = state_.shared.with_locked([](PlayerShared& shared) { return shared.current; });
    auto index = run_.covering(to);
    if (!index) {
        restart_run(to);
        if (!next_of_run())
            return;
        index = 0;
    }
    // While dragging forward the picture never goes back, nor forward while dragging back.
    const Time found = run_.at(*index)->time;
    const bool forward = before && to > before->time;
    const bool wrong_way = before && (forward ? found < before->time : found > before->time);
    if (!wrong_way)
        show(*index, to);
}

bool PlayerWorker::worth_decoding_on(Time to) {
    if (run_.empty() || !feed_follows_ || to < run_.back()->time)
        return false;
    if (to - run_.back()->time <= short_way)
        return true;
    const std::optional<Time> key = feed_->key_before(to);
    return key && *key <= run_.back()->time;
}

std::optional<std::size_t> PlayerWorker::reach(Time to) {
    const Time begun = now();
    if (const auto index = run_.covering(to))
        return index;
    if (!worth_decoding_on(to))
        restart_run(to);
    // On a long way only pictures others need are decoded, so what lies before the target is no whole run.
    const bool hurry = run_.empty() || to - run_.back()->time > short_way;
    feed_->skip_until(hurry ? to : Time(0));
    while (!superseded(begun)) {
        if (!run_.empty() && run_.front()->time > to)
            return 0;
        if (const auto index = run_.covering(to))
            return index;
        PicturePtr picture = decode_following();
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

void PlayerWorker::step() {
    const auto [steps, current] = state_.shared.with_locked([](PlayerShared& shared) {
        shared.queue.clear();
        shared.all_queued = false;
        return std::pair(std::exchange(shared.wishes.steps, 0), shared.current);
    });
    round_shift_ = Time(0);
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
        const auto before = static_cast<std::ptrdiff_t>(run_.size());
        if (!load_earlier())
            break;
        target += static_cast<std::ptrdiff_t>(run_.size()) - before;
    }
    target = std::max<std::ptrdiff_t>(target, 0);
    feed_->skip_until(Time(0));
    while (target >= static_cast<std::ptrdiff_t>(run_.size())) {
        PicturePtr picture = decode_following();
        if (!picture)
            break;
        run_.push_back(std::move(picture));
    }
    const auto last = static_cast<std::ptrdiff_t>(run_.size()) - 1;
    const auto shown = static_cast<std::size_t>(std::min(target, last));
    show(shown, run_.at(shown)->time);
    trim();
}

bool PlayerWorker::load_earlier() {
    const Time front = run_.front()->time;
    if (run_is_first_ || front <= instant)
        return false;
    feed_->seek(front - instant - instant);
    feed_->skip_until(Time(0));
    feed_follows_ = false;
    std::deque<PicturePtr> earlier;
    std::size_t bytes = 0;
    while (PicturePtr picture = feed_->next_picture()) {
        if (picture->time >= front - instant)
            break;
        bytes += bytes_of(*picture);
        earlier.push_back(std::move(picture));
        // Room for two at least, or a step back could not be taken.
        while (bytes > state_.options.cache_bytes && earlier.size() > 2) {
            bytes -= bytes_of(*earlier.front());
            earlier.pop_front();
        }
    }
    if (earlier.empty()) {
        run_is_first_ = true;
        return false;
    }
    run_.prepend({earlier.begin(), earlier.end()});
    while (run_.bytes() > state_.options.cache_bytes && run_.size() > earlier.size() + 1) {
        run_.pop_back();
        run_is_last_ = false;
    }
    return true;
}

void PlayerWorker::show(std::size_t index, std::optional<Time> position) {
    cursor_ = index + 1;
    const Time time = now();
    state_.shared.with_locked([&](PlayerShared& shared) {
        shared.current = run_.at(index);
        shared.queue.clear();
        shared.all_queued = false;
        shared.ended = false;
        // A newer seek has placed the clock already.
        if (position && !shared.wishes.seek)
            shared.place_while_locked(time, *position);
    });
    state_.wake();
}

// ---- playing

void PlayerWorker::requeue() {
    const PicturePtr current = state_.shared.with_locked([&](PlayerShared& shared) {
        shared.wishes.requeue = false;
        shared.queue.clear();
        shared.all_queued = false;
        return shared.current;
    });
    if (const auto index = current ? run_.find(current) : std::nullopt)
        cursor_ = *index + 1;
}

void PlayerWorker::queue_next() {
    const auto [loop_end, position, running] = state_.shared.with_locked([&](const PlayerShared& shared) {
        return std::tuple(shared.wishes.loop_end, shared.clock.position(now()), shared.clock.running());
    });
    PicturePtr picture = next_of_run();
    report_faults();
    const bool over = !picture || (loop_end && picture->time >= *loop_end - instant);
    if (over && begin_round())
        return;
    if (!picture) {
        const Time last = run_.empty() ? Time(0) : run_.back()->time + run_.back()->duration;
        state_.shared.with_locked([&](PlayerShared& shared) {
            shared.all_queued = true;
            if (last > Time(0))
                shared.facts.duration = last;
            shared.end = shared.facts.duration + round_shift_;
        });
        return;
    }
    ++cursor_;
    const Time due = picture->time + round_shift_;
    if (running && due + picture->duration < position) {
        feed_->skip_until(position - round_shift_);
        if (now() - last_queued_ < longest_gap) {
            state_.shared.with_locked([](PlayerShared& shared) { ++shared.dropped; });
            return;
        }
    }
    last_queued_ = now();
    const bool first = state_.shared.with_locked([&](PlayerShared& shared) {
        shared.queue.push_back({std::move(picture), due});
        return shared.queue.size() == 1 && shared.clock.running();
    });
    trim();
    if (first)
        state_.wake();
}

/// Goes back to A of an A-B loop; false where there is none.
bool PlayerWorker::begin_round() {
    const auto [begin, end] = state_.shared.with_locked([](const PlayerShared& shared) {
        const Time last = shared.facts.duration;
        return std::pair(shared.wishes.loop_begin, shared.wishes.loop_end.value_or(last));
    });
    if (!begin || end - *begin < Time(0.1))
        return false;
    const Time unwrapped_end = end + round_shift_;
    const auto index = reach(*begin);
    if (!index)
        return false;
    cursor_ = *index;
    round_shift_ += end - *begin;
    state_.shared.with_locked([&](PlayerShared& shared) {
        shared.rounds.push_back({unwrapped_end, round_shift_});
        if (shared.rounds.size() > 4)
            shared.rounds.pop_front();
    });
    return true;
}

void PlayerWorker::start() {
    const Time time = now();
    state_.shared.with_locked([&](PlayerShared& shared) {
        if (shared.wishes.seek || !shared.wishes.playing)
            return;
        shared.clock.start(time, shared.wishes.speed);
        shared.played = true;
    });
    state_.wake();
}

void PlayerWorker::finish() {
    state_.shared.with_locked([&](PlayerShared& shared) { shared.advance_while_locked(now()); });
    state_.wake();
}

// ---- the run

PicturePtr PlayerWorker::next_of_run() {
    if (cursor_ < run_.size())
        return run_.at(cursor_);
    PicturePtr picture = decode_following();
    if (picture)
        run_.push_back(picture);
    return picture;
}

PicturePtr PlayerWorker::decode_following() {
    if (run_is_last_)
        return nullptr;
    if (!feed_follows_ && !run_.empty()) {
        const Time last = run_.back()->time;
        feed_->seek(last);
        feed_->skip_until(last);
        feed_follows_ = true;
        while (PicturePtr picture = feed_->next_picture()) {
            if (picture->time > last + instant)
                return picture;
        }
        run_is_last_ = true;
        return nullptr;
    }
    PicturePtr picture = feed_->next_picture();
    if (!picture)
        run_is_last_ = true;
    return picture;
}

void PlayerWorker::restart_run(Time at) {
    feed_->seek(at);
    run_.clear();
    cursor_ = 0;
    feed_follows_ = true;
    run_is_last_ = false;
    run_is_first_ = false;
}

/// Forgets the oldest pictures beyond the budget, never the one on screen or what follows it.
void PlayerWorker::trim() {
    const auto [current, kept] = state_.shared.with_locked([&](const PlayerShared& shared) {
        const bool history = shared.wishes.on_stage || state_.audio == nullptr;
        return std::pair(shared.current, history ? state_.options.cache_bytes : 0);
    });
    while (run_.size() > 1 && run_.bytes() > kept && run_.front() != current && cursor_ > 0) {
        run_.pop_front();
        run_is_first_ = false;
        --cursor_;
    }
}

void PlayerWorker::report_faults() {
    std::vector<ClipFault> faults = feed_->take_faults();
    if (faults.empty())
        return;
    state_.shared.with_locked([&](PlayerShared& shared) {
        shared.faults.insert(shared.faults.end(), faults.begin(), faults.end());
    });
}

} // namespace media

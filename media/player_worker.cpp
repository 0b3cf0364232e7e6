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
/// The picture waits so long for a sound device to wake up, then goes ahead.
constexpr Time device_patience{0.3};
constexpr Time device_glance{0.005};
/// Nobody has asked for a picture for so long (no window shows it): time goes on without.
constexpr Time unattended{0.25};
/// With fewer decoded pictures behind the one shown, more are fetched in a quiet moment.
constexpr std::size_t few_behind = 8;
constexpr std::chrono::milliseconds quiet_moment{250};
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
    state_.shared.with_locked([](PlayerShared& shared) { shared.feed = shared.history = nullptr; });
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
    has_video_ = facts.has_video;
    if (facts.has_audio && state_.audio != nullptr)
        sound_ = std::make_unique<PlayerSound>(*state_.audio);
    else
        feed_->set_audio_track(-1);
    queue_limit_ = static_cast<std::size_t>(std::max(1, state_.options.picture_queue));
    is_large_ = facts.size.width * facts.size.height > large_picture;
    if (is_large_)
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
        if (!wished && next_of_run().picture)
            show(0, std::nullopt);
        else if (!wished && !go_on_without_pictures())
            return false;
        if (!wished)
            settle();
    } else {
        settle();
    }
    state_.wake();
    return true;
}

/// Not one picture can be decoded: what is left is the sound, if there is any.
bool PlayerWorker::go_on_without_pictures() {
    const bool stopped =
        state_.shared.with_locked([](const PlayerShared& shared) { return shared.wishes.stop; });
    if (!stopped && !feed_->facts().has_audio)
        fail(Fault::damaged, "no picture can be decoded");
    if (stopped || !feed_->facts().has_audio)
        return false;
    state_.shared.with_locked([](PlayerShared& shared) {
        shared.facts.has_video = false;
        shared.faults.push_back({"no_pictures", {}});
    });
    has_video_ = false;
    seek_feed(Time(0));
    return true;
}

void PlayerWorker::work() {
    for (;;) {
        switch (wait_for_job()) {
        case Job::stop:
            return;
        case Job::hush:
            hush();
            break;
        case Job::seek:
            seek();
            break;
        case Job::step:
            step();
            break;
        case Job::track:
            change_track();
            break;
        case Job::requeue:
            requeue();
            break;
        case Job::queue:
            queue_next();
            break;
        case Job::prime:
            prime();
            break;
        case Job::sound:
            pump_sound();
            break;
        case Job::catch_up:
            catch_up();
            break;
        case Job::look_back:
            look_back();
            break;
        case Job::shrink:
            shrink();
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
    if (sound_ && sound_->running() && !shared.heard)
        return Job::hush;
    if (wishes.seek)
        return Job::seek;
    if (wishes.steps != 0)
        return Job::step;
    if (wishes.audio_track != track_)
        return Job::track;
    if (wishes.requeue)
        return Job::requeue;
    if (shared.clock.running() && shared.all_queued && shared.end_known &&
        shared.clock.position(now) >= shared.end)
        return Job::finish;
    if (shared.clock.running() && !shared.queue.empty() &&
        shared.clock.position(now) > shared.queue.back()->time + unattended)
        return Job::finish;
    const bool hearable = sound_ && wishes.on_stage;
    const Time place = shared.clock.position(now);
    if (sound_ && !sound_->running() && !shared.ended && (wishes.reprime || !sound_->primed_for(place)) &&
        !shared.clock.running() && (wishes.playing || sound_->reachable(place)))
        return Job::prime;
    if (sound_ && sound_->wants_more_soon())
        return Job::sound;
    const bool ready = (!shared.queue.empty() || shared.all_queued) && (!hearable || sound_->primed());
    if (wishes.playing && !shared.live() && !shared.ended && ready)
        return Job::start;
    // After stepping back what follows is far away: it is fetched when it is to be played, not before.
    const bool at_hand = cursor_ < run_.size() || run_is_last_ || feed_place_ == FeedPlace::follows;
    const bool waits_aside = is_large_ && state_.options.lean_off_stage && !wishes.on_stage;
    const std::size_t limit = waits_aside ? 1 : queue_limit_;
    if (!shared.all_queued && shared.queue.size() < limit && (at_hand || wishes.playing))
        return Job::queue;
    if (sound_ && sound_->wants_more())
        return Job::sound;
    if (feed_place_ == FeedPlace::behind && shared.clock.running())
        return Job::catch_up;
    if (!wishes.on_stage && state_.options.lean_off_stage && !shrunk_)
        return Job::shrink;
    if (look_back_at_ && !wishes.playing && cursor_ <= few_behind &&
        std::chrono::steady_clock::now() >= *look_back_at_)
        return Job::look_back;
    return Job::none;
}

PlayerWorker::Job PlayerWorker::wait_for_job() {
    Job job = Job::none;
    std::optional<Time> until;
    state_.shared.with_locked([&](PlayerShared& shared) {
        const Time time = now();
        shared.follow_sound_while_locked(time);
        job = choose_while_locked(shared, time);
        if (shared.heard && shared.heard->waiting)
            until = device_glance;
        else if (shared.clock.running() && shared.all_queued && shared.end_known)
            until = (shared.end - shared.clock.position(time)) / shared.clock.speed() + Time(0.002);
        else if (shared.clock.running() && !shared.queue.empty())
            until = (shared.queue.back()->time - shared.clock.position(time)) / shared.clock.speed() +
                    unattended + Time(0.002);
        if (look_back_at_ && !shared.wishes.playing)
            until =
                std::max(std::chrono::duration_cast<Time>(*look_back_at_ - std::chrono::steady_clock::now()),
                         Time(0)) +
                Time(0.001);
        if (sound_ && sound_->running())
            until = std::min(until.value_or(Time(1)), std::max(sound_->time_to_refill(), device_glance));
    });
    if (job != Job::none)
        return job;
    const auto has_job = [&](const PlayerShared& shared) {
        job = choose_while_locked(shared, now());
        return job != Job::none;
    };
    if (until)
        state_.shared.wait_until(state_.changed,
                                 std::chrono::steady_clock::now() +
                                     std::chrono::duration_cast<std::chrono::steady_clock::duration>(*until),
                                 has_job);
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

// ---- playing

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

void PlayerWorker::prime() {
    const auto [place, playing, speed, gain] = state_.shared.with_locked([&](PlayerShared& shared) {
        shared.wishes.reprime = false;
        return std::tuple(shared.clock.position(now()), shared.wishes.playing, shared.wishes.speed,
                          shared.wishes.gain_db);
    });
    if (!sound_->reachable(place) && playing)
        resync(place);
    sound_->prime(place, speed, gain);
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
                                          .patience = time + device_patience};
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
    state_.shared.with_locked([&](PlayerShared& shared) { shared.advance_while_locked(now()); });
    state_.wake();
}

// ---- the run

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

/// Forgets the oldest pictures beyond the budget, never the one on screen or what follows it.
void PlayerWorker::trim() {
    const PicturePtr current =
        state_.shared.with_locked([](const PlayerShared& shared) { return shared.current; });
    const std::size_t kept = is_lean() ? 0 : cache_bytes();
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

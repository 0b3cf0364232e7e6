#include "media/player_worker.h"

#include <algorithm>
#include <chrono>

namespace media {
namespace {

/// Nobody has asked for a picture for so long (no window shows it): time goes on without.
constexpr Time unattended{0.25};
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
    if (shared.end_untold)
        return Job::finish;
    if (const std::optional<Time> end = shared.end_while_locked(now);
        shared.clock.running() && end && shared.clock.position(now) >= *end)
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
        else if (const std::optional<Time> end = shared.end_while_locked(time); shared.clock.running() && end)
            until = (*end - shared.clock.position(time)) / shared.clock.speed() + Time(0.002);
        else if (shared.clock.running() && shared.all_queued)
            until = unattended; // the sound's end becomes known, or its device stands still
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

} // namespace media

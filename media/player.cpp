#include "media/player.h"

#include "media/audio_output.h"
#include "media/parts_feed.h"
#include "media/player_state.h"
#include "media/player_worker.h"

#include <algorithm>
#include <utility>

// The states of a player (PlayerStatus::state), as the caller sees them:
//
//   opening --opened, first picture there--> ready --play()--> playing <--play()/pause()--> paused
//      |                                                          |
//      +--cannot be opened--> failed                              +--last picture's time over--> ended
//   ended --play()--> playing from the beginning;  ended --seek()/step()--> paused
//
// Inside, wishes (caller) and results (decode thread) meet under one lock; the decode thread sleeps unless
// there is a wish to carry out or room in the queue.

namespace media {
namespace {

constexpr double slowest = 0.5;
constexpr double fastest = 2;
/// What does not open within a second is refused; some of it is left for the picture.
constexpr Time open_limit{0.9};
constexpr Time shortest_loop{0.1};
/// A clip of many hours has so many; beyond, a file fills memory.
constexpr std::size_t most_lines = 20000;
constexpr Time longest_behind{0.08};
/// What the device has queued is heard before a skip is.
constexpr Time skip_settles{0.3};
/// A device that takes nothing for so long is not waited for at the end of a clip.
constexpr Time stands_still{1};

} // namespace

OpenFeed open_parts(std::vector<Part> parts) {
    return [parts = std::move(parts)] {
        const auto open = [](const std::filesystem::path& file, Time limit) {
            return open_clip(file, {.open_limit = limit});
        };
        return open_time_line(parts, open, open_limit);
    };
}

Time PlayerShared::position_while_locked(Time now) const {
    Time position = clock.position(now);
    if (facts.duration > Time(0))
        position = std::min(position, facts.duration);
    return std::max(position, Time(0));
}

void PlayerShared::rest_while_locked(Time now) {
    clock.stop(now);
    heard.reset();
}

std::optional<Time> PlayerShared::end_while_locked(Time now) const {
    if (!all_queued)
        return std::nullopt;
    if (end_known)
        return end;
    if (heard && !heard->waiting && now - heard->moved > stands_still && facts.duration > Time(0))
        return queue.empty() ? facts.duration
                             : std::max(facts.duration, queue.back()->time + queue.back()->duration);
    return std::nullopt;
}

std::optional<Time> PlayerShared::loop_end_while_locked(Time now) const {
    // A clock that ran past B before what follows was decoded has not left the loop.
    Time place = clock.position(now);
    if (clock.running() && current)
        place = std::min(place, current->time);
    if (wishes.loop_begin && wishes.loop_end && place < *wishes.loop_end &&
        *wishes.loop_end - *wishes.loop_begin >= shortest_loop)
        return wishes.loop_end;
    return std::nullopt;
}

void PlayerShared::follow_sound_while_locked(Time now) {
    if (!heard)
        return;
    const bool sounding = heard->output->clock_running();
    const double frames = heard->pipe->heard_of(heard->output->frames_heard());
    const Time place = heard->from + Time(frames / output_rate * heard->speed);
    if (heard->waiting) {
        if (sounding)
            clock.set(place);
        if (!sounding && now < heard->patience)
            return;
        heard->waiting = false;
        clock.start(now, heard->speed);
        return;
    }
    // A device that stands still (asleep, just moved) says nothing: the picture goes on by itself.
    if (!sounding || frames == heard->last_frames || now < heard->settling)
        return;
    heard->last_frames = frames;
    heard->moved = now;
    const Time behind = clock.position(now) - place;
    if (behind <= longest_behind) {
        clock.follow(place, now);
        return;
    }
    // The picture never goes back for sound that came late: that much of it is left out instead.
    heard->pipe->skip(static_cast<std::size_t>(behind.count() * output_rate / heard->speed));
    heard->settling = now + skip_settles;
}

void PlayerShared::keep_line_while_locked(SubtitleLine line) {
    const auto place =
        std::lower_bound(subtitles.begin(), subtitles.end(), line,
                         [](const SubtitleLine& a, const SubtitleLine& b) { return a.begin < b.begin; });
    for (auto same = place; same != subtitles.end() && same->begin == line.begin; ++same)
        if (same->text == line.text)
            return;
    if (subtitles.size() < most_lines)
        subtitles.insert(place, std::move(line));
}

bool PlayerShared::advance_while_locked(Time now) {
    follow_sound_while_locked(now);
    if (!clock.running())
        return false;
    const Time here = clock.position(now);
    int taken = 0;
    while (!queue.empty() && queue.front()->time <= here) {
        current = std::move(queue.front());
        queue.pop_front();
        ++taken;
    }
    dropped += std::max(0, taken - 1);
    if (const std::optional<Time> last = end_while_locked(now); queue.empty() && last && here >= *last) {
        rest_while_locked(now);
        clock.set(*last);
        if (wishes.loop_begin)
            wishes.seek = SeekWish{*wishes.loop_begin, SeekMode::exact};
        else
            wishes.playing = false;
        ended = !wishes.loop_begin;
        end_untold = ended;
        return true;
    }
    return taken > 0;
}

std::vector<double> gains_of(const std::vector<Part>& parts) {
    std::vector<double> gains;
    gains.reserve(parts.size());
    for (const Part& part : parts)
        gains.push_back(part.gain_db);
    return gains;
}

namespace {

PlayerOptions with_gains(PlayerOptions options, const std::vector<Part>& parts) {
    options.gains = gains_of(parts);
    return options;
}

} // namespace

Player::Player(const std::vector<Part>& parts, AudioOutput* audio, std::function<void()> wake,
               PlayerOptions options, std::shared_ptr<Clock> clock)
    : Player(open_parts(parts), audio, std::move(wake), with_gains(std::move(options), parts),
             std::move(clock)) {}

Player::Player(OpenFeed open, AudioOutput* audio, std::function<void()> wake, PlayerOptions options,
               std::shared_ptr<Clock> clock)
    : state_(std::make_unique<State>()) {
    state_->options = std::move(options);
    state_->audio = audio;
    state_->wake = wake ? std::move(wake) : [] {};
    state_->clock = clock ? std::move(clock) : std::make_shared<SteadyClock>();
    state_->open = std::move(open);
    state_->shared.with_locked([&](PlayerShared& shared) { shared.wishes.gains = state_->options.gains; });
    state_->thread = std::jthread([state = state_.get()] { PlayerWorker(*state).run(); });
}

Player::~Player() {
    state_->shared.with_locked([](PlayerShared& shared) {
        shared.wishes.stop = true;
        for (Feed* feed : {shared.feed, shared.history})
            if (feed != nullptr)
                feed->cancel();
    });
    state_->changed.notify_all();
}

/// Changes the wishes and wakes the decode thread.
template <class Change>
void Player::wish(Change&& change) {
    state_->shared.with_locked(std::forward<Change>(change));
    state_->changed.notify_all();
}

void Player::play() {
    wish([](PlayerShared& shared) {
        if (shared.ended && !shared.wishes.seek)
            shared.wishes.seek = SeekWish{shared.wishes.loop_begin.value_or(Time(0)), SeekMode::exact};
        shared.ended = false;
        shared.wishes.playing = true;
    });
}

void Player::pause() {
    const Time now = state_->clock->now();
    wish([&](PlayerShared& shared) {
        shared.wishes.playing = false;
        shared.advance_while_locked(now);
        shared.rest_while_locked(now);
    });
}

void Player::seek(Time to, SeekMode mode) {
    const Time now = state_->clock->now();
    wish([&](PlayerShared& shared) {
        Time target = std::max(to, Time(0));
        if (shared.facts.duration > Time(0))
            target = std::min(target, shared.facts.duration);
        shared.rest_while_locked(now);
        shared.clock.set(target);
        shared.wishes.seek = SeekWish{target, mode};
        shared.wishes.steps = 0;
        shared.ended = false;
    });
}

void Player::step(int pictures) {
    const Time now = state_->clock->now();
    wish([&](PlayerShared& shared) {
        shared.advance_while_locked(now);
        shared.wishes.playing = false;
        shared.rest_while_locked(now);
        shared.wishes.steps += pictures;
        shared.ended = false;
    });
}

void Player::set_speed(double speed) {
    const Time now = state_->clock->now();
    wish([&](PlayerShared& shared) {
        shared.wishes.speed = std::clamp(speed, slowest, fastest);
        shared.wishes.reprime = true;
        shared.advance_while_locked(now);
        shared.rest_while_locked(now); // the decode thread starts it again at the new speed
    });
}

void Player::set_gains(const std::vector<double>& decibels) {
    const Time now = state_->clock->now();
    wish([&](PlayerShared& shared) {
        if (shared.wishes.gains == decibels)
            return;
        shared.wishes.gains = decibels;
        shared.wishes.reprime = true;
        shared.advance_while_locked(now);
        if (shared.heard)
            shared.rest_while_locked(now);
    });
}

void Player::set_loop(std::optional<Time> begin, std::optional<Time> end) {
    wish([&](PlayerShared& shared) {
        shared.wishes.loop_begin = begin;
        shared.wishes.loop_end = end;
        shared.wishes.requeue = true;
    });
}

void Player::set_audio_track(int track) {
    const Time now = state_->clock->now();
    wish([&](PlayerShared& shared) {
        if (track < 0 || track >= shared.facts.audio_tracks || track == shared.wishes.audio_track)
            return;
        shared.wishes.audio_track = track;
        shared.advance_while_locked(now);
        shared.rest_while_locked(now);
    });
}

void Player::set_on_stage(bool on_stage) {
    wish([&](PlayerShared& shared) {
        shared.wishes.on_stage = on_stage;
        if (!on_stage && shared.heard) {
            shared.heard.reset();
            shared.wishes.playing = false;
            shared.clock.stop(state_->clock->now());
        }
    });
}

PlayerStatus Player::status() const {
    const Time now = state_->clock->now();
    return state_->shared.with_locked([&](const PlayerShared& shared) {
        PlayerStatus status;
        const bool first = shared.current != nullptr || (shared.opened && !shared.facts.has_video);
        if (shared.failed)
            status.state = PlayerState::failed;
        else if (!shared.opened || !first)
            status.state = PlayerState::opening;
        else if (shared.ended)
            status.state = PlayerState::ended;
        else if (shared.wishes.playing)
            status.state = PlayerState::playing;
        else
            status.state = shared.played ? PlayerState::paused : PlayerState::ready;
        status.position = shared.position_while_locked(now);
        status.duration = shared.facts.duration;
        status.first_picture_ready = shared.current != nullptr;
        status.seeking = shared.seeking || shared.wishes.seek.has_value();
        status.has_video = shared.facts.has_video;
        status.has_audio = shared.facts.has_audio;
        status.speed = shared.wishes.speed;
        status.audio_track = shared.wishes.audio_track;
        status.audio_tracks = shared.facts.audio_tracks;
        status.loop_begin = shared.wishes.loop_begin;
        status.loop_end = shared.wishes.loop_end;
        status.failure = shared.failure;
        status.fault = shared.fault;
        status.faults = shared.faults;
        status.pictures_dropped = shared.dropped;
        return status;
    });
}

PicturePtr Player::frame_at_now() {
    const Time now = state_->clock->now();
    bool changed = false;
    PicturePtr picture = state_->shared.with_locked([&](PlayerShared& shared) {
        changed = shared.advance_while_locked(now);
        return shared.current;
    });
    if (changed)
        state_->changed.notify_all();
    return picture;
}

std::optional<Time> Player::next_picture_due() const {
    const Time now = state_->clock->now();
    return state_->shared.with_locked([&](const PlayerShared& shared) -> std::optional<Time> {
        if (shared.heard && shared.heard->waiting)
            return now + device_glance;
        if (!shared.clock.running() || shared.queue.empty())
            return std::nullopt;
        const Time ahead = shared.queue.front()->time - shared.clock.position(now);
        return now + std::max(ahead, Time(0)) / shared.clock.speed();
    });
}

std::string Player::subtitle_now() const {
    const Time now = state_->clock->now();
    return state_->shared.with_locked([&](const PlayerShared& shared) -> std::string {
        if (!shared.wishes.subtitles)
            return {};
        const Time here = shared.position_while_locked(now);
        std::string text;
        for (const SubtitleLine& line : shared.subtitles) {
            if (line.begin > here)
                break;
            if (here < line.end)
                text += (text.empty() ? "" : "\n") + line.text;
        }
        return text;
    });
}

void Player::set_subtitles(bool shown) {
    wish([&](PlayerShared& shared) { shared.wishes.subtitles = shown; });
}

} // namespace media

// What a player's two threads share, under one lock: the caller's wishes and the decode thread's results.
#pragma once

#include "media/feed.h"
#include "media/guarded.h"
#include "media/playback_clock.h"
#include "media/player.h"

#include <condition_variable>
#include <deque>
#include <optional>
#include <thread>

namespace media {

struct SeekWish {
    Time to{0};
    SeekMode mode = SeekMode::exact;
};

/// A picture and when it is due on the unwrapped time line.
struct DuePicture {
    PicturePtr picture;
    Time due{0};
};

/// From `begin` on (unwrapped), a position is `shift` behind the clock.
struct LoopRound {
    Time begin{0};
    Time shift{0};
};

/// Written by the caller, carried out by the decode thread.
struct PlayerWishes {
    bool stop = false;
    bool playing = false;
    std::optional<SeekWish> seek;
    int steps = 0;
    double speed = 1;
    double gain_db = 0;
    bool on_stage = false;
    bool subtitles = true;
    int audio_track = 0;
    std::optional<Time> loop_begin;
    std::optional<Time> loop_end;
    bool requeue = false; ///< what is queued was chosen for another loop
};

/// Everything under the player's lock.
struct PlayerShared {
    PlayerWishes wishes;

    // What the decode thread has found.
    bool opened = false;
    bool played = false; ///< was ever playing: then a rest is a pause
    bool failed = false;
    std::string failure;
    Fault fault = Fault::unreadable;
    std::vector<ClipFault> faults;
    FeedFacts facts;
    Feed* feed = nullptr; ///< for cancel() only
    std::vector<SubtitleLine> subtitles;

    // What is on screen and what comes next.
    PicturePtr current;
    std::deque<DuePicture> queue;
    bool all_queued = false; ///< nothing comes after the queue
    bool seeking = false;
    bool ended = false;
    std::int64_t dropped = 0;

    // Time. The clock runs on the unwrapped time line; a clock that rests says where playing begins.
    PlaybackClock clock;
    std::deque<LoopRound> rounds;
    Time end{0}; ///< unwrapped end of the material, valid once all_queued

    /// On the clip's own time line.
    [[nodiscard]] Time position_while_locked(Time now) const;
    /// Rests at `position`, outside any round of a loop.
    void place_while_locked(Time now, Time position);
    /// Takes the pictures that are due; true if the picture changed or the end was reached.
    bool advance_while_locked(Time now);
};

struct Player::State {
    Guarded<PlayerShared> shared;
    std::condition_variable changed; ///< the decode thread waits here
    PlayerOptions options;
    AudioOutput* audio = nullptr;
    std::function<void()> wake;
    std::shared_ptr<Clock> clock;
    OpenFeed open;
    std::jthread thread; ///< last member: ends first
};

} // namespace media

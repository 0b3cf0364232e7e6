// What a player's two threads share, under one lock: the caller's wishes and the decode thread's results.
#pragma once

#include "media/feed.h"
#include "media/guarded.h"
#include "media/playback_clock.h"
#include "media/player.h"
#include "media/sound_pipe.h"

#include <condition_variable>
#include <deque>
#include <optional>
#include <thread>

namespace media {

/// While the sound device is about to begin, the presenter looks again this soon.
inline constexpr Time device_glance{0.005};

struct SeekWish {
    Time to{0};
    SeekMode mode = SeekMode::exact;
};

/// What is being heard: the sound leads the clock.
struct HeardSound {
    AudioOutput* output = nullptr;
    std::shared_ptr<SoundPipe> pipe; ///< shared with the audio thread
    Time from{0};                    ///< where the pipe began
    double speed = 1;
    bool waiting = true; ///< the device has not begun: the picture waits for it until `patience`
    Time patience{0};
    double last_frames = -1;
    Time moved{0};     ///< when the device last took some
    Time settling{-1}; ///< until then sound that was skipped is not heard yet
};

/// Written by the caller, carried out by the decode thread.
struct PlayerWishes {
    bool stop = false;
    bool playing = false;
    std::optional<SeekWish> seek;
    int steps = 0;
    double speed = 1;
    std::vector<double> gains; ///< decibels of each part
    bool on_stage = false;
    bool subtitles = true;
    int audio_track = 0;
    std::optional<Time> loop_begin;
    std::optional<Time> loop_end;
    bool reprime = false; ///< sound prepared for another speed or gain
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
    Feed* feed = nullptr;                ///< for cancel() only
    Feed* history = nullptr;             ///< the same
    std::vector<SubtitleLine> subtitles; ///< in order of time, each once

    // What is on screen and what comes next.
    PicturePtr current;
    std::deque<PicturePtr> queue;
    bool all_queued = false; ///< no picture comes after the queue
    bool seeking = false;
    bool ended = false;
    bool end_untold = false; ///< ended, and nobody was woken for it
    std::int64_t dropped = 0;

    // Time. A clock that rests says where playing begins.
    PlaybackClock clock;
    std::optional<HeardSound> heard;
    bool end_known = false;
    Time end{0};

    /// Playing, or about to as soon as the device begins.
    [[nodiscard]] bool live() const { return clock.running() || (heard && heard->waiting); }
    /// On the clip's own time line.
    [[nodiscard]] Time position_while_locked(Time now) const;
    /// Playing rests; the decode thread silences the sound.
    void rest_while_locked(Time now);
    void follow_sound_while_locked(Time now);
    /// Where it ends, once that is known. The end of the sound is not where a device takes nothing, so that
    /// it is never decoded to its end: the pictures and the file's word count then.
    [[nodiscard]] std::optional<Time> end_while_locked(Time now) const;
    /// Where playing ends now: B of a loop if it lies ahead.
    [[nodiscard]] std::optional<Time> loop_end_while_locked(Time now) const;
    /// Met again after a seek it is kept once.
    void keep_line_while_locked(SubtitleLine line);
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

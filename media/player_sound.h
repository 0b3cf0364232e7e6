// A player's sound on the decode thread: from the feed through gain and speed into the pipe to the device.
#pragma once

#include "media/audio_output.h"
#include "media/feed.h"
#include "media/limiter.h"
#include "media/sound_line.h"
#include "media/sound_pipe.h"
#include "media/tempo.h"

#include <memory>
#include <optional>

namespace media {

/// So much is the sound raised from a place of the clip on.
struct GainStep {
    Time begin{0};
    double decibels = 0;
};

/// Decode thread only. Follows the feed: whoever moves the feed says so.
///
///   prime(at) --pump()...--> primed() --start()--> running() --stop()--> prime(at) ...
class PlayerSound {
  public:
    explicit PlayerSound(AudioOutput& audio);
    ~PlayerSound();
    PlayerSound(const PlayerSound&) = delete;
    PlayerSound& operator=(const PlayerSound&) = delete;

    /// The feed was sought to `at`: its next sound is from there.
    void feed_sought(Time at);
    /// The feed is somewhere else: it must be sought before sound can go on.
    void feed_lost() { follows_ = false; }
    /// Sound from `at` on can be had without moving the feed.
    [[nodiscard]] bool reachable(Time at) const;

    /// Forgets what is prepared; the next pump() prepares sound for `at`. Not while running.
    /// `gains` in order of time.
    void prime(Time at, double speed, std::vector<GainStep> gains);
    void forget_primed() { primed_at_.reset(); }
    [[nodiscard]] bool primed_for(Time at) const { return primed_at_ && *primed_at_ == at; }
    /// Enough is in the pipe to begin.
    [[nodiscard]] bool primed() const;
    [[nodiscard]] bool wants_more() const;
    [[nodiscard]] bool wants_more_soon() const;
    /// When pump() is next needed while running.
    [[nodiscard]] Time time_to_refill() const;
    /// Does one small piece of work. Beyond the end of the sound comes silence, until `end`.
    void pump(Feed& feed, std::optional<Time> end);
    /// Where the clip's sound ends, once that is known.
    [[nodiscard]] std::optional<Time> end() const;

    void start();
    void stop();
    /// Gives the device back.
    void leave();
    [[nodiscard]] bool running() const { return running_; }
    [[nodiscard]] const std::shared_ptr<SoundPipe>& pipe() const { return pipe_; }
    [[nodiscard]] AudioOutput& output() { return audio_; }

  private:
    void flush_pending();
    void limit(std::size_t frames);
    [[nodiscard]] double gain_at(std::int64_t frame) const;

    AudioOutput& audio_;
    std::optional<AudioOutput::User> user_;
    bool running_ = false;
    /// Shared with the audio thread, which may still hold it for a moment.
    std::shared_ptr<SoundPipe> pipe_;
    SoundLine line_;
    bool follows_ = true;    ///< the feed's next sound follows the line
    bool ended_ = false;     ///< the feed has no more
    std::int64_t floor_ = 0; ///< the line is known from here on, if with silence
    std::int64_t cursor_ = 0;
    std::optional<Time> primed_at_;
    bool complete_ = false; ///< everything up to the end is on its way
    std::vector<GainStep> gains_;
    Limiter limiter_;
    Tempo tempo_;
    SoundBlock block_;
    std::vector<float> chunk_;
    std::vector<float> limited_;
    std::vector<float> pending_; ///< ready, waits for room in the pipe
};

} // namespace media

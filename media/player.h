// One time line of parts: play, pause, step, seek. frame_at() never waits.
#pragma once

#include "media/clip.h"
#include "media/picture.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace media {

class AudioOutput;
class Feed;
using OpenFeed = std::function<std::unique_ptr<Feed>()>; ///< feed.h

/// One stretch of a file on the time line, as dossier::ClipPart; out <= 0 = to the end of the file.
struct Part {
    std::filesystem::path file;
    Time in{0};
    Time out{0};
    Time offset{0};
    double gain_db = 0; ///< from loudness; 0 = untouched
};
/// Of each part, in their order.
std::vector<double> gains_of(const std::vector<Part>& parts);

/// The time of playback: the sound card, a steady clock, or a test's hand.
class Clock {
  public:
    virtual ~Clock() = default;
    /// Seconds since any fixed point, never going back. Called from every thread.
    virtual Time now() const = 0;
};
class SteadyClock final : public Clock {
  public:
    Time now() const override;
};
class ManualClock final : public Clock {
  public:
    Time now() const override;
    void set(Time now);

  private:
    std::atomic<double> now_{0};
};

enum class SeekMode {
    exact,   ///< the picture at that very time; the old one stays until it is there
    preview, ///< while dragging: the nearest key picture at once
};
enum class PlayerState { opening, ready, playing, paused, ended, failed };

/// A snapshot, taken without waiting.
struct PlayerStatus {
    PlayerState state = PlayerState::opening;
    Time position{0};
    Time duration{0};
    bool first_picture_ready = false;
    bool seeking = false;
    bool has_video = false;
    bool has_audio = false;
    double speed = 1;
    int audio_track = 0;
    int audio_tracks = 0;
    std::optional<Time> loop_begin;
    std::optional<Time> loop_end;
    std::string failure; ///< why state is failed
    Fault fault = Fault::unreadable;
    std::vector<ClipFault> faults; ///< found while playing
    std::int64_t pictures_dropped = 0;
};

struct PlayerOptions {
    std::vector<double> gains;                         ///< decibels of each part; missing ones = untouched
    int picture_queue = 4;                             ///< decoded pictures kept ahead
    std::size_t cache_bytes = std::size_t{192} << 20U; ///< decoded group of pictures kept for stepping back
    /// One of several: off stage it keeps as little as it needs to begin at once.
    bool lean_off_stage = false;
    std::function<void()> settled; ///< decode thread: the first picture is there, or it failed
};

/// Opens the files of a time line, when it is called.
OpenFeed open_parts(std::vector<Part> parts);

/// Plays one clip. Owns its decode thread; reads go through media::Source, whose reader may be abandoned.
/// All members may be called from one thread (main or present); `wake` is called from the decode thread when
/// something changed and must do nothing but post an event.
class Player {
  public:
    /// Returns at once; opening happens on the decode thread. `audio` may be null (silent); while it is used,
    /// it must outlive the player. `clock` null = the audio's clock when there is sound, else steady.
    Player(const std::vector<Part>& parts, AudioOutput* audio, std::function<void()> wake,
           PlayerOptions options = {}, std::shared_ptr<Clock> clock = nullptr);
    /// The same over any feed: `open` runs on the decode thread.
    Player(OpenFeed open, AudioOutput* audio, std::function<void()> wake, PlayerOptions options = {},
           std::shared_ptr<Clock> clock = nullptr);
    ~Player(); ///< waits for the decode thread: at most one picture, or what opening may take
    Player(const Player&) = delete;
    Player& operator=(const Player&) = delete;

    void play();
    void pause();
    void seek(Time to, SeekMode mode = SeekMode::exact);
    /// One picture forward (+1) or back (-1), paused.
    void step(int pictures);
    void set_speed(double speed); ///< 0.5 .. 2, pitch kept
    void set_gains(const std::vector<double>& decibels);
    void set_loop(std::optional<Time> begin, std::optional<Time> end);
    void set_audio_track(int track);
    /// Takes or gives back the sound device; a player off stage decodes its first sound but is not heard.
    void set_on_stage(bool on_stage);

    [[nodiscard]] PlayerStatus status() const;
    /// The picture to show now, or null when there is none yet; the same pointer while it stays the same.
    /// Never waits, never decodes.
    [[nodiscard]] PicturePtr frame_at_now();
    /// When the next picture is due, on the steady clock, or nothing while paused: the presenter sleeps till
    /// then.
    [[nodiscard]] std::optional<Time> next_picture_due() const;
    /// The text of a subtitle inside the file that is due now; empty if none or switched off.
    [[nodiscard]] std::string subtitle_now() const;
    void set_subtitles(bool shown);

    struct State; ///< shared with the decode thread; player_state.h

  private:
    template <class Change>
    void wish(Change&& change);
    std::unique_ptr<State> state_;
};

} // namespace media

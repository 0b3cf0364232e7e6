// The sound device: libpulse with real stream timing, SDL where no pulse server answers, or nothing.
#pragma once

#include "media/picture.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace media {

inline constexpr int output_rate = 48000; ///< one fixed device format: 48 kHz, stereo, float
inline constexpr int output_channels = 2;

/// Fills `frames` stereo frames; called on the audio thread: no lock, no allocation, no log. Returns the
/// frames it had; the rest is silence.
using AudioPull = std::function<std::size_t(float* samples, std::size_t frames)>;

enum class AudioOutputState { none, idle, running, lost };

struct AudioDevice {
    std::string name;  ///< as its server or driver knows it
    std::string title; ///< as people know it; may be empty
    bool operator==(const AudioDevice&) const = default;
};

struct AudioOutputStatus {
    AudioOutputState state = AudioOutputState::none;
    std::string backend; ///< "pulse", "sdl" or ""
    std::string device;
    bool preferred_missing = false; ///< playing on another device than the one asked for, or begun with
    std::string title;              ///< of the device, as people know it; may be empty
    std::string missing_title;      ///< of the one that is missing
};

/// The one sound device of the program. Corked when nothing plays (no wake-ups). Survives the loss of a
/// device: time goes on, sound moves to another device, the preferred one is taken back. Thread-safe; no
/// call waits for a device.
class AudioOutput {
  public:
    struct Options {
        std::string device;         ///< preferred device by name; empty = the default
        Time extra_latency{0};      ///< set by the operator per device on the flash-and-beep page
        bool silent = false;        ///< no device at all: time runs by the steady clock
        std::function<void()> wake; ///< state changed
    };
    /// Whoever attached last; calls for an earlier one do nothing.
    using User = std::uint64_t;

    explicit AudioOutput(Options options);
    ~AudioOutput();
    AudioOutput(const AudioOutput&) = delete;
    AudioOutput& operator=(const AudioOutput&) = delete;

    /// Takes the device for `pull` (one user at a time; the former is dropped), corked until start().
    User attach(AudioPull pull);
    void detach(User user);
    void start(User user);
    /// Stops at once and drops what is queued.
    void stop(User user);
    /// Frames handed to the device since start() that have left the loudspeaker by now, from the server's
    /// timing; interpolated, never going back between two start() calls.
    [[nodiscard]] double frames_heard() const;
    [[nodiscard]] bool clock_running() const; ///< frames_heard() has begun to move
    void set_volume(double volume);           ///< 0..1
    void set_muted(bool muted);
    void set_extra_latency(Time latency);
    /// Sound comes from this device from now on; where it is missing, from another until it is there. An
    /// empty name is the default device. The title is for status(), as long as nobody else tells it.
    void set_device(const AudioDevice& device);
    /// The devices there are now, in the order in which they are told; empty while nothing has answered.
    [[nodiscard]] std::vector<AudioDevice> devices() const;
    [[nodiscard]] double volume() const;
    [[nodiscard]] bool muted() const;
    [[nodiscard]] AudioOutputStatus status() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace media

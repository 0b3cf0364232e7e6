// What any sound back end plays: pulls samples, applies the volume, counts frames and keeps the sound's
// clock.
#pragma once

#include "media/audio_output.h"
#include "media/player.h"

#include <atomic>

namespace media {

/// One run from start to stop is a session. fill() and publish() are the audio thread's and take no lock; the
/// back end keeps them from running while begin(), end() and set_pull() do.
class AudioSession {
  public:
    // With the audio thread kept out.
    void set_pull(AudioPull pull) { pull_ = std::move(pull); }
    void begin();
    void end();

    // Audio thread.
    /// Fills all of `frames`, with silence where nothing comes.
    void fill(float* samples, std::size_t frames);
    /// `queued` frames handed over have not been heard yet; `now` on the steady clock; `moving`: the device
    /// has begun to take them.
    void publish(double queued, Time now, bool moving);
    /// Frames handed over that a device gone or not there yet has not played: the next one begins so much
    /// later, and the picture keeps its pace.
    [[nodiscard]] std::size_t frames_in_flight(Time now) const;

    // Any thread.
    [[nodiscard]] double heard(Time now) const;
    [[nodiscard]] bool running() const { return running_.load(); }
    [[nodiscard]] bool clock_running() const { return timed_.load(); }
    [[nodiscard]] std::int64_t written() const { return written_.load(); }
    std::atomic<double> volume{1};
    std::atomic<bool> muted{false};
    std::atomic<double> extra_latency{0}; ///< seconds

  private:
    AudioPull pull_;
    float applied_ = 1; ///< volume at the end of the last fill: changes are ramped, not clicked
    std::atomic<bool> running_{false};
    std::atomic<bool> timed_{false};
    std::atomic<std::int64_t> written_{0};
    std::atomic<double> phase_{0}; ///< heard = phase + now * rate
    mutable std::atomic<double> last_heard_{0};
};

enum class BackendState { connecting, ready, lost };

/// One way to a loudspeaker. start() and stop() take a moment at most; after stop() fill() is not called
/// until the next start().
class AudioBackend {
  public:
    virtual ~AudioBackend() = default;
    virtual void start() = 0;
    /// Drops what is queued.
    virtual void stop() = 0;
    /// Moves to a device, by name, now or when it comes; empty = the default. False: it must be opened anew.
    virtual bool prefer(const AudioDevice&) { return false; }
    /// Control thread: the devices there are.
    [[nodiscard]] virtual std::vector<AudioDevice> devices() const { return {}; }
    /// Runs `action` while the audio thread is kept out.
    virtual void exclusively(const std::function<void()>& action) = 0;
    [[nodiscard]] virtual BackendState state() const = 0;
    [[nodiscard]] virtual std::string name() const = 0;
    [[nodiscard]] virtual std::string device() const { return {}; }
    [[nodiscard]] virtual bool preferred_missing() const { return false; }
    /// What people call the device in use and the one that is missing.
    [[nodiscard]] virtual std::string title() const { return device(); }
    [[nodiscard]] virtual std::string missing_title() const { return {}; }
};

/// `changed` may be called from any thread, holding no lock the caller could wait for.
using BackendChanged = std::function<void()>;
std::unique_ptr<AudioBackend> open_pulse_audio(AudioSession& session, const AudioDevice& device,
                                               BackendChanged changed);
std::unique_ptr<AudioBackend> open_sdl_audio(AudioSession& session, const AudioDevice& device,
                                             BackendChanged changed);
/// The last call of a thread that opened SDL's audio: SDL keeps an error text for each thread it did not
/// start.
void leave_sdl_thread();
/// No device: takes the samples in real time, so that everything else goes on as with one.
std::unique_ptr<AudioBackend> open_no_audio(AudioSession& session);

} // namespace media

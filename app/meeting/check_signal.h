// The moving half of the check before a meeting: a beep left, a beep right, and a flash at the moment each is
// heard.
#pragma once

#include "media/audio_output.h"

namespace app::meeting {

/// Beeps at -20 dBFS, one side after the other, a second apart. start() and stop() on the main thread; lit()
/// and until_change() on any. The output must outlive it.
class CheckSignal {
  public:
    enum class Side { none, left, right };

    explicit CheckSignal(media::AudioOutput& output)
        : output_(output) {}
    ~CheckSignal() { stop(); }
    CheckSignal(const CheckSignal&) = delete;
    CheckSignal& operator=(const CheckSignal&) = delete;

    void start();
    void stop();
    /// The side whose beep is in the air now, by what the sound server says has been heard.
    [[nodiscard]] Side lit() const;
    /// Seconds until lit() may change.
    [[nodiscard]] double until_change() const;

    /// Which side sounds at this many seconds since the start.
    static Side side_at(double seconds);

  private:
    [[nodiscard]] double heard() const;

    media::AudioOutput& output_;
    media::AudioOutput::User user_ = 0;
    bool running_ = false;
};

} // namespace app::meeting

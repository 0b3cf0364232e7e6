// What leaves the loudspeaker, heard at the sound server's monitor: when beeps begin, on the steady clock.
#pragma once

#include "bench/screen.h"

#include <memory>
#include <string>
#include <vector>

namespace bench {

/// Records from the constructor on. A beep is loud sound after at least 80 ms of silence.
class SoundMonitor {
  public:
    /// Returns once the first sound (or silence) has arrived. Throws std::runtime_error.
    explicit SoundMonitor(const std::string& device);
    ~SoundMonitor();
    SoundMonitor(const SoundMonitor&) = delete;
    SoundMonitor& operator=(const SoundMonitor&) = delete;

    /// When the beeps so far were heard.
    [[nodiscard]] std::vector<Clock::time_point> beeps() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace bench

// Lets the operator hear the microphone while it is recorded: 48 kHz stereo, some tens of milliseconds late.
#pragma once

#include "media/guarded.h"

#include <condition_variable>
#include <span>
#include <thread>
#include <vector>

namespace media {

/// Plays on the sound server's default output; where none answers nothing is heard, and it is tried again.
/// add() never waits: what cannot be played soon is left out.
class MonitorOutput {
  public:
    MonitorOutput();
    ~MonitorOutput();
    MonitorOutput(const MonitorOutput&) = delete;
    MonitorOutput& operator=(const MonitorOutput&) = delete;

    /// Interleaved, record_rate, record_channels.
    void add(std::span<const float> samples);

  private:
    void run(const std::stop_token& stop);
    void play(const std::stop_token& stop);

    Guarded<std::vector<float>> waiting_;
    std::condition_variable changed_;
    std::jthread thread_; // last
};

} // namespace media

// Waveform and loudness of sound as it comes: from a file that is read, or from one that is being recorded.
#pragma once

#include "media/clip.h"

#include <memory>

namespace media {

/// Interleaved float in the player's format: output_rate, output_channels. One thread.
class SoundMeter {
  public:
    SoundMeter();
    ~SoundMeter();
    SoundMeter(SoundMeter&&) noexcept;
    SoundMeter& operator=(SoundMeter&&) noexcept;

    /// Samples must be finite.
    void add(const float* samples, std::size_t frames);
    /// EBU short-term loudness (3 s), LUFS; below -70 where there is silence.
    [[nodiscard]] double short_term();
    /// Ends the measurement.
    SoundFacts finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace media

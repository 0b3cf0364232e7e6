// Sound on its way from the decode thread to the audio thread: a ring without locks, and what was heard of
// it.
#pragma once

#include "media/audio_output.h"

#include <algorithm>
#include <atomic>
#include <vector>

namespace media {

/// One producer (decode thread), one consumer (audio thread). clear() only while neither runs: the audio
/// output is stopped.
class SoundPipe {
  public:
    explicit SoundPipe(std::size_t frames)
        : samples_(frames * output_channels)
        , capacity_(frames) {}

    // Producer.
    [[nodiscard]] std::size_t room() const { return capacity_ - filled(); }
    [[nodiscard]] std::size_t filled() const { return written_.load() - read_.load(); }
    [[nodiscard]] std::size_t capacity() const { return capacity_; }
    /// Takes at most room() frames.
    void write(const float* samples, std::size_t frames);
    void clear();

    // Consumer.
    std::size_t read(float* samples, std::size_t frames);

    // Any thread.
    /// Lets `frames` go by unheard: sound that is late catches up.
    void skip(std::size_t frames) { to_skip_ += frames; }
    /// Frames of this pipe that have been heard when the device has played `heard` frames.
    [[nodiscard]] double heard_of(double heard) const;

  private:
    std::vector<float> samples_;
    std::size_t capacity_;
    std::atomic<std::size_t> written_{0};
    std::atomic<std::size_t> read_{0};
    std::atomic<std::size_t> silent_{0};  ///< frames the device got without sound
    std::atomic<std::size_t> skipped_{0}; ///< frames read without being played
    std::atomic<std::size_t> to_skip_{0};
};

} // namespace media

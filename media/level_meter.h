// How loud a microphone is, before and while it is recorded: peak, RMS, clipping, loudness, silence.
#pragma once

#include "media/ffmpeg.h"
#include "media/recorder.h"

#include <memory>
#include <span>
#include <vector>

namespace media {

/// Takes blocks in whatever form the device gives them. One thread.
class LevelMeter {
  public:
    LevelMeter();
    ~LevelMeter();
    LevelMeter(const LevelMeter&) = delete;
    LevelMeter& operator=(const LevelMeter&) = delete;

    /// The block as interleaved float, record_rate, record_channels: valid until the next call.
    std::span<const float> add(const AVFrame& block, Time now);
    /// `clipped` since the last call of forget_clipping().
    [[nodiscard]] const SoundLevel& level() const { return level_; }
    void forget_clipping() { level_.clipped = false; }
    [[nodiscard]] bool silent(Time now) const; ///< for seconds, while blocks come
    [[nodiscard]] bool clips(Time now) const;  ///< within the last seconds

  private:
    struct Loudness;
    void convert(const AVFrame& block);

    SoundLevel level_;
    Time first_{-1};
    Time last_{-1};
    Time last_loud_{-1};
    Time last_clip_{-1e9};
    Time looked_at_{-1};
    Resampler resampler_;
    int rate_ = 0;
    int format_ = -1;
    int channels_ = 0;
    std::vector<float> samples_;
    std::unique_ptr<Loudness> loudness_;
};

} // namespace media

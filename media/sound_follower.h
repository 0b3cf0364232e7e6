// Makes the sound of a device follow the master clock: resampled a little, holes filled with silence.
#pragma once

#include "media/ffmpeg.h"
#include "media/picture.h"

#include <cstdint>
#include <vector>

namespace media {

/// Takes blocks with the time of their first sample (CLOCK_MONOTONIC) and gives interleaved float at exactly
/// `rate` samples a second of that clock, the first of them at `begin`.
///
/// The error between samples given and time passed steers the resampling: a PI controller with P = 0.3 and
/// I = P^2 / 4 (critically damped), as SimpleScreenRecorder has it. Beyond 50 ms it is no drift but a hole or
/// a jump: silence is put in or samples are left out at once. One thread.
class SoundFollower {
  public:
    SoundFollower(int rate, int channels, Time begin);

    void add(const AVFrame& block, Time time);
    /// Silence up to `until`, where the device gives nothing.
    void fill(Time until);
    /// No more than this in all: the end of a part.
    void cut(Time end);
    /// What has been made since the last call.
    std::vector<float> take();

    /// Where the sound made so far ends.
    [[nodiscard]] Time end() const;
    [[nodiscard]] Time silence() const { return silence_; }
    [[nodiscard]] Time dropped() const { return dropped_; }
    /// Samples made ahead (+) or behind (-) of the clock at the last block.
    [[nodiscard]] Time error() const { return error_; }
    /// What the resampling is steered by, e.g. 0.0003 for a device that runs 300 ppm fast.
    [[nodiscard]] double correction() const { return correction_; }

  private:
    void make_resampler(const AVFrame& block);
    [[nodiscard]] Time position() const; ///< of the next sample that goes in
    void steer(Time error, Time length);
    void convert(const AVFrame& block);
    void insert_silence(Time length);
    void leave_out(Time length);

    int rate_;
    int channels_;
    Time begin_;
    Resampler resampler_;
    int in_rate_ = 0;
    int in_format_ = -1;
    int in_channels_ = 0;
    std::vector<float> made_;
    std::int64_t count_ = 0; ///< frames made since `begin`, taken or not
    std::int64_t to_leave_out_ = 0;
    bool started_ = false;
    Time error_{0};
    Time filtered_{0};
    double integral_ = 0;
    double correction_ = 0;
    Time silence_{0};
    Time dropped_{0};
};

} // namespace media

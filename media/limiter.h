// Gain with a true-peak limiter: louder material stays below the ceiling without a click.
#pragma once

#include <array>
#include <deque>
#include <span>
#include <vector>

namespace media {

/// Stereo float at the output rate. Looks 5 ms ahead, so its output is so much behind its input; the first
/// frames after reset() are therefore swallowed and finish() gives the last. At 0 dB samples pass untouched,
/// however loud they are.
class Limiter {
  public:
    static constexpr double ceiling_db = -1; ///< dBTP
    /// `may_change`: change() will come, so that it must look ahead at 0 dB too.
    void reset(double gain_db, bool may_change = false);
    /// From the next frame on; reached within 2 ms, so that it does not click.
    void change(double gain_db);
    void process(std::span<const float> samples, std::vector<float>& out);
    void finish(std::vector<float>& out);

  private:
    static constexpr std::size_t look_ahead = 240; ///< frames
    static constexpr int change_frames = 96;
    [[nodiscard]] float true_peak(float left, float right);
    void take(float left, float right, std::vector<float>& out);

    bool active_ = false;
    float gain_ = 1;
    float wanted_gain_ = 1;
    float gain_step_ = 0;                            ///< a frame, on the way to the wanted one
    std::array<std::array<float, 12>, 2> history_{}; ///< newest last, for the interpolation
    std::deque<float> waiting_;                      ///< delayed samples
    std::deque<float> wanted_;                       ///< gain each waiting frame needs
    std::size_t fed_ = 0;
    float level_ = 1;
};

} // namespace media

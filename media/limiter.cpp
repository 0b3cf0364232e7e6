#include "media/limiter.h"

#include <algorithm>
#include <cmath>

namespace media {
namespace {

/// Four-fold interpolation of ITU-R BS.1770-4, annex 2, table 1: phases 0 and 1; 3 and 2 are their mirrors.
constexpr std::array<std::array<float, 12>, 2> phases{{
    {0.0017089843750F, 0.0109863281250F, -0.0196533203125F, 0.0332031250000F, -0.0594482421875F,
     0.1373291015625F, 0.9721679687500F, -0.1022949218750F, 0.0476074218750F, -0.0266113281250F,
     0.0148925781250F, -0.0083007812500F},
    {-0.0291748046875F, 0.0292968750000F, -0.0517578125000F, 0.0891113281250F, -0.1665039062500F,
     0.4650878906250F, 0.7797851562500F, -0.2003173828125F, 0.1015625000000F, -0.0582275390625F,
     0.0330810546875F, -0.0189208984375F},
}};
/// 100 ms to come back by about two thirds: fast enough for speech, slow enough not to pump.
const float release = 1 - std::exp(-1.0F / (0.1F * 48000));

float factor_of(double decibels) {
    return std::abs(decibels) > 0.001 ? static_cast<float>(std::pow(10, decibels / 20)) : 1;
}

} // namespace

void Limiter::reset(double gain_db, bool may_change) {
    active_ = may_change || std::abs(gain_db) > 0.001;
    gain_ = wanted_gain_ = factor_of(gain_db);
    history_ = {};
    waiting_.clear();
    wanted_.clear();
    fed_ = 0;
    level_ = 1;
}

void Limiter::change(double gain_db) {
    wanted_gain_ = factor_of(gain_db);
    gain_step_ = std::abs(wanted_gain_ - gain_) / change_frames;
}

float Limiter::true_peak(float left, float right) {
    const std::array<float, 2> newest{left, right};
    float peak = 0;
    for (std::size_t channel = 0; channel < 2; ++channel) {
        auto& history = history_[channel];
        std::shift_left(history.begin(), history.end(), 1);
        history.back() = newest[channel];
        peak = std::max(peak, std::abs(newest[channel]));
        for (const auto& phase : phases) {
            float forward = 0;
            float mirrored = 0;
            for (std::size_t tap = 0; tap < phase.size(); ++tap) {
                forward += phase[tap] * history[history.size() - 1 - tap];
                mirrored += phase[tap] * history[tap];
            }
            peak = std::max({peak, std::abs(forward), std::abs(mirrored)});
        }
    }
    return peak;
}

void Limiter::take(float left, float right, std::vector<float>& out) {
    static const float ceiling = std::pow(10.0F, static_cast<float>(ceiling_db) / 20);
    if (gain_ != wanted_gain_)
        gain_ = std::abs(wanted_gain_ - gain_) <= gain_step_
                    ? wanted_gain_
                    : gain_ + std::copysign(gain_step_, wanted_gain_ - gain_);
    left *= gain_;
    right *= gain_;
    const float peak = gain_ == 1 ? 0 : true_peak(left, right);
    waiting_.push_back(left);
    waiting_.push_back(right);
    const float need = peak > ceiling ? ceiling / peak : 1.0F;
    wanted_.push_back(need);
    // What lies ahead must be reached on a straight way down.
    if (need < 1) {
        for (std::size_t back = 1; back < wanted_.size(); ++back) {
            float& earlier = wanted_[wanted_.size() - 1 - back];
            const float ramp = need + (1 - need) * static_cast<float>(back) / look_ahead;
            if (earlier <= ramp && back > 12)
                break;
            earlier = std::min(earlier, back <= 12 ? need : ramp);
        }
    }
    if (++fed_ <= look_ahead)
        return;
    const float target = wanted_.front();
    wanted_.pop_front();
    level_ = target < level_ ? target : level_ + (target - level_) * release;
    for (int channel = 0; channel < 2; ++channel) {
        out.push_back(waiting_.front() * level_);
        waiting_.pop_front();
    }
}

void Limiter::process(std::span<const float> samples, std::vector<float>& out) {
    if (!active_) {
        out.insert(out.end(), samples.begin(), samples.end());
        return;
    }
    for (std::size_t at = 0; at + 1 < samples.size(); at += 2)
        take(samples[at], samples[at + 1], out);
}

void Limiter::finish(std::vector<float>& out) {
    if (!active_)
        return;
    for (std::size_t frame = 0; frame < look_ahead; ++frame)
        take(0, 0, out);
}

} // namespace media

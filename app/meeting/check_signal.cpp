#include "app/meeting/check_signal.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace app::meeting {

namespace {

constexpr double period = 2.0;    ///< left, then right half of it later
constexpr double length = 0.15;   ///< of a beep and its flash
constexpr double pitch = 1000;    ///< Hz, the usual line-up tone
constexpr double level = 0.1;     ///< -20 dBFS
constexpr double tick = 1.0 / 60; ///< looked at again this often around a change

} // namespace

CheckSignal::Side CheckSignal::side_at(double seconds) {
    if (seconds < 0)
        return Side::none;
    const double phase = std::fmod(seconds, period);
    if (phase >= 0.5 && phase < 0.5 + length)
        return Side::left;
    if (phase >= 1.5 && phase < 1.5 + length)
        return Side::right;
    return Side::none;
}

void CheckSignal::start() {
    if (running_)
        return;
    running_ = true;
    std::uint64_t frame = 0;
    user_ = output_.attach([frame](float* samples, std::size_t frames) mutable {
        for (std::size_t i = 0; i < frames; ++i, ++frame) {
            const double seconds = static_cast<double>(frame) / media::output_rate;
            const Side side = side_at(seconds);
            const auto tone = static_cast<float>(level * std::sin(2 * M_PI * pitch * seconds));
            samples[2 * i] = side == Side::left ? tone : 0.0F;
            samples[2 * i + 1] = side == Side::right ? tone : 0.0F;
        }
        return frames;
    });
    output_.start(user_);
}

void CheckSignal::stop() {
    if (!running_)
        return;
    running_ = false;
    output_.stop(user_);
    output_.detach(user_);
}

double CheckSignal::heard() const {
    return output_.frames_heard() / media::output_rate;
}

CheckSignal::Side CheckSignal::lit() const {
    return output_.clock_running() ? side_at(heard()) : Side::none;
}

double CheckSignal::until_change() const {
    const double now = heard();
    // The next of the four moments of a period; at least a tick, so that a standing clock does not spin.
    const double phase = std::fmod(now, period);
    for (const double moment : {0.5, 0.5 + length, 1.5, 1.5 + length})
        if (moment > phase)
            return std::max(tick, std::min(moment - phase, 0.1));
    return tick;
}

} // namespace app::meeting

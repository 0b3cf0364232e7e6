#include "media/playback_clock.h"

#include <algorithm>
#include <cmath>

namespace media {
namespace {

/// Beyond this the ear has the say at once (the bound of the peers' lip-sync tolerance).
constexpr double jump_above = 0.08;
/// Time in which a small difference is worked off; device timing jitters by a few milliseconds.
constexpr double settle_seconds = 0.25;

} // namespace

void PlaybackClock::set(Time position) {
    position_ = position;
}

void PlaybackClock::start(Time now, double speed) {
    running_ = true;
    speed_ = speed;
    at_ = now;
}

void PlaybackClock::stop(Time now) {
    position_ = position(now);
    at_ = now;
    running_ = false;
}

Time PlaybackClock::position(Time now) const {
    return running_ ? position_ + std::max(now - at_, Time(0)) * speed_ : position_;
}

void PlaybackClock::follow(Time heard, Time now) {
    if (!running_ || now < at_)
        return;
    const Time here = position(now);
    const double error = (heard - here).count();
    const double share =
        std::abs(error) > jump_above ? 1 : std::min(1.0, (now - at_).count() / settle_seconds);
    position_ = here + Time(error * share);
    at_ = now;
}

} // namespace media

#include "media/player.h"

#include <chrono>

namespace media {

Time SteadyClock::now() const {
    return std::chrono::duration_cast<Time>(std::chrono::steady_clock::now().time_since_epoch());
}

Time ManualClock::now() const {
    return Time(now_.load());
}

void ManualClock::set(Time now) {
    now_.store(now.count());
}

} // namespace media

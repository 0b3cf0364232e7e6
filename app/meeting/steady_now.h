// Seconds on the clock that never goes back, for what counts and waits on the main thread.
#pragma once

#include <chrono>

namespace app::meeting {

inline double steady_now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace app::meeting

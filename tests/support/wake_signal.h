// A player's wake-up a test can wait for: no sleeping, no polling.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace support {

class WakeSignal {
  public:
    /// To be given to a player or stage; this object must outlive it.
    std::function<void()> function() {
        return [this] {
            {
                const std::lock_guard lock(mutex_);
                ++count_;
            }
            changed_.notify_all();
        };
    }
    /// Until `ready` holds, asked again at every wake-up; false after 10 s (a hang, not a timing).
    bool until(const std::function<bool()>& ready) {
        const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        std::unique_lock lock(mutex_);
        for (;;) {
            const long seen = count_;
            lock.unlock();
            if (ready())
                return true;
            lock.lock();
            if (!changed_.wait_until(lock, limit, [&] { return count_ != seen; }))
                return false;
        }
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    long count_ = 0;
};

} // namespace support

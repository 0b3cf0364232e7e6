// A value and the mutex that guards it, as one object: the value is reached under the lock only.
#pragma once

#include <condition_variable>
#include <mutex>
#include <utility>

namespace media {

/// Every access goes through with_locked(); nothing that waits or calls out belongs into the lambda.
template <class T>
class Guarded {
  public:
    template <class... Arguments>
    explicit Guarded(Arguments&&... arguments)
        : value_(std::forward<Arguments>(arguments)...) {}

    template <class Function>
    decltype(auto) with_locked(Function&& function) {
        const std::lock_guard lock(mutex_);
        return std::forward<Function>(function)(value_);
    }
    template <class Function>
    decltype(auto) with_locked(Function&& function) const {
        const std::lock_guard lock(mutex_);
        return std::forward<Function>(function)(value_);
    }
    /// Waits on `changed` under the lock until `ready(value)` is true.
    template <class Ready>
    void wait(std::condition_variable& changed, Ready&& ready) {
        std::unique_lock lock(mutex_);
        changed.wait(lock, [&] { return ready(value_); });
    }
    /// As wait(), until `deadline` at most; returns what `ready` said last.
    template <class TimePoint, class Ready>
    bool wait_until(std::condition_variable& changed, TimePoint deadline, Ready&& ready) {
        std::unique_lock lock(mutex_);
        return changed.wait_until(lock, deadline, [&] { return ready(value_); });
    }

  private:
    mutable std::mutex mutex_;
    T value_;
};

} // namespace media

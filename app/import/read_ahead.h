// Makes values on worker threads ahead of the one who takes them, in order, no more than a window at once.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace app {

/// `make(i)` is called for 0..count-1 on `threads` threads; take() gives the values in that order. Memory
/// stays flat: no value is begun while `window` values wait. `make` must not throw. The destructor ends the
/// threads after the values they are at.
template <class Value>
class ReadAhead {
  public:
    ReadAhead(std::size_t count, std::size_t threads, std::size_t window,
              std::function<Value(std::size_t)> make)
        : count_(count)
        , make_(std::move(make))
        , slots_(window) {
        for (std::size_t i = 0; i < threads && i < count; ++i)
            threads_.emplace_back([this] { work(); });
    }
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;
    ~ReadAhead() {
        {
            const std::lock_guard lock(mutex_);
            ended_ = true;
        }
        changed_.notify_all();
        for (std::thread& thread : threads_)
            thread.join();
    }

    /// The next value; waits until it is made. At most `count` times.
    Value take() {
        std::unique_lock lock(mutex_);
        std::optional<Value>& slot = slots_[taken_ % slots_.size()];
        changed_.wait(lock, [&] { return slot.has_value(); });
        Value value = std::move(*slot);
        slot.reset();
        ++taken_;
        changed_.notify_all();
        return value;
    }

  private:
    void work() {
        for (;;) {
            std::unique_lock lock(mutex_);
            changed_.wait(lock,
                          [&] { return ended_ || begun_ >= count_ || begun_ < taken_ + slots_.size(); });
            if (ended_ || begun_ >= count_)
                return;
            const std::size_t index = begun_++;
            lock.unlock();
            Value value = make_(index);
            lock.lock();
            slots_[index % slots_.size()] = std::move(value);
            changed_.notify_all();
        }
    }

    const std::size_t count_;
    const std::function<Value(std::size_t)> make_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::optional<Value>> slots_; ///< under mutex_, as all below
    std::size_t begun_ = 0;
    std::size_t taken_ = 0;
    bool ended_ = false;
    std::vector<std::thread> threads_;
};

} // namespace app

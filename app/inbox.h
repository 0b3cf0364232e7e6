// Messages from workers to the main thread; a wake-up posts one event and carries nothing.
#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace app {

/// Any thread posts, the main thread drains once a frame. `wake` must only post an event.
template <class Message>
class Inbox {
  public:
    explicit Inbox(std::function<void()> wake)
        : wake_(std::move(wake)) {}

    void post(Message message) {
        {
            const std::scoped_lock lock(mutex_);
            messages_.push_back(std::move(message));
        }
        wake_();
    }

    std::vector<Message> drain() {
        const std::scoped_lock lock(mutex_);
        return std::exchange(messages_, {});
    }

  private:
    std::mutex mutex_;
    std::vector<Message> messages_;
    std::function<void()> wake_;
};

} // namespace app

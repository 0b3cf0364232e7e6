// SIGTERM, SIGINT and SIGHUP as a flag to poll: every command ends cleanly; a second signal leaves at once.
#pragma once

#include <atomic>
#include <functional>
#include <memory>

namespace app {

/// Takes the three signals on a thread of its own (no handler, so nothing runs in the middle of anything).
/// Make it before any other thread: threads inherit that the signals are blocked. `wake`, if set, is called
/// on that thread after the flag was raised.
class Stop {
  public:
    Stop();
    ~Stop();
    Stop(const Stop&) = delete;
    Stop& operator=(const Stop&) = delete;

    [[nodiscard]] const std::atomic<bool>& requested() const;
    void set_wake(std::function<void()> wake);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace app

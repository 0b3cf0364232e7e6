// How long the main thread was busy at a stretch: each turn of its loop, without waiting and without the
// swap.
#pragma once

#include "app/meeting/commands.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <vector>

namespace app::meeting {

/// Main thread. Always on: two readings of the clock a turn. The times are arguments for tests only.
class TurnTimes {
  public:
    using Clock = std::chrono::steady_clock;

    explicit TurnTimes(Clock::time_point now = Clock::now())
        : started_(now) {}
    /// The thread has stopped waiting.
    void begin(Clock::time_point now = Clock::now());
    /// Part of this turn that does not count: the display server's.
    void leave_out(Clock::duration duration) { left_out_ += duration; }
    /// What the turn was about, for who reads the figures.
    void note(Command command) { command_ = command; }
    /// It is about to wait again.
    void end(Clock::time_point now = Clock::now());

    [[nodiscard]] Clock::duration longest() const;
    [[nodiscard]] long turns() const { return turns_; }
    [[nodiscard]] long too_long() const { return too_long_; } ///< over the limit of 8 ms
    /// As JSON, with the longest turns, when each was and the command in it. Throws std::runtime_error.
    void write(const std::filesystem::path& file) const;

  private:
    struct Turn {
        Clock::duration duration{0};
        Clock::duration at{0}; ///< since the start
        std::optional<Command> command;
    };

    Clock::time_point started_;
    Clock::time_point begun_;
    Clock::duration left_out_{0};
    std::optional<Command> command_;
    long turns_ = 0;
    long too_long_ = 0;
    std::vector<Turn> worst_; ///< longest first, a few
};

} // namespace app::meeting

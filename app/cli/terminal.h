// Where a command speaks: listings and acknowledgements, sentences, progress, questions.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace app::cli {

class Terminal {
  public:
    explicit Terminal(const std::atomic<bool>& stop);

    /// One line to standard output, flushed.
    void say(const std::string& line);
    /// Many lines to standard output, flushed once.
    void print(const std::string& text);
    /// One line to standard error.
    void complain(const std::string& line);
    /// "what 12/300" on a terminal's standard error, at most ten times a second; nothing elsewhere.
    void progress(const std::string& what, std::int64_t done, std::int64_t total);
    /// Asks for one of `choices`; nullopt where nobody can answer, or the answer was "none of them".
    std::optional<std::size_t> ask(const std::string& question, const std::vector<std::string>& choices);
    [[nodiscard]] bool interactive() const { return interactive_; }
    [[nodiscard]] bool stopped() const { return stop_; }
    [[nodiscard]] const std::atomic<bool>& stop() const { return stop_; }

  private:
    void clear_progress();

    const std::atomic<bool>& stop_;
    bool interactive_; ///< somebody can answer
    bool progress_wanted_;
    bool progress_shown_ = false;
    std::chrono::steady_clock::time_point last_progress_{};
};

} // namespace app::cli

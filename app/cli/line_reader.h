// Lines of standard input, waited for with a limit.
#pragma once

#include <chrono>
#include <string>

namespace app::cli {

class LineReader {
  public:
    /// The next line without its end, or empty when `limit` has passed or nothing comes any more.
    std::string wait(std::chrono::milliseconds limit);
    /// Nothing more will come.
    [[nodiscard]] bool ended() const { return ended_ && text_.empty(); }

  private:
    std::string take_line();
    std::string text_;
    bool ended_ = false;
};

} // namespace app::cli

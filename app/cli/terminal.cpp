#include "app/cli/terminal.h"

#include "app/language.h"

#include <cstdio>
#include <poll.h>
#include <unistd.h>

namespace app::cli {

Terminal::Terminal(const std::atomic<bool>& stop)
    : stop_(stop)
    , interactive_(isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1)
    , progress_wanted_(isatty(STDERR_FILENO) == 1) {}

void Terminal::say(const std::string& line) {
    print(line + "\n");
}

void Terminal::print(const std::string& text) {
    clear_progress();
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void Terminal::complain(const std::string& line) {
    clear_progress();
    std::fprintf(stderr, "%s\n", line.c_str());
}

void Terminal::progress(const std::string& what, std::int64_t done, std::int64_t total) {
    const auto now = std::chrono::steady_clock::now();
    if (!progress_wanted_ || (now - last_progress_ < std::chrono::milliseconds(100) && done < total))
        return;
    last_progress_ = now;
    progress_shown_ = true;
    std::fprintf(stderr, "\r\x1b[K%s %lld/%lld", what.c_str(), static_cast<long long>(done),
                 static_cast<long long>(total));
    std::fflush(stderr);
}

void Terminal::clear_progress() {
    if (!progress_shown_)
        return;
    std::fprintf(stderr, "\r\x1b[K");
    progress_shown_ = false;
}

std::optional<std::size_t> Terminal::ask(const std::string& question,
                                         const std::vector<std::string>& choices) {
    if (!interactive_)
        return std::nullopt;
    clear_progress();
    std::fprintf(stderr, "%s\n", question.c_str());
    for (std::size_t i = 0; i < choices.size(); ++i)
        std::fprintf(stderr, "  %zu  %s\n", i + 1, choices[i].c_str());
    std::fprintf(stderr, "%s ", tr("Number, or Enter for none:"));
    std::fflush(stderr);
    // Waits in slices, so that Ctrl-C ends the question.
    pollfd input{STDIN_FILENO, POLLIN, 0};
    while (!stop_ && poll(&input, 1, 200) == 0) {
    }
    char line[32] = {};
    if (stop_ || std::fgets(line, sizeof line, stdin) == nullptr)
        return std::nullopt;
    const long number = std::strtol(line, nullptr, 10);
    if (number < 1 || static_cast<std::size_t>(number) > choices.size())
        return std::nullopt;
    return static_cast<std::size_t>(number) - 1;
}

} // namespace app::cli

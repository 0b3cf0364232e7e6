#include "app/cli/line_reader.h"

#include <array>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace app::cli {

namespace {

constexpr std::size_t longest_line = 4096;

} // namespace

std::string LineReader::take_line() {
    const std::size_t end = text_.find('\n');
    if (end == std::string::npos) {
        if (text_.size() > longest_line)
            text_.clear();
        return ended_ ? std::exchange(text_, {}) : std::string();
    }
    std::string line = text_.substr(0, end);
    text_.erase(0, end + 1);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
        line.pop_back();
    return line;
}

std::string LineReader::wait(std::chrono::milliseconds limit) {
    if (std::string line = take_line(); !line.empty())
        return line;
    pollfd input{STDIN_FILENO, POLLIN, 0};
    if (poll(&input, ended_ ? 0U : 1U, static_cast<int>(limit.count())) <= 0)
        return {};
    std::array<char, 1024> bytes{};
    const ssize_t count = read(STDIN_FILENO, bytes.data(), bytes.size());
    if (count <= 0)
        ended_ = true;
    else
        text_.append(bytes.data(), static_cast<std::size_t>(count));
    return take_line();
}

} // namespace app::cli

#include "support/program.h"

#include "support/scratch.h"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace support {

Program::Program(const std::vector<std::string>& arguments, const std::filesystem::path& home)
    : errors_(home / "errors") {
    std::filesystem::create_directories(home);
    std::vector<std::string> words{PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    int pipe[2] = {-1, -1};
    int input[2] = {-1, -1};
    if (pipe2(pipe, O_CLOEXEC) != 0 || pipe2(input, O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");
    // Small, so that a program that prints a lot waits for its reader instead of being done before it is
    // stopped.
    fcntl(pipe[1], F_SETPIPE_SZ, 4096);
    const std::string state = (home / "state").string();
    const std::string errors = errors_.string();
    pid_ = fork();
    if (pid_ == 0) {
        setenv("LANGUAGE", "en", 1);
        setenv("XDG_STATE_HOME", state.c_str(), 1);
        setenv("XDG_CONFIG_HOME", state.c_str(), 1);
        dup2(pipe[1], STDOUT_FILENO);
        dup2(input[0], STDIN_FILENO);
        dup2(open(errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
        execv(PROGRAM, pointers.data());
        _exit(127);
    }
    close(pipe[1]);
    close(input[0]);
    out_ = pipe[0];
    in_ = input[1];
}

Program::~Program() {
    if (pid_ > 0) {
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }
    close(out_);
    end_input();
}

void Program::write_line(const std::string& line) const {
    const std::string text = line + "\n";
    [[maybe_unused]] const ssize_t written = write(in_, text.data(), text.size());
}

void Program::signal(int number) const {
    kill(pid_, number);
}

bool Program::read_some() {
    char buffer[65536];
    const ssize_t got = read(out_, buffer, sizeof buffer);
    if (got > 0)
        text_.append(buffer, static_cast<std::size_t>(got));
    return got > 0;
}

std::string Program::wait_for(const std::string& words) {
    std::size_t begin = 0;
    for (;;) {
        for (std::size_t end = text_.find('\n', begin); end != std::string::npos;
             end = text_.find('\n', begin)) {
            std::string line = text_.substr(begin, end - begin);
            begin = end + 1;
            if (line.find(words) != std::string::npos)
                return line;
        }
        if (!read_some())
            return {};
    }
}

void Program::wait_for_lines(std::size_t lines) {
    while (static_cast<std::size_t>(std::count(text_.begin(), text_.end(), '\n')) < lines && read_some()) {
    }
}

void Program::read_for(std::chrono::microseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    for (;;) {
        const auto left = end - std::chrono::steady_clock::now();
        const auto nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(left).count();
        if (nanoseconds <= 0)
            return;
        const timespec wait{nanoseconds / 1000000000, nanoseconds % 1000000000};
        pollfd output{out_, POLLIN, 0};
        if (ppoll(&output, 1, &wait, nullptr) == 1 && !read_some())
            return;
    }
}

void Program::end_input() {
    if (in_ >= 0)
        close(std::exchange(in_, -1));
}

Finished Program::finish() {
    while (read_some()) {
    }
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return {.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
            .out = text_,
            .errors = read_file(errors_)};
}

Finished run_program(const std::vector<std::string>& arguments, const std::filesystem::path& home) {
    return Program(arguments, home).finish();
}

} // namespace support

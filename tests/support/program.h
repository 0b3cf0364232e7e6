// The program itself, run as people run it.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace support {

struct Finished {
    int exit = -1; ///< 128 + signal where one ended it
    std::string out;
    std::string errors;
};

/// A process of the program, English, state and settings in `home`.
class Program {
  public:
    Program(const std::vector<std::string>& arguments, const std::filesystem::path& home);
    ~Program(); ///< kills it if it still runs
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    void signal(int number) const;
    /// To its standard input.
    void write_line(const std::string& line) const;
    void end_input();
    /// Reads standard output until a line has these words in it, and gives it; empty at the end.
    std::string wait_for(const std::string& words);
    /// Reads standard output until `lines` lines have come, or the end.
    void wait_for_lines(std::size_t lines);
    /// Reads standard output for this long, or to its end.
    void read_for(std::chrono::microseconds time);
    /// Reads to the end and waits.
    Finished finish();

  private:
    bool read_some();

    pid_t pid_ = -1;
    int out_ = -1;
    int in_ = -1;
    std::filesystem::path errors_;
    std::string text_;
};

Finished run_program(const std::vector<std::string>& arguments, const std::filesystem::path& home);

} // namespace support

// A temporary folder for a bench, which vanishes with its owner, and the time a step took.
#pragma once

#include <chrono>
#include <filesystem>

namespace app {

class BenchFolder {
  public:
    explicit BenchFolder(const std::filesystem::path& place);
    ~BenchFolder();
    BenchFolder(const BenchFolder&) = delete;
    BenchFolder& operator=(const BenchFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// Milliseconds.
inline double milliseconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

} // namespace app

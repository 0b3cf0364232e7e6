// A temporary folder for a bench; it vanishes with its owner.
#pragma once

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

} // namespace app

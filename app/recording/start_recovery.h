// At the start of the workbench: files what crashed recordings left, in the background.
#pragma once

#include <atomic>
#include <filesystem>
#include <thread>

namespace app::recording {

/// Looks once whether there is anything, which costs nothing; if so, recovers on a thread of its own with a
/// connection of its own. What became of it stands in the log. The destructor stops it between two files.
class StartRecovery {
  public:
    explicit StartRecovery(const std::filesystem::path& catalogue);
    ~StartRecovery();
    StartRecovery(const StartRecovery&) = delete;
    StartRecovery& operator=(const StartRecovery&) = delete;

  private:
    std::atomic<bool> stop_{false};
    std::jthread thread_;
};

} // namespace app::recording

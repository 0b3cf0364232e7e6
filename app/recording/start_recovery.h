// At the start of the workbench: files what crashed recordings left, in the background, and tells what became
// of it.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>

namespace app::recording {

/// One recording that a crash interrupted.
struct RecoveryNotice {
    std::string name; ///< of the person
    double seconds = 0;
    double missing = 0;  ///< recorded and not in the files
    int marks = 0;       ///< "question n begins": all of them
    std::string failure; ///< a sentence: why it could not be filed; it stays as it is
};

/// Looks once whether there is anything, which costs nothing; if so, recovers on a thread of its own with a
/// connection of its own and calls `tell` from it for each. The destructor stops it between two files.
class StartRecovery {
  public:
    StartRecovery(const std::filesystem::path& catalogue, std::function<void(const RecoveryNotice&)> tell);
    ~StartRecovery();
    StartRecovery(const StartRecovery&) = delete;
    StartRecovery& operator=(const StartRecovery&) = delete;

  private:
    void recover(const std::filesystem::path& catalogue);

    std::function<void(const RecoveryNotice&)> tell_;
    std::atomic<bool> stop_{false};
    std::jthread thread_;
};

} // namespace app::recording

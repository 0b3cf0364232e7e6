// Review copies and other derivatives made in the background while nobody needs the machine.
#pragma once

#include "media/guarded.h"

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>

namespace app::workbench {

struct ReviewProgress {
    bool working = false;
    std::size_t done = 0; ///< clips looked at in this round
    std::size_t all = 0;
    double share = 0; ///< of the clip at hand
    int made = 0;     ///< review copies, since the program began
    std::string failure;
};

/// Main thread. Owns a thread that works at the lowest priority, one clip after the other. start() begins a
/// round over all clips of the catalogue; pause() lets go within a second (recording, presenting), and what
/// was begun is begun anew in the next round.
class ReviewMaker {
  public:
    /// `helper`: the program for media::ProbeHelper.
    ReviewMaker(std::filesystem::path catalogue, std::filesystem::path helper, std::function<void()> wake);
    ~ReviewMaker();
    ReviewMaker(const ReviewMaker&) = delete;
    ReviewMaker& operator=(const ReviewMaker&) = delete;

    void start();
    void pause();
    /// pause(), and returns when it has let go.
    void stop_now();
    [[nodiscard]] ReviewProgress progress() const;

  private:
    struct Shared {
        bool wanted = false;
        bool stop = false;
        ReviewProgress progress;
    };
    void run();
    void round();
    void note(const std::function<void(ReviewProgress&)>& change);

    std::filesystem::path catalogue_;
    std::filesystem::path helper_;
    std::function<void()> wake_;
    std::atomic<bool> let_go_{false};
    mutable media::Guarded<Shared> shared_;
    std::condition_variable changed_;
    std::jthread thread_; // last
};

} // namespace app::workbench

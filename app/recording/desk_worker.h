// The thread of the recording desk: everything that waits for devices, disk or catalogue is done here, in
// order.
#pragma once

#include "app/recording/desk_orders.h"
#include "media/guarded.h"

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <thread>

namespace app::recording {

/// Main thread, except where it says otherwise. The destructor stops and files what is being recorded.
class DeskWorker {
  public:
    struct Options {
        std::filesystem::path catalogue;
        std::filesystem::path rooms;  ///< the file, see read_rooms()
        std::function<void()> wake;   ///< from the worker's thread when `generation` rose
        std::filesystem::path helper; ///< program for media::ProbeHelper
    };
    explicit DeskWorker(Options options);
    ~DeskWorker();
    DeskWorker(const DeskWorker&) = delete;
    DeskWorker& operator=(const DeskWorker&) = delete;

    void ask(DeskOrder order);
    [[nodiscard]] DeskStatus status() const;

  private:
    struct Shared {
        std::deque<DeskOrder> orders;
        DeskStatus status;
        bool stop = false;
        bool look = false; ///< devices came or went
    };
    void run();

    Options options_;
    mutable media::Guarded<Shared> shared_;
    std::condition_variable changed_;
    std::jthread thread_; // last
};

} // namespace app::recording

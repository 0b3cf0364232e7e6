// A thread that keeps one device open: what it gives is handed on, and when it is gone it is looked for
// again.
#pragma once

#include "media/capture_source.h"
#include "media/picture.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace media {

/// Pictures come as YUV 4:2:0 in video range and BT.709, all of one size as long as the device is open: its
/// first picture decides, or what was asked for. Runs until the destructor.
class CaptureThread {
  public:
    struct Options {
        OpenCapture open;
        Size picture_size;                     ///< 0x0: as the first picture, at most 1920x1080
        std::function<void(Captured)> deliver; ///< on this thread
        std::function<void(const CaptureSource&)> opened;
        std::function<void(Failure)> lost; ///< also where it cannot be opened
    };
    explicit CaptureThread(Options options);

    /// Another device from now on; empty: none. The old one is closed first.
    void use(OpenCapture open);
    /// Pictures are made smaller, to this share of their width and height.
    void shrink(double share) { share_ = share; }

  private:
    struct Raw {
        Captured block;
        int device; ///< how many were opened before it
    };
    void run(const std::stop_token& stop);
    void read(CaptureSource& source, int wish, const std::stop_token& stop);
    void hand_over(Captured block);
    void convert(const std::stop_token& stop);

    Options options_;
    std::mutex wish_mutex_;
    OpenCapture open_; ///< under wish_mutex_
    std::condition_variable_any wish_changed_;
    std::atomic<int> wish_{0}; ///< written under wish_mutex_
    std::atomic<int> device_{0};
    std::atomic<double> share_{1};
    std::mutex raw_mutex_;
    std::deque<Raw> raw_; ///< pictures to be converted; under raw_mutex_
    std::condition_variable_any raw_changed_;
    class Converter;
    std::shared_ptr<Converter> converter_; // shared only because the class is not known here
    std::jthread
        converting_; ///< apart from reading: a screen or camera that is asked too late loses pictures
    std::jthread thread_;
};

} // namespace media

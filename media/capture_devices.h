// The cameras and microphones of this machine, as they come and go.
#pragma once

#include "media/capture_spec.h"
#include "media/guarded.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace media {

/// One size and kind of pixels a camera gives, with the rates it gives them at, fastest first.
struct CaptureMode {
    Size size;
    std::string pixels; ///< FFmpeg's name: "mjpeg", "yuyv422"
    std::vector<double> rates;
    bool operator==(const CaptureMode&) const = default;
};

struct CaptureDevice {
    CaptureSpec spec;
    std::string name; ///< for people, as the device calls itself; empty: screen and test signals
    std::string id;   ///< stays the same over restarts and ports: what a choice is remembered by
    bool is_default = false;
    bool monitor = false; ///< gives what is played on an output
    bool operator==(const CaptureDevice&) const = default;
};

/// Looks on a thread of its own and whenever something was plugged: the caller never waits. Without udev or a
/// sound server the rest is listed. Screen and test signals come last.
class CaptureDevices {
  public:
    /// `wake`: any thread, whenever the lists changed.
    explicit CaptureDevices(std::function<void()> wake = {});
    ~CaptureDevices();
    CaptureDevices(const CaptureDevices&) = delete;
    CaptureDevices& operator=(const CaptureDevices&) = delete;

    [[nodiscard]] std::vector<CaptureDevice> cameras() const;
    [[nodiscard]] std::vector<CaptureDevice> microphones() const;
    /// Grows with every change; 0 until the first look is done.
    [[nodiscard]] std::uint64_t generation() const { return generation_; }

  private:
    struct Lists {
        std::vector<CaptureDevice> cameras;
        std::vector<CaptureDevice> microphones;
        bool operator==(const Lists&) const = default;
    };
    void run(const std::stop_token& stop);
    void look();

    std::function<void()> wake_;
    Guarded<Lists> lists_;
    std::atomic<std::uint64_t> generation_{0};
    int ended_; ///< an eventfd: ends the waiting
    class Watch;
    std::unique_ptr<Watch> watch_; ///< of udev and the sound server; the thread's own
    std::jthread thread_;
};

/// Asks the camera: some milliseconds, so not on the main thread. Empty where it cannot say.
std::vector<CaptureMode> modes_of(const CaptureSpec& camera);

} // namespace media

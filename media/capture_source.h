// One camera, microphone, screen or test signal while it is open: blocks of data with the time of capture.
#pragma once

#include "media/capture_spec.h"
#include "media/ffmpeg.h"

#include <functional>
#include <memory>
#include <optional>

namespace media {

struct Captured {
    Frame frame; ///< a picture or some samples, as the device gives them
    Time time;   ///< CLOCK_MONOTONIC: of the picture, of the first sample
};

/// What an open device gives.
struct CaptureFormat {
    Size size;       ///< of a picture
    double rate = 0; ///< pictures or samples a second; 0: not known
    int channels = 0;
    std::string codec;
};

/// Used by one thread, which may be asked to end at any moment: next() never waits longer than a tenth of a
/// second.
class CaptureSource {
  public:
    virtual ~CaptureSource() = default;
    /// nullopt: nothing yet. Throws Error(device) when the device is gone.
    virtual std::optional<Captured> next() = 0;
    /// For people and for the catalogue: "x11grab::1 1920x1080 30/s".
    [[nodiscard]] virtual std::string description() const = 0;
    [[nodiscard]] virtual CaptureFormat format() const { return {}; }
    /// A screen may give the same picture for hours; a camera that does so is broken.
    [[nodiscard]] virtual bool may_stand_still() const { return false; }
};

/// What is asked of a camera; it may give something else.
struct CaptureWish {
    Size size; ///< 0x0: what it likes best
    double frame_rate = 30;
};
/// Throws Error(device).
std::unique_ptr<CaptureSource> open_capture(const CaptureSpec& spec, const CaptureWish& wish);

/// How the recorder opens a device, and opens it again when it was gone.
using OpenCapture = std::function<std::unique_ptr<CaptureSource>()>;

} // namespace media

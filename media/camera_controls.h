// What can be set on a camera: exposure, white balance, focus, zoom and the like.
#pragma once

#include "media/capture_spec.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace media {

enum class CameraControlKind { number, yes_no, choice };

/// One setting. `id` is stable and says what it is: "exposure_auto", "exposure", "white_balance_auto",
/// "white_balance", "focus_auto", "focus", "zoom", "pan", "tilt", "brightness", "contrast", "saturation",
/// "gain", "sharpness", "backlight", "power_line"; others as the driver names them.
struct CameraControl {
    std::string id;
    std::string name; ///< the driver's own
    CameraControlKind kind = CameraControlKind::number;
    int least = 0;
    int most = 0;
    int step = 1;
    int usual = 0; ///< the driver's default
    int value = 0;
    bool inactive = false; ///< now ruled by its automatic partner
    std::vector<std::pair<int, std::string>> choices;
    bool operator==(const CameraControl&) const = default;
};

/// The device itself; a test scripts one.
class CameraDriver {
  public:
    virtual ~CameraDriver() = default;
    /// Ids are the driver's numbers (V4L2_CID_...).
    struct Control {
        unsigned number = 0;
        CameraControl control;
    };
    virtual std::vector<Control> list() = 0;
    virtual bool set(unsigned number, int value) = 0;
};

/// Each call asks the device: milliseconds, so not on the main thread. One thread.
class CameraControls {
  public:
    explicit CameraControls(std::unique_ptr<CameraDriver> driver)
        : driver_(std::move(driver)) {}

    [[nodiscard]] std::vector<CameraControl> list();
    /// Brought into range and step. False: the camera has no such control or refuses it.
    bool set(const std::string& id, int value);
    /// What differs from the driver's defaults, to be kept per device.
    [[nodiscard]] std::map<std::string, int> kept();
    /// Automatics first, for they rule the rest; what this camera does not have is left out. Returns the ids
    /// that were refused.
    std::vector<std::string> apply(const std::map<std::string, int>& values);
    /// Everything as the driver has it by default.
    void reset();

  private:
    std::unique_ptr<CameraDriver> driver_;
};

/// nullptr where the device is no camera of V4L2 or cannot be opened; beside a recording it can.
std::unique_ptr<CameraControls> open_controls(const CaptureSpec& camera);

} // namespace media

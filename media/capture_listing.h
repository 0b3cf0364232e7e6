// What udev and ALSA know of cameras and microphones: read once, by whoever may wait.
#pragma once

#include "media/capture_devices.h"

#include <libudev.h>

namespace media {

struct FreeUdev {
    void operator()(udev* context) const { udev_unref(context); }
    void operator()(udev_monitor* monitor) const { udev_monitor_unref(monitor); }
    void operator()(udev_enumerate* list) const { udev_enumerate_unref(list); }
    void operator()(udev_device* device) const { udev_device_unref(device); }
};
template <class T>
using Udev = std::unique_ptr<T, FreeUdev>;

/// By their stable names, in that order. `context` may be null: then what lies in /dev.
std::vector<CaptureDevice> list_cameras(udev* context);
/// Cards with an input of their own, not what the sound server makes of them.
std::vector<CaptureDevice> list_alsa_microphones();
/// The screen of this display (none without one) and a test signal.
std::vector<CaptureDevice> list_made_pictures();
std::vector<CaptureDevice> list_made_sounds();

} // namespace media

// A camera's device file: V4L2's questions and answers, while it records or not.
#pragma once

#include "media/capture_devices.h"

#include <string>

namespace media {

class CameraFile {
  public:
    explicit CameraFile(const std::string& path);
    ~CameraFile();
    CameraFile(const CameraFile&) = delete;
    CameraFile& operator=(const CameraFile&) = delete;

    [[nodiscard]] bool open() const { return number_ >= 0; }
    /// ioctl() of V4L2, repeated where a signal came between.
    bool ask(unsigned long request, void* argument) const;
    [[nodiscard]] bool captures() const;
    [[nodiscard]] std::vector<CaptureMode> modes() const;

  private:
    int number_;
};

} // namespace media

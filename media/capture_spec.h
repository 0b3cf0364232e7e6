// What to record from, as people write it: "x11grab::1", "pulse:out.monitor", "/dev/video0",
// "lavfi:testsrc2".
#pragma once

#include "media/picture.h"

#include <optional>
#include <string>
#include <string_view>

namespace media {

enum class CaptureKind { video, audio };

/// `format` is FFmpeg's name of the kind of device, `address` what that kind calls the device.
struct CaptureSpec {
    CaptureKind kind = CaptureKind::video;
    std::string format;
    std::string address;
    bool operator==(const CaptureSpec&) const = default;
};

/// The kind ends at the first colon; what begins with `/` is a device file. nullopt: not a source this
/// program knows.
std::optional<CaptureSpec> parse_capture(CaptureKind kind, std::string_view text);
/// As parse_capture() reads it.
std::string text_of(const CaptureSpec& spec);

/// The first camera by its stable name, or none.
std::optional<CaptureSpec> default_camera();
/// The sound server's default microphone where one answers, else ALSA's; none where there is no sound.
std::optional<CaptureSpec> default_microphone();

} // namespace media

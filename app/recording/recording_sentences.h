// What happens while recording, in the user's language: for the desk and the command line.
#pragma once

#include "media/capture_devices.h"
#include "media/recorder.h"

#include <string>

namespace app::recording {

/// What happened, and what goes on all the same.
std::string event_sentence(const media::RecorderEvent& event);
/// What a warning means, by its name ("silence", "clipping", "dark", "frozen"), and what to look at.
std::string warning_sentence(const std::string& name);
/// Why a device or a disk does not do what it should: a clause without a full stop. Where nobody foresaw it,
/// the clause says that the log has more.
std::string reason_of(const media::Failure& failure);
/// Which device cannot be used, and why. `name`: as people know it.
std::string device_sentence(media::CaptureKind kind, const std::string& name, const media::Failure& failure);
/// As people know it; screen and test signals have no name of their own.
std::string device_name(const media::CaptureDevice& device);
/// Whether somebody has to do something about it.
bool is_trouble(media::RecorderEvent::Kind kind);

} // namespace app::recording

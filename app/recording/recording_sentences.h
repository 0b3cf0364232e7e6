// What happens while recording, in the user's language: for the desk and the command line.
#pragma once

#include "media/recorder.h"

#include <string>

namespace app::recording {

/// What happened, and what goes on all the same.
std::string event_sentence(const media::RecorderEvent& event);
/// Whether somebody has to do something about it.
bool is_trouble(media::RecorderEvent::Kind kind);

} // namespace app::recording

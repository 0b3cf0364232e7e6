// One answer of a recording as a clip of its own: it begins and ends where the answer does.
#pragma once

#include "app/meeting/loader.h"

namespace app::meeting {

/// "Question 3　What would you do first?".
std::string question_title(const Answer& answer);

/// Parts, lines and chapters of `whole` within the answer, on a time line that begins at 0. So the player
/// itself ends with the answer, and nothing before or behind it can be reached.
ClipSetup answer_clip(const ClipSetup& whole, const Answer& answer);

} // namespace app::meeting

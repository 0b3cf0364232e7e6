// What lies over a clip or a page: name plate, transcript line, position bar, questions to the operator.
#pragma once

#include "app/meeting/scene.h"

#include <string>

namespace app::meeting {

/// Whose material this is, upper left; over every clip, since the wrong person's material is the worst fault.
OverlayPtr make_plate(media::Size window, const std::string& name, const std::string& title);

/// One line of a transcript, lower middle, wrapped to two lines at most three quarters wide.
OverlayPtr make_cue(media::Size window, const std::string& text);

/// Position bar at the lower edge. `alpha` 0..1.
OverlayPtr make_controls(media::Size window, double position, double duration, bool playing, double alpha);

/// A sentence in the middle of the lower third, e.g. the question before leaving.
OverlayPtr make_sentence(media::Size window, const std::string& text);

/// One line on the check page, between its letters and its greys.
OverlayPtr make_check_note(media::Size window, const std::string& text);

/// A bright square at the left or right third: the flash of the check page.
OverlayPtr make_flash(media::Size window, bool right);

} // namespace app::meeting

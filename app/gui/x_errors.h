// Errors of the X server that are no reason to end a meeting.
#pragma once

namespace app::gui {

/// SDL asks about windows that the window manager may just have taken away (frames, when displays change);
/// Xlib ends the program over that unless somebody takes the error. Call after SDL_Init; does nothing without
/// X.
void survive_x_errors();

} // namespace app::gui

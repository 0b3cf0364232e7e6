// What panels are made of: pictures, frames, headings, strips across the window.
#pragma once

#include "app/gui/style.h"
#include "app/gui/window.h"

#include <string>

namespace app::gui {

/// A picture as large as fits, or a grey box of that shape.
void image(const Thumbnail& thumbnail, ImVec2 size);
/// Around the last item.
void frame_around(ImVec4 colour, float thickness);
void heading(const char* text);
/// On the line of the last item, so that what comes now ends at the right edge; `width` is its width.
void same_line_right(float width);
/// A strip across the window: what is wrong now.
void strip(const std::string& text, ImVec4 colour = live_colour);

} // namespace app::gui

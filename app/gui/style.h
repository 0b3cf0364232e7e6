// Colours and distances of the program's windows.
#pragma once

#include <imgui.h>

namespace app::gui {

inline constexpr ImVec4 live_colour(0.75F, 0.15F, 0.13F, 1);  ///< on the projector, recording, wrong
inline constexpr ImVec4 quiet_colour(0.42F, 0.45F, 0.50F, 1); ///< headings, remarks
inline constexpr ImVec4 good_colour(0.10F, 0.48F, 0.24F, 1);
inline constexpr ImVec4 warning_colour(0.72F, 0.42F, 0.02F, 1);

/// For the present context; sizes are those of an 800 pixels high window times `scale`.
void choose_style(float scale);

} // namespace app::gui

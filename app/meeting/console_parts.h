// What the console's panels are made of: colours, pictures, headings, what a place is called.
#pragma once

#include "app/meeting/console_view.h"

#include <imgui.h>
#include <string>

namespace app::meeting {

inline constexpr ImVec4 live_colour(0.75F, 0.15F, 0.13F, 1);
inline constexpr ImVec4 quiet_colour(0.42F, 0.45F, 0.50F, 1);

/// A picture as large as fits, or a grey box of that shape.
void image(const Thumbnail& thumbnail, ImVec2 size);
/// Around the last item.
void frame_around(ImVec4 colour, float thickness);
void heading(const char* text);
/// What is wrong with a recording; null: nothing, or not known yet.
const std::vector<std::string>* faults_of(const ConsoleView& view, const Place& place);
/// A warning sign at the right of the last item, the sentences as its tip.
void fault_mark(const std::vector<std::string>& faults);
/// "3  张三 · 访谈  2/5".
std::string label_of(const Show& show, const Place& place);

/// Lines of the recording on the projector, or what was found in all of the meeting.
void draw_transcript(const ConsoleView& view, ConsoleState& state, Intents& intents);

} // namespace app::meeting

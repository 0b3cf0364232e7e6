// What the console's panels share: signs of faults, what a place is called.
#pragma once

#include "app/gui/parts.h"
#include "app/meeting/console_view.h"

#include <imgui.h>
#include <string>

namespace app::meeting {

using gui::frame_around;
using gui::heading;
using gui::image;
using gui::live_colour;
using gui::quiet_colour;

/// What is wrong with a recording; null: nothing, or not known yet.
const std::vector<std::string>* faults_of(const ConsoleView& view, const Place& place);
/// A warning sign at the right of the last item, the sentences as its tip.
void fault_mark(const std::vector<std::string>& faults);
/// "3  张三 · 访谈  2/5".
std::string label_of(const Show& show, const Place& place);

/// What is played one after another: who answers now, who comes, who has no answer.
void draw_answers(const ConsoleView& view, ConsoleState& state, Intents& intents);
/// The questions of the recording on the projector, or of the candidate: to one of them, or everybody's
/// answer.
void draw_questions(const ConsoleView& view, ConsoleState& state, Intents& intents);

/// Lines of the recording on the projector, or what was found in all of the meeting.
void draw_transcript(const ConsoleView& view, ConsoleState& state, Intents& intents);

} // namespace app::meeting

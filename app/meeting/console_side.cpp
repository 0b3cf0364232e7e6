#include "app/language.h"
#include "app/meeting/console_parts.h"
#include "app/sentences.h"
#include "imgui_stdlib.h"

namespace app::meeting {

namespace {

void draw_faults(const ConsoleView& view) {
    if (view.clip == nullptr)
        return;
    for (const std::string& fault : view.clip->faults) {
        ImGui::PushStyleColor(ImGuiCol_Text, live_colour);
        ImGui::TextWrapped("%s", fault.c_str());
        ImGui::PopStyleColor();
    }
}

} // namespace

void draw_side(const ConsoleView& view, ConsoleState& state, Intents& intents) {
    ImGui::PushFont(nullptr, ImGui::GetStyle().FontSizeBase * 1.9F);
    ImGui::TextUnformatted(view.clock.c_str());
    ImGui::PopFont();
    // While nothing plays the console is not redrawn every second, so its clocks count minutes.
    const bool seconds = view.playing || view.timer.has_value();
    const auto span = [&](double value) {
        return seconds ? clock_text(value) : tr("{0} min", {std::to_string(static_cast<int>(value / 60))});
    };
    ImGui::Text("%s  %s", tr("Presenting for"), span(view.elapsed).c_str());
    ImGui::Text("%s  %s", tr("This candidate"), span(view.elapsed_candidate).c_str());
    if (view.timer)
        ImGui::TextColored(live_colour, "%s  %s", tr("Timer"), clock_text(*view.timer).c_str());
    draw_answers(view, state, intents);
    ImGui::Separator();
    draw_sound(view, intents);
    bool start = view.start_clips;
    if (ImGui::Checkbox(tr("Recordings start by themselves"), &start))
        intents.emplace_back(SetStartClips{start});
    bool plates = view.plates;
    if (ImGui::Checkbox(tr("Name plate over recordings"), &plates))
        intents.emplace_back(SetPlates{plates});
    ImGui::Separator();
    heading(tr("Private note (never on the projector)"));
    const int candidate = view.show->place().candidate;
    if (state.note_of != candidate) {
        state.note = view.note;
        state.note_of = candidate;
    }
    if (state.focus_note) {
        ImGui::SetKeyboardFocusHere();
        state.focus_note = false;
    }
    const float line = ImGui::GetTextLineHeightWithSpacing();
    ImGui::BeginDisabled(candidate < 0);
    // The answers that are played in turn need the room.
    const float lines = view.show->answers() != nullptr ? 2.6F : 5;
    ImGui::InputTextMultiline("##note", &state.note, ImVec2(-1, line * lines));
    if (ImGui::IsItemDeactivatedAfterEdit())
        intents.emplace_back(SaveNote{candidate, state.note});
    ImGui::EndDisabled();
    draw_questions(view, state, intents);
    draw_faults(view);
    draw_transcript(view, state, intents);
}

} // namespace app::meeting

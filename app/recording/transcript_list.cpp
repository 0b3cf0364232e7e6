// The list of cells, with its search.

#include "app/gui/parts.h"
#include "app/language.h"
#include "app/recording/transcript_editor.h"
#include "imgui_stdlib.h"

namespace app::recording {

namespace {

void draw_find(EditorState& state, TranscriptIntents& intents) {
    if (state.focus_find) {
        ImGui::SetKeyboardFocusHere();
        state.focus_find = false;
    }
    ImGui::SetNextItemWidth(-1);
    ImGui::InputTextWithHint("##find", tr("Ctrl+Shift+F  find in this transcript; F3 the next place"),
                             &state.find);
    if (ImGui::IsItemDeactivatedAfterEdit() && !state.find.empty())
        intents.emplace_back(intent::Find{state.find});
}

void draw_row(const dossier::Cue& cue, float time_width, float speaker_width) {
    ImGui::TextColored(gui::quiet_colour, "%s", time_text(cue.begin).c_str());
    ImGui::SameLine(time_width);
    const float left = ImGui::GetCursorPosX();
    ImGui::PushClipRect(ImGui::GetCursorScreenPos(),
                        ImVec2(ImGui::GetCursorScreenPos().x + speaker_width,
                               ImGui::GetCursorScreenPos().y + ImGui::GetTextLineHeight()),
                        true);
    ImGui::TextUnformatted(cue.speaker.c_str());
    ImGui::PopClipRect();
    ImGui::SameLine();
    ImGui::SetCursorPosX(left + speaker_width + ImGui::GetStyle().ItemSpacing.x);
    if (cue.text.empty())
        ImGui::TextDisabled("…");
    else
        ImGui::TextUnformatted(dossier::one_line(cue.text).c_str());
}

} // namespace

void draw_cells(const TranscriptView& view, EditorState& state, TranscriptIntents& intents) {
    const TranscriptSession& session = *view.session;
    draw_find(state, intents);
    ImGui::BeginChild("cells", ImVec2(0, 0), ImGuiChildFlags_Borders);
    const float time_width = ImGui::CalcTextSize("0:00:00.0 ").x;
    const float speaker_width = ImGui::CalcTextSize("考察组长").x;
    const double position = view.player ? view.player->position.count() : -1;
    const float row = ImGui::GetTextLineHeightWithSpacing();
    if (state.scroll) {
        const float at = row * static_cast<float>(session.current());
        ImGui::SetScrollY(at - ImGui::GetWindowHeight() / 2 + row);
        state.scroll = false;
    }
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(session.cues().size()), row);
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const auto place = static_cast<std::size_t>(i);
            const dossier::Cue& cue = session.cues()[place];
            ImGui::PushID(i);
            if (position >= cue.begin && position < cue.end)
                ImGui::GetWindowDrawList()->AddRectFilled(
                    ImGui::GetCursorScreenPos(),
                    ImVec2(ImGui::GetCursorScreenPos().x + ImGui::GetStyle().ItemSpacing.x / 2,
                           ImGui::GetCursorScreenPos().y + ImGui::GetTextLineHeight()),
                    ImGui::GetColorU32(gui::live_colour));
            const float left = ImGui::GetCursorPosX();
            if (ImGui::Selectable("##row", place == session.current(), ImGuiSelectableFlags_AllowOverlap))
                intents.emplace_back(intent::Go{place});
            ImGui::SameLine(left + ImGui::GetStyle().ItemSpacing.x);
            draw_row(cue, left + time_width, speaker_width);
            ImGui::PopID();
        }
    ImGui::EndChild();
}

} // namespace app::recording

#include "app/language.h"
#include "app/meeting/console_parts.h"
#include "app/sentences.h"
#include "imgui_stdlib.h"

#include <algorithm>

namespace app::meeting {

namespace {

/// A wrapped line over the whole width. Returns whether it was clicked.
bool spoken_line(const std::string& text, bool chosen) {
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 start = ImGui::GetCursorPos();
    const bool clicked = ImGui::Selectable(
        "##line", chosen, ImGuiSelectableFlags_AllowOverlap | ImGuiSelectableFlags_AllowDoubleClick,
        ImGui::CalcTextSize(text.c_str(), nullptr, false, width));
    const ImVec2 end = ImGui::GetCursorPos();
    ImGui::SetCursorPos(start);
    ImGui::TextWrapped("%s", text.c_str());
    ImGui::SetCursorPos(end);
    ImGui::Dummy(ImVec2(0, 0));
    return clicked;
}

/// Of the recording on the projector: a click goes there.
void draw_lines(const ConsoleView& view, const ConsoleState& state, Intents& intents) {
    ImGui::BeginChild("transcript", ImVec2(0, 0));
    const double position = view.player ? view.player->position.count() : -1;
    for (std::size_t i = 0; i < view.clip->lines->size(); ++i) {
        const Scene::Line& line = (*view.clip->lines)[i];
        if (!state.transcript_find.empty() && line.text.find(state.transcript_find) == std::string::npos)
            continue;
        ImGui::PushID(static_cast<int>(i));
        const bool due = position >= line.begin && position < line.end;
        if (spoken_line(clock_text(line.begin) + "  " + line.text, due))
            intents.emplace_back(SeekTo{line.begin});
        ImGui::PopID();
    }
    ImGui::EndChild();
}

/// Of all recordings of the meeting: a click or Enter looks at it, a second step sends it.
void draw_hits(const ConsoleView& view, ConsoleState& state, bool entered, Intents& intents) {
    if (view.spoken == nullptr || view.spoken->text != state.transcript_find) {
        ImGui::TextDisabled("%s", tr("Searching…"));
        return;
    }
    const std::vector<SpokenHit>& hits = view.spoken->hits;
    if (hits.empty()) {
        ImGui::TextDisabled("%s", tr("Nobody says this."));
        return;
    }
    state.spoken = std::clamp(state.spoken, 0, static_cast<int>(hits.size()) - 1);
    ImGui::BeginChild("hits", ImVec2(0, 0));
    for (std::size_t i = 0; i < hits.size(); ++i) {
        const SpokenHit& hit = hits[i];
        const bool chosen = static_cast<int>(i) == state.spoken;
        const ShowCandidate* who = view.show->candidate(hit.place);
        ImGui::PushID(static_cast<int>(i));
        const std::string text =
            (who != nullptr ? std::to_string(who->number) + " " + who->name + "  " : "") +
            clock_text(hit.begin) + "  " + hit.line;
        const bool clicked = spoken_line(text, chosen);
        if (clicked || (entered && chosen)) {
            state.spoken = static_cast<int>(i);
            state.preview = Preview{hit.place, hit.begin, hit.line};
            if (clicked && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left))
                intents.emplace_back(Send{hit.place, hit.begin});
        }
        ImGui::PopID();
    }
    if (view.spoken->more)
        ImGui::TextDisabled("%s", tr("There are more."));
    ImGui::EndChild();
}

} // namespace

void draw_transcript(const ConsoleView& view, ConsoleState& state, Intents& intents) {
    const bool here = view.clip != nullptr && view.clip->lines != nullptr;
    ImGui::AlignTextToFramePadding();
    heading(tr("Transcript"));
    int scope = here && !state.whole_meeting ? 0 : 1;
    ImGui::BeginDisabled(!here);
    ImGui::SameLine();
    if (ImGui::RadioButton(tr("this recording"), &scope, 0))
        state.whole_meeting = false;
    ImGui::EndDisabled();
    ImGui::SameLine();
    if (ImGui::RadioButton(tr("whole meeting"), &scope, 1))
        state.whole_meeting = true;
    if (state.focus_spoken) {
        ImGui::SetKeyboardFocusHere();
        state.focus_spoken = false;
        state.whole_meeting = true;
        scope = 1;
    }
    ImGui::SetNextItemWidth(-1);
    const bool entered = ImGui::InputTextWithHint(
        "##transcript", scope == 0 ? tr("find in the transcript") : tr("Ctrl+F  find in all transcripts"),
        &state.transcript_find, ImGuiInputTextFlags_EnterReturnsTrue);
    const bool active = ImGui::IsItemActive() || entered;
    if (ImGui::IsItemEdited())
        state.spoken = 0;
    if (scope == 0) {
        draw_lines(view, state, intents);
        return;
    }
    if (state.transcript_find.empty())
        return;
    if (active && ImGui::IsKeyPressed(ImGuiKey_DownArrow))
        ++state.spoken;
    if (active && ImGui::IsKeyPressed(ImGuiKey_UpArrow))
        --state.spoken;
    intents.emplace_back(FindSpoken{state.transcript_find});
    draw_hits(view, state, entered, intents);
}

} // namespace app::meeting

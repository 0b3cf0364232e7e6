#include "app/workbench/roster_panel.h"

#include "app/find_name.h"
#include "app/gui/parts.h"
#include "app/language.h"
#include "app/sentences.h"
#include "imgui_stdlib.h"

#include <algorithm>

namespace app::workbench {

namespace {

/// "2 recordings 12:30", the quiet second line of a candidate.
std::string recordings_of(const Candidate& candidate) {
    if (candidate.recordings.empty())
        return {};
    double seconds = 0;
    for (const Recorded& recorded : candidate.recordings)
        seconds += recorded.duration;
    return tr("{0} recordings, {1}", {std::to_string(candidate.recordings.size()), clock_text(seconds)});
}

void draw_meetings(const LibraryView& library, RosterIntents& intents) {
    const std::string title =
        library.meeting_title.empty() ? tr("Everybody in the catalogue") : library.meeting_title;
    ImGui::SetNextItemWidth(-1);
    if (!ImGui::BeginCombo("##meeting", title.c_str()))
        return;
    for (const MeetingTitle& meeting : library.meetings)
        if (ImGui::Selectable((meeting.title + "##" + meeting.id.text).c_str(),
                              meeting.id == library.meeting))
            intents.meeting = meeting.id;
    ImGui::EndCombo();
}

void draw_candidate(const Candidate& candidate, bool chosen, RosterState& state, RosterIntents& intents) {
    const std::string line = std::to_string(candidate.number) + "  " + candidate.name;
    const std::string below = recordings_of(candidate);
    const float height =
        ImGui::GetTextLineHeight() * (candidate.post.empty() && below.empty() ? 1.2F : 2.0F) +
        ImGui::GetStyle().ItemSpacing.y;
    ImGui::PushID(candidate.person.text.c_str());
    const ImVec2 at = ImGui::GetCursorPos();
    if (ImGui::Selectable("##row", chosen, 0, ImVec2(0, height)))
        intents.person = candidate.person;
    if (chosen && std::exchange(state.scroll, false))
        ImGui::SetScrollHereY(0.4F);
    const ImVec2 after = ImGui::GetCursorPos();
    ImGui::SetCursorPos(at);
    ImGui::TextUnformatted(line.c_str());
    if (!below.empty()) {
        gui::same_line_right(ImGui::CalcTextSize(below.c_str()).x);
        ImGui::TextColored(gui::quiet_colour, "%s", below.c_str());
    }
    if (!candidate.post.empty()) {
        ImGui::SetCursorPos(ImVec2(at.x, at.y + ImGui::GetTextLineHeight()));
        ImGui::PushFont(nullptr, ImGui::GetStyle().FontSizeBase * 0.8F);
        const std::string post = candidate.post.substr(0, candidate.post.find('\n'));
        const std::string first = candidate.post_is_proposed ? tr("proposed: {0}", {post}) : post;
        ImGui::TextColored(gui::quiet_colour, "%s", first.c_str());
        ImGui::PopFont();
    }
    ImGui::SetCursorPos(after);
    ImGui::Dummy(ImVec2(0, 0)); // the cursor alone does not count as the row's end
    ImGui::PopID();
}

} // namespace

std::vector<std::size_t> found_candidates(const LibraryView& library, const std::string& find) {
    const NameQuery query(find);
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < library.candidates.size(); ++i)
        if (query.empty() || query.matches(library.candidates[i].number, library.candidates[i].name))
            found.push_back(i);
    return found;
}

void draw_roster(const LibraryView& library, const dossier::PersonId& chosen, RosterState& state,
                 RosterIntents& intents) {
    draw_meetings(library, intents);
    if (std::exchange(state.focus_find, false))
        ImGui::SetKeyboardFocusHere();
    ImGui::SetNextItemWidth(-1);
    const bool entered = ImGui::InputTextWithHint("##find", tr("Number, initials or name (Ctrl+F)"),
                                                  &state.find, ImGuiInputTextFlags_EnterReturnsTrue);
    const std::vector<std::size_t> found = found_candidates(library, state.find);
    if (entered && !found.empty()) {
        intents.person = library.candidates[found.front()].person;
        state.find.clear();
        state.scroll = true;
    }
    state.focus_find = entered && found.empty();
    const float buttons = ImGui::GetFrameHeightWithSpacing();
    ImGui::BeginChild("rows", ImVec2(0, -buttons));
    if (found.empty())
        ImGui::TextDisabled("%s", tr("Nobody on this list."));
    for (const std::size_t i : found)
        draw_candidate(library.candidates[i], library.candidates[i].person == chosen, state, intents);
    ImGui::EndChild();
    if (ImGui::Button(tr("Present this meeting (F10)"), ImVec2(-1, 0)))
        intents.present = true;
}

} // namespace app::workbench

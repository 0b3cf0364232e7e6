#include "app/find_name.h"
#include "app/language.h"
#include "app/material_titles.h"
#include "app/meeting/console_parts.h"
#include "imgui_stdlib.h"

#include <algorithm>

namespace app::meeting {

namespace {

/// The materials of the candidate the operator is at, one line each.
void draw_items(const ConsoleView& view, ConsoleState& state, int candidate, Intents& intents) {
    const ShowCandidate& who = view.show->candidates()[static_cast<std::size_t>(candidate)];
    ImGui::Indent();
    for (std::size_t i = 0; i < who.items.size(); ++i) {
        const Place place{candidate, static_cast<int>(i), 0};
        const bool here = view.show->place().item == place.item;
        ImGui::PushID(static_cast<int>(i));
        const bool previewed = state.preview && state.preview->place.candidate == candidate &&
                               state.preview->place.item == place.item;
        if (ImGui::Selectable((kind_name(who.items[i].kind) + "  " +
                               (who.items[i].title == kind_name(who.items[i].kind) ? "" : who.items[i].title))
                                  .c_str(),
                              previewed, ImGuiSelectableFlags_AllowDoubleClick)) {
            state.preview = Preview{place};
            if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left))
                intents.emplace_back(Send{place, {}});
        }
        if (const std::vector<std::string>* faults = faults_of(view, place))
            fault_mark(*faults);
        if (here)
            ImGui::GetWindowDrawList()->AddRectFilled(
                ImVec2(ImGui::GetItemRectMin().x - ImGui::GetStyle().ItemSpacing.x,
                       ImGui::GetItemRectMin().y),
                ImVec2(ImGui::GetItemRectMin().x - ImGui::GetStyle().ItemSpacing.x / 2,
                       ImGui::GetItemRectMax().y),
                ImGui::ColorConvertFloat4ToU32(live_colour));
        ImGui::PopID();
    }
    ImGui::Unindent();
}

/// On the line of a candidate whose materials are not listed.
void mark_faults_of(const ConsoleView& view, int candidate) {
    if (view.faults == nullptr)
        return;
    std::vector<std::string> all;
    for (auto at = view.faults->lower_bound({candidate, 0});
         at != view.faults->end() && at->first.first == candidate; ++at) {
        const Place place{candidate, at->first.second, 0};
        const ShowItem* item = view.show->item(place);
        for (const std::string& fault : at->second)
            all.push_back((item != nullptr ? item->title + "：" : "") + fault);
    }
    if (!all.empty())
        fault_mark(all);
}

void draw_row(const ConsoleView& view, ConsoleState& state, int candidate, Intents& intents) {
    const ShowCandidate& who = view.show->candidates()[static_cast<std::size_t>(candidate)];
    const bool here = view.show->place().candidate == candidate;
    const bool live = view.show->shown().candidate == candidate && view.show->screen() == Screen::material;
    ImGui::PushID(candidate);
    const float line = ImGui::GetTextLineHeightWithSpacing();
    const ImVec2 picture(line * 1.7F * 16 / 9, line * 1.7F);
    const ImVec2 start = ImGui::GetCursorPos();
    if (ImGui::Selectable("##row", here,
                          ImGuiSelectableFlags_AllowDoubleClick | ImGuiSelectableFlags_AllowOverlap,
                          ImVec2(0, picture.y))) {
        state.preview = Preview{{candidate, 0, 0}};
        if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left))
            intents.emplace_back(Send{{candidate, 0, 0}, {}});
    }
    if (!here)
        mark_faults_of(view, candidate);
    const ImVec2 end = ImGui::GetCursorPos();
    ImGui::SetCursorPos(start);
    image(static_cast<std::size_t>(candidate) < view.rows.size()
              ? view.rows[static_cast<std::size_t>(candidate)]
              : Thumbnail{},
          picture);
    if (live)
        frame_around(live_colour, 3);
    ImGui::SetCursorPos(ImVec2(start.x + picture.x + ImGui::GetStyle().ItemSpacing.x, start.y + line * 0.3F));
    ImGui::Text("%d  %s", who.number, dossier::display_name(who.name, true).c_str());
    ImGui::SetCursorPos(end);
    ImGui::Dummy(ImVec2(0, 0));
    if (here)
        draw_items(view, state, candidate, intents);
    ImGui::PopID();
}

void draw_find(const ConsoleView& view, ConsoleState& state, Intents& intents) {
    ImGui::SetNextItemWidth(-1);
    if (state.focus_find) {
        ImGui::SetKeyboardFocusHere();
        state.focus_find = false;
    }
    const std::string before = state.find;
    const bool entered = ImGui::InputTextWithHint("##find", tr("/  number, initials or name"), &state.find,
                                                  ImGuiInputTextFlags_EnterReturnsTrue);
    const bool active = ImGui::IsItemActive() || entered;
    if (state.find.empty())
        return;
    const std::vector<int> found = find_candidates(*view.show, state.find);
    if (state.find != before)
        state.found = 0;
    if (active && ImGui::IsKeyPressed(ImGuiKey_DownArrow))
        ++state.found;
    if (active && ImGui::IsKeyPressed(ImGuiKey_UpArrow))
        --state.found;
    state.found = std::clamp(state.found, 0, std::max(0, static_cast<int>(found.size()) - 1));
    if (found.empty())
        ImGui::TextDisabled("%s", tr("Nobody on this list."));
    if (found.empty() && entered)
        state.focus_find = true; // another Enter would send the next material
    for (std::size_t i = 0; i < found.size() && i < 8; ++i) {
        const ShowCandidate& who = view.show->candidates()[static_cast<std::size_t>(found[i])];
        const std::string line = std::to_string(who.number) + "  " + who.name;
        const bool clicked = ImGui::Selectable(line.c_str(), static_cast<int>(i) == state.found);
        if (clicked || (entered && static_cast<int>(i) == state.found)) {
            intents.emplace_back(Send{{found[i], 0, 0}, {}});
            state.find.clear();
            return;
        }
    }
    ImGui::Separator();
}

} // namespace

std::vector<int> find_candidates(const Show& show, const std::string& text) {
    const NameQuery query(text);
    std::vector<int> found;
    if (query.empty())
        return found;
    for (std::size_t i = 0; i < show.candidates().size(); ++i)
        if (query.matches(show.candidates()[i].number, show.candidates()[i].name))
            found.push_back(static_cast<int>(i));
    return found;
}

void draw_candidates(const ConsoleView& view, ConsoleState& state, Intents& intents) {
    draw_find(view, state, intents);
    const bool list_here = view.show->place().candidate == -1;
    if (ImGui::Selectable((std::string("0  ") + tr("List of the meeting")).c_str(), list_here,
                          ImGuiSelectableFlags_AllowDoubleClick)) {
        state.preview = Preview{{-1, 0, 0}};
        if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left))
            intents.emplace_back(Send{{-1, 0, 0}, {}});
    }
    ImGui::BeginChild("rows");
    std::size_t at = 0;
    for (const dossier::AgendaItem& item : view.programme->meeting.items) {
        if (item.level > 0) {
            ImGui::PushStyleColor(ImGuiCol_Text, quiet_colour);
            ImGui::TextWrapped("%s", item.heading.c_str());
            ImGui::PopStyleColor();
            continue;
        }
        const auto& candidates = view.show->candidates();
        if (at < candidates.size() && (item.dossier.empty() ? candidates[at].person == item.person
                                                            : candidates[at].dossier == item.dossier)) {
            draw_row(view, state, static_cast<int>(at), intents);
            if (static_cast<int>(at) == view.show->place().candidate &&
                state.scrolled_to != view.show->place()) {
                ImGui::SetScrollHereY(0.4F);
                state.scrolled_to = view.show->place();
            }
            ++at;
        }
    }
    ImGui::EndChild();
}

} // namespace app::meeting

#include "app/language.h"
#include "app/meeting/console_parts.h"

#include <algorithm>

namespace app::meeting {

void draw_stage(const ConsoleView& view, ConsoleState& state, Intents& intents) {
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = ImGui::GetContentRegionAvail().y;
    const float line = ImGui::GetTextLineHeightWithSpacing();
    const float live_height = std::min(width * 9 / 16, height * 0.52F);
    state.stage = {static_cast<int>(width), static_cast<int>(live_height)};

    ImGui::TextColored(live_colour, "%s", tr("On the projector"));
    ImGui::SameLine();
    std::string what = label_of(*view.show, view.show->shown());
    if (view.show->screen() == Screen::black)
        what = tr("Black");
    else if (view.show->screen() == Screen::white)
        what = tr("White");
    else if (view.show->screen() == Screen::check)
        what = tr("Sound and picture check");
    ImGui::TextUnformatted(what.c_str());
    if (view.show->held()) {
        ImGui::SameLine();
        ImGui::TextColored(live_colour, "%s", tr("(held)"));
    }
    image(view.show->screen() == Screen::material ? view.on_projector : Thumbnail{},
          ImVec2(width, live_height));
    frame_around(live_colour, 3);

    if (view.player && view.show->screen() == Screen::material)
        draw_clip_bar(view, state, intents);

    const bool previewing = state.preview && *state.preview != view.show->shown();
    heading(previewing ? tr("Preview (not shown; Enter or double click sends)") : tr("Next"));
    if (previewing) {
        ImGui::SameLine();
        ImGui::TextUnformatted(label_of(*view.show, *state.preview).c_str());
        image(view.preview, ImVec2(width, std::max(60.0F, ImGui::GetContentRegionAvail().y - line * 1.6F)));
        if (ImGui::Button(tr("Send to the projector"))) {
            intents.emplace_back(Send{*state.preview});
            state.preview.reset();
        }
        ImGui::SameLine();
        if (ImGui::Button(tr("Close the preview")))
            state.preview.reset();
        return;
    }
    if (const std::optional<Place> next = view.show->after(view.show->place())) {
        ImGui::SameLine();
        ImGui::TextUnformatted(label_of(*view.show, *next).c_str());
        image(view.next, ImVec2(width, std::max(60.0F, ImGui::GetContentRegionAvail().y)));
    } else {
        ImGui::SameLine();
        ImGui::TextUnformatted(tr("this is the last material"));
    }
}

} // namespace app::meeting

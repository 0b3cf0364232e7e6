#include "app/language.h"
#include "app/meeting/console_parts.h"
#include "app/sentences.h"

#include <algorithm>

namespace app::meeting {

namespace {

/// Whatever is wrong with it, and the line that was found, stand below the picture.
void draw_preview(const ConsoleView& view, ConsoleState& state, Intents& intents) {
    const Preview preview = *state.preview;
    heading(tr("Preview (not shown; Enter or double click sends)"));
    ImGui::SameLine();
    ImGui::TextUnformatted(label_of(*view.show, preview.place).c_str());
    std::string below;
    if (preview.begin)
        below = clock_text(*preview.begin) + "  " + preview.line;
    std::string wrong;
    if (const std::vector<std::string>* faults = faults_of(view, preview.place))
        for (const std::string& fault : *faults)
            wrong += (wrong.empty() ? "" : "\n") + fault;
    const float width = ImGui::GetContentRegionAvail().x;
    const float gap = ImGui::GetStyle().ItemSpacing.y;
    float text_height = ImGui::GetFrameHeight() + gap;
    for (const std::string* text : {&below, &wrong})
        if (!text->empty())
            text_height += ImGui::CalcTextSize(text->c_str(), nullptr, false, width).y + gap;
    image(view.preview, ImVec2(width, std::max(60.0F, ImGui::GetContentRegionAvail().y - text_height)));
    if (!below.empty())
        ImGui::TextWrapped("%s", below.c_str());
    if (!wrong.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, live_colour);
        ImGui::TextWrapped("%s", wrong.c_str());
        ImGui::PopStyleColor();
    }
    const std::string send = preview.begin ? tr("Send to the projector at {0}", {clock_text(*preview.begin)})
                                           : std::string(tr("Send to the projector"));
    if (ImGui::Button(send.c_str())) {
        intents.emplace_back(Send{preview.place, preview.begin});
        state.preview.reset();
    }
    ImGui::SameLine();
    if (ImGui::Button(tr("Close the preview")))
        state.preview.reset();
}

} // namespace

bool is_preview(const ConsoleView& view, const ConsoleState& state) {
    return state.preview && (state.preview->begin || state.preview->place != view.show->shown());
}

void draw_stage(const ConsoleView& view, ConsoleState& state, Intents& intents) {
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = ImGui::GetContentRegionAvail().y;
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

    if (is_preview(view, state)) {
        draw_preview(view, state, intents);
        return;
    }
    heading(tr("Next"));
    if (const std::optional<Place> next = view.show->after(view.show->place())) {
        ImGui::SameLine();
        ImGui::TextUnformatted(label_of(*view.show, *next).c_str());
        image(view.next, ImVec2(width, std::max(60.0F, ImGui::GetContentRegionAvail().y)));
    } else {
        ImGui::SameLine();
        ImGui::TextUnformatted(view.show->answers() != nullptr ? tr("this is the last answer")
                                                               : tr("this is the last material"));
    }
}

} // namespace app::meeting

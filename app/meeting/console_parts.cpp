#include "app/meeting/console_parts.h"

#include "app/language.h"

#include <algorithm>

namespace app::meeting {

void image(const Thumbnail& thumbnail, ImVec2 size) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, ImVec2(at.x + size.x, at.y + size.y), IM_COL32(40, 43, 48, 255));
    if (thumbnail.texture != 0) {
        const float scale = std::min(size.x / thumbnail.width, size.y / thumbnail.height);
        const ImVec2 shown(thumbnail.width * scale, thumbnail.height * scale);
        const ImVec2 corner(at.x + (size.x - shown.x) / 2, at.y + (size.y - shown.y) / 2);
        list->AddImage(ImTextureRef(thumbnail.texture), corner,
                       ImVec2(corner.x + shown.x, corner.y + shown.y));
    }
    ImGui::Dummy(size);
}

void frame_around(ImVec4 colour, float thickness) {
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    ImGui::GetWindowDrawList()->AddRect(low, high, ImGui::ColorConvertFloat4ToU32(colour), 0, 0, thickness);
}

void heading(const char* text) {
    ImGui::PushStyleColor(ImGuiCol_Text, quiet_colour);
    ImGui::TextUnformatted(text);
    ImGui::PopStyleColor();
}

std::string label_of(const Show& show, const Place& place) {
    if (place.candidate < 0)
        return tr("List of the meeting");
    const ShowCandidate* who = show.candidate(place);
    const ShowItem* item = show.item(place);
    if (who == nullptr || item == nullptr)
        return "";
    std::string label = std::to_string(who->number) + "  " + who->name + " · " + item->title;
    if (item->leaves > 1)
        label += "  " + std::to_string(place.leaf + 1) + "/" + std::to_string(item->leaves);
    return label;
}

} // namespace app::meeting

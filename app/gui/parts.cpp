#include "app/gui/parts.h"

#include <algorithm>

namespace app::gui {

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

void same_line_right(float width) {
    ImGui::SameLine();
    const float left = ImGui::GetCursorPosX();
    ImGui::SetCursorPosX(std::max(left, left + ImGui::GetContentRegionAvail().x - width));
}

void strip(const std::string& text, ImVec4 colour) {
    const ImVec2 padding = ImGui::GetStyle().WindowPadding;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 extent = ImGui::CalcTextSize(text.c_str(), nullptr, false, width - padding.x * 2);
    const ImVec2 size(width, extent.y + padding.y * 2);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, ImVec2(at.x + size.x, at.y + size.y), ImGui::ColorConvertFloat4ToU32(colour),
                        ImGui::GetStyle().FrameRounding);
    list->AddText(nullptr, 0, ImVec2(at.x + padding.x, at.y + padding.y), IM_COL32_WHITE, text.c_str(),
                  nullptr, width - padding.x * 2);
    ImGui::Dummy(size);
}

} // namespace app::gui

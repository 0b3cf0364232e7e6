#include "app/gui/style.h"

namespace app::gui {

void choose_style(float scale) {
    ImGuiStyle& style = ImGui::GetStyle();
    style = ImGuiStyle();
    ImGui::StyleColorsLight();
    style.WindowRounding = 0;
    style.FrameRounding = 4;
    style.GrabRounding = 4;
    style.ScrollbarRounding = 4;
    style.FrameBorderSize = 1;
    style.WindowBorderSize = 0;
    style.ItemSpacing = ImVec2(8, 6);
    style.FramePadding = ImVec2(8, 5);
    style.Colors[ImGuiCol_WindowBg] = ImVec4(0.955f, 0.955f, 0.945f, 1);
    style.Colors[ImGuiCol_ChildBg] = ImVec4(1, 1, 1, 1);
    style.Colors[ImGuiCol_Text] = ImVec4(0.11f, 0.13f, 0.17f, 1);
    style.Colors[ImGuiCol_TextDisabled] = ImVec4(0.42f, 0.45f, 0.50f, 1);
    style.Colors[ImGuiCol_Header] = ImVec4(0.83f, 0.88f, 0.95f, 1);
    style.Colors[ImGuiCol_HeaderHovered] = ImVec4(0.88f, 0.92f, 0.97f, 1);
    style.Colors[ImGuiCol_HeaderActive] = ImVec4(0.76f, 0.83f, 0.93f, 1);
    style.Colors[ImGuiCol_Button] = ImVec4(0.90f, 0.91f, 0.93f, 1);
    style.Colors[ImGuiCol_FrameBg] = ImVec4(1, 1, 1, 1);
    style.Colors[ImGuiCol_Border] = ImVec4(0.80f, 0.81f, 0.83f, 1);
    style.ScaleAllSizes(scale);
    style.FontScaleMain = scale;
}

} // namespace app::gui

#include "app/language.h"
#include "app/meeting/console_parts.h"

#include <algorithm>

namespace app::meeting {

void draw_warnings(const ConsoleView& view) {
    for (const std::string& warning : view.warnings)
        gui::strip(warning);
}

void draw_bar(const ConsoleView& view, ConsoleState& state, Intents& intents) {
    ImGui::AlignTextToFramePadding();
    if (view.asking != Asking::candidate) {
        ImGui::TextColored(live_colour, "%s %s",
                           view.asking == Asking::question ? tr("Question:")
                                                           : tr("Answers of all to question:"),
                           view.digits.c_str());
    } else if (!view.digits.empty()) {
        ImGui::TextColored(live_colour, "%s %s   %s", tr("Number:"), view.digits.c_str(),
                           tr("Enter shows it"));
    } else if (!view.banner.empty()) {
        ImGui::TextColored(live_colour, "%s", view.banner.c_str());
    } else {
        ImGui::TextUnformatted(view.meeting.c_str());
    }
    struct Button {
        const char* label;
        Command command;
        bool on;
    };
    const Button buttons[] = {
        {N_("Previous"), Command::previous, false},
        {N_("Next"), Command::next, false},
        {N_("Hold"), Command::hold, view.show->held()},
        {N_("Black"), Command::black, view.show->screen() == Screen::black},
        {N_("Not this"), Command::not_this, false},
        {N_("Check"), Command::check_page, view.show->screen() == Screen::check},
    };
    float width = 0;
    const ImGuiStyle& style = ImGui::GetStyle();
    for (const Button& button : buttons)
        width += ImGui::CalcTextSize(tr(button.label)).x + style.FramePadding.x * 2 + style.ItemSpacing.x;
    width += ImGui::CalcTextSize(tr("Keys")).x + style.FramePadding.x * 2;
    ImGui::SameLine(
        std::max(ImGui::GetCursorPosX() + 200, ImGui::GetWindowWidth() - width - style.WindowPadding.x));
    for (const Button& button : buttons) {
        if (button.on)
            ImGui::PushStyleColor(ImGuiCol_Button, ImVec4(0.95F, 0.78F, 0.76F, 1));
        if (ImGui::Button(tr(button.label)))
            intents.emplace_back(Do{button.command});
        if (button.on)
            ImGui::PopStyleColor();
        ImGui::SameLine();
    }
    if (ImGui::Button(tr("Keys")))
        state.help = !state.help;
}

void draw_help(ConsoleState& state) {
    if (!state.help)
        return;
    const ImVec2 size = ImGui::GetMainViewport()->Size;
    ImGui::SetNextWindowPos(ImVec2(size.x * 0.14F, size.y * 0.06F), ImGuiCond_Always);
    ImGui::SetNextWindowSize(ImVec2(size.x * 0.72F, size.y * 0.88F));
    if (ImGui::Begin(tr("Keys"), &state.help, ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoCollapse)) {
        if (ImGui::BeginTable("keys", 4, ImGuiTableFlags_SizingStretchProp)) {
            const char* last = nullptr;
            for (const CommandRow& row : command_table()) {
                if (last != nullptr && std::string_view(last) == row.keys)
                    continue;
                last = row.keys;
                ImGui::TableNextColumn();
                ImGui::TextUnformatted(row.keys);
                ImGui::TableNextColumn();
                ImGui::TextUnformatted(tr(row.label));
            }
            ImGui::EndTable();
        }
    }
    ImGui::End();
}

void draw_leave(const ConsoleView& view, Intents& intents) {
    const char* title = tr("Leave presenting");
    if (view.leave_asked && !ImGui::IsPopupOpen(title))
        ImGui::OpenPopup(title);
    const ImVec2 size = ImGui::GetMainViewport()->Size;
    ImGui::SetNextWindowPos(ImVec2(size.x / 2, size.y / 2), ImGuiCond_Always, ImVec2(0.5F, 0.5F));
    if (!ImGui::BeginPopupModal(title, nullptr, ImGuiWindowFlags_AlwaysAutoResize))
        return;
    ImGui::TextUnformatted(tr("The audience window will be closed."));
    if (ImGui::Button(tr("Leave (Enter)")))
        intents.emplace_back(AnswerLeave{true});
    ImGui::SameLine();
    if (ImGui::Button(tr("Stay (Esc)")))
        intents.emplace_back(AnswerLeave{false});
    if (!view.leave_asked)
        ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
}

} // namespace app::meeting

#include "app/meeting/console_parts.h"

#include "app/language.h"

namespace app::meeting {

const std::vector<std::string>* faults_of(const ConsoleView& view, const Place& place) {
    if (view.faults == nullptr)
        return nullptr;
    const auto found = view.faults->find({place.candidate, place.item});
    return found == view.faults->end() ? nullptr : &found->second;
}

void fault_mark(const std::vector<std::string>& faults) {
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    const float side = ImGui::GetTextLineHeight() * 0.8F;
    const float right = high.x - ImGui::GetStyle().ItemSpacing.x;
    const float top = (low.y + high.y - side) / 2;
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddTriangleFilled(ImVec2(right - side / 2, top), ImVec2(right, top + side),
                            ImVec2(right - side, top + side), ImGui::ColorConvertFloat4ToU32(live_colour));
    list->AddRectFilled(ImVec2(right - side * 0.56F, top + side * 0.36F),
                        ImVec2(right - side * 0.44F, top + side * 0.68F), IM_COL32_WHITE);
    list->AddRectFilled(ImVec2(right - side * 0.56F, top + side * 0.76F),
                        ImVec2(right - side * 0.44F, top + side * 0.88F), IM_COL32_WHITE);
    if (ImGui::IsItemHovered() && ImGui::BeginTooltip()) {
        for (const std::string& fault : faults)
            ImGui::TextUnformatted(fault.c_str());
        ImGui::EndTooltip();
    }
}

std::string label_of(const Show& show, const Place& place) {
    if (place.candidate < 0)
        return tr("List of the meeting");
    const ShowCandidate* who = show.candidate(place);
    const ShowItem* item = show.item(place);
    if (who == nullptr || item == nullptr)
        return "";
    std::string label = std::to_string(who->number) + "  " + who->name + " · " + item->title;
    if (const Answer* answer = answer_at(item, place))
        label += " · " + tr("Question {0}", {std::to_string(answer->question)});
    if (item->leaves > 1)
        label += "  " + std::to_string(place.leaf + 1) + "/" + std::to_string(item->leaves);
    return label;
}

} // namespace app::meeting

#include "app/language.h"
#include "app/meeting/console_parts.h"

#include <algorithm>
#include <cmath>

namespace app::meeting {

namespace {

std::string title_of(const media::AudioDevice& device) {
    return device.title.empty() ? device.name : device.title;
}

/// Two devices of one name (a pair of the same make) are told apart by what the server calls them.
std::string label_of(const ConsoleView& view, const media::AudioDevice& device) {
    const std::string title = title_of(device);
    const auto alike = std::count_if(view.sound_devices.begin(), view.sound_devices.end(),
                                     [&](const media::AudioDevice& each) { return title_of(each) == title; });
    return alike > 1 ? title + " · " + device.name : title;
}

/// What the closed list shows: the choice, and where the sound comes from if that is another device.
std::string choice_of(const ConsoleView& view, bool there) {
    if (!view.chosen_sound.name.empty())
        return there ? label_of(view, view.chosen_sound) : tr("{0} (missing)", {title_of(view.chosen_sound)});
    return view.sound.title.empty() ? std::string(tr("Automatic")) : tr("Automatic: {0}", {view.sound.title});
}

void draw_device(const ConsoleView& view, Intents& intents) {
    const auto is_chosen = [&](const media::AudioDevice& device) {
        return device.name == view.chosen_sound.name;
    };
    const bool there = std::any_of(view.sound_devices.begin(), view.sound_devices.end(), is_chosen);
    const std::string choice = choice_of(view, there);
    ImGui::SetNextItemWidth(-1);
    const bool open = ImGui::BeginCombo("##sound device", choice.c_str(), ImGuiComboFlags_HeightLarge);
    ImGui::SetItemTooltip("%s: %s", tr("Sound device"), choice.c_str());
    if (!open)
        return;
    if (ImGui::Selectable(tr("Automatic"), view.chosen_sound.name.empty()))
        intents.emplace_back(ChooseSound{});
    for (const media::AudioDevice& device : view.sound_devices) {
        ImGui::PushID(device.name.c_str());
        if (ImGui::Selectable(label_of(view, device).c_str(), is_chosen(device)))
            intents.emplace_back(ChooseSound{device});
        ImGui::PopID();
    }
    if (!view.chosen_sound.name.empty() && !there)
        ImGui::Selectable(choice.c_str(), true);
    ImGui::EndCombo();
}

} // namespace

void draw_sound(const ConsoleView& view, Intents& intents) {
    ImGui::Text("%s  %d%%%s", tr("Volume"), static_cast<int>(std::lround(view.volume * 100)),
                view.muted ? tr("  muted") : "");
    draw_device(view, intents);
    bool one_level = view.one_level;
    if (ImGui::Checkbox(tr("All recordings equally loud"), &one_level))
        intents.emplace_back(SetOneLevel{one_level});
}

} // namespace app::meeting

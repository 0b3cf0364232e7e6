// What the workbench's window shows around its pages.

#include "app/gui/parts.h"
#include "app/language.h"
#include "app/sentences.h"
#include "app/workbench/desktop.h"

#include <cstdio>

namespace app::workbench {

namespace {

std::string seconds_text(double seconds) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", seconds);
    return text;
}

std::string notice_sentence(const recording::RecoveryNotice& notice) {
    if (!notice.failure.empty())
        return tr("The interrupted recording of {0} could not be filed: {1} Everything of it is still there.",
                  {notice.name, notice.failure});
    return tr("Recovered the interrupted recording of {0}: {1} are filed, {2} s are missing, {3} marks.",
              {notice.name, clock_text(notice.seconds), seconds_text(notice.missing),
               std::to_string(notice.marks)});
}

} // namespace

void Desktop::draw_panels() {
    const ImGuiViewport* viewport = ImGui::GetMainViewport();
    ImGui::SetNextWindowPos(viewport->WorkPos);
    ImGui::SetNextWindowSize(viewport->WorkSize);
    ImGui::Begin("workbench", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus);
    draw_notices();
    const float width = ImGui::GetContentRegionAvail().x;
    const float bottom = ImGui::GetFrameHeightWithSpacing();
    RosterIntents intents;
    // What ties a page to its candidate has the window for itself: nobody else can be chosen anyway.
    if (busy().empty()) {
        ImGui::BeginChild("roster", ImVec2(width * 0.24F, -bottom), ImGuiChildFlags_Borders);
        if (view_ == nullptr)
            ImGui::TextDisabled("%s", tr("The list is being read."));
        else
            draw_roster(*view_, person_, roster_, intents);
        ImGui::EndChild();
        ImGui::SameLine();
    }
    ImGui::BeginChild("page", ImVec2(0, -bottom));
    draw_pages();
    ImGui::EndChild();
    draw_background();
    ImGui::End();
    draw_help();
    draw_leave();
    if (intents.meeting)
        library_.choose(*intents.meeting);
    if (intents.person)
        choose(*intents.person);
    if (intents.present)
        leave(true);
}

void Desktop::draw_notices() {
    if (view_ != nullptr && !view_->failure.empty())
        gui::strip(tr("The list is not up to date: {0}", {view_->failure}));
    if (read_only_)
        gui::strip(tr("This catalogue can only be read: nothing can be recorded or written into it."));
    for (const std::unique_ptr<Page>& page : pages_)
        for (const std::string& warning : page->warnings())
            gui::strip(warning);
    for (std::size_t i = 0; i < notices_.size(); ++i) {
        ImGui::PushID(static_cast<int>(i));
        const bool bad = !notices_[i].failure.empty();
        ImGui::TextColored(bad ? gui::live_colour : gui::good_colour, "%s",
                           notice_sentence(notices_[i]).c_str());
        ImGui::SameLine();
        const bool read = ImGui::SmallButton(tr("Noted"));
        ImGui::PopID();
        if (read) {
            notices_.erase(notices_.begin() + static_cast<std::ptrdiff_t>(i));
            break;
        }
    }
}

void Desktop::draw_pages() {
    if (!ImGui::BeginTabBar("pages"))
        return;
    for (std::size_t i = 0; i < pages_.size(); ++i) {
        const std::string title = pages_[i]->title() + "  (Ctrl+" + std::to_string(i + 1) + ")";
        ImGui::BeginDisabled(i != front_ && !busy().empty());
        if (ImGui::TabItemButton(title.c_str()))
            show(i);
        if (i == front_)
            gui::frame_around(gui::live_colour, 2);
        ImGui::EndDisabled();
    }
    ImGui::EndTabBar();
    ImGui::BeginChild("front", ImVec2(0, 0), ImGuiChildFlags_Borders);
    front().draw(*window_);
    ImGui::EndChild();
}

/// The line at the foot: what the machine does by itself.
void Desktop::draw_background() {
    ImGui::AlignTextToFramePadding();
    if (reviewing_.working) {
        const double part = reviewing_.all == 0 ? 0
                                                : (static_cast<double>(reviewing_.done) + reviewing_.share) /
                                                      static_cast<double>(reviewing_.all);
        ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x * 0.3F);
        ImGui::ProgressBar(static_cast<float>(part), ImVec2(ImGui::GetContentRegionAvail().x * 0.3F, 0));
        ImGui::SameLine();
        ImGui::Text("%s", tr("Preparing recordings for the meeting: {0} of {1}",
                             {std::to_string(reviewing_.done), std::to_string(reviewing_.all)})
                              .c_str());
        ImGui::SameLine();
        if (ImGui::Button(tr("Pause"))) {
            reviews_asked_ = false;
            reviews_.pause();
        }
    } else {
        ImGui::BeginDisabled(read_only_ || !busy().empty());
        if (ImGui::Button(tr("Prepare recordings for the meeting"))) {
            reviews_asked_ = true;
            reviews_.start();
        }
        ImGui::SetItemTooltip("%s",
                              tr("Makes review copies of recordings that seek or decode slowly here. It "
                                 "also happens by itself when nobody works for a minute."));
        ImGui::EndDisabled();
        if (!reviewing_.failure.empty()) {
            ImGui::SameLine();
            ImGui::TextColored(gui::live_colour, "%s", reviewing_.failure.c_str());
        } else if (reviewing_.all > 0 && reviewing_.done == reviewing_.all) {
            ImGui::SameLine();
            ImGui::TextColored(gui::good_colour, "%s", tr("All recordings are prepared."));
        }
    }
    const char* keys = tr("Keys (F1)");
    gui::same_line_right(ImGui::CalcTextSize(keys).x + ImGui::GetStyle().FramePadding.x * 2);
    if (ImGui::Button(keys))
        help_ = !help_;
}

void Desktop::draw_help() {
    if (!help_)
        return;
    const ImVec2 size = ImGui::GetMainViewport()->Size;
    ImGui::SetNextWindowPos(ImVec2(size.x * 0.2F, size.y * 0.08F), ImGuiCond_Always);
    ImGui::SetNextWindowSize(ImVec2(size.x * 0.6F, size.y * 0.84F));
    if (ImGui::Begin(tr("Keys"), &help_, ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoCollapse)) {
        std::vector<KeyLine> lines = front().keys();
        lines.push_back({"Ctrl+F", tr("Find a candidate")});
        lines.push_back({"Alt+↓  Alt+↑", tr("Next, previous candidate")});
        lines.push_back({"Ctrl+1  Ctrl+2", tr("The pages")});
        lines.push_back({"F10", tr("Present this meeting")});
        lines.push_back({"Ctrl+Q", tr("Leave")});
        if (ImGui::BeginTable("keys", 2, ImGuiTableFlags_SizingFixedFit)) {
            for (const KeyLine& line : lines) {
                ImGui::TableNextColumn();
                ImGui::TextUnformatted(line.key.c_str());
                ImGui::TableNextColumn();
                ImGui::TextUnformatted(line.does.c_str());
            }
            ImGui::EndTable();
        }
    }
    ImGui::End();
}

void Desktop::draw_leave() {
    const std::string leave =
        std::string(presenting_ ? tr("Present this meeting") : tr("Leave")) + "###leave";
    const char* title = leave.c_str();
    if (leave_asked_ && !ImGui::IsPopupOpen(title))
        ImGui::OpenPopup(title);
    const ImVec2 size = ImGui::GetMainViewport()->Size;
    ImGui::SetNextWindowPos(ImVec2(size.x / 2, size.y / 2), ImGuiCond_Always, ImVec2(0.5F, 0.5F));
    if (!ImGui::BeginPopupModal(title, nullptr, ImGuiWindowFlags_AlwaysAutoResize))
        return;
    ImGui::TextUnformatted(held().c_str());
    const bool end = ImGui::Button(presenting_ ? tr("End it, keep it, and present (Enter)")
                                               : tr("End it, keep it, and leave (Enter)")) ||
                     ImGui::IsKeyPressed(ImGuiKey_Enter, false);
    ImGui::SameLine();
    const bool stay = ImGui::Button(tr("Stay (Esc)")) || ImGui::IsKeyPressed(ImGuiKey_Escape, false);
    if (end) {
        leaving_ = true;
        for (const std::unique_ptr<Page>& page : pages_)
            page->finish();
    }
    if (end || stay) {
        leave_asked_ = false;
        frames_wanted_ = 3;
        ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
}

} // namespace app::workbench

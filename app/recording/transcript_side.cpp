// Beside the cells: the picture, playing, who speaks, files and the recogniser.

#include "app/gui/parts.h"
#include "app/language.h"
#include "app/recording/transcript_editor.h"
#include "imgui_stdlib.h"

#include <algorithm>
#include <cstdio>

namespace app::recording {

namespace {

void tip(EditorCommand command) {
    for (const EditorKey& key : editor_keys())
        if (key.command == command && key.does != nullptr)
            ImGui::SetItemTooltip("%s  (%s)", tr(key.does), key.key);
}

void button(const char* label, EditorCommand command, TranscriptIntents& intents) {
    if (ImGui::Button(label))
        intents.emplace_back(intent::Command{command});
    tip(command);
}

void draw_playing(const TranscriptView& view, TranscriptIntents& intents) {
    const bool plays = view.player && view.player->state == media::PlayerState::playing;
    button(plays ? tr("Pause") : tr("Play"), EditorCommand::play, intents);
    ImGui::SameLine();
    button("-2 s", EditorCommand::back, intents);
    ImGui::SameLine();
    button("+2 s", EditorCommand::forward, intents);
    ImGui::SameLine();
    button("-", EditorCommand::slower, intents);
    ImGui::SameLine();
    char speed[16];
    std::snprintf(speed, sizeof speed, "%.1f×", view.player ? view.player->speed : 1.0);
    ImGui::TextUnformatted(speed);
    ImGui::SameLine();
    button("+", EditorCommand::faster, intents);
    const double position = view.player ? view.player->position.count() : 0;
    ImGui::Text("%s / %s", time_text(position).c_str(), time_text(view.session->duration()).c_str());
    bool entering = view.plays_on_entering;
    if (ImGui::Checkbox(tr("play a cell when it is entered"), &entering))
        intents.emplace_back(intent::PlayOnEntering{entering});
}

void draw_speakers(const TranscriptView& view, EditorState& state, bool locked, TranscriptIntents& intents) {
    gui::heading(tr("Who speaks"));
    ImGui::BeginDisabled(locked);
    const std::vector<std::string> names = dossier::speakers(view.session->cues());
    for (std::size_t i = 0; i < names.size(); ++i) {
        ImGui::PushID(static_cast<int>(i));
        if (state.renaming == names[i] && !names[i].empty()) {
            ImGui::SetNextItemWidth(-1);
            ImGui::InputText("##rename", &state.speaker);
            if (ImGui::IsItemDeactivated()) {
                if (ImGui::IsItemDeactivatedAfterEdit() && !state.speaker.empty())
                    intents.emplace_back(intent::Rename{names[i], state.speaker});
                state.renaming.clear();
                state.speaker.clear();
            } else if (!ImGui::IsItemActive()) {
                ImGui::SetKeyboardFocusHere(-1);
            }
        } else {
            const std::string label = i < 9 ? "Alt+" + std::to_string(i + 1) + "  " + names[i] : names[i];
            if (ImGui::Button(label.c_str()))
                intents.emplace_back(intent::Speaker{names[i]});
            ImGui::SameLine();
            if (ImGui::SmallButton(tr("rename"))) {
                state.renaming = names[i];
                state.speaker = names[i];
            }
        }
        ImGui::PopID();
    }
    if (state.renaming.empty()) {
        ImGui::SetNextItemWidth(-1);
        const bool entered = ImGui::InputTextWithHint("##name", tr("another name for this cell"),
                                                      &state.speaker, ImGuiInputTextFlags_EnterReturnsTrue);
        if ((entered || ImGui::IsItemDeactivatedAfterEdit()) && !state.speaker.empty()) {
            intents.emplace_back(intent::Speaker{state.speaker});
            state.speaker.clear();
        }
    }
    ImGui::EndDisabled();
}

/// Asks for a path; true when it is given: Enter in the field, or the button.
bool file_popup(const char* id, const char* action, const char* hint, std::string& path) {
    if (!ImGui::BeginPopup(id))
        return false;
    ImGui::TextDisabled("%s", hint);
    ImGui::SetNextItemWidth(ImGui::GetFontSize() * 26);
    if (ImGui::IsWindowAppearing())
        ImGui::SetKeyboardFocusHere();
    const bool entered = ImGui::InputText("##path", &path, ImGuiInputTextFlags_EnterReturnsTrue);
    const bool chosen = (ImGui::Button(action) || entered) && !path.empty();
    if (chosen)
        ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
    return chosen;
}

void draw_files(const TranscriptView& view, EditorState& state, bool locked, TranscriptIntents& intents) {
    ImGui::BeginDisabled(locked);
    if (ImGui::Button(tr("Take in…")))
        ImGui::OpenPopup("import");
    ImGui::EndDisabled();
    if (file_popup("import", tr("Take in"), tr("A file with times: .srt .vtt .txt"), state.import_path))
        intents.emplace_back(intent::Import{state.import_path});
    ImGui::SameLine();
    ImGui::BeginDisabled(view.session->cues().empty());
    if (ImGui::Button(tr("Write out…")))
        ImGui::OpenPopup("export");
    ImGui::EndDisabled();
    if (file_popup("export", tr("Write out"), tr("The ending says as what: .srt .vtt .txt"),
                   state.export_path))
        intents.emplace_back(intent::Export{state.export_path});
    ImGui::SameLine();
    if (!view.recognising.empty()) {
        if (ImGui::Button(tr("Stop recognising")))
            intents.emplace_back(intent::StopRecognising{});
        ImGui::TextUnformatted(view.recognising.c_str());
        return;
    }
    ImGui::BeginDisabled(locked || !view.recogniser_there);
    if (ImGui::Button(tr("Recognise")))
        intents.emplace_back(intent::Recognise{});
    ImGui::EndDisabled();
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled))
        ImGui::SetTooltip(
            "%s", view.recogniser_there
                      ? tr("The recogniser of this department writes what it hears; what was typed stays.")
                      : tr("No recogniser is set up on this computer: the setting \"recogniser\" names "
                           "the command (see the README)."));
}

} // namespace

void draw_side(const TranscriptView& view, EditorState& state, float width, TranscriptIntents& intents) {
    const bool locked = view.read_only || !dossier::may_edit(view.session->state());
    if (view.has_picture) {
        const float height = std::min(width * 9 / 16, ImGui::GetContentRegionAvail().y * 0.5F);
        gui::image(view.picture, ImVec2(ImGui::GetContentRegionAvail().x, height));
    }
    draw_playing(view, intents);
    draw_speakers(view, state, locked, intents);
    draw_files(view, state, locked, intents);
    if (!view.notice.empty()) {
        ImGui::PushTextWrapPos(0);
        ImGui::TextColored(view.notice_is_bad ? gui::live_colour : gui::good_colour, "%s",
                           view.notice.c_str());
        ImGui::PopTextWrapPos();
    }
}

} // namespace app::recording

#include "app/recording/transcript_editor.h"

#include "app/gui/parts.h"
#include "app/language.h"
#include "app/recording/transcript_store.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace app::recording {

namespace {

constexpr float cell_text = 1.35F; ///< size of the text in focus, times the others

/// Red lines: what is not saved, and why; a choice between two versions.
void draw_trouble(const TranscriptView& view, TranscriptIntents& intents) {
    const TranscriptSession& session = *view.session;
    if (!session.failure().empty())
        gui::strip(tr("Not saved: {0} The text is still here; it is tried again.", {session.failure()}));
    if (session.must_choose()) {
        gui::strip(tr("Somebody else changed the same lines of this transcript, or its state, meanwhile."));
        if (ImGui::Button(tr("Keep what stands here")))
            intents.emplace_back(intent::KeepMine{});
        ImGui::SetItemTooltip("%s", tr("The other version stays in the log."));
        ImGui::SameLine();
        if (ImGui::Button(tr("Take the other version")))
            intents.emplace_back(intent::TakeTheirs{});
        ImGui::SetItemTooltip("%s", tr("What stands here can be brought back by undo."));
    }
}

void draw_saved(const TranscriptSession& session) {
    if (session.unsaved())
        ImGui::TextColored(session.failure().empty() ? gui::quiet_colour : gui::live_colour, "%s",
                           session.failure().empty() ? tr("saving …") : tr("not saved"));
    else
        ImGui::TextColored(gui::good_colour, "%s", tr("saved"));
}

/// Which recording, how far its transcript is, whether it is saved.
void draw_head(const TranscriptView& view, TranscriptIntents& intents) {
    const auto chosen = std::find_if(view.recordings.begin(), view.recordings.end(),
                                     [&](const RecordingLine& line) { return line.id == view.chosen; });
    const char* shown = chosen == view.recordings.end() ? "" : chosen->text.c_str();
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x * 0.45F);
    if (ImGui::BeginCombo("##recording", shown)) {
        for (const RecordingLine& line : view.recordings) {
            ImGui::PushID(line.id.text.c_str());
            if (ImGui::Selectable(line.text.c_str(), line.id == view.chosen))
                intents.emplace_back(intent::Choose{line.id});
            ImGui::PopID();
        }
        ImGui::EndCombo();
    }
    if (view.session == nullptr)
        return;
    using State = dossier::TranscriptState;
    const State state = view.session->state();
    ImGui::SameLine();
    ImGui::TextUnformatted(state_name(state).c_str());
    ImGui::BeginDisabled(view.read_only || view.session->cues().empty());
    const auto step = [&](State to, const char* label, const char* tip) {
        if (!dossier::may_step(state, to, dossier::TranscriptHand::checker))
            return;
        ImGui::SameLine();
        if (ImGui::Button(label))
            intents.emplace_back(intent::Step{to});
        ImGui::SetItemTooltip("%s", tip);
    };
    step(State::ready, tr("Ready"), tr("It is complete; another person may check it."));
    step(State::checked, tr("Checked"),
         tr("It was compared with the recording and is right; it is then closed."));
    if (state != State::none)
        step(State::in_progress, state == State::checked ? tr("Open again") : tr("Back to work"),
             tr("It can be changed again; what was checked before is in the log."));
    ImGui::EndDisabled();
    const float width = ImGui::CalcTextSize(tr("saving …")).x;
    gui::same_line_right(width);
    draw_saved(*view.session);
}

std::string label_of_speaker(const dossier::Cue& cue, const std::vector<std::string>& names) {
    const auto at = std::find(names.begin(), names.end(), cue.speaker);
    if (cue.speaker.empty())
        return tr("nobody named");
    const auto number = at - names.begin() + 1;
    return number <= 9 ? "Alt+" + std::to_string(number) + "  " + cue.speaker : cue.speaker;
}

} // namespace

std::string time_text(double seconds) {
    const auto tenths = static_cast<long>(std::floor(std::max(0.0, seconds) * 10 + 0.0001));
    char text[32];
    if (tenths >= 36000)
        std::snprintf(text, sizeof text, "%ld:%02ld:%02ld.%ld", tenths / 36000, tenths / 600 % 60,
                      tenths / 10 % 60, tenths % 10);
    else
        std::snprintf(text, sizeof text, "%ld:%02ld.%ld", tenths / 600, tenths / 10 % 60, tenths % 10);
    return text;
}

void draw_cell_in_focus(const TranscriptView& view, EditorState& state, float height,
                        TranscriptIntents& intents) {
    const TranscriptSession& session = *view.session;
    ImGui::BeginChild("cell", ImVec2(0, height), ImGuiChildFlags_Borders);
    if (session.cues().empty()) {
        ImGui::TextWrapped(
            "%s", tr("There is no transcript yet. Play (F5), and press F6 when somebody begins to "
                     "speak: a cell begins there. Or take a file in, or let a recogniser write it."));
        ImGui::EndChild();
        return;
    }
    const std::size_t place = session.current();
    const dossier::Cue& cue = session.cues()[place];
    const std::vector<std::string> names = dossier::speakers(session.cues());
    ImGui::AlignTextToFramePadding();
    ImGui::Text("%zu / %zu   %s – %s", place + 1, session.cues().size(), time_text(cue.begin).c_str(),
                time_text(cue.end).c_str());
    ImGui::SameLine();
    const bool locked = view.read_only || !dossier::may_edit(session.state());
    ImGui::BeginDisabled(locked);
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
    if (ImGui::BeginCombo("##speaker", label_of_speaker(cue, names).c_str())) {
        for (std::size_t i = 0; i < names.size(); ++i)
            if (ImGui::Selectable(label_of_speaker({.speaker = names[i]}, names).c_str(),
                                  names[i] == cue.speaker))
                intents.emplace_back(intent::Speaker{names[i]});
        if (ImGui::Selectable(tr("nobody named"), cue.speaker.empty()))
            intents.emplace_back(intent::Speaker{""});
        ImGui::EndCombo();
    }
    ImGui::EndDisabled();
    gui::WrappedField& field = state.field;
    if (state.generation != session.generation() || state.place != place) {
        const bool same_cell = state.place == place;
        if (field.text != cue.text || !same_cell) {
            field.text = cue.text;
            field.caret = same_cell ? std::min(field.caret, cue.text.size()) : cue.text.size();
            field.reload = true;
        }
        field.focus = !field.active;
        state.generation = session.generation();
        state.place = place;
        state.scroll = true;
    }
    ImGui::PushFont(nullptr, ImGui::GetStyle().FontSizeBase * cell_text);
    if (gui::wrapped_field("##text", field, ImGui::GetContentRegionAvail(), locked))
        intents.emplace_back(intent::Type{field.text});
    ImGui::PopFont();
    ImGui::EndChild();
}

void draw_transcript_editor(const TranscriptView& view, EditorState& state, TranscriptIntents& intents) {
    if (view.recordings.empty()) {
        ImGui::TextDisabled("%s", tr("There is no recording of this candidate."));
        return;
    }
    draw_head(view, intents);
    if (!view.missing.empty())
        gui::strip(view.missing);
    if (view.session == nullptr)
        return;
    draw_trouble(view, intents);
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float spacing = ImGui::GetStyle().ItemSpacing.y;
    const float wave = std::max(ImGui::GetFrameHeight() * 3, room.y * 0.17F);
    const float upper = room.y - wave - spacing;
    const float side = std::min(room.x * 0.42F, upper * 0.85F);
    ImGui::BeginChild("side", ImVec2(side, upper));
    draw_side(view, state, side, intents);
    ImGui::EndChild();
    ImGui::SameLine();
    ImGui::BeginChild("text", ImVec2(0, upper));
    draw_cell_in_focus(view, state, std::max(ImGui::GetFrameHeight() * 5, upper * 0.36F), intents);
    draw_cells(view, state, intents);
    ImGui::EndChild();
    draw_wave(view, state, ImVec2(room.x, wave), intents);
}

} // namespace app::recording

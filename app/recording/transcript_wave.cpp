// The waveform under the transcript, with the cells on it; a click goes there, edges of the cell can be
// dragged.

#include "app/gui/style.h"
#include "app/language.h"
#include "app/recording/transcript_editor.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace app::recording {

namespace {

constexpr double shortest_shown = 5;
constexpr double longest_shown = 600;
constexpr float grip = 6; ///< pixels around an edge, times the scale of the text

/// The stretch of time the wave shows, in pixels.
struct Scale {
    ImVec2 at;
    ImVec2 size;
    double begin = 0;
    double seconds = 1;
    [[nodiscard]] float x(double time) const {
        return at.x + static_cast<float>((time - begin) / seconds) * size.x;
    }
    [[nodiscard]] double time(float x) const {
        return begin + static_cast<double>((x - at.x) / size.x) * seconds;
    }
};

/// What plays stays in sight; else the cell in focus.
void follow(const TranscriptView& view, EditorState& state) {
    const TranscriptSession& session = *view.session;
    const double all = std::clamp(session.duration(), shortest_shown, longest_shown);
    const double shown = std::clamp(state.seconds_shown, shortest_shown, all);
    state.seconds_shown = shown;
    const double position = view.player ? view.player->position.count() : 0;
    const bool plays = view.player && view.player->state == media::PlayerState::playing;
    const auto in_sight = [&](double time) {
        return time >= state.wave_begin && time <= state.wave_begin + shown;
    };
    const bool moved = std::exchange(state.wave_position, position) != position;
    const bool other_cell = std::exchange(state.wave_place, session.current()) != session.current();
    const bool edited = std::exchange(state.wave_generation, session.generation()) != session.generation();
    if (plays || moved) {
        if (!in_sight(position) || (plays && position > state.wave_begin + shown * 0.9))
            state.wave_begin = position - shown * (plays ? 0.15 : 0.4);
    } else if ((other_cell || edited) && session.current() < session.cues().size()) {
        if (const dossier::Cue& cue = session.cues()[session.current()]; !in_sight(cue.begin))
            state.wave_begin = cue.begin - shown * 0.4;
    }
    const double last = std::max(0.0, session.duration() - shown);
    state.wave_begin = std::clamp(state.wave_begin, 0.0, last);
}

void draw_peaks(const TranscriptView& view, const Scale& scale, ImDrawList* list) {
    if (view.look == nullptr)
        return;
    const float middle = scale.at.y + scale.size.y * 0.5F;
    const float half = scale.size.y * 0.36F;
    const ImU32 colour = ImGui::GetColorU32(ImVec4(0.30F, 0.38F, 0.50F, 1));
    const int columns = static_cast<int>(scale.size.x);
    for (int column = 0; column < columns; ++column) {
        const float x = scale.at.x + static_cast<float>(column);
        const float level = view.look->level(scale.time(x), scale.time(x + 1));
        const float tall = std::max(0.5F, level * half);
        list->AddLine(ImVec2(x + 0.5F, middle - tall), ImVec2(x + 0.5F, middle + tall), colour);
    }
}

void draw_ruler(const Scale& scale, ImDrawList* list) {
    const double step = scale.seconds > 300   ? 60
                        : scale.seconds > 100 ? 20
                        : scale.seconds > 40  ? 10
                        : scale.seconds > 15  ? 5
                                              : 1;
    const float text = ImGui::GetFontSize() * 0.75F;
    const auto last = static_cast<long>(std::ceil((scale.begin + scale.seconds) / step));
    for (auto mark = static_cast<long>(std::ceil(scale.begin / step)); mark < last; ++mark) {
        const double time = static_cast<double>(mark) * step;
        const float x = scale.x(time);
        list->AddLine(ImVec2(x, scale.at.y + scale.size.y - text * 0.5F),
                      ImVec2(x, scale.at.y + scale.size.y), ImGui::GetColorU32(gui::quiet_colour));
        std::string label = time_text(time);
        label.resize(label.size() - 2); // whole seconds
        list->AddText(nullptr, text, ImVec2(x + 3, scale.at.y + scale.size.y - text - 2),
                      ImGui::GetColorU32(gui::quiet_colour), label.c_str());
    }
}

void draw_cells_on(const TranscriptSession& session, const EditorState& state, const Scale& scale,
                   ImDrawList* list) {
    const dossier::Cues& cues = session.cues();
    const float text = ImGui::GetFontSize() * 0.8F;
    for (std::size_t i = 0; i < cues.size(); ++i) {
        dossier::Cue cue = cues[i];
        const bool current = i == session.current();
        if (current) {
            cue.begin = state.dragged_begin.value_or(cue.begin);
            cue.end = state.dragged_end.value_or(cue.end);
        }
        if (cue.end < scale.begin || cue.begin > scale.begin + scale.seconds)
            continue;
        const ImVec2 low(std::max(scale.x(cue.begin), scale.at.x), scale.at.y);
        const ImVec2 high(std::min(scale.x(cue.end), scale.at.x + scale.size.x), scale.at.y + scale.size.y);
        const ImVec4 colour =
            current ? ImVec4(0.20F, 0.45F, 0.75F, 0.28F) : ImVec4(0.45F, 0.50F, 0.55F, 0.14F);
        list->AddRectFilled(low, ImVec2(high.x - 1, high.y), ImGui::GetColorU32(colour));
        if (current)
            list->AddRect(low, high, ImGui::GetColorU32(ImVec4(0.15F, 0.38F, 0.68F, 1)), 0, 0, 2);
        list->PushClipRect(low, high, true);
        const std::string label =
            (cue.speaker.empty() ? "" : cue.speaker + "：") + dossier::one_line(cue.text);
        list->AddText(nullptr, text, ImVec2(low.x + 4, low.y + 2), ImGui::GetColorU32(ImGuiCol_Text),
                      label.c_str());
        list->PopClipRect();
    }
}

/// Edges of the cell in focus follow the mouse; a click elsewhere goes there; the wheel zooms.
void take_mouse(const TranscriptView& view, EditorState& state, const Scale& scale,
                TranscriptIntents& intents) {
    const TranscriptSession& session = *view.session;
    const bool locked = view.read_only || !dossier::may_edit(session.state());
    const float x = ImGui::GetIO().MousePos.x;
    const bool hovered = ImGui::IsItemHovered();
    const float near_by = grip * ImGui::GetFontSize() / 18;
    const dossier::Cue* cue = session.cues().empty() ? nullptr : &session.cues()[session.current()];
    const bool at_begin = cue != nullptr && !locked && std::abs(x - scale.x(cue->begin)) < near_by;
    const bool at_end = cue != nullptr && !locked && std::abs(x - scale.x(cue->end)) < near_by;
    if (hovered && (at_begin || at_end))
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    if (ImGui::IsItemActivated()) {
        state.dragged_begin = at_begin ? std::optional(cue->begin) : std::nullopt;
        state.dragged_end = at_end && !at_begin ? std::optional(cue->end) : std::nullopt;
        if (!at_begin && !at_end)
            intents.emplace_back(intent::Seek{scale.time(x)});
    }
    if (ImGui::IsItemActive() && state.dragged_begin)
        state.dragged_begin = std::min(scale.time(x), cue->end - dossier::shortest_cue);
    if (ImGui::IsItemActive() && state.dragged_end)
        state.dragged_end = std::max(scale.time(x), cue->begin + dossier::shortest_cue);
    if (ImGui::IsItemDeactivated() && cue != nullptr && (state.dragged_begin || state.dragged_end)) {
        intents.emplace_back(
            intent::SetTimes{state.dragged_begin.value_or(cue->begin), state.dragged_end.value_or(cue->end)});
        state.dragged_begin.reset();
        state.dragged_end.reset();
    }
    if (const float wheel = ImGui::GetIO().MouseWheel; hovered && wheel != 0) {
        const double under = scale.time(x);
        state.seconds_shown = std::clamp(scale.seconds * std::pow(0.8, wheel), shortest_shown, longest_shown);
        state.wave_begin = under - (under - scale.begin) * state.seconds_shown / scale.seconds;
    }
}

} // namespace

void draw_wave(const TranscriptView& view, EditorState& state, ImVec2 size, TranscriptIntents& intents) {
    follow(view, state);
    const Scale scale{ImGui::GetCursorScreenPos(), size, state.wave_begin, state.seconds_shown};
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 high(scale.at.x + size.x, scale.at.y + size.y);
    list->AddRectFilled(scale.at, high, ImGui::GetColorU32(ImVec4(1, 1, 1, 1)));
    list->PushClipRect(scale.at, high, true);
    draw_peaks(view, scale, list);
    draw_cells_on(*view.session, state, scale, list);
    draw_ruler(scale, list);
    if (view.player) {
        const float x = scale.x(view.player->position.count());
        list->AddLine(ImVec2(x, scale.at.y), ImVec2(x, high.y), ImGui::GetColorU32(gui::live_colour), 2);
    }
    list->PopClipRect();
    ImGui::InvisibleButton("wave", size);
    take_mouse(view, state, scale, intents);
}

} // namespace app::recording

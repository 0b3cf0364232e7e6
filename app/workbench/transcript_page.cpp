#include "app/workbench/transcript_page.h"

#include "app/language.h"
#include "app/meeting/steady_now.h"
#include "app/workbench/transcript_desk.h"

#include <imgui_internal.h>
#include <utility>

namespace app::workbench {

using meeting::steady_now;

struct TranscriptPage::State {
    TranscriptDesk desk;
    bool inputs_left = false; ///< typed faster than drawn: another frame is due
    double drawn_at = 0;      ///< when the last frame began; 0: its cost is known
    double cost = 0;          ///< of a frame, seconds
};

TranscriptPage::TranscriptPage(std::filesystem::path catalogue, bool read_only, std::function<void()> wake)
    : state_(new State{{std::move(catalogue), read_only, std::move(wake)}}) {}

TranscriptPage::~TranscriptPage() = default;

std::string TranscriptPage::title() const {
    return tr("Transcript");
}

void TranscriptPage::set_front(bool front) {
    state_->desk.set_front(front);
}

void TranscriptPage::choose(const Chosen& chosen) {
    if (chosen.candidate == nullptr)
        state_->desk.choose({}, "");
    else
        state_->desk.choose(chosen.candidate->recordings, chosen.candidate->name);
}

bool TranscriptPage::look() {
    return state_->desk.look(steady_now());
}

/// Its keys are taken in order with what is typed, within draw().
bool TranscriptPage::key(const SDL_Keysym& /*key*/) {
    return false;
}

std::optional<double> TranscriptPage::due(double now) const {
    // Asked first when the frame has been drawn.
    if (state_->drawn_at > 0)
        state_->cost = (state_->cost + now - std::exchange(state_->drawn_at, 0)) / 2;
    return state_->inputs_left ? std::optional(now) : state_->desk.due(now, state_->cost);
}

void TranscriptPage::draw(gui::Window& window) {
    const double now = steady_now();
    state_->drawn_at = now;
    TranscriptDesk& desk = state_->desk;
    recording::EditorState& panel = desk.panel();
    const ImGuiIO& io = ImGui::GetIO();
    const bool other_field = !panel.field.active && (io.WantTextInput || io.NavVisible);
    // Keys first: what is typed behind them in the same moment belongs to the cell they lead to.
    if (desk.session() != nullptr)
        for (const recording::PressedKey& key : recording::pressed_keys(other_field))
            desk.carry_out(recording::intent::Command{key.command, key.number}, now);
    recording::TranscriptIntents intents;
    recording::draw_transcript_editor(desk.view(window), panel, intents);
    for (const recording::TranscriptIntent& intent : intents)
        desk.carry_out(intent, now);
    state_->inputs_left = ImGui::GetCurrentContext()->InputEventsQueue.Size > 0;
}

std::string TranscriptPage::busy() const {
    return state_->desk.busy();
}

std::string TranscriptPage::unsaved() const {
    return state_->desk.unsaved();
}

void TranscriptPage::finish() {
    state_->desk.finish(steady_now());
}

std::vector<KeyLine> TranscriptPage::keys() const {
    std::vector<KeyLine> lines;
    for (const recording::EditorKey& key : recording::editor_keys())
        if (key.does != nullptr)
            lines.push_back({key.key, tr(key.does)});
    return lines;
}

std::vector<std::string> TranscriptPage::warnings() const {
    return state_->desk.warnings();
}

} // namespace app::workbench

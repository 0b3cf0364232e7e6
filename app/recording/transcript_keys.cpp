#include "app/recording/transcript_keys.h"

#include "app/language.h"

#include <algorithm>
#include <array>
#include <imgui_internal.h>

namespace app::recording {

namespace {

constexpr int ctrl = ImGuiMod_Ctrl;
constexpr int alt = ImGuiMod_Alt;
constexpr int shift = ImGuiMod_Shift;

const std::array<EditorKey, 22>& table() {
    using Command = EditorCommand;
    static const std::array<EditorKey, 22> keys{{
        {Command::play, {ImGuiKey_F5, ctrl | ImGuiKey_Space}, "F5  Ctrl+Space", N_("play, pause")},
        {Command::back, {ImGuiKey_F7, ctrl | ImGuiKey_B}, "F7  Ctrl+B", N_("back two seconds")},
        {Command::repeat, {ImGuiKey_F8}, "F8", N_("play this cell again")},
        {Command::forward, {ImGuiKey_F9}, "F9", N_("forward two seconds")},
        {Command::slower,
         {ctrl | ImGuiKey_LeftBracket, ctrl | shift | ImGuiKey_LeftBracket},
         "Ctrl+[",
         N_("slower")},
        {Command::faster,
         {ctrl | ImGuiKey_RightBracket, ctrl | shift | ImGuiKey_RightBracket},
         "Ctrl+]",
         N_("faster")},
        {Command::next,
         {ImGuiKey_Enter, ImGuiKey_KeypadEnter, ctrl | ImGuiKey_DownArrow, ImGuiKey_PageDown},
         "Enter  Ctrl+↓",
         N_("next cell, and play it; behind the last: a new one")},
        {Command::previous, {ctrl | ImGuiKey_UpArrow, ImGuiKey_PageUp}, "Ctrl+↑", N_("previous cell")},
        {Command::begin_cell,
         {ImGuiKey_F6, ImGuiKey_Insert},
         "F6",
         N_("a cell begins at this moment, also while it plays")},
        {Command::split,
         {ctrl | ImGuiKey_Enter, ctrl | ImGuiKey_KeypadEnter},
         "Ctrl+Enter",
         N_("split the cell at the caret")},
        {Command::join, {ctrl | ImGuiKey_J}, "Ctrl+J", N_("join with the next cell")},
        {Command::begin_earlier,
         {alt | ImGuiKey_LeftArrow},
         "Alt+←  Alt+→",
         N_("begin 0.1 s earlier, later")},
        {Command::begin_later, {alt | ImGuiKey_RightArrow}, "", nullptr},
        {Command::end_earlier,
         {alt | shift | ImGuiKey_LeftArrow},
         "Alt+Shift+←  →",
         N_("end 0.1 s earlier, later")},
        {Command::end_later, {alt | shift | ImGuiKey_RightArrow}, "", nullptr},
        {Command::remove, {ctrl | shift | ImGuiKey_Delete}, "Ctrl+Shift+Delete", N_("remove the cell")},
        {Command::undo, {ctrl | ImGuiKey_Z}, "Ctrl+Z", N_("undo")},
        {Command::redo, {ctrl | ImGuiKey_Y, ctrl | shift | ImGuiKey_Z}, "Ctrl+Y", N_("redo")},
        {Command::find, {ctrl | shift | ImGuiKey_F}, "Ctrl+Shift+F", N_("find in the transcript")},
        {Command::find_next, {ImGuiKey_F3}, "F3", N_("find the next place")},
        {Command::save, {ctrl | ImGuiKey_S}, "Ctrl+S", N_("save now (it is saved by itself too)")},
        {Command::speaker, {}, "Alt+1 … Alt+9", N_("who speaks in this cell; Alt+0: nobody named")},
    }};
    return keys;
}

bool is_of_fields(int chord) {
    constexpr std::array<int, 7> keys{
        ImGuiKey_Enter,          ImGuiKey_KeypadEnter,      ctrl | ImGuiKey_Z,        ctrl | ImGuiKey_Y,
        ctrl | ImGuiKey_UpArrow, ctrl | ImGuiKey_DownArrow, ctrl | shift | ImGuiKey_Z};
    return std::find(keys.begin(), keys.end(), chord) != keys.end();
}

/// Whoever has the keyboard: the key is then nobody else's in this frame. (ImGui::Shortcut() leaves keys that
/// might write a character to an active text field, and takes every chord one frame later than it is asked
/// for.)
bool pressed(int chord) {
    if (!ImGui::IsKeyChordPressed(chord, ImGuiInputFlags_Repeat, ImGuiKeyOwner_Any))
        return false;
    ImGui::SetKeyOwner(static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_), ImGui::GetID("transcript keys"),
                       ImGuiInputFlags_LockThisFrame);
    return true;
}

} // namespace

std::span<const EditorKey> editor_keys() {
    return table();
}

std::vector<PressedKey> pressed_keys(bool other_field) {
    std::vector<PressedKey> found;
    for (const EditorKey& key : table())
        for (const int chord : key.chords)
            if ((!other_field || !is_of_fields(chord)) && pressed(chord))
                found.push_back({key.command});
    for (int number = 0; number <= 9; ++number)
        if (pressed(alt | (ImGuiKey_0 + number)))
            found.push_back({EditorCommand::speaker, number});
    return found;
}

} // namespace app::recording

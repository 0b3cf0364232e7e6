// The keys of the transcript editor: one table that feeds shortcuts, tooltips and help.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace app::recording {

enum class EditorCommand : std::uint8_t {
    play,
    back,
    forward,
    repeat,
    slower,
    faster,
    next,
    previous,
    begin_cell,
    split,
    join,
    begin_earlier,
    begin_later,
    end_earlier,
    end_later,
    remove,
    undo,
    redo,
    find,
    find_next,
    save,
    speaker ///< and the number of the speaker's key
};

struct EditorKey {
    EditorCommand command;
    std::vector<int> chords; ///< of Dear ImGui
    const char* key;         ///< as people read it
    const char* does;        ///< for tr()
};
std::span<const EditorKey> editor_keys();

/// What was pressed in this frame, in the order of the table. Within a frame of the window; the keys are then
/// no text field's.
struct PressedKey {
    EditorCommand command;
    int number = 0; ///< of a speaker, from 1
};
/// `other_field`: another text field than the cell's has the keyboard; Enter, undo and the like are its
/// own.
std::vector<PressedKey> pressed_keys(bool other_field);

} // namespace app::recording

// The commands of presenting: one table that feeds keys, menus, tooltips and help.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace app::meeting {

enum class Command {
    next,
    previous,
    next_candidate,
    previous_candidate,
    first,
    last,
    next_leaf,
    previous_leaf,
    find,
    find_spoken,
    play_pause,
    step_forward,
    step_back,
    jump_forward,
    jump_back,
    next_chapter,
    previous_chapter,
    question,
    answers,
    black,
    white,
    zoom_in,
    zoom_out,
    whole_page,
    pan_left,
    pan_right,
    pan_up,
    pan_down,
    full_screen,
    mute,
    volume_up,
    volume_down,
    slower,
    faster,
    loop,
    original,
    audio_track,
    subtitles,
    timer,
    note,
    hold,
    not_this,
    console,
    check_page,
    sound_earlier,
    sound_later,
    sound_much_earlier,
    sound_much_later,
    sound_as_said,
    help,
    leave,
};

/// What the digits being typed will mean: a candidate, a question, a question to hear everybody's answer to.
enum class Asking { candidate, question, answers };

/// Keys as SDL names them (SDL_Keycode), modifiers as the bits below.
inline constexpr std::uint16_t shift = 1;
inline constexpr std::uint16_t ctrl = 2;

struct CommandRow {
    Command command;
    std::int32_t key;
    std::uint16_t modifiers;
    const char* keys;  ///< as shown to people
    const char* label; ///< English, for tr()
};

/// Every key of presenting, in the order of the help page. A command may stand several times.
std::span<const CommandRow> command_table();

/// What keys depend on.
struct KeyContext {
    bool clip = false;        ///< a clip is on the screen
    bool clip_paused = false; ///< and it is paused
    bool zoomed = false;      ///< a page is zoomed: arrows pan
    bool check = false;       ///< the check page is on the screen
    bool paged = false;       ///< the material has several leaves: Space turns
};

/// The command of a key press, or nothing. Digits and Enter behind digits are not in here (Show::type_digit).
std::optional<Command> command_for(std::int32_t key, std::uint16_t modifiers, const KeyContext& context);

} // namespace app::meeting

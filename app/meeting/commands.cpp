#include "app/meeting/commands.h"

#include "app/language.h"

#include <SDL_keycode.h>

namespace app::meeting {

namespace {

// SDL has no names for these; layouts where they are keys of their own report the character.
constexpr std::int32_t left_brace = '{';
constexpr std::int32_t right_brace = '}';

constexpr CommandRow rows[] = {
    {Command::next, SDLK_RIGHT, 0, "→", N_("Next material, then next candidate")},
    {Command::next, SDLK_PAGEDOWN, 0, "PgDn", N_("Next material, then next candidate")},
    {Command::next, SDLK_RETURN, 0, "Enter", N_("Next material, then next candidate")},
    {Command::next, SDLK_KP_ENTER, 0, "Enter", N_("Next material, then next candidate")},
    {Command::previous, SDLK_LEFT, 0, "←", N_("Previous material")},
    {Command::previous, SDLK_PAGEUP, 0, "PgUp", N_("Previous material")},
    {Command::next_candidate, SDLK_DOWN, 0, "↓", N_("Next candidate")},
    {Command::previous_candidate, SDLK_UP, 0, "↑", N_("Previous candidate")},
    {Command::first, SDLK_HOME, 0, "Home", N_("First material of this candidate")},
    {Command::last, SDLK_END, 0, "End", N_("Last material of this candidate")},
    {Command::find, SDLK_SLASH, 0, "/", N_("Find by number, initials or name")},
    {Command::find, SDLK_g, 0, "G", N_("Find by number, initials or name")},
    {Command::find_spoken, SDLK_f, ctrl, "Ctrl+F", N_("Find in what was said")},
    {Command::play_pause, SDLK_SPACE, 0, "Space", N_("Play or pause")},
    {Command::next_leaf, SDLK_SPACE, 0, "Space", N_("Turn the page of a document")},
    {Command::previous_leaf, SDLK_SPACE, shift, "Shift+Space", N_("Turn the page back")},
    {Command::step_back, SDLK_COMMA, 0, ",", N_("One picture back (paused)")},
    {Command::step_forward, SDLK_PERIOD, 0, ".", N_("One picture forward (paused)")},
    {Command::jump_back, SDLK_LEFT, shift, "Shift+←", N_("5 seconds back")},
    {Command::jump_forward, SDLK_RIGHT, shift, "Shift+→", N_("5 seconds forward")},
    {Command::previous_chapter, SDLK_LEFTBRACKET, 0, "[", N_("Previous chapter")},
    {Command::next_chapter, SDLK_RIGHTBRACKET, 0, "]", N_("Next chapter")},
    {Command::question, SDLK_q, 0, "Q n Enter", N_("Question n")},
    {Command::answers, SDLK_q, shift, "Shift+Q n Enter", N_("Answers of all candidates to question n")},
    {Command::black, SDLK_b, 0, "B", N_("Black screen")},
    {Command::black, SDLK_PERIOD, 0, ".", N_("Black screen")},
    {Command::white, SDLK_w, 0, "W", N_("White screen")},
    {Command::zoom_in, SDLK_PLUS, 0, "+", N_("Zoom in")},
    {Command::zoom_in, SDLK_EQUALS, shift, "+", N_("Zoom in")},
    {Command::zoom_in, SDLK_EQUALS, 0, "+", N_("Zoom in")},
    {Command::zoom_in, SDLK_KP_PLUS, 0, "+", N_("Zoom in")},
    {Command::zoom_out, SDLK_MINUS, 0, "-", N_("Zoom out")},
    {Command::zoom_out, SDLK_KP_MINUS, 0, "-", N_("Zoom out")},
    {Command::whole_page, SDLK_0, ctrl, "Ctrl+0", N_("Whole page")},
    {Command::full_screen, SDLK_f, 0, "F", N_("Full screen")},
    {Command::mute, SDLK_m, 0, "M", N_("Mute")},
    {Command::volume_up, SDLK_UP, ctrl, "Ctrl+↑", N_("Louder")},
    {Command::volume_down, SDLK_DOWN, ctrl, "Ctrl+↓", N_("Quieter")},
    {Command::slower, SDLK_LEFTBRACKET, shift, "{", N_("Slower")},
    {Command::slower, left_brace, shift, "{", N_("Slower")},
    {Command::faster, SDLK_RIGHTBRACKET, shift, "}", N_("Faster")},
    {Command::faster, right_brace, shift, "}", N_("Faster")},
    {Command::loop, SDLK_l, 0, "L", N_("Loop from A to B")},
    {Command::original, SDLK_o, 0, "O", N_("Original or review copy")},
    {Command::audio_track, SDLK_a, 0, "A", N_("Sound track")},
    {Command::subtitles, SDLK_s, 0, "S", N_("Subtitles")},
    {Command::timer, SDLK_t, 0, "T", N_("Timer")},
    {Command::note, SDLK_n, 0, "N", N_("Private note")},
    {Command::hold, SDLK_h, 0, "H", N_("Hold the projector")},
    {Command::not_this, SDLK_BACKSPACE, 0, "Backspace", N_("Not this: back to the last picture")},
    {Command::check_page, SDLK_c, 0, "C", N_("Sound and picture check")},
    {Command::sound_later, SDLK_RIGHTBRACKET, 0, "]", N_("Check page: the flash 5 ms later")},
    {Command::sound_earlier, SDLK_LEFTBRACKET, 0, "[", N_("Check page: the flash 5 ms earlier")},
    {Command::sound_much_later, SDLK_RIGHTBRACKET, shift, "}", N_("Check page: the flash 25 ms later")},
    {Command::sound_much_later, right_brace, shift, "}", N_("Check page: the flash 25 ms later")},
    {Command::sound_much_earlier, SDLK_LEFTBRACKET, shift, "{", N_("Check page: the flash 25 ms earlier")},
    {Command::sound_much_earlier, left_brace, shift, "{", N_("Check page: the flash 25 ms earlier")},
    {Command::sound_as_said, SDLK_0, ctrl, "Ctrl+0", N_("Check page: as the device says")},
    {Command::console, SDLK_TAB, 0, "Tab", N_("Console")},
    {Command::help, SDLK_F1, 0, "F1", N_("Keys")},
    {Command::leave, SDLK_ESCAPE, 0, "Esc", N_("Leave presenting")},
};

std::optional<Command> pan_for(std::int32_t key) {
    switch (key) {
    case SDLK_LEFT:
        return Command::pan_left;
    case SDLK_RIGHT:
        return Command::pan_right;
    case SDLK_UP:
        return Command::pan_up;
    case SDLK_DOWN:
        return Command::pan_down;
    default:
        return std::nullopt;
    }
}

/// Rows that share a key are told apart by what is on the screen.
bool applies(Command command, std::int32_t key, const KeyContext& context) {
    switch (command) {
    case Command::step_back:
    case Command::step_forward:
        return context.clip_paused;
    case Command::black:
        return key != SDLK_PERIOD || !context.clip_paused;
    case Command::next_leaf:
    case Command::previous_leaf:
        return !context.clip && context.paged;
    case Command::sound_earlier:
    case Command::sound_later:
    case Command::sound_much_earlier:
    case Command::sound_much_later:
    case Command::sound_as_said:
        return context.check;
    case Command::previous_chapter:
    case Command::next_chapter:
    case Command::slower:
    case Command::faster:
    case Command::whole_page:
        return !context.check;
    case Command::play_pause:
        return context.clip || !context.paged;
    default:
        return true;
    }
}

bool same_key(const CommandRow& row, std::int32_t key, std::uint16_t modifiers) {
    if (row.key != key)
        return false;
    if (row.modifiers == modifiers)
        return true;
    // A plus, slash or brace key of its own may need Shift on one keyboard and none on another.
    const bool symbol = key == SDLK_PLUS || key == SDLK_SLASH || key == left_brace || key == right_brace;
    return symbol && (modifiers & ctrl) == 0;
}

} // namespace

std::span<const CommandRow> command_table() {
    return rows;
}

std::optional<Command> command_for(std::int32_t key, std::uint16_t modifiers, const KeyContext& context) {
    if (context.zoomed && modifiers == 0)
        if (const std::optional<Command> pan = pan_for(key))
            return pan;
    for (const CommandRow& row : rows)
        if (same_key(row, key, modifiers) && applies(row.command, key, context))
            return row.command;
    return std::nullopt;
}

} // namespace app::meeting

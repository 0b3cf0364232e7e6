#include "app/language.h"
#include "app/meeting/console.h"
#include "app/meeting/presentation.h"
#include "app/meeting/steady_now.h"

namespace app::meeting {

KeyContext Presentation::context() {
    KeyContext context;
    const ShowItem* item = show_.item(show_.place());
    context.clip = item != nullptr && item->is_clip() && projector_.player() != nullptr;
    if (context.clip) {
        const media::PlayerState state = projector_.player()->status().state;
        context.clip_paused = state != media::PlayerState::playing;
    }
    context.check = show_.screen() == Screen::check;
    context.zoomed = show_.zoom().factor > 1;
    context.paged = item != nullptr && item->leaves > 1;
    return context;
}

/// Enter in the console sends what is looked at there, Escape closes it.
bool Presentation::previewed(const SDL_Keysym& keysym, Uint32 window) {
    const bool enter = keysym.sym == SDLK_RETURN || keysym.sym == SDLK_KP_ENTER;
    if ((!enter && keysym.sym != SDLK_ESCAPE) || console_ == nullptr || window != console_->window_id())
        return false;
    const std::optional<Preview> preview = console_->take_preview();
    if (!preview)
        return false;
    if (enter)
        send(preview->place, preview->begin);
    return true;
}

void Presentation::key(const SDL_Keysym& keysym, Uint32 window) {
    if (console_ != nullptr)
        console_->changed();
    if (leave_asked_ && leaving(keysym))
        return;
    if (typed(keysym) || previewed(keysym, window))
        return;
    std::uint16_t modifiers = 0;
    if ((keysym.mod & KMOD_SHIFT) != 0)
        modifiers |= shift;
    if ((keysym.mod & KMOD_CTRL) != 0)
        modifiers |= ctrl;
    if ((keysym.mod & (KMOD_ALT | KMOD_GUI)) != 0)
        return;
    if (const std::optional<Command> command = command_for(keysym.sym, modifiers, context()))
        execute(*command);
}

bool Presentation::typed(const SDL_Keysym& keysym) {
    const SDL_Keycode sym = keysym.sym;
    if ((keysym.mod & (KMOD_CTRL | KMOD_ALT)) == 0) {
        int digit = -1;
        if (sym >= SDLK_0 && sym <= SDLK_9)
            digit = sym - SDLK_0;
        else if (sym == SDLK_KP_0)
            digit = 0;
        else if (sym >= SDLK_KP_1 && sym <= SDLK_KP_9)
            digit = sym - SDLK_KP_1 + 1;
        if (digit >= 0) {
            show_.type_digit(digit, steady_now());
            return true;
        }
    }
    if (sym == SDLK_RETURN || sym == SDLK_KP_ENTER) {
        const std::optional<int> number = show_.take_number(steady_now());
        const Asking asked = std::exchange(asking_, Asking::candidate);
        if (asked != Asking::candidate) {
            if (number && asked == Asking::question)
                question(*number);
            else if (number)
                play_answers(*number);
            return true;
        }
        if (number) {
            if (!show_.go_to_number(*number))
                banner_ = tr("There is no number {0} on the list.", {std::to_string(*number)});
            projector_.update(show_);
            return true;
        }
        return false;
    }
    const bool pending = asking_ != Asking::candidate || !show_.digits(steady_now()).empty();
    if (pending && (sym == SDLK_ESCAPE || sym == SDLK_BACKSPACE)) {
        show_.clear_digits();
        asking_ = Asking::candidate;
        return true;
    }
    return false;
}

bool Presentation::leaving(const SDL_Keysym& keysym) {
    switch (keysym.sym) {
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
    case SDLK_y:
        answer_leave(true);
        return true;
    case SDLK_LSHIFT:
    case SDLK_RSHIFT:
    case SDLK_LCTRL:
    case SDLK_RCTRL:
    case SDLK_LALT:
    case SDLK_RALT:
        return true;
    default:
        answer_leave(false);
        // Escape only takes the question back; any other key also does what it always does.
        return keysym.sym == SDLK_ESCAPE;
    }
}

void Presentation::answer_leave(bool leave) {
    leave_asked_ = false;
    if (leave)
        running_ = false;
    else
        projector_.set_sentence("", show_);
}

} // namespace app::meeting

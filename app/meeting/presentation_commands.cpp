#include "app/language.h"
#include "app/meeting/console.h"
#include "app/meeting/presentation.h"
#include "app/meeting/steady_now.h"

namespace app::meeting {

void Presentation::send(const Place& place, std::optional<double> begin) {
    show_.go_to(place);
    projector_.begin_at(place, begin);
    projector_.update(show_);
    if (media::Player* player = projector_.player(); place.answer > 0 && begin && player != nullptr)
        player->play();
}

void Presentation::execute(Command command) {
    turn_times_.note(command);
    banner_.clear();
    switch (command) {
    case Command::next:
        show_.next();
        break;
    case Command::previous:
        show_.previous();
        break;
    case Command::next_candidate:
        show_.next_candidate();
        break;
    case Command::previous_candidate:
        show_.previous_candidate();
        break;
    case Command::first:
        show_.first();
        break;
    case Command::last:
        show_.last();
        break;
    case Command::next_leaf:
        show_.turn(1);
        break;
    case Command::previous_leaf:
        show_.turn(-1);
        break;
    case Command::not_this:
        show_.not_this();
        break;
    case Command::hold:
        show_.toggle_hold();
        break;
    case Command::question:
    case Command::answers:
        asking_ = command == Command::question ? Asking::question : Asking::answers;
        show_.clear_digits();
        break;
    case Command::leave:
        if (show_.answers() != nullptr) {
            end_answers();
            break;
        }
        leave_asked_ = true;
        if (console_ == nullptr)
            projector_.set_sentence(tr("Leave presenting?  Enter: leave   Esc: stay"), show_);
        break;
    default:
        execute_view(command);
        execute_clip(command);
        break;
    }
    projector_.update(show_);
    if (console_ != nullptr)
        console_->changed();
}

void Presentation::execute_view(Command command) {
    constexpr double zoom_step = 1.25;
    constexpr double pan_step = 0.12;
    switch (command) {
    case Command::black:
        show_.set_screen(Screen::black);
        break;
    case Command::white:
        show_.set_screen(Screen::white);
        break;
    case Command::check_page:
        show_.set_screen(Screen::check);
        break;
    case Command::sound_earlier:
    case Command::sound_later:
    case Command::sound_much_earlier:
    case Command::sound_much_later:
    case Command::sound_as_said:
        shift_sound(command);
        break;
    case Command::zoom_in:
        show_.zoom_by(zoom_step);
        break;
    case Command::zoom_out:
        show_.zoom_by(1 / zoom_step);
        break;
    case Command::whole_page:
        show_.whole_page();
        break;
    case Command::pan_left:
        show_.pan(-pan_step, 0);
        break;
    case Command::pan_right:
        show_.pan(pan_step, 0);
        break;
    case Command::pan_up:
        show_.pan(0, -pan_step);
        break;
    case Command::pan_down:
        show_.pan(0, pan_step);
        break;
    case Command::full_screen:
        window_.toggle_full_screen();
        break;
    case Command::timer:
        timer_since_ = timer_since_ ? std::nullopt : std::optional(steady_now());
        break;
    case Command::console:
        if (console_ == nullptr)
            open_console();
        else
            close_console();
        break;
    case Command::find:
    case Command::find_spoken:
    case Command::note:
    case Command::help:
        open_console();
        if (console_ != nullptr)
            console_->focus(command);
        break;
    default:
        break;
    }
}

} // namespace app::meeting

#include "app/language.h"
#include "app/meeting/console.h"
#include "app/meeting/presentation.h"

namespace app::meeting {

namespace {

std::string device_key(const media::AudioOutputStatus& status) {
    return status.backend.empty() ? std::string() : status.backend + ":" + status.device;
}

} // namespace

std::vector<std::string> Presentation::find_warnings() {
    std::vector<std::string> found;
    if (window_.projector_gone())
        found.emplace_back(
            tr("The projector is gone. The picture returns to it when it is plugged in again."));
    const media::AudioOutputStatus sound = projector_.sound().status();
    if (sound.state == media::AudioOutputState::lost)
        found.emplace_back(tr("There is no sound device. The picture goes on without sound."));
    else if (sound.preferred_missing && !sound.missing_title.empty())
        found.push_back(tr("The sound device {0} is gone. The sound comes from {1} until it returns.",
                           {sound.missing_title, sound.title}));
    else if (sound.preferred_missing)
        found.emplace_back(tr("The chosen sound device is missing."));
    return found;
}

void Presentation::choose_sound(const media::AudioDevice& device) {
    sound_settings_.set_device(device);
    projector_.sound().set_device(device);
}

media::AudioDevice Presentation::chosen_sound() const {
    return sound_settings_.device().value_or(media::AudioDevice());
}

void Presentation::set_one_level(bool one_level) {
    sound_settings_.set_one_level(one_level);
    projector_.set_one_level(one_level, show_);
}

void Presentation::tune_sound() {
    media::AudioOutput& sound = projector_.sound();
    if (!sound_settings_read_ && sound_settings_.device()) {
        sound_settings_read_ = true;
        sound.set_device(*sound_settings_.device());
        projector_.set_one_level(*sound_settings_.one_level(), show_);
    }
    if (std::vector<media::AudioDevice> devices = sound.devices(); devices != sound_devices_) {
        sound_devices_ = std::move(devices);
        if (console_ != nullptr)
            console_->changed();
    }
    const media::AudioOutputStatus status = sound.status();
    const std::string device = device_key(status);
    const std::optional<std::chrono::milliseconds> offset = sound_settings_.offset(device);
    if (device.empty() || device == sound_device_ || !offset)
        return;
    sound_device_ = device;
    sound.set_extra_latency(*offset);
    say_offset(status, *offset);
}

void Presentation::shift_sound(Command command) {
    using std::chrono::milliseconds;
    constexpr milliseconds step{5};
    constexpr milliseconds leap{25};
    std::optional<milliseconds> offset = sound_settings_.offset(sound_device_);
    if (sound_device_.empty() || !offset)
        return;
    switch (command) {
    case Command::sound_earlier:
        *offset -= step;
        break;
    case Command::sound_later:
        *offset += step;
        break;
    case Command::sound_much_earlier:
        *offset -= leap;
        break;
    case Command::sound_much_later:
        *offset += leap;
        break;
    case Command::sound_as_said:
        offset = milliseconds(0);
        break;
    default:
        return;
    }
    sound_settings_.set_offset(sound_device_, *offset);
    offset = sound_settings_.offset(sound_device_);
    projector_.sound().set_extra_latency(*offset);
    say_offset(projector_.sound().status(), *offset);
}

void Presentation::say_offset(const media::AudioOutputStatus& status, std::chrono::milliseconds offset) {
    std::string figure = offset.count() > 0 ? "+" : "";
    figure += std::to_string(offset.count());
    const std::string name = status.title.empty() ? status.backend : status.title;
    projector_.set_check_note(
        tr("{0}: {1} ms.  Beep after the flash: ]   Beep before the flash: [   Ctrl+0: as the device says",
           {name, figure}),
        show_);
}

} // namespace app::meeting

#include "app/language.h"
#include "app/meeting/presentation.h"

#include <algorithm>

namespace app::meeting {

void Presentation::execute_clip(Command command) {
    media::AudioOutput& sound = projector_.sound();
    constexpr double volume_step = 0.1;
    if (command == Command::mute)
        sound.set_muted(!sound.muted());
    else if (command == Command::volume_up)
        sound.set_volume(std::min(1.0, sound.volume() + volume_step));
    else if (command == Command::volume_down)
        sound.set_volume(std::max(0.0, sound.volume() - volume_step));
    media::Player* player = projector_.player();
    if (player == nullptr || show_.screen() != Screen::material)
        return;
    const media::PlayerStatus status = player->status();
    constexpr media::Time jump{5};
    switch (command) {
    case Command::play_pause:
        if (status.state == media::PlayerState::playing)
            player->pause();
        else
            player->play();
        break;
    case Command::step_forward:
        player->step(1);
        break;
    case Command::step_back:
        player->step(-1);
        break;
    case Command::jump_forward:
        player->seek(status.position + jump);
        break;
    case Command::jump_back:
        player->seek(std::max(media::Time(0), status.position - jump));
        break;
    case Command::next_chapter:
        chapter(1);
        break;
    case Command::previous_chapter:
        chapter(-1);
        break;
    case Command::slower:
        player->set_speed(std::max(0.5, status.speed - 0.25));
        break;
    case Command::faster:
        player->set_speed(std::min(2.0, status.speed + 0.25));
        break;
    case Command::audio_track:
        if (status.audio_tracks > 1)
            player->set_audio_track((status.audio_track + 1) % status.audio_tracks);
        break;
    case Command::loop:
        // First press: A. Second: B, and it loops. Third: no loop.
        if (status.loop_end) {
            player->set_loop(std::nullopt, std::nullopt);
            loop_begin_.reset();
        } else if (loop_begin_ && *loop_begin_ < status.position.count()) {
            player->set_loop(media::Time(*loop_begin_), status.position);
        } else {
            loop_begin_ = status.position.count();
        }
        break;
    case Command::subtitles:
        subtitles_ = !subtitles_;
        player->set_subtitles(subtitles_);
        projector_.set_lines(subtitles_, show_);
        break;
    case Command::original:
        if (!projector_.toggle_original(show_))
            banner_ = tr("This recording has no review copy to change to.");
        break;
    default:
        break;
    }
}

void Presentation::chapter(int step) {
    const Loaded* loaded = projector_.known(show_.place());
    media::Player* player = projector_.player();
    if (loaded == nullptr || loaded->clip == nullptr || player == nullptr || loaded->clip->chapters.empty())
        return;
    const double position = player->status().position.count();
    const std::vector<dossier::Chapter>& chapters = loaded->clip->chapters;
    // Back goes to the beginning of this chapter first, unless it has only just begun.
    constexpr double just_begun = 2;
    std::optional<double> target;
    for (const dossier::Chapter& chapter : chapters) {
        if (step < 0 && chapter.begin < position - just_begun)
            target = chapter.begin;
        if (step > 0 && chapter.begin > position + 0.05 && !target)
            target = chapter.begin;
    }
    if (step < 0 && !target)
        target = 0;
    if (target)
        player->seek(media::Time(*target));
}

} // namespace app::meeting

#include "app/workbench/transcript_desk.h"

#include <algorithm>

namespace app::workbench {

namespace {

constexpr double slowest = 0.5;
constexpr double fastest = 2;
constexpr double picture_interval = 1.0 / 15;
constexpr double end_reached = 0.004; ///< seconds before the end that count as it

} // namespace

CellPlayer::CellPlayer(std::function<void()> wake)
    : wake_(std::move(wake)) {}

void CellPlayer::open(std::shared_ptr<const meeting::ClipSetup> clip) {
    close();
    if (clip == nullptr || !clip->missing.empty() || clip->parts.empty())
        return;
    sound_ = std::make_unique<ChosenSound>(wake_);
    player_ = std::make_unique<media::Player>(clip->parts, sound_->output(), wake_);
    player_->set_on_stage(true);
    player_->set_speed(speed_);
}

void CellPlayer::close() {
    player_.reset();
    sound_.reset();
    stop_at_.reset();
    last_.reset();
    last_picture_.reset();
}

void CellPlayer::play(double begin, std::optional<double> end) {
    if (player_ == nullptr)
        return;
    player_->seek(media::Time(begin));
    stop_at_ = end;
    player_->play();
}

void CellPlayer::toggle(std::optional<double> end) {
    if (player_ == nullptr)
        return;
    if (playing()) {
        player_->pause();
        return;
    }
    stop_at_ = end;
    player_->play();
}

void CellPlayer::pause() {
    if (player_ != nullptr)
        player_->pause();
}

void CellPlayer::move(double by) {
    if (player_ == nullptr)
        return;
    const bool at_end = stop_at_ && !playing() && position() >= *stop_at_ - 0.05;
    player_->seek(media::Time(std::max(0.0, position() + by)));
    if (stop_at_ && position() >= *stop_at_)
        stop_at_.reset();
    if (at_end && by < 0)
        player_->play();
}

void CellPlayer::seek(double to) {
    if (player_ == nullptr)
        return;
    stop_at_.reset();
    player_->seek(media::Time(std::max(0.0, to)));
}

void CellPlayer::change_speed(double by) {
    speed_ = std::clamp(speed_ + by, slowest, fastest);
    if (player_ != nullptr)
        player_->set_speed(speed_);
}

bool CellPlayer::tick() {
    if (player_ == nullptr)
        return false;
    if (stop_at_ && playing() && position() >= *stop_at_ - end_reached)
        player_->pause();
    const media::PlayerStatus now = player_->status();
    bool changed =
        !last_ || last_->state != now.state || last_->seeking != now.seeking || last_->speed != now.speed;
    if (now.state != media::PlayerState::playing) {
        const media::PicturePtr picture = player_->frame_at_now();
        changed = changed || picture != last_picture_;
        last_picture_ = picture;
    }
    last_ = now;
    return changed;
}

/// Drawing takes no more than half of the time, and not the moment in which to stop.
std::optional<double> CellPlayer::due(double now, double cost) const {
    if (!playing())
        return std::nullopt;
    const double picture = shown_ + std::max(picture_interval, 2 * cost);
    if (!stop_at_)
        return picture;
    const double stop = now + std::max(0.0, (*stop_at_ - position()) / speed_);
    return picture + cost < stop ? picture : stop;
}

std::optional<media::PlayerStatus> CellPlayer::status() const {
    return player_ == nullptr ? std::nullopt : std::optional(player_->status());
}

media::PicturePtr CellPlayer::picture() {
    return player_ == nullptr ? nullptr : player_->frame_at_now();
}

bool CellPlayer::playing() const {
    return player_ != nullptr && player_->status().state == media::PlayerState::playing;
}

double CellPlayer::position() const {
    return player_ == nullptr ? 0 : player_->status().position.count();
}

} // namespace app::workbench

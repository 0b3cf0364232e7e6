#include "media/player_sound.h"

#include <algorithm>
#include <utility>

namespace media {
namespace {

constexpr std::size_t pipe_frames = output_rate / 2;
constexpr std::size_t enough_to_begin = output_rate / 5;
constexpr std::size_t chunk_frames = 1024;
/// Kept behind the place that plays: what a device had queued at a pause, and short ways back.
constexpr std::int64_t history = std::int64_t{10} * output_rate;

} // namespace

PlayerSound::PlayerSound(AudioOutput& audio)
    : audio_(audio)
    , pipe_(std::make_shared<SoundPipe>(pipe_frames))
    , chunk_(chunk_frames * output_channels) {}

PlayerSound::~PlayerSound() {
    leave();
}

void PlayerSound::feed_sought(Time at) {
    line_.clear();
    follows_ = true;
    ended_ = false;
    floor_ = SoundLine::frame_at(at);
    primed_at_.reset();
}

bool PlayerSound::reachable(Time at) const {
    const std::int64_t frame = SoundLine::frame_at(at);
    if (!follows_ && !ended_)
        return false;
    if (line_.empty())
        return frame >= floor_ || ended_;
    // Far ahead it is quicker to seek than to decode up to there.
    return frame >= std::min(floor_, line_.begin()) &&
           (ended_ || frame <= line_.end() + std::int64_t{5} * output_rate);
}

void PlayerSound::prime(Time at, double speed, std::vector<GainStep> gains) {
    gains_ = std::move(gains);
    pipe_->clear();
    pending_.clear();
    cursor_ = SoundLine::frame_at(at);
    const double gain = gain_at(cursor_);
    limiter_.reset(gain, std::any_of(gains_.begin(), gains_.end(),
                                     [&](const GainStep& step) { return step.decibels != gain; }));
    tempo_.reset(speed);
    complete_ = false;
    primed_at_ = at;
}

bool PlayerSound::primed() const {
    return primed_at_ && (complete_ || pipe_->filled() >= enough_to_begin);
}

bool PlayerSound::wants_more() const {
    return primed_at_ && (!complete_ || !pending_.empty()) && pipe_->filled() < pipe_->capacity() * 9 / 10;
}

bool PlayerSound::wants_more_soon() const {
    return wants_more() && pipe_->filled() < pipe_->capacity() / 2;
}

Time PlayerSound::time_to_refill() const {
    const std::size_t filled = pipe_->filled();
    const std::size_t low = pipe_->capacity() / 2;
    return Time(filled > low ? static_cast<double>(filled - low) / output_rate : 0);
}

void PlayerSound::pump(Feed& feed, std::optional<Time> end) {
    flush_pending();
    if (!pending_.empty() || complete_)
        return;
    if (!ended_ && cursor_ + static_cast<std::int64_t>(chunk_frames) > line_.end()) {
        if (feed.next_sound(block_)) {
            line_.add(block_);
            const std::int64_t oldest = cursor_ - history;
            if (!line_.empty() && line_.begin() < oldest) {
                line_.trim(oldest);
                floor_ = line_.begin();
            }
            return;
        }
        ended_ = true;
    }
    std::size_t frames = line_.copy(cursor_, chunk_);
    if (frames == 0) {
        std::fill(chunk_.begin(), chunk_.end(), 0.0F);
        frames = chunk_frames;
    }
    if (end) {
        const std::int64_t left = SoundLine::frame_at(*end) - cursor_;
        frames = std::min(frames, static_cast<std::size_t>(std::max<std::int64_t>(left, 0)));
    }
    limited_.clear();
    if (frames > 0)
        limit(frames);
    else
        limiter_.finish(limited_);
    if (!limited_.empty())
        tempo_.process(limited_, pending_);
    if (frames == 0) {
        tempo_.finish(pending_);
        complete_ = true;
    }
    cursor_ += static_cast<std::int64_t>(frames);
    flush_pending();
}

double PlayerSound::gain_at(std::int64_t frame) const {
    double gain = 0;
    for (const GainStep& step : gains_)
        if (&step == gains_.data() || SoundLine::frame_at(step.begin) <= frame)
            gain = step.decibels;
    return gain;
}

/// The chunk at the cursor, each part's sound by its own gain.
void PlayerSound::limit(std::size_t frames) {
    std::size_t done = 0;
    for (const GainStep& step : gains_) {
        const std::int64_t ahead = SoundLine::frame_at(step.begin) - cursor_;
        if (ahead <= 0 || ahead >= static_cast<std::int64_t>(frames))
            continue;
        const auto until = static_cast<std::size_t>(ahead);
        limiter_.process({chunk_.data() + done * output_channels, (until - done) * output_channels},
                         limited_);
        limiter_.change(step.decibels);
        done = until;
    }
    limiter_.process({chunk_.data() + done * output_channels, (frames - done) * output_channels}, limited_);
}

void PlayerSound::flush_pending() {
    const std::size_t frames = std::min(pipe_->room(), pending_.size() / output_channels);
    if (frames == 0)
        return;
    pipe_->write(pending_.data(), frames);
    pending_.erase(pending_.begin(),
                   pending_.begin() + static_cast<std::ptrdiff_t>(frames * output_channels));
}

std::optional<Time> PlayerSound::end() const {
    if (!ended_)
        return std::nullopt;
    return line_.empty() ? Time(0) : SoundLine::time_at(line_.end());
}

void PlayerSound::start() {
    // Anew each time: somebody else may have taken the device meanwhile.
    user_ = audio_.attach(
        [pipe = pipe_](float* samples, std::size_t frames) { return pipe->read(samples, frames); });
    audio_.start(*user_);
    running_ = true;
}

void PlayerSound::stop() {
    if (user_ && running_)
        audio_.stop(*user_);
    running_ = false;
    primed_at_.reset();
}

void PlayerSound::leave() {
    stop();
    if (user_)
        audio_.detach(*user_);
    user_.reset();
}

} // namespace media

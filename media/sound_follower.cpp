#include "media/sound_follower.h"

#include <algorithm>
#include <cmath>

namespace media {

namespace {

constexpr double proportional = 0.3;
constexpr double integrating = proportional * proportional / 4;
constexpr double smoothing = 1.0 / 20;
constexpr Time hard_limit{0.05};
/// Half a semitone would be 3 %: what is steered stays far from being heard.
constexpr double most_correction = 0.01;
constexpr double compensation_seconds = 10;

} // namespace

SoundFollower::SoundFollower(int rate, int channels, Time begin)
    : rate_(rate)
    , channels_(channels)
    , begin_(begin) {}

void SoundFollower::make_resampler(const AVFrame& block) {
    AVChannelLayout from{};
    av_channel_layout_default(&from, block.ch_layout.nb_channels);
    AVChannelLayout to{};
    av_channel_layout_default(&to, channels_);
    SwrContext* made = nullptr;
    check(swr_alloc_set_opts2(&made, &to, AV_SAMPLE_FMT_FLT, rate_, &from,
                              static_cast<AVSampleFormat>(block.format), block.sample_rate, 0, nullptr),
          Fault::device, "the sound of the microphone cannot be converted");
    resampler_.reset(made);
    av_opt_set(made, "flags", "+res", 0); // also where both rates are the same: it has to follow
    check(swr_init(made), Fault::device, "the sound of the microphone cannot be converted");
    in_rate_ = block.sample_rate;
    in_format_ = block.format;
    in_channels_ = block.ch_layout.nb_channels;
}

Time SoundFollower::position() const {
    const auto waiting = resampler_ ? swr_get_delay(resampler_.get(), rate_) : 0;
    return begin_ + Time(static_cast<double>(count_ + waiting - to_leave_out_) / rate_);
}

Time SoundFollower::end() const {
    return begin_ + Time(static_cast<double>(count_) / rate_);
}

void SoundFollower::add(const AVFrame& block, Time time) {
    if (block.nb_samples <= 0 || block.sample_rate <= 0 || block.ch_layout.nb_channels <= 0)
        return;
    if (!resampler_ || block.sample_rate != in_rate_ || block.format != in_format_ ||
        block.ch_layout.nb_channels != in_channels_)
        make_resampler(block);
    const Time length(static_cast<double>(block.nb_samples) / block.sample_rate);
    if (!started_ && time + length <= begin_)
        return;
    error_ = position() - time;
    if (!started_) { // the first block lies about `begin`: exactly so
        started_ = true;
        if (error_ > Time(0))
            leave_out(error_);
        else
            insert_silence(-error_);
        error_ = filtered_ = Time(0);
    } else if (error_ < -hard_limit || error_ > hard_limit) {
        if (error_ > Time(0)) {
            leave_out(error_);
            dropped_ += error_;
        } else {
            insert_silence(-error_);
        }
        filtered_ = Time(0);
    } else {
        filtered_ += (error_ - filtered_) * smoothing;
        steer(filtered_, length);
    }
    convert(block);
}

void SoundFollower::steer(Time error, Time length) {
    const double next = integral_ + integrating * error.count() * length.count();
    integral_ = std::clamp(next, -most_correction, most_correction);
    correction_ = std::clamp(proportional * error.count() + integral_, -most_correction, most_correction);
    const double distance = compensation_seconds * rate_;
    swr_set_compensation(resampler_.get(), static_cast<int>(std::lround(-correction_ * distance)),
                         static_cast<int>(distance));
}

void SoundFollower::convert(const AVFrame& block) {
    const int room = swr_get_out_samples(resampler_.get(), block.nb_samples);
    if (room <= 0)
        return;
    const std::size_t before = made_.size();
    made_.resize(before + static_cast<std::size_t>(room) * static_cast<std::size_t>(channels_));
    auto* to = reinterpret_cast<std::uint8_t*>(made_.data() + before);
    const auto* const* from = const_cast<const std::uint8_t* const*>(block.extended_data);
    const int got = std::max(0, swr_convert(resampler_.get(), &to, room,
                                            const_cast<const std::uint8_t**>(from), block.nb_samples));
    made_.resize(before + static_cast<std::size_t>(got) * static_cast<std::size_t>(channels_));
    for (std::size_t i = before; i < made_.size(); ++i)
        made_[i] = std::isfinite(made_[i]) ? std::clamp(made_[i], -1.0F, 1.0F) : 0.0F;
    const std::int64_t out = std::min<std::int64_t>(to_leave_out_, got);
    const auto first = made_.begin() + static_cast<std::ptrdiff_t>(before);
    made_.erase(first, first + static_cast<std::ptrdiff_t>(out * channels_));
    to_leave_out_ -= out;
    count_ += got - out;
}

void SoundFollower::insert_silence(Time length) {
    const std::int64_t frames = std::llround(length.count() * rate_);
    const std::int64_t kept = std::min(frames, to_leave_out_);
    to_leave_out_ -= kept;
    made_.insert(made_.end(), static_cast<std::size_t>((frames - kept) * channels_), 0.0F);
    count_ += frames - kept;
    silence_ += length;
}

void SoundFollower::leave_out(Time length) {
    to_leave_out_ += std::llround(length.count() * rate_);
}

void SoundFollower::fill(Time until) {
    if (until > end())
        insert_silence(until - end());
}

void SoundFollower::cut(Time end_of_part) {
    const std::int64_t most = std::llround((end_of_part - begin_).count() * rate_);
    const std::int64_t over = std::max<std::int64_t>(0, count_ - most);
    const auto held = static_cast<std::int64_t>(made_.size()) / channels_;
    const std::int64_t out = std::min(over, held);
    made_.resize(static_cast<std::size_t>((held - out) * channels_));
    count_ -= out;
}

std::vector<float> SoundFollower::take() {
    std::vector<float> taken;
    taken.swap(made_);
    return taken;
}

} // namespace media

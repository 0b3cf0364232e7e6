#include "media/sound_line.h"

#include "media/audio_output.h"

#include <algorithm>
#include <cmath>

namespace media {
namespace {

/// A longer silence is no pause but a time stamp gone wrong: the sound follows at once.
constexpr std::int64_t longest_gap = std::int64_t{20} * output_rate;

} // namespace

std::int64_t SoundLine::frame_at(Time time) {
    return std::llround(time.count() * output_rate);
}

Time SoundLine::time_at(std::int64_t frame) {
    return Time(static_cast<double>(frame) / output_rate);
}

void SoundLine::clear() {
    samples_.clear();
}

void SoundLine::add(const SoundBlock& block) {
    std::int64_t at = frame_at(block.time);
    const auto frames = static_cast<std::int64_t>(block.samples.size() / output_channels_);
    if (samples_.empty())
        begin_ = at;
    const std::int64_t gap = at - end();
    if (gap > 0 && gap <= longest_gap)
        samples_.insert(samples_.end(), static_cast<std::size_t>(gap) * output_channels_, 0.0F);
    const std::int64_t cut = gap < 0 ? std::min(-gap, frames) : 0;
    samples_.insert(samples_.end(), block.samples.begin() + cut * static_cast<std::int64_t>(output_channels_),
                    block.samples.begin() + frames * static_cast<std::int64_t>(output_channels_));
}

std::size_t SoundLine::copy(std::int64_t at, std::span<float> samples) const {
    const auto wanted = static_cast<std::int64_t>(samples.size() / output_channels_);
    const std::int64_t silent = std::clamp<std::int64_t>(begin_ - at, 0, wanted);
    std::fill_n(samples.begin(), silent * static_cast<std::int64_t>(output_channels_), 0.0F);
    const std::int64_t from = at + silent - begin_;
    const std::int64_t there = std::clamp<std::int64_t>(end() - at - silent, 0, wanted - silent);
    if (there > 0)
        std::copy_n(samples_.begin() + from * static_cast<std::int64_t>(output_channels_),
                    there * static_cast<std::int64_t>(output_channels_),
                    samples.begin() + silent * static_cast<std::int64_t>(output_channels_));
    return static_cast<std::size_t>(empty() ? 0 : silent + there);
}

void SoundLine::trim(std::int64_t frame) {
    const std::int64_t gone = std::clamp<std::int64_t>(frame - begin_, 0, end() - begin_);
    samples_.erase(samples_.begin(), samples_.begin() + gone * static_cast<std::int64_t>(output_channels_));
    begin_ += gone;
}

} // namespace media

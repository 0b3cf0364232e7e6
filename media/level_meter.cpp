#include "media/level_meter.h"

#include <algorithm>
#include <cmath>
#include <ebur128.h>
#include <new>

namespace media {

namespace {

constexpr double fall = 0.8; // a meter jumps up and falls slowly
constexpr double clipping = 0.999;
constexpr double quiet = 0.001; // -60 dBFS
constexpr Time silent_after{5};
constexpr Time clipping_stays{3};
constexpr Time between_looks{0.1};
/// A microphone that gives nothing at all is lost, not silent.
constexpr Time gives_within{1};

} // namespace

struct LevelMeter::Loudness {
    ebur128_state* meter = ebur128_init(record_channels, record_rate, EBUR128_MODE_S);
    Loudness() {
        if (meter == nullptr)
            throw std::bad_alloc();
    }
    Loudness(const Loudness&) = delete;
    Loudness& operator=(const Loudness&) = delete;
    ~Loudness() { ebur128_destroy(&meter); }
};

LevelMeter::LevelMeter()
    : loudness_(std::make_unique<Loudness>()) {}
LevelMeter::~LevelMeter() = default;

void LevelMeter::convert(const AVFrame& block) {
    const int channels = block.ch_layout.nb_channels;
    if (!resampler_ || block.sample_rate != rate_ || block.format != format_ || channels != channels_) {
        rate_ = block.sample_rate;
        format_ = block.format;
        channels_ = channels;
        AVChannelLayout to{};
        av_channel_layout_default(&to, record_channels);
        AVChannelLayout from{};
        av_channel_layout_default(&from, channels);
        SwrContext* made = nullptr;
        check(swr_alloc_set_opts2(&made, &to, AV_SAMPLE_FMT_FLT, record_rate, &from,
                                  static_cast<AVSampleFormat>(format_), rate_, 0, nullptr),
              Fault::device, "the microphone's sound cannot be converted");
        resampler_.reset(made);
        check(swr_init(made), Fault::device, "the microphone's sound cannot be converted");
    }
    const int most = swr_get_out_samples(resampler_.get(), block.nb_samples);
    samples_.resize(static_cast<std::size_t>(std::max(0, most)) * record_channels);
    auto* out = reinterpret_cast<std::uint8_t*>(samples_.data());
    const int got = swr_convert(resampler_.get(), &out, most,
                                const_cast<const std::uint8_t**>(block.extended_data), block.nb_samples);
    samples_.resize(static_cast<std::size_t>(std::max(0, got)) * record_channels);
    for (float& sample : samples_) // nobody's loudspeaker and no meter gets a number that is none
        if (!std::isfinite(sample))
            sample = 0;
}

std::span<const float> LevelMeter::add(const AVFrame& block, Time now) {
    convert(block);
    double peak = 0;
    double square = 0;
    for (const float sample : samples_) {
        peak = std::max(peak, static_cast<double>(std::abs(sample)));
        square += static_cast<double>(sample) * sample;
    }
    const double rms = std::sqrt(square / static_cast<double>(std::max<std::size_t>(1, samples_.size())));
    level_.peak = std::max(peak, level_.peak * fall);
    level_.rms = std::max(rms, level_.rms * fall);
    level_.clipped = level_.clipped || peak >= clipping;
    if (first_ < Time(0) || now - last_ > gives_within)
        first_ = last_loud_ = now;
    last_ = now;
    if (peak > quiet)
        last_loud_ = now;
    if (peak >= clipping)
        last_clip_ = now;
    if (ebur128_add_frames_float(loudness_->meter, samples_.data(), samples_.size() / record_channels) !=
        EBUR128_SUCCESS)
        throw std::bad_alloc();
    if (now - looked_at_ >= between_looks) {
        looked_at_ = now;
        double loudness = 0;
        const bool known = ebur128_loudness_shortterm(loudness_->meter, &loudness) == EBUR128_SUCCESS;
        level_.short_term = known && std::isfinite(loudness) ? loudness : SoundLevel().short_term;
    }
    return samples_;
}

bool LevelMeter::silent(Time now) const {
    return first_ >= Time(0) && now - last_ < gives_within && now - last_loud_ > silent_after;
}

bool LevelMeter::clips(Time now) const {
    return now - last_clip_ < clipping_stays;
}

} // namespace media

#include "media/sound_meter.h"

#include "media/audio_output.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <new>

namespace media {

namespace {

constexpr double silence = -100;

struct FreeMeter {
    void operator()(ebur128_state* meter) const { ebur128_destroy(&meter); }
};

/// Collects the peaks of mono sound, a pair per slot of time.
class Peaks {
  public:
    explicit Peaks(Waveform& waveform)
        : waveform_(waveform)
        , slot_(output_rate / waveform.per_second) {}
    void add(const float* samples, std::size_t frames) {
        for (std::size_t i = 0; i < frames; ++i) {
            float mono = 0;
            for (int channel = 0; channel < output_channels; ++channel)
                mono += *samples++;
            mono /= static_cast<float>(output_channels);
            low_ = std::min(low_, mono);
            high_ = std::max(high_, mono);
            if (++count_ == slot_)
                close();
        }
    }
    void finish() {
        if (count_ > 0)
            close();
    }

  private:
    static std::int8_t level(float value) {
        return static_cast<std::int8_t>(std::lround(std::clamp(value, -1.0F, 1.0F) * 127));
    }
    void close() {
        waveform_.peaks.push_back(level(low_));
        waveform_.peaks.push_back(level(high_));
        count_ = 0;
        low_ = 0;
        high_ = 0;
    }

    Waveform& waveform_;
    int slot_;
    int count_ = 0;
    float low_ = 0;
    float high_ = 0;
};

} // namespace

struct SoundMeter::State {
    SoundFacts facts;
    Peaks peaks{facts.waveform};
    std::unique_ptr<ebur128_state, FreeMeter> meter{
        ebur128_init(output_channels, output_rate,
                     EBUR128_MODE_I | EBUR128_MODE_S | EBUR128_MODE_TRUE_PEAK | EBUR128_MODE_HISTOGRAM)};

    void judge() {
        double peak = 0;
        for (unsigned channel = 0; channel < static_cast<unsigned>(output_channels); ++channel) {
            double one = 0;
            if (ebur128_true_peak(meter.get(), channel, &one) == EBUR128_SUCCESS)
                peak = std::max(peak, one);
        }
        double integrated = 0;
        const bool measured = ebur128_loudness_global(meter.get(), &integrated) == EBUR128_SUCCESS;
        // Below the gate of -70 LUFS it is silence.
        if (measured && std::isfinite(integrated) && integrated > -70 && peak > 0)
            facts.loudness = {.integrated = integrated, .true_peak = 20 * std::log10(peak), .valid = true};
    }
};

SoundMeter::SoundMeter()
    : state_(std::make_unique<State>()) {
    if (!state_->meter)
        throw std::bad_alloc();
}
SoundMeter::~SoundMeter() = default;
SoundMeter::SoundMeter(SoundMeter&&) noexcept = default;
SoundMeter& SoundMeter::operator=(SoundMeter&&) noexcept = default;

void SoundMeter::add(const float* samples, std::size_t frames) {
    state_->peaks.add(samples, frames);
    if (ebur128_add_frames_float(state_->meter.get(), samples, frames) != EBUR128_SUCCESS)
        throw std::bad_alloc();
}

double SoundMeter::short_term() {
    double loudness = silence;
    const bool known = ebur128_loudness_shortterm(state_->meter.get(), &loudness) == EBUR128_SUCCESS;
    return known && std::isfinite(loudness) ? loudness : silence;
}

SoundFacts SoundMeter::finish() {
    state_->peaks.finish();
    state_->judge();
    return std::move(state_->facts);
}

} // namespace media

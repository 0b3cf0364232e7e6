#include "media/sound_maker.h"

#include "media/audio_output.h"
#include "media/ffmpeg.h"

#include <algorithm>
#include <cmath>

namespace media {

struct SoundMaker::State {
    Resampler resampler;
    AVChannelLayout layout{};
    int format = AV_SAMPLE_FMT_NONE;
    int rate = 0;

    ~State() { av_channel_layout_uninit(&layout); }

    bool prepare(const AVFrame& frame) {
        if (resampler && frame.format == format && frame.sample_rate == rate &&
            av_channel_layout_compare(&frame.ch_layout, &layout) == 0)
            return true;
        resampler.reset();
        if (frame.sample_rate < 1000 || frame.sample_rate > 768000 || frame.ch_layout.nb_channels < 1)
            return false;
        // A count without places: the usual layout of that many channels.
        AVChannelLayout known{};
        if (frame.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC)
            av_channel_layout_default(&known, frame.ch_layout.nb_channels);
        else
            av_channel_layout_copy(&known, &frame.ch_layout);
        AVChannelLayout stereo = AV_CHANNEL_LAYOUT_STEREO;
        SwrContext* context = nullptr;
        int error =
            swr_alloc_set_opts2(&context, &stereo, AV_SAMPLE_FMT_FLT, output_rate, &known,
                                static_cast<AVSampleFormat>(frame.format), frame.sample_rate, 0, nullptr);
        av_channel_layout_uninit(&known);
        resampler.reset(context);
        if (error >= 0)
            error = swr_init(resampler.get());
        if (error < 0) {
            resampler.reset();
            return false;
        }
        av_channel_layout_copy(&layout, &frame.ch_layout);
        format = frame.format;
        rate = frame.sample_rate;
        return true;
    }

    void convert(const std::uint8_t** data, int count, std::vector<float>& samples) {
        const int room = swr_get_out_samples(resampler.get(), count);
        if (room <= 0)
            return;
        const std::size_t before = samples.size();
        samples.resize(before + static_cast<std::size_t>(room) * output_channels);
        auto* target = reinterpret_cast<std::uint8_t*>(samples.data() + before);
        const int made = std::max(0, swr_convert(resampler.get(), &target, room, data, count));
        samples.resize(before + static_cast<std::size_t>(made) * output_channels);
        // Damaged float sound may hold anything; the loudspeaker must not.
        for (auto sample = samples.begin() + static_cast<std::ptrdiff_t>(before); sample != samples.end();
             ++sample)
            *sample = std::isfinite(*sample) ? std::clamp(*sample, -4.0F, 4.0F) : 0.0F;
    }
};

SoundMaker::SoundMaker()
    : state_(std::make_unique<State>()) {}
SoundMaker::~SoundMaker() = default;

bool SoundMaker::make(const AVFrame& frame, std::vector<float>& samples) {
    if (!state_->prepare(frame))
        return false;
    state_->convert(const_cast<const std::uint8_t**>(frame.extended_data), frame.nb_samples, samples);
    return true;
}

void SoundMaker::drain(std::vector<float>& samples) {
    if (state_->resampler)
        state_->convert(nullptr, 0, samples);
}

void SoundMaker::reset() {
    state_->resampler.reset();
}

} // namespace media

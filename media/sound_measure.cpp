#include "media/clip.h"

#include "media/audio_output.h"
#include "media/bounded_input.h"
#include "media/sound_meter.h"

#include <algorithm>
#include <cmath>
#include <new>

namespace media {
namespace {

// Measured as it is played: in the device's format, mixed to two loudspeakers as the player mixes it.
constexpr int measured_rate = output_rate;

/// Reads the first sound track and feeds what it decodes to meter and peaks, resampled to one rate.
class Measurement {
  public:
    Measurement(const std::filesystem::path& file, const std::atomic<bool>& cancel)
        : cancel_(cancel)
        , name_(file.filename().string())
        , input_(file, {.cancel = &cancel}) {}

    SoundFacts run() {
        input_.open();
        input_.find_streams();
        index_ = first_stream(input_.format(), AVMEDIA_TYPE_AUDIO);
        if (index_ < 0)
            throw Error(Fault::unsupported, name_ + " has no sound");
        const AVStream& stream = *input_.format().streams[index_];
        for (unsigned i = 0; i < input_.format().nb_streams; ++i)
            if (static_cast<int>(i) != index_)
                input_.format().streams[i]->discard = AVDISCARD_ALL;
        decoder_ = open_decoder(stream);
        decode_all();
        flush_resampler();
        if (frames_ == 0)
            throw Error(Fault::damaged, name_ + ": no sound could be decoded");
        return meter_.finish();
    }

  private:
    void stop_if_cancelled() const {
        if (cancel_)
            throw Error(Fault::timed_out, name_ + ": measuring was stopped");
    }
    void decode_all() {
        const Packet packet = make_packet();
        while (av_read_frame(&input_.format(), packet.get()) >= 0) {
            stop_if_cancelled();
            // A damaged packet is a click in the sound, not a reason to give up.
            if (packet->stream_index == index_ && avcodec_send_packet(decoder_.get(), packet.get()) >= 0)
                receive();
            av_packet_unref(packet.get());
            if (frames_ > static_cast<std::int64_t>(longest_clip * measured_rate))
                throw Error(Fault::too_large, name_ + " has more than 48 hours of sound");
        }
        stop_if_cancelled();
        if (avcodec_send_packet(decoder_.get(), nullptr) >= 0)
            receive();
    }
    void receive() {
        while (avcodec_receive_frame(decoder_.get(), frame_.get()) >= 0) {
            if (!same_format())
                make_resampler();
            convert(const_cast<const std::uint8_t**>(frame_->extended_data), frame_->nb_samples);
            av_frame_unref(frame_.get());
        }
    }
    [[nodiscard]] bool same_format() const {
        return resampler_ && frame_->sample_rate == rate_ && frame_->format == format_ &&
               av_channel_layout_compare(&frame_->ch_layout, &layout_.value) == 0;
    }
    /// Also in the middle of a file: broadcasts change from stereo to 5.1.
    void make_resampler() {
        flush_resampler();
        rate_ = frame_->sample_rate;
        format_ = frame_->format;
        check(av_channel_layout_copy(&layout_.value, &frame_->ch_layout), Fault::damaged, name_);
        if (rate_ <= 0 || layout_.value.nb_channels <= 0)
            throw Error(Fault::damaged, name_ + ": the sound has no rate");
        AVChannelLayout from{};
        if (layout_.value.order == AV_CHANNEL_ORDER_UNSPEC)
            av_channel_layout_default(&from, layout_.value.nb_channels);
        else
            check(av_channel_layout_copy(&from, &layout_.value), Fault::damaged, name_);
        AVChannelLayout to{};
        av_channel_layout_default(&to, output_channels);
        SwrContext* made = nullptr;
        const int code = swr_alloc_set_opts2(&made, &to, AV_SAMPLE_FMT_FLT, measured_rate, &from,
                                             static_cast<AVSampleFormat>(format_), rate_, 0, nullptr);
        av_channel_layout_uninit(&from);
        check(code, Fault::unsupported, name_);
        resampler_.reset(made);
        check(swr_init(resampler_.get()), Fault::unsupported, name_ + ": the sound cannot be converted");
    }
    void convert(const std::uint8_t** data, int samples) {
        const int room = swr_get_out_samples(resampler_.get(), samples);
        if (room <= 0)
            return;
        buffer_.resize(static_cast<std::size_t>(room) * static_cast<std::size_t>(output_channels));
        auto* to = reinterpret_cast<std::uint8_t*>(buffer_.data());
        const int got = swr_convert(resampler_.get(), &to, room, data, samples);
        if (got <= 0)
            return;
        const auto frames = static_cast<std::size_t>(got);
        // Decoders of damaged sound give infinite or no numbers, which would spoil every sum after them.
        for (float& sample : buffer_)
            sample = std::isfinite(sample) ? std::clamp(sample, -8.0F, 8.0F) : 0.0F;
        frames_ += got;
        meter_.add(buffer_.data(), frames);
    }
    void flush_resampler() {
        if (resampler_)
            convert(nullptr, 0);
    }

    struct Layout {
        Layout() = default;
        ~Layout() { av_channel_layout_uninit(&value); }
        Layout(const Layout&) = delete;
        Layout& operator=(const Layout&) = delete;
        AVChannelLayout value{};
    };

    const std::atomic<bool>& cancel_;
    std::string name_;
    BoundedInput input_;
    SoundMeter meter_;
    int index_ = -1;
    Decoder decoder_;
    Frame frame_ = make_frame();
    Resampler resampler_;
    int rate_ = 0;
    int format_ = -1;
    Layout layout_;
    std::vector<float> buffer_;
    std::int64_t frames_ = 0;
};

} // namespace

double level_gain(const Loudness& loudness) {
    constexpr double level = -23;      // LUFS
    constexpr double most_raised = 30; // dB
    // Below this nothing is audible; but a gain of nothing would let the limiter sleep.
    constexpr double least = 0.01;
    if (!loudness.valid)
        return 0;
    const double gain = std::min(level - loudness.integrated, most_raised);
    return std::abs(gain) < least ? least : gain;
}

SoundFacts measure_sound(const std::filesystem::path& file, const std::atomic<bool>& cancel) {
    return Measurement(file, cancel).run();
}

} // namespace media

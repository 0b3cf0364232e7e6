#include "media/capture_source.h"

#include "media/device_clock.h"

#include <cerrno>
#include <cmath>
#include <mutex>
#include <thread>

extern "C" {
#include <libavdevice/avdevice.h>
}

namespace media {

namespace {

constexpr auto poll_interval = std::chrono::milliseconds(4);
constexpr Time patience{0.1};

Time wall_offset() {
    timespec wall{};
    clock_gettime(CLOCK_REALTIME, &wall);
    return monotonic_now() -
           Time(static_cast<double>(wall.tv_sec) + static_cast<double>(wall.tv_nsec) * 1e-9);
}

/// A device of libavdevice. All but screen and test signal are opened without blocking, so that a device that
/// falls silent cannot hold its thread.
class Device : public CaptureSource {
  public:
    Device(CaptureSpec spec, const CaptureWish& wish)
        : spec_(std::move(spec)) {
        static std::once_flag once;
        std::call_once(once, avdevice_register_all);
        open(wish);
        const AVMediaType type = spec_.kind == CaptureKind::video ? AVMEDIA_TYPE_VIDEO : AVMEDIA_TYPE_AUDIO;
        for (unsigned i = 0; i < input_->nb_streams && stream_ == nullptr; ++i)
            if (input_->streams[i]->codecpar->codec_type == type)
                stream_ = input_->streams[i];
        if (stream_ == nullptr)
            throw Error(Fault::device,
                        text_of(spec_) +
                            (type == AVMEDIA_TYPE_VIDEO ? " gives no pictures" : " gives no sound"),
                        ENODATA);
        open_decoder();
    }

    std::optional<Captured> next() override {
        const Time until = monotonic_now() + patience;
        for (;;) {
            if (std::optional<Captured> ready = decoded())
                return paced(std::move(*ready));
            if (waiting_)
                return paced({});
            const int code = av_read_frame(input_.get(), packet_.get());
            if (code == AVERROR(EAGAIN)) {
                if (monotonic_now() >= until)
                    return std::nullopt;
                std::this_thread::sleep_for(poll_interval);
                continue;
            }
            check(code, Fault::device, text_of(spec_) + " is gone");
            arrival_ = monotonic_now();
            if (packet_->stream_index == stream_->index) {
                stamp_ =
                    packet_->pts != AV_NOPTS_VALUE
                        ? std::optional<Time>(static_cast<double>(packet_->pts) * av_q2d(stream_->time_base))
                        : std::nullopt;
                // A damaged picture of a camera is one picture less, not the end of the recording.
                avcodec_send_packet(decoder_.get(), packet_.get());
            }
            av_packet_unref(packet_.get());
        }
    }

    [[nodiscard]] std::string description() const override {
        const CaptureFormat gives = format();
        const std::string text = text_of(spec_) + " ";
        const std::string rate = std::to_string(std::lround(gives.rate));
        if (spec_.kind == CaptureKind::audio)
            return text + rate + " Hz " + std::to_string(gives.channels) + " ch";
        return text + std::to_string(gives.size.width) + "x" + std::to_string(gives.size.height) + " " +
               gives.codec + (gives.rate > 0 ? " " + rate + "/s" : "");
    }

    [[nodiscard]] CaptureFormat format() const override {
        const AVCodecParameters& codec = *stream_->codecpar;
        const bool video = spec_.kind == CaptureKind::video;
        const AVRational given =
            stream_->avg_frame_rate.num > 0 ? stream_->avg_frame_rate : stream_->r_frame_rate;
        const double pictures = given.num > 0 && given.den > 0 ? av_q2d(given) : 0;
        return {.size = {codec.width, codec.height},
                .rate = video ? pictures : codec.sample_rate,
                .channels = codec.ch_layout.nb_channels,
                .codec = avcodec_get_name(codec.codec_id)};
    }

    [[nodiscard]] bool may_stand_still() const override { return spec_.format != "v4l2"; }

  private:
    bool try_open(const char* input_format, bool size, const CaptureWish& wish, bool last) {
        const AVInputFormat* format = av_find_input_format(spec_.format.c_str());
        if (format == nullptr)
            throw Error(Fault::device, "this FFmpeg knows no " + spec_.format, ENOTSUP);
        Dictionary settings;
        if (input_format != nullptr)
            settings.set("input_format", input_format);
        if (spec_.kind == CaptureKind::video && spec_.format != "lavfi") {
            settings.set("framerate", std::to_string(wish.frame_rate));
            if (size && wish.size.width > 0)
                settings.set("video_size",
                             std::to_string(wish.size.width) + "x" + std::to_string(wish.size.height));
        }
        if (spec_.format == "pulse") {
            settings.set("fragment_size", "3840"); // 20 ms
            settings.set("name", "Dossier");
            settings.set("stream_name", "recording");
        }
        AVFormatContext* made = checked(avformat_alloc_context());
        if (spec_.format != "x11grab" && spec_.format != "lavfi")
            made->flags |= AVFMT_FLAG_NONBLOCK;
        made->flags |= AVFMT_FLAG_NOBUFFER;
        const int code = avformat_open_input(&made, spec_.address.c_str(), format, settings.address());
        if (code < 0 && !last)
            return false;
        check(code, Fault::device, "cannot open " + text_of(spec_));
        input_.reset(made);
        return true;
    }

    /// Cameras give high resolutions at full rate as JPEG only; a few know no JPEG; some not the size.
    void open(const CaptureWish& wish) {
        if (spec_.format == "v4l2") {
            if (try_open("mjpeg", true, wish, false) || try_open(nullptr, true, wish, false))
                return;
            try_open(nullptr, false, wish, true);
            return;
        }
        try_open(nullptr, spec_.format == "x11grab", wish, true);
    }

    void open_decoder() {
        const AVCodec* codec = avcodec_find_decoder(stream_->codecpar->codec_id);
        if (codec == nullptr)
            throw Error(Fault::device, text_of(spec_) + ": no decoder for what it gives", ENOTSUP);
        decoder_.reset(checked(avcodec_alloc_context3(codec)));
        check(avcodec_parameters_to_context(decoder_.get(), stream_->codecpar), Fault::device,
              text_of(spec_));
        decoder_->thread_count = 1; // no pictures waiting inside
        decoder_->flags |= AV_CODEC_FLAG_LOW_DELAY;
        check(avcodec_open2(decoder_.get(), codec, nullptr), Fault::device, text_of(spec_));
    }

    std::optional<Captured> decoded() {
        if (waiting_)
            return std::nullopt;
        Frame frame = make_frame();
        if (avcodec_receive_frame(decoder_.get(), frame.get()) < 0)
            return std::nullopt;
        const Time length(frame->nb_samples > 0 && frame->sample_rate > 0
                              ? static_cast<double>(frame->nb_samples) / frame->sample_rate
                              : 0.0);
        if (spec_.format == "lavfi") {
            // The signal is made as fast as it is asked for: its own time says when it is due.
            const Time stamp = stamp_.value_or(Time(0));
            // Two signals that count seconds count the same ones, whichever was opened first.
            if (!began_)
                began_ = Time(std::floor(monotonic_now().count())) - stamp;
            return Captured{std::move(frame), *began_ + stamp};
        }
        const Time time = clock_.map(stamp_, arrival_, length, wall_offset());
        stamp_ = std::nullopt;
        return Captured{std::move(frame), time};
    }

    /// Holds a block of a test signal back until it could have been captured.
    std::optional<Captured> paced(std::optional<Captured> fresh) {
        if (spec_.format != "lavfi")
            return fresh;
        if (!waiting_)
            waiting_ = std::move(fresh);
        if (!waiting_)
            return std::nullopt;
        const AVFrame& frame = *waiting_->frame;
        const Time length(frame.sample_rate > 0 ? static_cast<double>(frame.nb_samples) / frame.sample_rate
                                                : 0.0);
        const Time wait = waiting_->time + length - monotonic_now();
        if (wait > patience) {
            std::this_thread::sleep_for(patience);
            return std::nullopt;
        }
        if (wait > Time(0))
            std::this_thread::sleep_for(wait);
        std::optional<Captured> due = std::move(waiting_);
        waiting_.reset();
        return due;
    }

    CaptureSpec spec_;
    Input input_;
    AVStream* stream_ = nullptr;
    Decoder decoder_;
    Packet packet_ = make_packet();
    std::optional<Time> stamp_;
    Time arrival_{0};
    DeviceClock clock_;
    std::optional<Time> began_;
    std::optional<Captured> waiting_;
};

} // namespace

std::unique_ptr<CaptureSource> open_capture(const CaptureSpec& spec, const CaptureWish& wish) {
    return std::make_unique<Device>(spec, wish);
}

} // namespace media

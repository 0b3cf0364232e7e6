#include "media/record_encoders.h"

#include <algorithm>
#include <cmath>

namespace media {

namespace {

constexpr int video_clock = 90000;
constexpr const char* cannot_encode = "cannot encode the recording";
/// About 8 Mbit/s for 1080p30: a still room stays far below, a shaking camera cannot fill the disk.
constexpr double most_bits_a_pixel = 0.13;

void tag_colours(AVCodecContext& codec) {
    codec.color_range = AVCOL_RANGE_MPEG;
    codec.colorspace = AVCOL_SPC_BT709;
    codec.color_primaries = AVCOL_PRI_BT709;
    codec.color_trc = AVCOL_TRC_BT709;
}

/// The packets that are ready.
void take_all(AVCodecContext& encoder, const TakePacket& take) {
    for (;;) {
        Packet packet = make_packet();
        const int code = avcodec_receive_packet(&encoder, packet.get());
        if (code == AVERROR(EAGAIN) || code == AVERROR_EOF)
            return;
        check(code, Fault::write_failed, cannot_encode);
        take(std::move(packet));
    }
}

} // namespace

RecordVideo::RecordVideo(const RecordFormat& format)
    : last_length_(std::llround(last_picture_share / format.frame_rate * video_clock))
    , key_interval_(std::llround(format.key_interval.count() * video_clock)) {
    const AVCodec* codec = avcodec_find_encoder_by_name("libx264");
    if (codec == nullptr)
        throw Error(Fault::unsupported, "this FFmpeg has no encoder libx264");
    encoder_.reset(checked(avcodec_alloc_context3(codec)));
    encoder_->width = format.size.width;
    encoder_->height = format.size.height;
    encoder_->pix_fmt = AV_PIX_FMT_YUV420P;
    encoder_->time_base = {1, video_clock};
    encoder_->framerate = av_d2q(format.frame_rate, 1000);
    // encode() asks for the key pictures, by time. Counted by the encoder too there were two in a row every
    // second where the camera is a little quicker than it says.
    encoder_->gop_size = 1 + 2 * static_cast<int>(std::ceil(format.frame_rate * format.key_interval.count()));
    encoder_->flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_CLOSED_GOP;
    encoder_->rc_max_rate = std::llround(most_bits_a_pixel * format.size.width * format.size.height *
                                         std::clamp(format.frame_rate, 10.0, 60.0));
    encoder_->rc_buffer_size = static_cast<int>(encoder_->rc_max_rate);
    tag_colours(*encoder_);
    Dictionary settings;
    settings.set("preset", format.preset);
    settings.set("tune", "zerolatency");
    settings.set("crf", std::to_string(format.crf));
    settings.set("forced-idr", "1");
    settings.set("x264-params", "scenecut=0:open-gop=0");
    check(avcodec_open2(encoder_.get(), codec, settings.address()), Fault::unsupported, cannot_encode);
}

void RecordVideo::encode(const AVFrame& picture, Time at, const TakePacket& take) {
    av_frame_unref(frame_.get());
    check(av_frame_ref(frame_.get(), &picture), Fault::write_failed, cannot_encode);
    frame_->pts = std::max(last_pts_ + 1, static_cast<std::int64_t>(std::llround(at.count() * video_clock)));
    last_pts_ = frame_->pts;
    const bool key = frame_->pts >= next_key_;
    frame_->pict_type = key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
    if (key)
        next_key_ = frame_->pts + key_interval_ - last_length_; // half a picture early rather than one late
    check(avcodec_send_frame(encoder_.get(), frame_.get()), Fault::write_failed, cannot_encode);
    receive(take);
}

void RecordVideo::receive(const TakePacket& take) {
    take_all(*encoder_, [&](Packet packet) {
        packet->duration = last_length_;
        take(std::move(packet));
    });
}

void RecordVideo::finish(const TakePacket& take) {
    check(avcodec_send_frame(encoder_.get(), nullptr), Fault::write_failed, cannot_encode);
    receive(take);
}

RecordAudio::RecordAudio(SoundCodec sound_codec) {
    const char* name = sound_codec == SoundCodec::aac ? "aac" : "libopus";
    const AVCodec* codec = avcodec_find_encoder_by_name(name);
    if (codec == nullptr)
        throw Error(Fault::unsupported, std::string("this FFmpeg has no encoder ") + name);
    encoder_.reset(checked(avcodec_alloc_context3(codec)));
    encoder_->sample_rate = record_rate;
    encoder_->sample_fmt = sound_codec == SoundCodec::aac ? AV_SAMPLE_FMT_FLTP : AV_SAMPLE_FMT_FLT;
    av_channel_layout_default(&encoder_->ch_layout, record_channels);
    encoder_->time_base = {1, record_rate};
    encoder_->bit_rate = sound_codec == SoundCodec::aac ? 160000 : 96000;
    encoder_->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    check(avcodec_open2(encoder_.get(), codec, nullptr), Fault::unsupported, cannot_encode);
}

int RecordAudio::run_up() const {
    // AAC overlaps with the frame before; Opus converges within 80 ms (RFC 7845, 4.6).
    return encoder_->codec_id == AV_CODEC_ID_OPUS ? record_rate * 8 / 100 : encoder_->frame_size;
}

void RecordAudio::encode(std::span<const float> samples, const TakePacket& take) {
    waiting_.insert(waiting_.end(), samples.begin(), samples.end());
    const int count = encoder_->frame_size;
    const auto step = static_cast<std::size_t>(count) * record_channels;
    std::size_t used = 0;
    for (; waiting_.size() - used >= step; used += step)
        encode_frame(waiting_.data() + used, count, take);
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(used));
}

void RecordAudio::encode_frame(const float* samples, int count, const TakePacket& take) {
    av_frame_unref(frame_.get());
    frame_->format = encoder_->sample_fmt;
    frame_->sample_rate = record_rate;
    frame_->nb_samples = count;
    check(av_channel_layout_copy(&frame_->ch_layout, &encoder_->ch_layout), Fault::write_failed,
          cannot_encode);
    check(av_frame_get_buffer(frame_.get(), 0), Fault::write_failed, cannot_encode);
    if (frame_->format == AV_SAMPLE_FMT_FLT)
        std::copy_n(samples, count * record_channels, reinterpret_cast<float*>(frame_->data[0]));
    for (int channel = 0; frame_->format == AV_SAMPLE_FMT_FLTP && channel < record_channels; ++channel) {
        auto* to = reinterpret_cast<float*>(frame_->extended_data[channel]);
        for (int i = 0; i < count; ++i)
            to[i] = samples[i * record_channels + channel];
    }
    frame_->pts = next_;
    next_ += count;
    check(avcodec_send_frame(encoder_.get(), frame_.get()), Fault::write_failed, cannot_encode);
    receive(take);
}

/// The run-up has times before zero, which an MP4 without edit list cannot have: everything comes later by
/// it.
void RecordAudio::receive(const TakePacket& take) {
    take_all(*encoder_, [&](Packet packet) {
        packet->pts += encoder_->initial_padding;
        packet->dts += encoder_->initial_padding;
        take(std::move(packet));
    });
}

void RecordAudio::finish(const TakePacket& take) {
    if (const auto rest = static_cast<int>(waiting_.size()) / record_channels; rest > 0)
        encode_frame(waiting_.data(), rest, take);
    waiting_.clear();
    check(avcodec_send_frame(encoder_.get(), nullptr), Fault::write_failed, cannot_encode);
    receive(take);
}

} // namespace media

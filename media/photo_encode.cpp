#include "media/bgra.h"
#include "media/photo.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <new>
#include <string>

namespace media {
namespace {

void require_upright_bgra(const Picture& picture) {
    if (picture.layout != PixelLayout::bgra || picture.size.width <= 0 || picture.size.height <= 0)
        throw Error(Fault::unsupported, "only BGRA pictures are written as image files");
}

bool opaque(const Picture& picture) {
    for (int y = 0; y < picture.size.height; ++y) {
        const std::uint8_t* pixel = picture.planes[0] + y * picture.strides[0];
        for (int x = 0; x < picture.size.width; ++x, pixel += 4)
            if (pixel[3] != 255)
                return false;
    }
    return true;
}

/// RGBA with straight alpha, as PNG stores it; the scaler knows no premultiplied pixels.
Frame straight_rgba(const Picture& picture) {
    Frame frame = make_frame();
    frame->format = AV_PIX_FMT_RGBA;
    frame->width = picture.size.width;
    frame->height = picture.size.height;
    if (av_frame_get_buffer(frame.get(), 0) < 0)
        throw std::bad_alloc();
    for (int y = 0; y < frame->height; ++y) {
        const std::uint8_t* from = picture.planes[0] + y * picture.strides[0];
        std::uint8_t* to = frame->data[0] + static_cast<std::ptrdiff_t>(y) * frame->linesize[0];
        for (int x = 0; x < frame->width; ++x, from += 4, to += 4) {
            const unsigned alpha = from[3];
            for (std::size_t channel = 0; channel < 3; ++channel)
                to[channel] = static_cast<std::uint8_t>(
                    alpha == 0 ? 0U : std::min(255U, (from[2 - channel] * 255U + alpha / 2) / alpha));
            to[3] = from[3];
        }
    }
    return frame;
}

/// JPEG knows no transparency: what is behind the picture becomes paper white.
Frame on_white(const Picture& picture) {
    Frame frame = make_bgra_frame(picture.size);
    for (int y = 0; y < frame->height; ++y) {
        const std::uint8_t* from = picture.planes[0] + y * picture.strides[0];
        std::uint8_t* to = frame->data[0] + static_cast<std::ptrdiff_t>(y) * frame->linesize[0];
        for (int x = 0; x < frame->width; ++x, from += 4, to += 4)
            for (std::size_t channel = 0; channel < 4; ++channel)
                to[channel] = static_cast<std::uint8_t>(std::min(255, from[channel] + 255 - from[3]));
    }
    return frame;
}

Frame converted(const Picture& picture, AVPixelFormat format) {
    Frame frame = make_frame();
    frame->format = format;
    frame->width = picture.size.width;
    frame->height = picture.size.height;
    frame->color_range = format == AV_PIX_FMT_RGB24 ? AVCOL_RANGE_UNSPECIFIED : AVCOL_RANGE_JPEG;
    if (av_frame_get_buffer(frame.get(), 0) < 0)
        throw std::bad_alloc();
    const Scaler scaler(sws_getContext(frame->width, frame->height, AV_PIX_FMT_BGR0, frame->width,
                                       frame->height, format, SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT,
                                       nullptr, nullptr, nullptr));
    if (!scaler)
        throw Error(Fault::unsupported, "the picture cannot be converted");
    const int* matrix = sws_getCoefficients(SWS_CS_ITU601); // what JFIF prescribes
    sws_setColorspaceDetails(scaler.get(), matrix, 1, matrix, 1, 0, 1 << 16, 1 << 16);
    const std::array<const std::uint8_t*, 4> from{picture.planes[0]};
    const std::array<int, 4> stride{static_cast<int>(picture.strides[0])};
    sws_scale(scaler.get(), from.data(), stride.data(), 0, frame->height, frame->data, frame->linesize);
    return frame;
}

std::string encode(AVCodecID id, AVFrame& frame, int quantiser) {
    const AVCodec* codec = avcodec_find_encoder(id);
    if (codec == nullptr)
        throw Error(Fault::unsupported, "this FFmpeg cannot write the picture");
    const Encoder encoder(avcodec_alloc_context3(codec));
    if (!encoder)
        throw std::bad_alloc();
    encoder->width = frame.width;
    encoder->height = frame.height;
    encoder->pix_fmt = static_cast<AVPixelFormat>(frame.format);
    encoder->color_range = frame.color_range;
    encoder->time_base = {1, 25};
    encoder->sample_aspect_ratio = {1, 1};
    encoder->thread_count = 1;
    encoder->flags |= AV_CODEC_FLAG_BITEXACT;
    if (quantiser > 0) {
        encoder->flags |= AV_CODEC_FLAG_QSCALE;
        encoder->qmin = 1;
        encoder->global_quality = FF_QP2LAMBDA * quantiser;
        frame.quality = encoder->global_quality;
    }
    check(avcodec_open2(encoder.get(), codec, nullptr), Fault::unsupported, "cannot write the picture");
    check(avcodec_send_frame(encoder.get(), &frame), Fault::write_failed, "cannot write the picture");
    avcodec_send_frame(encoder.get(), nullptr);
    const Packet packet = make_packet();
    check(avcodec_receive_packet(encoder.get(), packet.get()), Fault::write_failed,
          "cannot write the picture");
    return {reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size)};
}

} // namespace

std::string encode_png(const Picture& picture) {
    require_upright_bgra(picture);
    const Frame frame = opaque(picture) ? converted(picture, AV_PIX_FMT_RGB24) : straight_rgba(picture);
    return encode(AV_CODEC_ID_PNG, *frame, 0);
}

std::string encode_jpeg(const Picture& picture, int quality) {
    require_upright_bgra(picture);
    Picture shown = picture;
    Frame white;
    if (!opaque(picture)) {
        white = on_white(picture);
        shown.planes[0] = white->data[0];
        shown.strides[0] = white->linesize[0];
    }
    const Frame frame = converted(shown, AV_PIX_FMT_YUVJ420P);
    // The usual 1..100 to FFmpeg's multiple of its matrix in eighths.
    const double percent = quality >= 50 ? 200 - 2.0 * quality : 5000.0 / std::max(1, quality);
    return encode(AV_CODEC_ID_MJPEG, *frame,
                  std::clamp(static_cast<int>(std::lround(percent * 0.08)), 1, 31));
}

} // namespace media

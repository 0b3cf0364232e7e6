#include "media/photo_decoders.h"

#include "media/bgra.h"
#include "media/exif.h"
#include "media/photo_header.h"

#include <algorithm>
#include <cstring>
#include <new>

extern "C" {
#include <libavutil/imgutils.h>
#include <libavutil/pixdesc.h>
}

namespace media {
namespace {

// A decoder walks over every pixel once per scan. Progressive photos have 3 to 12 scans; a file of thousands
// of empty ones over a huge picture would keep it busy for hours.
constexpr std::int64_t most_work = 3'000'000'000;
// The best JPEG packs under 350 pixels in a byte; more means that next to nothing of the picture is there.
constexpr std::int64_t most_pixels_per_byte = 4000;

AVCodecID codec_id(ImageFormat format) {
    switch (format) {
    case ImageFormat::jpeg:
        return AV_CODEC_ID_MJPEG;
    case ImageFormat::png:
        return AV_CODEC_ID_PNG;
    case ImageFormat::bmp:
        return AV_CODEC_ID_BMP;
    case ImageFormat::webp:
        return AV_CODEC_ID_WEBP;
    case ImageFormat::tiff:
        return AV_CODEC_ID_TIFF;
    case ImageFormat::gif:
        return AV_CODEC_ID_GIF;
    default:
        return AV_CODEC_ID_NONE;
    }
}

void check_size(std::string_view bytes, ImageFormat format) {
    const std::optional<Size> size = stored_size(bytes, format);
    if (!size)
        return; // the decoder has its own limit
    if (size->width <= 0 || size->height <= 0)
        throw Error(Fault::damaged, "the photo's header has no size");
    const std::int64_t pixels = std::int64_t{size->width} * size->height;
    if (pixels > most_pixels)
        throw Error(Fault::too_large, "the photo has more than 200 million pixels");
    if (format == ImageFormat::jpeg &&
        (pixels > most_pixels_per_byte * static_cast<std::int64_t>(bytes.size()) ||
         pixels * static_cast<std::int64_t>(passes(bytes, format)) > most_work))
        throw Error(Fault::damaged, "the photo's data do not fit its size");
}

/// Grey where a broken JPEG has no data; zeros would show as green.
int grey_buffer(AVCodecContext* codec, AVFrame* frame, int flags) {
    const int code = avcodec_default_get_buffer2(codec, frame, flags);
    if (code < 0)
        return code;
    for (const AVBufferRef* buffer : frame->buf)
        if (buffer != nullptr)
            std::memset(buffer->data, 0x80, buffer->size);
    return code;
}

/// A smaller picture straight from the JPEG's blocks, still a fifth larger than asked for.
int reduction(std::string_view bytes, int limit) {
    const std::optional<Size> size = stored_size(bytes, ImageFormat::jpeg);
    if (limit <= 0 || !size)
        return 0;
    int steps = 0;
    while (steps < 3 &&
           (std::int64_t{std::max(size->width, size->height)} >> (steps + 1)) * 5 >= std::int64_t{limit} * 6)
        ++steps;
    return steps;
}

Frame decode(std::string_view bytes, ImageFormat format, int limit) {
    const AVCodec* codec = avcodec_find_decoder(codec_id(format));
    if (codec == nullptr)
        throw Error(Fault::unsupported, "this FFmpeg has no decoder for the photo");
    const Decoder decoder(avcodec_alloc_context3(codec));
    if (!decoder)
        throw std::bad_alloc();
    decoder->thread_count = 1;
    decoder->max_pixels = most_pixels;
    decoder->flags |= AV_CODEC_FLAG_OUTPUT_CORRUPT;
    if (format == ImageFormat::jpeg) {
        decoder->get_buffer2 = grey_buffer;
        decoder->lowres = std::min(reduction(bytes, limit), static_cast<int>(codec->max_lowres));
    }
    check(avcodec_open2(decoder.get(), codec, nullptr), Fault::unsupported, "cannot decode the photo");
    const Packet packet = make_packet();
    check(av_new_packet(packet.get(), static_cast<int>(bytes.size())), Fault::too_large,
          "cannot decode the photo");
    std::memcpy(packet->data, bytes.data(), bytes.size());
    check(avcodec_send_packet(decoder.get(), packet.get()), Fault::damaged, "cannot decode the photo");
    avcodec_send_packet(decoder.get(), nullptr);
    Frame frame = make_frame();
    check(avcodec_receive_frame(decoder.get(), frame.get()), Fault::damaged, "cannot decode the photo");
    if (frame->width <= 0 || frame->height <= 0 || frame->data[0] == nullptr)
        throw Error(Fault::damaged, "the photo has no picture");
    return frame;
}

/// Cyan, magenta, yellow, black as FFmpeg leaves them in the planes of a JPEG without Adobe's marker.
Frame from_inks(const AVFrame& inks) {
    Frame made = make_bgra_frame({inks.width, inks.height});
    for (int y = 0; y < inks.height; ++y) {
        std::uint8_t* to = made->data[0] + static_cast<std::ptrdiff_t>(y) * made->linesize[0];
        for (int x = 0; x < inks.width; ++x, to += 4) {
            const auto light = [&](int plane) {
                return 255 - inks.data[plane][static_cast<std::ptrdiff_t>(y) * inks.linesize[plane] + x];
            };
            const int key = light(3);
            to[0] = static_cast<std::uint8_t>(light(2) * key / 255);
            to[1] = static_cast<std::uint8_t>(light(1) * key / 255);
            to[2] = static_cast<std::uint8_t>(light(0) * key / 255);
            to[3] = 255;
        }
    }
    return made;
}

} // namespace

PicturePtr decode_with_ffmpeg(std::string_view bytes, ImageFormat format, int limit) {
    check_size(bytes, format);
    Upright how{.orientation = exif_orientation(exif_block(bytes, format)), .limit = limit};
    const std::string better = repaired(bytes, format);
    Frame frame = decode(better.empty() ? bytes : std::string_view(better), format, limit);
    if (format == ImageFormat::jpeg && frame->format == AV_PIX_FMT_YUVA444P && plain_cmyk_jpeg(bytes))
        frame = from_inks(*frame);
    return upright_bgra(*frame, how);
}

} // namespace media

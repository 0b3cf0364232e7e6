#include "support/images.h"

#include "media/ffmpeg.h"

#include <libheif/heif.h>

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace support {
namespace {

using namespace std::string_literals;

std::string big(std::uint32_t value, int bytes) {
    std::string made;
    for (int i = bytes - 1; i >= 0; --i)
        made += static_cast<char>((value >> (8 * i)) & 0xffU);
    return made;
}

std::string little(std::uint64_t value, int bytes) {
    std::string made;
    for (int i = 0; i < bytes; ++i)
        made += static_cast<char>((value >> (8 * i)) & 0xffU);
    return made;
}

std::string riff_chunk(std::string_view name, std::string_view content) {
    std::string made = std::string(name) + little(static_cast<std::uint32_t>(content.size()), 4);
    made += content;
    return content.size() % 2 == 0 ? made : made + '\0';
}

media::Frame converted(media::Size size, const std::vector<std::uint8_t>& rgba, AVPixelFormat format) {
    media::Frame frame = media::make_frame();
    frame->format = format;
    frame->width = size.width;
    frame->height = size.height;
    av_frame_get_buffer(frame.get(), 0);
    const media::Scaler scaler(sws_getContext(size.width, size.height, AV_PIX_FMT_RGBA, size.width,
                                              size.height, format, SWS_POINT, nullptr, nullptr, nullptr));
    const std::array<const std::uint8_t*, 4> from{rgba.data()};
    const std::array<int, 4> stride{size.width * 4};
    sws_scale(scaler.get(), from.data(), stride.data(), 0, size.height, frame->data, frame->linesize);
    return frame;
}

class Bits {
  public:
    void put(unsigned value, int count) {
        for (int i = count - 1; i >= 0; --i) {
            byte_ = (byte_ << 1U) | ((value >> static_cast<unsigned>(i)) & 1U);
            if (++used_ == 8)
                flush();
        }
    }
    std::string finish() {
        while (used_ != 0)
            put(1, 1);
        return bytes_;
    }

  private:
    void flush() {
        bytes_ += static_cast<char>(byte_);
        if (byte_ == 0xff)
            bytes_ += '\0';
        byte_ = 0;
        used_ = 0;
    }
    std::string bytes_;
    unsigned byte_ = 0;
    int used_ = 0;
};

} // namespace

std::vector<std::uint8_t> four_corners(media::Size size, std::uint8_t alpha) {
    std::vector<std::uint8_t> rgba;
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const bool below = y >= size.height / 2;
            const std::uint32_t colour =
                corner_colours.at((below ? 2U : 0U) + (x >= size.width / 2 ? 1U : 0U));
            for (const unsigned shift : {16U, 8U, 0U})
                rgba.push_back(static_cast<std::uint8_t>(colour >> shift));
            rgba.push_back(below ? alpha : 255);
        }
    return rgba;
}

std::string encode_image(const std::string& encoder, const std::string& pixel_format, media::Size size,
                         const std::vector<std::uint8_t>& rgba) {
    const AVCodec* codec = avcodec_find_encoder_by_name(encoder.c_str());
    if (codec == nullptr)
        throw std::runtime_error("no encoder " + encoder);
    const media::Encoder context(avcodec_alloc_context3(codec));
    const AVPixelFormat format = av_get_pix_fmt(pixel_format.c_str());
    const media::Frame frame = converted(size, rgba, format);
    context->width = size.width;
    context->height = size.height;
    context->pix_fmt = format;
    context->time_base = {1, 25};
    context->flags |= AV_CODEC_FLAG_QSCALE;
    context->global_quality = encoder == "mjpeg" ? FF_QP2LAMBDA * 2 : 95;
    frame->quality = context->global_quality;
    media::check(avcodec_open2(context.get(), codec, nullptr), media::Fault::unsupported, encoder);
    media::check(avcodec_send_frame(context.get(), frame.get()), media::Fault::unsupported, encoder);
    avcodec_send_frame(context.get(), nullptr);
    std::string made;
    const media::Packet packet = media::make_packet();
    while (avcodec_receive_packet(context.get(), packet.get()) >= 0)
        made.append(reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size));
    return made;
}

std::string encode_heif(bool avif, media::Size size, const std::vector<std::uint8_t>& rgba, int orientation) {
    const auto need = [](const heif_error& error) {
        if (error.code != heif_error_Ok)
            throw std::runtime_error(error.message);
    };
    heif_context* context = heif_context_alloc();
    heif_encoder* encoder = nullptr;
    need(heif_context_get_encoder_for_format(context, avif ? heif_compression_AV1 : heif_compression_HEVC,
                                             &encoder));
    heif_encoder_set_lossy_quality(encoder, 90);
    if (avif)
        heif_encoder_set_parameter_integer(encoder, "speed", 9);
    heif_image* image = nullptr;
    need(
        heif_image_create(size.width, size.height, heif_colorspace_RGB, heif_chroma_interleaved_RGB, &image));
    need(heif_image_add_plane(image, heif_channel_interleaved, size.width, size.height, 24));
    int stride = 0;
    std::uint8_t* pixels = heif_image_get_plane(image, heif_channel_interleaved, &stride);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x)
            std::memcpy(pixels + y * stride + x * 3,
                        rgba.data() + static_cast<std::size_t>(y * size.width + x) * 4U, 3);
    heif_encoding_options* options = heif_encoding_options_alloc();
    options->image_orientation = static_cast<heif_orientation>(orientation);
    heif_image_handle* handle = nullptr;
    need(heif_context_encode_image(context, image, encoder, options, &handle));
    // Cameras write the turn into EXIF as well; it must not be applied a second time.
    const std::string block = exif(orientation);
    need(heif_context_add_exif_metadata(context, handle, block.data(), static_cast<int>(block.size())));
    std::string made;
    heif_writer writer{1, [](heif_context*, const void* data, std::size_t bytes, void* target) {
                           static_cast<std::string*>(target)->assign(static_cast<const char*>(data), bytes);
                           return heif_error{heif_error_Ok, heif_suberror_Unspecified, ""};
                       }};
    need(heif_context_write(context, &writer, &made));
    heif_image_handle_release(handle);
    heif_encoding_options_free(options);
    heif_image_release(image);
    heif_encoder_release(encoder);
    heif_context_free(context);
    return made;
}

std::string exif(int orientation, bool little_endian) {
    const auto number = [&](std::uint32_t value, int bytes) {
        return little_endian ? little(value, bytes) : big(value, bytes);
    };
    std::string made = little_endian ? "II*\0"s : "MM\0*"s;
    made += number(8, 4) + number(1, 2); // directory at 8, one entry
    made += number(0x0112, 2) + number(3, 2) + number(1, 4);
    made += number(static_cast<std::uint32_t>(orientation), 2) + number(0, 2);
    return made + number(0, 4);
}

std::string jpeg_with_exif(std::string_view jpeg, std::string_view exif_block) {
    const std::string content = "Exif\0\0"s + std::string(exif_block);
    std::string made(jpeg.substr(0, 2));
    made += "\xff\xe1" + big(static_cast<std::uint32_t>(content.size() + 2), 2) + content;
    return made.append(jpeg.substr(2));
}

std::string png_with_exif(std::string_view png, std::string_view exif_block) {
    constexpr std::size_t after_header = 8 + 25;
    std::string made(png.substr(0, after_header));
    made +=
        big(static_cast<std::uint32_t>(exif_block.size()), 4) + "eXIf" + std::string(exif_block) + big(0, 4);
    return made.append(png.substr(after_header));
}

std::string webp_with_exif(std::string_view webp, media::Size size, std::string_view exif_block) {
    const std::string header = "\x08\0\0\0"s + little(static_cast<std::uint32_t>(size.width - 1), 3) +
                               little(static_cast<std::uint32_t>(size.height - 1), 3);
    const std::string body =
        "WEBP" + riff_chunk("VP8X", header) + std::string(webp.substr(12)) + riff_chunk("EXIF", exif_block);
    return "RIFF" + little(static_cast<std::uint32_t>(body.size()), 4) + body;
}

std::string animated_webp(std::string_view webp, media::Size size) {
    const std::string shape = little(static_cast<std::uint32_t>(size.width - 1), 3) +
                              little(static_cast<std::uint32_t>(size.height - 1), 3);
    const std::string frame = little(0, 6) + shape + little(100, 3) + "\0"s + std::string(webp.substr(12));
    const std::string body = "WEBP" + riff_chunk("VP8X", "\x02\0\0\0"s + shape) +
                             riff_chunk("ANIM", little(0, 6)) + riff_chunk("ANMF", frame) +
                             riff_chunk("ANMF", frame);
    return "RIFF" + little(static_cast<std::uint32_t>(body.size()), 4) + body;
}

std::string id3_with_cover(std::string_view jpeg) {
    const std::string content = "\0image/jpeg\0\x03\0"s + std::string(jpeg);
    const std::string frame = "APIC" + big(static_cast<std::uint32_t>(content.size()), 4) + "\0\0"s + content;
    std::string length; // 7 bits a byte
    for (int shift = 21; shift >= 0; shift -= 7)
        length += static_cast<char>((frame.size() >> static_cast<unsigned>(shift)) & 0x7fU);
    return "ID3\x03\0\0"s + length + frame;
}

std::string flat_jpeg(const std::vector<int>& components, int adobe_transform) {
    const auto count = static_cast<std::uint32_t>(components.size());
    std::string made = "\xff\xd8";
    if (adobe_transform >= 0)
        made += "\xff\xee\0\x0e"
                "Adobe\0\x64\0\0\0\0"s +
                static_cast<char>(adobe_transform);
    made += "\xff\xdb"s + big(67, 2) + "\0"s + std::string(64, '\x08'); // all quantisers 8
    made += "\xff\xc0"s + big(8 + 3 * count, 2) + "\x08" + big(16, 2) + big(16, 2) + static_cast<char>(count);
    for (std::uint32_t i = 0; i < count; ++i)
        made += big(i + 1, 1) + "\x11\0"s;
    // Size classes 0..8 of the first coefficient as 4-bit codes; "end of block" as the code 0.
    made += "\xff\xc4"s + big(19 + 9, 2) + "\0\0\0\0\x09"s + std::string(12, '\0') + "\0\1\2\3\4\5\6\7\x08"s;
    made += "\xff\xc4"s + big(19 + 1, 2) + "\x10\x01"s + std::string(15, '\0') + "\0"s;
    made += "\xff\xda"s + big(6 + 2 * count, 2) + static_cast<char>(count);
    for (std::uint32_t i = 0; i < count; ++i)
        made += big(i + 1, 1) + "\0"s;
    made += "\0\x3f\0"s;
    Bits bits;
    for (int block = 0; block < 4; ++block)
        for (const int component : components) {
            const int level = block == 0 ? component - 128 : 0; // the others differ by nothing
            const int size = level == 0 ? 0 : 32 - __builtin_clz(static_cast<unsigned>(std::abs(level)));
            bits.put(static_cast<unsigned>(size), 4);
            bits.put(static_cast<unsigned>(level < 0 ? level + (1 << size) - 1 : level), size);
            bits.put(0, 1);
        }
    return made + bits.finish() + "\xff\xd9";
}

std::uint32_t colour_at(const media::Picture& picture, int percent_x, int percent_y) {
    const int x = picture.size.width * percent_x / 100;
    const int y = picture.size.height * percent_y / 100;
    const std::uint8_t* pixel = picture.planes[0] + y * picture.strides[0] + x * 4;
    return (static_cast<std::uint32_t>(pixel[2]) << 16U) | (static_cast<std::uint32_t>(pixel[1]) << 8U) |
           pixel[0];
}

int distance(std::uint32_t a, std::uint32_t b) {
    int most = 0;
    for (const unsigned shift : {16U, 8U, 0U})
        most = std::max(
            most, std::abs(static_cast<int>((a >> shift) & 0xffU) - static_cast<int>((b >> shift) & 0xffU)));
    return most;
}

} // namespace support

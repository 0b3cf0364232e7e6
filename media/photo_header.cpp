#include "media/photo_header.h"

#include "media/bytes.h"
#include "media/exif.h"

#include <algorithm>
#include <cstdlib>

namespace media {
namespace {

using namespace std::string_view_literals;

constexpr std::uint16_t tiff_width = 256;
constexpr std::uint16_t tiff_height = 257;

Size size_of(std::uint32_t width, std::uint32_t height) {
    constexpr std::uint32_t most = 0x7fffffff;
    return {static_cast<int>(std::min(width, most)), static_cast<int>(std::min(height, most))};
}

/// The frame header (SOFn) of a JPEG: from its marker on; empty when there is none.
std::string_view jpeg_frame(std::string_view bytes) {
    std::size_t at = 2;
    while (at + 4 <= bytes.size()) {
        if (bytes[at] != '\xff') { // junk between segments: decoders skip it too
            ++at;
            continue;
        }
        const auto marker = static_cast<unsigned char>(bytes[at + 1]);
        if (marker == 0xff || marker == 0x00 || marker == 0xd8) {
            ++at;
            continue;
        }
        const bool frame =
            marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (frame)
            return bytes.substr(at);
        if (marker == 0xda)
            return {};
        const bool alone = marker == 0x01 || (marker >= 0xd0 && marker <= 0xd9);
        at += alone ? 2 : 2 + number_at(bytes, at + 2, 2, Endian::big);
    }
    return {};
}

std::optional<Size> jpeg_size(std::string_view bytes) {
    const std::string_view frame = jpeg_frame(bytes);
    if (frame.size() < 9)
        return std::nullopt;
    return size_of(number_at(frame, 7, 2, Endian::big), number_at(frame, 5, 2, Endian::big));
}

std::optional<Size> bmp_size(std::string_view bytes) {
    if (number_at(bytes, 14, 4, Endian::little) == 12) // OS/2
        return size_of(number_at(bytes, 18, 2, Endian::little), number_at(bytes, 20, 2, Endian::little));
    const auto height = static_cast<std::int32_t>(number_at(bytes, 22, 4, Endian::little));
    const auto width = static_cast<std::int32_t>(number_at(bytes, 18, 4, Endian::little));
    // A negative height means rows from top to bottom; a negative width means nothing.
    return Size{width, height == INT32_MIN ? 0 : std::abs(height)};
}

std::optional<Size> webp_size(std::string_view bytes) {
    const std::string_view kind = piece(bytes, 12, 4);
    if (kind == "VP8X"sv)
        return size_of(number_at(bytes, 24, 3, Endian::little) + 1,
                       number_at(bytes, 27, 3, Endian::little) + 1);
    if (kind == "VP8L"sv) {
        const std::uint32_t bits = number_at(bytes, 21, 4, Endian::little);
        return size_of((bits & 0x3fffU) + 1, ((bits >> 14U) & 0x3fffU) + 1);
    }
    if (kind == "VP8 "sv)
        return size_of(number_at(bytes, 26, 2, Endian::little) & 0x3fffU,
                       number_at(bytes, 28, 2, Endian::little) & 0x3fffU);
    return std::nullopt;
}

std::string repaired_png(std::string_view bytes) {
    constexpr std::string_view end("\0\0\0\0IEND\xae\x42\x60\x82", 12);
    std::size_t at = 8;
    bool data = false;
    while (at + 8 <= bytes.size()) {
        const std::size_t length = number_at(bytes, at, 4, Endian::big);
        const std::string_view kind = bytes.substr(at + 4, 4);
        if (kind == "IEND"sv)
            return {};
        data = data || kind == "IDAT"sv;
        if (at + 12 + length > bytes.size()) {
            if (kind != "IDAT"sv)
                break;
            // The last piece of data is shortened to what is there; its checksum is not looked at.
            std::string made(bytes);
            const std::size_t left = bytes.size() - at - 8;
            for (std::size_t i = 0; i < 4; ++i)
                made[at + i] = static_cast<char>((left >> (8 * (3 - i))) & 0xffU);
            made.append(4, '\0');
            return made.append(end);
        }
        at += 12 + length;
    }
    if (!data)
        return {};
    return std::string(bytes.substr(0, std::min(at, bytes.size()))).append(end);
}

std::string little(std::size_t value) {
    std::string made;
    for (unsigned shift = 0; shift < 32; shift += 8)
        made += static_cast<char>((value >> shift) & 0xffU);
    return made;
}

std::string first_of_animated_webp(std::string_view bytes) {
    if (piece(bytes, 12, 4) != "VP8X"sv)
        return {};
    for (std::size_t at = 12; at + 8 <= bytes.size();) {
        const std::size_t length = number_at(bytes, at + 4, 4, Endian::little);
        if (bytes.substr(at, 4) == "ANMF"sv) {
            // 16 bytes about the frame, then the chunks of a still picture. VP8X: alpha, its size less one.
            const std::string_view frame = piece(bytes, at + 8, length);
            const std::string_view chunks = piece(frame, 16);
            if (chunks.empty())
                return {};
            std::string body = "WEBP";
            if (chunks.starts_with("ALPH"sv))
                body += "VP8X" + little(10) + std::string("\x10\0\0\0", 4) + std::string(frame.substr(6, 6));
            body += chunks;
            return "RIFF" + little(body.size()) + body;
        }
        at += 8 + length + length % 2;
    }
    return {};
}

} // namespace

std::optional<Size> stored_size(std::string_view bytes, ImageFormat format) {
    switch (format) {
    case ImageFormat::jpeg:
        return jpeg_size(bytes);
    case ImageFormat::png:
        return size_of(number_at(bytes, 16, 4, Endian::big), number_at(bytes, 20, 4, Endian::big));
    case ImageFormat::bmp:
        return bmp_size(bytes);
    case ImageFormat::gif:
        return size_of(number_at(bytes, 6, 2, Endian::little), number_at(bytes, 8, 2, Endian::little));
    case ImageFormat::webp:
        return webp_size(bytes);
    case ImageFormat::tiff:
        return size_of(tiff_number(bytes, tiff_width, 0), tiff_number(bytes, tiff_height, 0));
    default:
        return std::nullopt;
    }
}

std::size_t passes(std::string_view bytes, ImageFormat format) {
    if (format != ImageFormat::jpeg)
        return 1;
    std::size_t scans = 0;
    for (std::size_t at = bytes.find("\xff\xda"sv); at != std::string_view::npos;
         at = bytes.find("\xff\xda"sv, at + 2))
        ++scans;
    return std::max<std::size_t>(1, scans);
}

bool plain_cmyk_jpeg(std::string_view bytes) {
    const std::string_view frame = jpeg_frame(bytes);
    if (frame.size() < 10 || frame[9] != 4)
        return false;
    return bytes.substr(0, bytes.size() - frame.size())
               .find("\xff\xee\0\x0e"
                     "Adobe"sv) == std::string_view::npos;
}

std::string repaired(std::string_view bytes, ImageFormat format) {
    switch (format) {
    case ImageFormat::png:
        return repaired_png(bytes);
    case ImageFormat::webp:
        return first_of_animated_webp(bytes);
    default:
        return {};
    }
}

} // namespace media

#include "media/exif.h"

#include "media/bytes.h"

#include <array>

namespace media {
namespace {

using namespace std::string_view_literals;

constexpr std::uint16_t orientation_tag = 0x0112;

/// Some writers put JPEG's prefix before the TIFF header in WebP and PNG too.
std::string_view without_prefix(std::string_view block) {
    return block.starts_with("Exif\0\0"sv) ? block.substr(6) : block;
}

std::string_view in_jpeg(std::string_view file) {
    std::size_t at = 2;
    while (at + 4 <= file.size() && file[at] == '\xff') {
        const auto marker = static_cast<unsigned char>(file[at + 1]);
        if (marker == 0xff) { // fill byte
            ++at;
            continue;
        }
        if (marker == 0xda || marker == 0xd9) // the picture's data or its end
            break;
        const std::size_t length = number_at(file, at + 2, 2, Endian::big);
        if (length < 2)
            break;
        const std::string_view segment = piece(file, at + 4, length - 2);
        if (marker == 0xe1 && segment.starts_with("Exif\0\0"sv))
            return without_prefix(segment);
        at += 2 + length;
    }
    return {};
}

std::string_view in_png(std::string_view file) {
    for (std::size_t at = 8; at + 8 <= file.size();) {
        const std::size_t length = number_at(file, at, 4, Endian::big);
        if (piece(file, at + 4, 4) == "eXIf")
            return without_prefix(piece(file, at + 8, length));
        at += 12 + length;
    }
    return {};
}

std::string_view in_webp(std::string_view file) {
    for (std::size_t at = 12; at + 8 <= file.size();) {
        const std::size_t length = number_at(file, at + 4, 4, Endian::little);
        if (piece(file, at, 4) == "EXIF")
            return without_prefix(piece(file, at + 8, length));
        at += 8 + length + length % 2;
    }
    return {};
}

} // namespace

std::string_view exif_block(std::string_view file, ImageFormat format) {
    switch (format) {
    case ImageFormat::jpeg:
        return in_jpeg(file);
    case ImageFormat::png:
        return in_png(file);
    case ImageFormat::webp:
        return in_webp(file);
    case ImageFormat::tiff:
        return file;
    default:
        return {};
    }
}

std::uint32_t tiff_number(std::string_view tiff, std::uint16_t tag, std::uint32_t fallback) {
    const bool little = tiff.starts_with("II*\0"sv);
    if (!little && !tiff.starts_with("MM\0*"sv))
        return fallback;
    const Endian endian = little ? Endian::little : Endian::big;
    const std::size_t directory = number_at(tiff, 4, 4, endian);
    const std::size_t entries = number_at(tiff, directory, 2, endian);
    for (std::size_t entry = 0; entry < entries; ++entry) {
        const std::size_t at = directory + 2 + entry * 12;
        if (at + 12 > tiff.size())
            break;
        if (number_at(tiff, at, 2, endian) != tag)
            continue;
        switch (number_at(tiff, at + 2, 2, endian)) { // field type
        case 1:
            return number_at(tiff, at + 8, 1, endian);
        case 3:
            return number_at(tiff, at + 8, 2, endian);
        case 4:
            return number_at(tiff, at + 8, 4, endian);
        default:
            return fallback;
        }
    }
    return fallback;
}

Orientation exif_orientation(std::string_view tiff) {
    static constexpr std::array<Orientation, 9> by_value{{
        {0, false},
        {0, false}, // 1: as it is
        {0, true},  // 2: mirrored left-right
        {2, false}, // 3: upside down
        {2, true},  // 4: mirrored top-bottom
        {3, true},  // 5: rows are columns
        {1, false}, // 6: to be turned clockwise
        {1, true},  // 7: rows are columns, both backwards
        {3, false}  // 8: to be turned counter-clockwise
    }};
    const std::uint32_t value = tiff_number(tiff, orientation_tag, 1);
    return value < by_value.size() ? by_value[value] : Orientation{};
}

} // namespace media

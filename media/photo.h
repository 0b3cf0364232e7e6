// Photos: JPEG, PNG, WebP, HEIC, AVIF, BMP, TIFF to upright BGRA; EXIF turn applied once, CMYK converted.
#pragma once

#include "media/error.h"
#include "media/picture.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace media {

/// Decodes a photo; at most 200 million pixels; scaled down to `limit` on its longer side (0 = full size).
/// Throws Error with a reason. Safe on any thread; no input crashes, hangs or fills memory.
PicturePtr decode_photo(std::string_view bytes, int limit = 0);
/// The same for a plain file; FIFOs, devices and files over 512 MiB are refused.
PicturePtr decode_photo(const std::filesystem::path& file, int limit = 0);
/// A string is bytes, not a path.
inline PicturePtr decode_photo(const std::string& bytes, int limit = 0) {
    return decode_photo(std::string_view(bytes), limit);
}

enum class ImageFormat { unknown, jpeg, png, bmp, webp, heic, avif, tiff, gif };
/// By the first bytes, never by the file's name.
ImageFormat sniff_image(std::string_view bytes);

/// Writes an upright BGRA picture as a PNG or JPEG file's bytes (thumbnails, posters).
std::string encode_png(const Picture& picture);
std::string encode_jpeg(const Picture& picture, int quality = 88);

} // namespace media

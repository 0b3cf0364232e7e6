// The decoders behind decode_photo(): FFmpeg's, and libheif for HEIC and AVIF.
#pragma once

#include "media/photo.h"

#include <string_view>

namespace media {

inline constexpr std::int64_t most_pixels = 200'000'000;

/// JPEG, PNG, WebP, BMP, TIFF, GIF. Turned by EXIF. Throws Error.
PicturePtr decode_with_ffmpeg(std::string_view bytes, ImageFormat format, int limit);
/// HEIC, AVIF. Turned by the container's own properties; EXIF is not applied on top. Throws Error.
PicturePtr decode_with_heif(std::string_view bytes, int limit);

} // namespace media

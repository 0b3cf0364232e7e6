// The turn a camera wrote into a photo: finds the EXIF block and reads its orientation.
#pragma once

#include "media/photo.h"
#include "media/picture.h"

#include <string_view>

namespace media {

/// The TIFF structure ("II*..." or "MM.*...") inside a JPEG, PNG or WebP file; a TIFF file is one itself.
/// Empty when there is none.
std::string_view exif_block(std::string_view file, ImageFormat format);

/// One number of the first directory of a TIFF structure, as unsigned; `fallback` when it is absent or
/// broken.
std::uint32_t tiff_number(std::string_view tiff, std::uint16_t tag, std::uint32_t fallback);

/// Values 1..8 of tag Orientation (EXIF 2.32, 4.6.4); anything else is upright.
Orientation exif_orientation(std::string_view tiff);

} // namespace media

// What a photo's header says before anything is decoded, and repairs that give broken photos a picture.
#pragma once

#include "media/photo.h"

#include <optional>
#include <string>
#include <string_view>

namespace media {

/// Stored size as the header has it (not yet turned); nothing where it cannot be found.
std::optional<Size> stored_size(std::string_view bytes, ImageFormat format);

/// How often a decoder has to walk over the whole picture: scans of a progressive JPEG; 1 for the others.
std::size_t passes(std::string_view bytes, ImageFormat format);

/// A JPEG with four inks and no Adobe marker: inks are stored as they are, not inverted.
bool plain_cmyk_jpeg(std::string_view bytes);

/// Bytes FFmpeg's decoder gets a picture from where it would refuse the file: a PNG that breaks off, an
/// animated WebP (its first picture). Empty when there is nothing to repair.
std::string repaired(std::string_view bytes, ImageFormat format);

} // namespace media

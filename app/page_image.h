// Pictures of the media store as images for pages.
#pragma once

#include "dossier/pages/page.h"
#include "media/picture.h"

#include <filesystem>

namespace app {

/// nullptr stays nullptr.
pages::ImagePtr page_image(const media::PicturePtr& picture);
/// Decoded, at most `limit` pixels on a side; nullptr when the file is missing or damaged.
pages::ImagePtr page_image(const std::filesystem::path& file, int limit);

} // namespace app

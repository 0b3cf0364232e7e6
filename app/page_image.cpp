#include "app/page_image.h"

#include "media/photo.h"

#include <algorithm>

namespace app {

pages::ImagePtr page_image(const media::PicturePtr& picture) {
    if (picture == nullptr)
        return nullptr;
    const media::PicturePtr upright = media::to_bgra(*picture, 0);
    auto image = std::make_shared<pages::Image>();
    image->width = upright->size.width;
    image->height = upright->size.height;
    const auto row = static_cast<std::size_t>(image->width) * 4;
    image->bgra.resize(row * static_cast<std::size_t>(image->height));
    for (int y = 0; y < image->height; ++y)
        std::copy_n(upright->planes[0] + y * upright->strides[0], row,
                    image->bgra.begin() + static_cast<std::ptrdiff_t>(row) * y);
    return image;
}

pages::ImagePtr page_image(const std::filesystem::path& file, int limit) {
    try {
        return page_image(media::decode_photo(file, limit));
    } catch (const media::Error&) {
        return nullptr;
    }
}

} // namespace app

#include "dossier/pages/picture.h"

#include <algorithm>
#include <cmath>

namespace pages {

namespace {

/// Half the size, each pixel the mean of four; an odd last row or column is repeated.
ImagePtr halved(const Image& image) {
    auto half = std::make_shared<Image>();
    half->width = (image.width + 1) / 2;
    half->height = (image.height + 1) / 2;
    half->bgra.resize(static_cast<std::size_t>(half->width) * static_cast<std::size_t>(half->height) * 4);
    const std::size_t stride = static_cast<std::size_t>(image.width) * 4;
    std::uint8_t* out = half->bgra.data();
    for (int y = 0; y < half->height; ++y) {
        const std::uint8_t* upper = image.bgra.data() + static_cast<std::size_t>(2 * y) * stride;
        const std::uint8_t* lower = 2 * y + 1 < image.height ? upper + stride : upper;
        for (int x = 0; x < half->width; ++x) {
            const std::size_t left = static_cast<std::size_t>(2 * x) * 4;
            const std::size_t right = 2 * x + 1 < image.width ? left + 4 : left;
            for (std::size_t c = 0; c < 4; ++c)
                *out++ = static_cast<std::uint8_t>(
                    (upper[left + c] + upper[right + c] + lower[left + c] + lower[right + c] + 2) / 4);
        }
    }
    return half;
}

} // namespace

MipPicture::MipPicture(ImagePtr image) {
    levels_.push_back(std::move(image));
    while (std::min(levels_.back()->width, levels_.back()->height) > 64)
        levels_.push_back(halved(*levels_.back()));
}

void MipPicture::draw(cairo_t* cr, const Box& box, const Box& crop) const {
    double sx = box.width / crop.width;
    double sy = 0;
    cairo_user_to_device_distance(cr, &sx, &sy);
    double scale = std::hypot(sx, sy); // device pixels per picture pixel
    if (cairo_surface_get_type(cairo_get_target(cr)) != CAIRO_SURFACE_TYPE_IMAGE)
        scale *= 150.0 / 72; // paper: 150 to 300 dots an inch
    std::size_t level = 0;
    while (level + 1 < levels_.size() && scale <= 0.5) {
        scale *= 2;
        ++level;
    }
    const Image& image = *levels_[level];
    // cairo only reads the bytes of a source.
    cairo_surface_t* surface =
        cairo_image_surface_create_for_data(const_cast<std::uint8_t*>(image.bgra.data()), CAIRO_FORMAT_ARGB32,
                                            image.width, image.height, image.width * 4);
    const double fx = static_cast<double>(image.width) / width();
    const double fy = static_cast<double>(image.height) / height();
    cairo_save(cr);
    cairo_rectangle(cr, box.x, box.y, box.width, box.height);
    cairo_clip(cr);
    cairo_translate(cr, box.x, box.y);
    cairo_scale(cr, box.width / (crop.width * fx), box.height / (crop.height * fy));
    cairo_set_source_surface(cr, surface, -crop.x * fx, -crop.y * fy);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_BILINEAR);
    cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
    cairo_paint(cr);
    cairo_restore(cr);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
}

PicturePtr make_picture(const ImagePtr& image) {
    if (!image || image->width <= 0 || image->height <= 0 ||
        image->bgra.size() <
            static_cast<std::size_t>(image->width) * static_cast<std::size_t>(image->height) * 4)
        return nullptr;
    return std::make_shared<const MipPicture>(image);
}

} // namespace pages

#include "dossier/pages/page.h"

#include <cmath>
#include <stdexcept>
#include <string>

namespace pages {

Raster rasterise(const Page& page, int width, int height, double scale, double left, double top,
                 std::uint32_t margin) {
    Raster raster;
    if (width <= 0 || height <= 0)
        return raster;
    raster.width = width;
    raster.height = height;
    raster.bgrx.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    cairo_surface_t* surface =
        cairo_image_surface_create_for_data(raster.bgrx.data(), CAIRO_FORMAT_RGB24, width, height, width * 4);
    cairo_t* cr = cairo_create(surface);
    const PageSize size = page.size();
    const bool covered = left >= 0 && top >= 0 && (size.width - left) * scale >= width &&
                         (size.height - top) * scale >= height;
    if (!covered) {
        cairo_set_source_rgb(cr, ((margin >> 16) & 255) / 255.0, ((margin >> 8) & 255) / 255.0,
                             (margin & 255) / 255.0);
        cairo_paint(cr);
    }
    // Whole pixels: a clip between them would cost a mask.
    const double x = std::round(-left * scale);
    const double y = std::round(-top * scale);
    cairo_rectangle(cr, x, y, std::ceil(size.width * scale - 0.01), std::ceil(size.height * scale - 0.01));
    cairo_clip(cr);
    cairo_translate(cr, x, y);
    cairo_scale(cr, scale, scale);
    page.draw(cr);
    const cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error(std::string("cannot draw a page: ") + cairo_status_to_string(status));
    return raster;
}

} // namespace pages

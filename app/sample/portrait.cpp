#include "app/sample/portrait.h"

#include "app/sample/face_strokes.h"
#include "media/photo.h"

#include <cstring>

namespace app::sample {

std::string make_portrait(const Face& face, int height) {
    const int width = height * 4 / 5;
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    cairo_surface_t* surface =
        cairo_image_surface_create_for_data(pixels.data(), CAIRO_FORMAT_RGB24, width, height, width * 4);
    cairo_t* cr = cairo_create(surface);
    cairo_scale(cr, width / face_width, height / face_height);
    Pattern ground(cairo_pattern_create_radial(200, 190, 60, 200, 230, 360));
    add_stop(ground, 0, lighter(face.ground, 0.20));
    add_stop(ground, 1, darker(face.ground, 0.06));
    cairo_set_source(cr, ground.get());
    cairo_paint(cr);
    cairo_translate(cr, 200, 262);
    cairo_scale(cr, 1.16, 1.16);
    cairo_translate(cr, -200, -240);
    draw_bust(cr, face);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    for (std::size_t i = 3; i < pixels.size(); i += 4)
        pixels[i] = 255;
    return media::encode_jpeg(*media::make_bgra({width, height}, std::move(pixels)), 90);
}

} // namespace app::sample

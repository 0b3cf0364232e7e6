// Colours and curves of the drawn faces.
#pragma once

#include "app/sample/face.h"

#include <algorithm>
#include <memory>

namespace app::sample {

inline Shade mix(const Shade& a, const Shade& b, double share) {
    return {a.red + (b.red - a.red) * share, a.green + (b.green - a.green) * share,
            a.blue + (b.blue - a.blue) * share};
}
inline Shade darker(const Shade& a, double share) {
    return mix(a, {0.05, 0.03, 0.03}, share);
}
inline Shade lighter(const Shade& a, double share) {
    return mix(a, {1, 1, 1}, share);
}
inline void set_source(cairo_t* cr, const Shade& shade, double alpha = 1) {
    cairo_set_source_rgba(cr, shade.red, shade.green, shade.blue, alpha);
}

struct PatternDeleter {
    void operator()(cairo_pattern_t* pattern) const { cairo_pattern_destroy(pattern); }
};
using Pattern = std::unique_ptr<cairo_pattern_t, PatternDeleter>;

inline void add_stop(const Pattern& pattern, double at, const Shade& shade, double alpha = 1) {
    cairo_pattern_add_color_stop_rgba(pattern.get(), at, shade.red, shade.green, shade.blue, alpha);
}
inline Pattern vertical(double top, double bottom, const Shade& from, const Shade& to) {
    Pattern pattern(cairo_pattern_create_linear(0, top, 0, bottom));
    add_stop(pattern, 0, from);
    add_stop(pattern, 1, to);
    return pattern;
}
/// A soft spot that fades to nothing.
inline void spot(cairo_t* cr, double x, double y, double radius_x, double radius_y, const Shade& shade,
                 double alpha) {
    cairo_save(cr);
    cairo_translate(cr, x, y);
    cairo_scale(cr, radius_x, radius_y);
    Pattern pattern(cairo_pattern_create_radial(0, 0, 0, 0, 0, 1));
    add_stop(pattern, 0, shade, alpha);
    add_stop(pattern, 0.5, shade, alpha * 0.55);
    add_stop(pattern, 1, shade, 0);
    cairo_set_source(cr, pattern.get());
    cairo_arc(cr, 0, 0, 1, 0, 6.2831853);
    cairo_fill(cr);
    cairo_restore(cr);
}

/// Measures all parts agree on, in design units.
struct Measures {
    explicit Measures(const Face& face)
        : centre(face_width / 2)
        , half_width(82 * face.width)
        , cheek(76 * face.width + 5 * face.fullness)
        , jaw(57 * face.width * face.jaw + 7 * face.fullness)
        , chin(334 + face.chin)
        , eye_y(222)
        , eye_x(35 * face.width + face.eye_spacing)
        , nose_y(268 + face.nose_length)
        , mouth_y(295 + face.nose_length * 0.6 + face.chin * 0.35) {}
    double centre, half_width, cheek, jaw, chin, eye_y, eye_x, nose_y, mouth_y;
};

/// The outline of face and forehead, closed.
void face_path(cairo_t* cr, const Measures& m);

} // namespace app::sample

#include "app/sample/face.h"
#include "app/sample/face_strokes.h"

#include <cmath>

namespace app::sample {

void face_path(cairo_t* cr, const Measures& m) {
    const double top = 112;
    cairo_new_path(cr);
    cairo_move_to(cr, m.centre, top);
    for (const double side : {1.0, -1.0}) {
        const auto x = [&](double offset) { return m.centre + side * offset; };
        if (side > 0) {
            cairo_curve_to(cr, x(m.half_width * 0.75), top, x(m.half_width), 160, x(m.half_width), 212);
            cairo_curve_to(cr, x(m.half_width), 240, x(m.cheek + 2), 262, x(m.jaw + 8), 290);
            cairo_curve_to(cr, x(m.jaw - 4), 314, x(m.jaw * 0.55), m.chin - 1, m.centre, m.chin);
        } else {
            cairo_curve_to(cr, x(m.jaw * 0.55), m.chin - 1, x(m.jaw - 4), 314, x(m.jaw + 8), 290);
            cairo_curve_to(cr, x(m.cheek + 2), 262, x(m.half_width), 240, x(m.half_width), 212);
            cairo_curve_to(cr, x(m.half_width), 160, x(m.half_width * 0.75), top, m.centre, top);
        }
    }
    cairo_close_path(cr);
}

namespace {

void draw_ears(cairo_t* cr, const Face& face, const Measures& m) {
    for (const double side : {-1.0, 1.0}) {
        const double x = m.centre + side * (m.half_width + 1);
        cairo_save(cr);
        cairo_translate(cr, x, 234);
        cairo_rotate(cr, side * 0.12);
        cairo_scale(cr, 11, 25);
        cairo_arc(cr, 0, 0, 1, 0, 6.2831853);
        cairo_restore(cr);
        set_source(cr, darker(face.skin, 0.07));
        cairo_fill(cr);
        cairo_new_path(cr);
        cairo_move_to(cr, x + side * 5, 219);
        cairo_curve_to(cr, x + side * 9, 232, x + side * 6, 244, x + side * 1, 248);
        set_source(cr, darker(face.skin, 0.32), 0.6);
        cairo_set_line_width(cr, 1.6);
        cairo_stroke(cr);
        if (face.female && face.hair == Hair::tied_back) {
            cairo_arc(cr, x - side * 1, 257, 3.4, 0, 6.2831853);
            cairo_set_source_rgb(cr, 0.95, 0.93, 0.90);
            cairo_fill(cr);
        }
    }
}

void shade_face(cairo_t* cr, const Face& face, const Measures& m) {
    cairo_save(cr);
    face_path(cr, m);
    cairo_clip(cr);
    const Shade warm = mix(face.skin, {0.80, 0.38, 0.30}, 0.55);
    const Shade dark = darker(face.skin, 0.45);
    // Light from the upper left: the right side and the edge of the jaw fall away.
    Pattern side(cairo_pattern_create_linear(m.centre - m.half_width, 0, m.centre + m.half_width, 0));
    add_stop(side, 0, dark, 0.16);
    add_stop(side, 0.14, dark, 0);
    add_stop(side, 0.68, dark, 0);
    add_stop(side, 1, dark, 0.30);
    cairo_set_source(cr, side.get());
    cairo_paint(cr);
    Pattern jaw(cairo_pattern_create_linear(0, m.chin - 42, 0, m.chin + 2));
    add_stop(jaw, 0, dark, 0);
    add_stop(jaw, 1, dark, 0.20);
    cairo_set_source(cr, jaw.get());
    cairo_paint(cr);
    spot(cr, m.centre - 6, 158, 66, 42, lighter(face.skin, 0.6), 0.35);
    for (const double x : {-1.0, 1.0}) {
        spot(cr, m.centre + x * 46, 264, 30, 24, warm, face.female ? 0.26 : 0.15);
        spot(cr, m.centre + x * m.eye_x, 217, 29, 17, dark, 0.17); // sockets
    }
    spot(cr, m.centre, m.chin - 15, 20, 12, lighter(face.skin, 0.5), 0.22);
    if (!face.female) // shaven
        spot(cr, m.centre, 306, 52, 36, {0.35, 0.36, 0.38}, 0.10);
    cairo_restore(cr);
}

void draw_nose(cairo_t* cr, const Face& face, const Measures& m) {
    const double half = 14.5 * face.nose;
    const double y = m.nose_y;
    const Shade dark = darker(face.skin, 0.5);
    spot(cr, m.centre - 1.5, y - 30, 5, 34, lighter(face.skin, 0.75), 0.35);
    spot(cr, m.centre - 1, y - 3, 8.5, 7.5, lighter(face.skin, 0.8), 0.42);
    spot(cr, m.centre + half * 0.85, y - 14, 7, 26, dark, 0.14);
    spot(cr, m.centre, y + 9, half * 1.25, 7, dark, 0.24);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    for (const double side : {-1.0, 1.0}) {
        cairo_new_path(cr); // wing
        cairo_move_to(cr, m.centre + side * (half - 2), y - 9);
        cairo_curve_to(cr, m.centre + side * (half + 4), y - 4, m.centre + side * (half + 3), y + 5,
                       m.centre + side * (half - 4), y + 5);
        set_source(cr, dark, 0.42);
        cairo_set_line_width(cr, 1.7);
        cairo_stroke(cr);
        cairo_save(cr); // nostril
        cairo_translate(cr, m.centre + side * half * 0.50, y + 4.2);
        cairo_rotate(cr, side * 0.25);
        cairo_scale(cr, 4.3 * face.nose, 1.9);
        cairo_arc(cr, 0, 0, 1, 0, 6.2831853);
        cairo_restore(cr);
        set_source(cr, darker(face.skin, 0.72), 0.75);
        cairo_fill(cr);
    }
}

void draw_age(cairo_t* cr, const Face& face, const Measures& m) {
    const double age = std::clamp((face.age - 34) / 24.0, 0.0, 1.0) * (face.female ? 0.6 : 1);
    if (age <= 0)
        return;
    const Shade dark = darker(face.skin, 0.5);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    const auto line = [&](double width, double alpha) {
        set_source(cr, dark, alpha * age);
        cairo_set_line_width(cr, width);
        cairo_stroke(cr);
    };
    for (const double side : {-1.0, 1.0}) {
        const auto x = [&](double offset) { return m.centre + side * offset; };
        cairo_new_path(cr); // nose to mouth
        cairo_move_to(cr, x(19 * face.nose), m.nose_y - 1);
        cairo_curve_to(cr, x(29), m.nose_y + 8, x(34), m.mouth_y - 8, x(34), m.mouth_y + 3);
        line(2.2, 0.34);
        cairo_new_path(cr); // under the eye
        cairo_move_to(cr, x(m.eye_x - 15), m.eye_y + 13);
        cairo_curve_to(cr, x(m.eye_x - 5), m.eye_y + 19, x(m.eye_x + 9), m.eye_y + 18, x(m.eye_x + 17),
                       m.eye_y + 12);
        line(1.6, 0.30);
        for (const double y : {0.0, 5.0}) { // crow's feet
            cairo_new_path(cr);
            cairo_move_to(cr, x(m.eye_x + 26), m.eye_y + y - 2);
            cairo_line_to(cr, x(m.eye_x + 34), m.eye_y + y * 1.9 - 5);
            line(1.1, 0.30);
        }
    }
    if (face.age > 46)
        for (const double y : {161.0, 173.0}) {
            cairo_new_path(cr);
            cairo_move_to(cr, m.centre - 36, y + 2);
            cairo_curve_to(cr, m.centre - 15, y - 2, m.centre + 15, y - 2, m.centre + 36, y + 2);
            line(1.3, 0.26);
        }
}

} // namespace

void draw_hair_front(cairo_t* cr, const Face& face, const Measures& m); // face_hair.cpp

void draw_head(cairo_t* cr, const Face& face) {
    const Measures m(face);
    draw_ears(cr, face, m);
    if (face.hair == Hair::receding) { // the scalp reaches higher than a forehead
        cairo_save(cr);
        cairo_translate(cr, m.centre, 175);
        cairo_scale(cr, m.half_width - 4, 76);
        cairo_arc(cr, 0, 0, 1, 0, 6.2831853);
        cairo_restore(cr);
        set_source(cr, lighter(face.skin, 0.08));
        cairo_fill(cr);
    }
    face_path(cr, m);
    const Pattern skin = vertical(112, m.chin, lighter(face.skin, 0.10), darker(face.skin, 0.05));
    cairo_set_source(cr, skin.get());
    cairo_fill(cr);
    shade_face(cr, face, m);
    draw_nose(cr, face, m);
    draw_age(cr, face, m);
    draw_hair_front(cr, face, m);
}

} // namespace app::sample

#include "app/sample/face.h"
#include "app/sample/face_strokes.h"

#include <cmath>

namespace app::sample {

namespace {

void draw_eye(cairo_t* cr, const Face& face, const Measures& m, double side, double blink) {
    const double half = 19.5;
    const double open = 8.4 * face.eye_size * (1 - blink);
    const Shade lash = darker(face.skin, 0.88);
    cairo_save(cr);
    cairo_translate(cr, m.centre + side * m.eye_x, m.eye_y);
    cairo_scale(cr, side, 1); // the outer corner is at +half
    cairo_rotate(cr, -face.eye_tilt);
    const auto lids = [&] {
        cairo_new_path(cr);
        cairo_move_to(cr, -half, 2.5);
        cairo_curve_to(cr, -half * 0.62, -open * 0.95, half * 0.38, -open * 1.32, half, -0.5);
        cairo_curve_to(cr, half * 0.5, open * 0.72, -half * 0.45, open * 0.85, -half, 2.5);
        cairo_close_path(cr);
    };
    if (open > 1.2) {
        cairo_save(cr);
        lids();
        cairo_clip(cr);
        cairo_set_source_rgb(cr, 0.965, 0.955, 0.945);
        cairo_paint(cr);
        // Both eyes look at the camera: the iris is in the middle of each.
        const double iris = 8.6;
        cairo_arc(cr, -0.3, -0.8, iris, 0, 6.2831853);
        Pattern brown(cairo_pattern_create_radial(-0.3, -0.8, 2, -0.3, -0.8, iris));
        add_stop(brown, 0, {0.10, 0.06, 0.05});
        add_stop(brown, 0.45, {0.27, 0.16, 0.10});
        add_stop(brown, 0.85, {0.20, 0.12, 0.08});
        add_stop(brown, 1, {0.09, 0.06, 0.05});
        cairo_set_source(cr, brown.get());
        cairo_fill(cr);
        cairo_arc(cr, -0.3, -0.8, 3.7, 0, 6.2831853);
        cairo_set_source_rgb(cr, 0.04, 0.03, 0.03);
        cairo_fill(cr);
        Pattern shadow(cairo_pattern_create_linear(0, -open * 1.2, 0, 1));
        add_stop(shadow, 0, lash, 0.5);
        add_stop(shadow, 1, lash, 0);
        cairo_set_source(cr, shadow.get());
        cairo_paint(cr);
        cairo_arc(cr, -2.6 * side - 0.3, -3.6, 1.9, 0, 6.2831853);
        cairo_set_source_rgba(cr, 1, 1, 1, 0.92);
        cairo_fill(cr);
        cairo_restore(cr);
    }
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    const double lid = open > 1.2 ? -1 : 0.35;
    cairo_new_path(cr); // upper lid and lashes
    cairo_move_to(cr, -half, 2.5);
    cairo_curve_to(cr, -half * 0.62, open * 0.95 * lid + 2 * (lid > 0), half * 0.38,
                   open * 1.32 * lid + 5 * (lid > 0), half + 1.5, -1);
    set_source(cr, lash, 0.95);
    cairo_set_line_width(cr, face.female ? 2.9 : 2.3);
    cairo_stroke(cr);
    cairo_new_path(cr); // lower lid
    cairo_move_to(cr, half * 0.95, 0.5);
    cairo_curve_to(cr, half * 0.5, open * 0.75, -half * 0.4, open * 0.88, -half * 0.9, 3);
    set_source(cr, darker(face.skin, 0.55), 0.5);
    cairo_set_line_width(cr, 1.1);
    cairo_stroke(cr);
    cairo_new_path(cr); // fold above
    cairo_move_to(cr, -half * 0.72, -open * 0.75 - 2.2);
    cairo_curve_to(cr, -half * 0.3, -open * 1.2 - 3, half * 0.5, -open * 1.3 - 3, half * 0.98,
                   -open * 0.35 - 2.5);
    set_source(cr, darker(face.skin, 0.5), 0.5);
    cairo_set_line_width(cr, 1.3);
    cairo_stroke(cr);
    cairo_restore(cr);
}

void draw_brow(cairo_t* cr, const Face& face, const Measures& m, double side) {
    const double weight = 5.2 * face.brow_weight;
    const Shade colour = mix(face.hair_colour, face.skin, 0.18);
    cairo_save(cr);
    cairo_translate(cr, m.centre + side * m.eye_x, m.eye_y - 23);
    cairo_scale(cr, side, 1);
    cairo_new_path(cr);
    cairo_move_to(cr, -21, 4 + weight * 0.3);
    cairo_curve_to(cr, -10, -1 - face.brow_arch * 0.6, 8, -4 - face.brow_arch, 25, 3 - face.brow_arch * 0.2);
    cairo_curve_to(cr, 10, -4 - face.brow_arch + weight * 0.75, -8, -1 - face.brow_arch * 0.5 + weight, -20.5,
                   4 + weight);
    cairo_close_path(cr);
    Pattern hair(cairo_pattern_create_linear(-22, 0, 26, 0));
    add_stop(hair, 0, colour, 0.45);
    add_stop(hair, 0.25, colour, 0.86);
    add_stop(hair, 0.8, colour, 0.86);
    add_stop(hair, 1, colour, 0.35);
    cairo_set_source(cr, hair.get());
    cairo_fill(cr);
    cairo_restore(cr);
}

void draw_mouth(cairo_t* cr, const Face& face, const Measures& m, double open) {
    const double half = 25 * face.mouth * (1 - 0.14 * open);
    const double lift = 4.2 * face.smile;
    const double drop = 13 * open;
    const double upper = 5.6 * face.lips;
    const double lower = 7.4 * face.lips;
    const Shade lip =
        face.female ? mix(face.skin, {0.72, 0.20, 0.22}, 0.62) : mix(face.skin, {0.66, 0.30, 0.27}, 0.48);
    cairo_save(cr);
    cairo_translate(cr, m.centre, m.mouth_y);
    const auto upper_edge = [&] { // of the opening, left to right
        cairo_curve_to(cr, -half * 0.5, 0.8 - open * 1.5, half * 0.5, 0.8 - open * 1.5, half, -lift);
    };
    if (open > 0.04) {
        cairo_new_path(cr);
        cairo_move_to(cr, -half, -lift);
        upper_edge();
        cairo_curve_to(cr, half * 0.55, drop * 1.25, -half * 0.55, drop * 1.25, -half, -lift);
        cairo_close_path(cr);
        cairo_save(cr);
        cairo_clip(cr);
        cairo_set_source_rgb(cr, 0.27, 0.09, 0.09);
        cairo_paint(cr);
        cairo_rectangle(cr, -half * 0.66, -4, half * 1.32, 4.6 + 1.5 * open);
        cairo_set_source_rgba(cr, 0.95, 0.94, 0.92, 0.95);
        cairo_fill(cr);
        spot(cr, 0, drop + 1.5, half * 0.6, 6, {0.72, 0.34, 0.33}, 0.85);
        cairo_restore(cr);
    }
    cairo_new_path(cr); // upper lip
    cairo_move_to(cr, -half, -lift);
    upper_edge();
    cairo_curve_to(cr, half * 0.55, -upper * 0.85, half * 0.25, -upper * 1.15, half * 0.12, -upper);
    cairo_curve_to(cr, half * 0.06, -upper * 0.78, -half * 0.06, -upper * 0.78, -half * 0.12, -upper);
    cairo_curve_to(cr, -half * 0.25, -upper * 1.15, -half * 0.55, -upper * 0.85, -half, -lift);
    cairo_close_path(cr);
    set_source(cr, darker(lip, 0.16));
    cairo_fill(cr);
    cairo_new_path(cr); // lower lip
    cairo_move_to(cr, -half, -lift);
    cairo_curve_to(cr, -half * 0.55, 0.8 + drop * 1.25, half * 0.55, 0.8 + drop * 1.25, half, -lift);
    cairo_curve_to(cr, half * 0.62, drop * 1.12 + lower * 1.05, half * 0.25, drop * 1.12 + lower * 1.28, 0,
                   drop * 1.02 + lower * 1.25);
    cairo_curve_to(cr, -half * 0.25, drop * 1.12 + lower * 1.28, -half * 0.62, drop * 1.12 + lower * 1.05,
                   -half, -lift);
    cairo_close_path(cr);
    set_source(cr, lip);
    cairo_fill(cr);
    spot(cr, -2, drop + lower * 0.62, half * 0.42, 2.6, lighter(lip, 0.65), 0.5);
    spot(cr, 0, drop + lower * 1.25 + 6, half * 0.6, 4.5, darker(face.skin, 0.55), 0.24);
    if (open <= 0.04) {
        cairo_new_path(cr);
        cairo_move_to(cr, -half, -lift);
        upper_edge();
        set_source(cr, darker(lip, 0.62), 0.85);
        cairo_set_line_width(cr, 1.7);
        cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
        cairo_stroke(cr);
    }
    for (const double side : {-1.0, 1.0})
        spot(cr, side * (half + 1), -lift, 4, 4, darker(face.skin, 0.6), 0.34);
    cairo_restore(cr);
}

void draw_glasses(cairo_t* cr, const Face& face, const Measures& m) {
    if (face.glasses == Glasses::none)
        return;
    const bool metal = face.glasses == Glasses::thin;
    const Shade frame = metal ? Shade{0.45, 0.43, 0.40} : Shade{0.09, 0.08, 0.09};
    const double half_x = 28, top = -16, bottom = 19, radius = 10;
    cairo_save(cr);
    cairo_translate(cr, m.centre, m.eye_y);
    for (const double side : {-1.0, 1.0}) {
        cairo_save(cr);
        cairo_translate(cr, side * m.eye_x, 0);
        const auto lens = [&] {
            cairo_new_path(cr);
            cairo_arc(cr, half_x - radius, top + radius, radius, -1.5707963, 0);
            cairo_arc(cr, half_x - radius * 1.2, bottom - radius * 1.2, radius * 1.2, 0, 1.5707963);
            cairo_arc(cr, -half_x + radius * 1.2, bottom - radius * 1.2, radius * 1.2, 1.5707963, 3.1415927);
            cairo_arc(cr, -half_x + radius, top + radius, radius, 3.1415927, 4.712389);
            cairo_close_path(cr);
        };
        lens();
        cairo_set_source_rgba(cr, 0.9, 0.95, 1, 0.10);
        cairo_fill(cr);
        cairo_save(cr); // a reflection
        lens();
        cairo_clip(cr);
        cairo_move_to(cr, -14, top);
        cairo_line_to(cr, -4, top);
        cairo_line_to(cr, -18, bottom);
        cairo_line_to(cr, -28, bottom);
        cairo_close_path(cr);
        cairo_set_source_rgba(cr, 1, 1, 1, 0.13);
        cairo_fill(cr);
        cairo_restore(cr);
        if (face.glasses == Glasses::half) {
            cairo_new_path(cr);
            cairo_arc(cr, -half_x + radius, top + radius, radius, 3.3, 4.712389);
            cairo_arc(cr, half_x - radius, top + radius, radius, -1.5707963, -0.15);
            set_source(cr, frame);
            cairo_set_line_width(cr, 3.6);
            cairo_stroke(cr);
            lens();
            set_source(cr, frame, 0.35);
            cairo_set_line_width(cr, 0.9);
            cairo_stroke(cr);
        } else {
            lens();
            set_source(cr, frame);
            cairo_set_line_width(cr, metal ? 1.7 : 3.2);
            cairo_stroke(cr);
        }
        cairo_new_path(cr); // temple
        cairo_move_to(cr, side * half_x, top + 9);
        cairo_line_to(cr, side * (m.half_width - m.eye_x + 3), top + 6);
        set_source(cr, frame);
        cairo_set_line_width(cr, metal ? 1.6 : 3);
        cairo_stroke(cr);
        cairo_restore(cr);
    }
    cairo_new_path(cr); // bridge
    cairo_move_to(cr, -m.eye_x + half_x, -4);
    cairo_curve_to(cr, -3, -9, 3, -9, m.eye_x - half_x, -4);
    set_source(cr, frame);
    cairo_set_line_width(cr, metal ? 1.7 : 3);
    cairo_stroke(cr);
    cairo_restore(cr);
}

} // namespace

void draw_features(cairo_t* cr, const Face& face, const Expression& expression) {
    const Measures m(face);
    for (const double side : {-1.0, 1.0}) {
        draw_eye(cr, face, m, side, expression.blink);
        draw_brow(cr, face, m, side);
    }
    draw_mouth(cr, face, m, expression.mouth_open);
    draw_glasses(cr, face, m);
}

} // namespace app::sample

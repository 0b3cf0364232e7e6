#include "app/sample/face.h"
#include "app/sample/face_strokes.h"

namespace app::sample {

namespace {

/// Shoulders down to the lower edge.
void shoulders(cairo_t* cr, const Face& face, double centre) {
    const double half = (face.female ? 142 : 168) + 6 * face.fullness;
    cairo_new_path(cr);
    cairo_move_to(cr, centre - 50, 372);
    cairo_curve_to(cr, centre - 78, 394, centre - half + 34, 398, centre - half + 4, 436);
    cairo_curve_to(cr, centre - half - 8, 456, centre - half - 14, 490, centre - half - 16, 560);
    cairo_line_to(cr, centre + half + 16, 560);
    cairo_curve_to(cr, centre + half + 14, 490, centre + half + 8, 456, centre + half - 4, 436);
    cairo_curve_to(cr, centre + half - 34, 398, centre + 78, 394, centre + 50, 372);
    cairo_close_path(cr);
}

void fill_cloth(cairo_t* cr, const Shade& cloth, double centre) {
    Pattern shade(cairo_pattern_create_linear(centre - 170, 380, centre + 170, 470));
    add_stop(shade, 0, lighter(cloth, 0.10));
    add_stop(shade, 0.45, cloth);
    add_stop(shade, 1, darker(cloth, 0.35));
    cairo_set_source(cr, shade.get());
    cairo_fill(cr);
}

void draw_neck(cairo_t* cr, const Face& face, const Measures& m) {
    const double half = (face.female ? 33 : 43) + 4 * face.fullness;
    cairo_new_path(cr);
    cairo_move_to(cr, m.centre - half, 280);
    cairo_curve_to(cr, m.centre - half, 330, m.centre - half, 345, m.centre - half - 10, 362);
    cairo_line_to(cr, m.centre, 450);
    cairo_line_to(cr, m.centre + half + 10, 362);
    cairo_curve_to(cr, m.centre + half, 345, m.centre + half, 330, m.centre + half, 280);
    cairo_close_path(cr);
    cairo_save(cr);
    cairo_clip(cr);
    const Pattern skin = vertical(300, 420, darker(face.skin, 0.20), darker(face.skin, 0.04));
    cairo_set_source(cr, skin.get());
    cairo_paint(cr);
    spot(cr, m.centre + 5, m.chin + 4, 70, 36, darker(face.skin, 0.7), 0.45); // the head's shadow
    for (const double side : {-1.0, 1.0}) { // the muscles to the collar bone
        cairo_new_path(cr);
        cairo_move_to(cr, m.centre + side * half * 0.75, 350);
        cairo_curve_to(cr, m.centre + side * half * 0.6, 372, m.centre + side * 14, 392, m.centre + side * 5,
                       404);
        set_source(cr, darker(face.skin, 0.5), 0.16);
        cairo_set_line_width(cr, 3);
        cairo_stroke(cr);
    }
    cairo_restore(cr);
}

/// The shirt from the collar's opening at `open` down to `depth`.
void draw_shirt(cairo_t* cr, const Face& face, double c, double open, double depth) {
    cairo_new_path(cr);
    cairo_move_to(cr, c - 60, 362);
    cairo_line_to(cr, c, open);
    cairo_line_to(cr, c + 60, 362);
    cairo_line_to(cr, c + 62, 400);
    cairo_line_to(cr, c, depth);
    cairo_line_to(cr, c - 62, 400);
    cairo_close_path(cr);
    const Pattern cloth = vertical(370, 500, darker(face.shirt, 0.10), face.shirt);
    cairo_set_source(cr, cloth.get());
    cairo_fill(cr);
}

/// Two wings from the sides of the neck to where the collar closes, `gap` from the middle at height `y`.
void draw_collar(cairo_t* cr, const Face& face, double c, double gap, double y) {
    const double neck = face.female ? 41 : 51;
    for (const double side : {-1.0, 1.0}) {
        cairo_new_path(cr);
        cairo_move_to(cr, c + side * neck, 362);
        cairo_curve_to(cr, c + side * (neck - 4), 376, c + side * (gap + 20), y - 22, c + side * gap, y);
        cairo_line_to(cr, c + side * (gap + 23), y + 26);
        cairo_curve_to(cr, c + side * (neck + 2), y + 6, c + side * (neck + 12), 396, c + side * (neck + 11),
                       372);
        cairo_close_path(cr);
        set_source(cr, side < 0 ? face.shirt : darker(face.shirt, 0.06));
        cairo_fill_preserve(cr);
        set_source(cr, darker(face.shirt, 0.45), 0.45);
        cairo_set_line_width(cr, 1);
        cairo_stroke(cr);
    }
}

void draw_tie(cairo_t* cr, const Face& face, double c) {
    cairo_new_path(cr);
    cairo_move_to(cr, c - 12, 410);
    cairo_line_to(cr, c + 12, 410);
    cairo_line_to(cr, c + 8, 430);
    cairo_line_to(cr, c + 21, 560);
    cairo_line_to(cr, c - 21, 560);
    cairo_line_to(cr, c - 8, 430);
    cairo_close_path(cr);
    const Pattern silk = vertical(408, 510, lighter(face.tie, 0.12), darker(face.tie, 0.2));
    cairo_set_source(cr, silk.get());
    cairo_fill(cr);
    cairo_new_path(cr);
    cairo_move_to(cr, c - 8, 430);
    cairo_line_to(cr, c + 8, 430);
    set_source(cr, darker(face.tie, 0.6), 0.6);
    cairo_set_line_width(cr, 1.4);
    cairo_stroke(cr);
}

void draw_lapels(cairo_t* cr, const Face& face, double c, double depth) {
    for (const double side : {-1.0, 1.0}) {
        cairo_new_path(cr);
        cairo_move_to(cr, c + side * 56, 366);
        cairo_line_to(cr, c + side * 78, 388);
        cairo_line_to(cr, c + side * 86, 432);
        cairo_line_to(cr, c + side * 68, 436);
        cairo_line_to(cr, c + side * 72, 452);
        cairo_line_to(cr, c + side * 2, depth + 4);
        cairo_close_path(cr);
        set_source(cr, side < 0 ? lighter(face.cloth, 0.07) : darker(face.cloth, 0.12));
        cairo_fill_preserve(cr);
        set_source(cr, darker(face.cloth, 0.7), 0.8);
        cairo_set_line_width(cr, 1.3);
        cairo_stroke(cr);
    }
}

/// The plain dark jacket with a turned collar and a zip that officials wear.
void draw_jacket(cairo_t* cr, const Face& face, double c) {
    for (const double side : {-1.0, 1.0}) {
        cairo_new_path(cr);
        cairo_move_to(cr, c + side * 58, 362);
        cairo_curve_to(cr, c + side * 62, 392, c + side * 44, 420, c + side * 10, 448);
        cairo_line_to(cr, c + side * 44, 462);
        cairo_curve_to(cr, c + side * 84, 440, c + side * 92, 408, c + side * 76, 380);
        cairo_close_path(cr);
        set_source(cr, side < 0 ? lighter(face.cloth, 0.09) : lighter(face.cloth, 0.02));
        cairo_fill_preserve(cr);
        set_source(cr, darker(face.cloth, 0.7), 0.8);
        cairo_set_line_width(cr, 1.3);
        cairo_stroke(cr);
    }
    cairo_new_path(cr);
    cairo_move_to(cr, c, 446);
    cairo_line_to(cr, c, 560);
    set_source(cr, lighter(face.cloth, 0.35), 0.6);
    cairo_set_line_width(cr, 2.2);
    cairo_stroke(cr);
}

/// A knitted top with a round neck under an open jacket without collar.
void draw_round_neck(cairo_t* cr, const Face& face, double c) {
    cairo_new_path(cr);
    cairo_move_to(cr, c - 46, 366);
    cairo_curve_to(cr, c - 40, 424, c + 40, 424, c + 46, 366);
    cairo_line_to(cr, c + 66, 380);
    cairo_curve_to(cr, c + 60, 470, c + 20, 500, c, 560);
    cairo_curve_to(cr, c - 20, 500, c - 60, 470, c - 66, 380);
    cairo_close_path(cr);
    const Pattern cloth = vertical(370, 500, darker(face.shirt, 0.06), darker(face.shirt, 0.02));
    cairo_set_source(cr, cloth.get());
    cairo_fill(cr);
    for (const double inset : {0.0, 6.0}) {
        cairo_new_path(cr);
        cairo_move_to(cr, c - 46 - inset, 366);
        cairo_curve_to(cr, c - 40 - inset, 424 + inset * 1.6, c + 40 + inset, 424 + inset * 1.6,
                       c + 46 + inset, 366);
        set_source(cr, darker(face.shirt, 0.4), 0.35);
        cairo_set_line_width(cr, 1.2);
        cairo_stroke(cr);
    }
    for (const double side : {-1.0, 1.0}) {
        cairo_new_path(cr);
        cairo_move_to(cr, c + side * 58, 378);
        cairo_curve_to(cr, c + side * 66, 440, c + side * 34, 480, c + side * 20, 560);
        cairo_line_to(cr, c + side * 100, 560);
        cairo_line_to(cr, c + side * 80, 397);
        cairo_close_path(cr);
        set_source(cr, side < 0 ? lighter(face.cloth, 0.06) : darker(face.cloth, 0.1));
        cairo_fill(cr);
    }
}

} // namespace

void draw_body(cairo_t* cr, const Face& face) {
    const double c = face_width / 2;
    const double lift = face.female ? -22 : -26; // drawn for a longer neck
    cairo_save(cr);
    cairo_translate(cr, 0, lift);
    shoulders(cr, face, c);
    fill_cloth(cr, face.clothes == Clothes::blouse ? face.shirt : face.cloth, c);
    cairo_restore(cr);
    draw_neck(cr, face, Measures(face));
    cairo_save(cr);
    cairo_translate(cr, 0, lift);
    switch (face.clothes) {
    case Clothes::suit_tie:
        draw_shirt(cr, face, c, 412, 530);
        draw_tie(cr, face, c);
        draw_collar(cr, face, c, 8, 409);
        draw_lapels(cr, face, c, 516);
        break;
    case Clothes::suit_open:
        draw_shirt(cr, face, c, 440, 520);
        draw_collar(cr, face, c, 15, 424);
        draw_lapels(cr, face, c, 508);
        break;
    case Clothes::jacket:
        draw_shirt(cr, face, c, 430, 480);
        draw_collar(cr, face, c, 12, 418);
        draw_jacket(cr, face, c);
        break;
    case Clothes::blazer:
        draw_shirt(cr, face, c, 446, 500);
        draw_collar(cr, face, c, 17, 428);
        draw_lapels(cr, face, c, 490);
        break;
    case Clothes::cardigan:
        draw_round_neck(cr, face, c);
        break;
    case Clothes::blouse:
        draw_shirt(cr, face, c, 424, 470);
        draw_collar(cr, face, c, 11, 412);
        for (const double y : {446.0, 478.0}) {
            cairo_new_path(cr);
            cairo_arc(cr, c, y, 2.6, 0, 6.2831853);
            set_source(cr, darker(face.shirt, 0.35));
            cairo_fill(cr);
        }
        break;
    }
    cairo_restore(cr);
}

} // namespace app::sample

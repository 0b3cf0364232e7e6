#include "app/sample/face.h"
#include "app/sample/face_strokes.h"

#include <array>
#include <cmath>

namespace app::sample {

namespace {

/// Hair is drawn around x = 0, mirrored where the parting is on the other side.
class HairScope {
  public:
    HairScope(cairo_t* cr, const Face& face, const Measures& m)
        : cr_(cr) {
        cairo_save(cr);
        cairo_translate(cr, m.centre, 0);
        if (face.mirrored)
            cairo_scale(cr, -1, 1);
        cairo_new_path(cr);
    }
    ~HairScope() { cairo_restore(cr_); }
    HairScope(const HairScope&) = delete;
    HairScope& operator=(const HairScope&) = delete;

  private:
    cairo_t* cr_;
};

/// Fills the current path as hair: dark below, a soft light on the crown, strands.
void fill_hair(cairo_t* cr, const Face& face, double top, double bottom, double part, bool upwards) {
    cairo_save(cr);
    cairo_clip(cr);
    const Pattern base =
        vertical(top, bottom, lighter(face.hair_colour, 0.08), darker(face.hair_colour, 0.35));
    cairo_set_source(cr, base.get());
    cairo_paint(cr);
    spot(cr, part - 30, top + 26, 58, 22, lighter(face.hair_colour, 0.45), 0.34);
    spot(cr, part + 52, top + 34, 34, 20, lighter(face.hair_colour, 0.45), 0.18);
    Random random(static_cast<std::uint64_t>(face.age) * 7919 +
                  static_cast<std::uint64_t>(face.hair_colour.red * 1e6));
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    for (int i = 0; i < 70; ++i) {
        const double x = random.real(-105, 105);
        const double bend = (x - part) * random.real(0.3, 0.8);
        cairo_new_path(cr);
        if (upwards) {
            cairo_move_to(cr, x * 0.9, random.real(125, 165));
            cairo_curve_to(cr, x, 120, x * 0.8, 100, x * 0.55, top);
        } else {
            cairo_move_to(cr, part + (x - part) * 0.35, top + random.real(0, 12));
            cairo_curve_to(cr, part + bend, top + 14, x + bend * 0.15, top + 50, x + bend * 0.3,
                           top + random.real(70, 190));
        }
        const bool light = random.chance(0.5);
        set_source(cr, light ? lighter(face.hair_colour, 0.30) : darker(face.hair_colour, 0.5),
                   light ? 0.20 : 0.28);
        cairo_set_line_width(cr, random.real(0.7, 1.6));
        cairo_stroke(cr);
    }
    cairo_restore(cr);
}

/// From the left sideburn over the crown to the right one.
void outer_edge(cairo_t* cr, double w, double crown, double puff, double burn) {
    cairo_move_to(cr, -w - 1, burn);
    cairo_curve_to(cr, -w - 8 - puff, 190, -w - 6 - puff, crown + 4, 0, crown);
    cairo_curve_to(cr, w + 6 + puff, crown + 4, w + 8 + puff, 190, w + 1, burn);
}

void male_hair(cairo_t* cr, const Face& face, const Measures& m) {
    const double w = m.half_width;
    const HairScope scope(cr, face, m);
    const double crown = face.hair == Hair::crew ? 93 : face.hair == Hair::receding ? 97 : 84;
    const double puff = face.hair == Hair::crew ? 0 : 3;
    const double burn = 226;
    outer_edge(cr, w, crown, puff, burn);
    cairo_curve_to(cr, w - 2, burn - 8, w - 4, 200, w - 7, 186);
    double part = -40;
    bool upwards = false;
    switch (face.hair) {
    case Hair::crew:
        cairo_curve_to(cr, w - 10, 172, w - 16, 160, w - 22, 148);
        cairo_curve_to(cr, w * 0.45, 134, -w * 0.45, 134, -w + 22, 148);
        cairo_curve_to(cr, -w + 16, 160, -w + 10, 172, -w + 7, 186);
        part = 0;
        upwards = true;
        break;
    case Hair::brushed_back:
        cairo_curve_to(cr, w - 10, 172, w - 14, 150, w - 30, 138);
        cairo_curve_to(cr, w * 0.35, 124, -w * 0.35, 124, -w + 30, 138);
        cairo_curve_to(cr, -w + 14, 150, -w + 10, 172, -w + 7, 186);
        part = 0;
        upwards = true;
        break;
    case Hair::receding:
        cairo_curve_to(cr, w - 10, 168, w - 16, 142, w * 0.52, 117);
        cairo_curve_to(cr, w * 0.30, 124, w * 0.12, 132, -2, 133);
        cairo_curve_to(cr, -w * 0.12, 132, -w * 0.34, 124, -w * 0.56, 117);
        cairo_curve_to(cr, -w + 16, 142, -w + 10, 168, -w + 7, 186);
        part = 0;
        upwards = true;
        break;
    case Hair::fringe:
        cairo_curve_to(cr, w - 10, 172, w - 12, 164, w - 16, 158);
        cairo_curve_to(cr, w * 0.55, 150, w * 0.30, 160, w * 0.10, 150);
        cairo_curve_to(cr, -w * 0.05, 164, -w * 0.35, 166, -w * 0.50, 154);
        cairo_curve_to(cr, -w * 0.62, 164, -w + 16, 168, -w + 12, 166);
        cairo_curve_to(cr, -w + 10, 172, -w + 8, 178, -w + 7, 186);
        part = 20;
        break;
    default: // side part
        cairo_curve_to(cr, w - 10, 172, w - 14, 160, w - 20, 150);
        cairo_curve_to(cr, w * 0.55, 128, w * 0.10, 130, -w * 0.42, 131);
        cairo_curve_to(cr, -w * 0.60, 140, -w + 18, 150, -w + 14, 164);
        cairo_curve_to(cr, -w + 10, 172, -w + 8, 178, -w + 7, 186);
        break;
    }
    cairo_curve_to(cr, -w + 4, 200, -w + 2, burn - 8, -w - 1, burn);
    cairo_close_path(cr);
    fill_hair(cr, face, crown, 226, part, upwards);
}

/// A lock beside the face from the temple down, covering the ear.
void lock(cairo_t* cr, double w, double side, double bottom, double flare, double inner) {
    cairo_move_to(cr, side * (w - 20), 140);
    cairo_curve_to(cr, side * (w + 4), 132, side * (w + 24 + flare), 190, side * (w + 17 + flare),
                   bottom - 30);
    cairo_curve_to(cr, side * (w + 14 + flare), bottom - 8, side * (w - 4), bottom + 4, side * (w - 17),
                   bottom - 4);
    cairo_curve_to(cr, side * (w - 6), bottom - 42, side * (w - inner), 218, side * (w - 12), 178);
    cairo_close_path(cr);
}

void female_hair(cairo_t* cr, const Face& face, const Measures& m) {
    const double w = m.half_width;
    const double crown = 78;
    const bool locks = face.hair != Hair::tied_back;
    if (locks) {
        const HairScope scope(cr, face, m);
        const double bottom = face.hair == Hair::bob ? 318 : face.hair == Hair::shoulder ? 372 : 268;
        const double flare = face.hair == Hair::short_curls ? 8 : face.hair == Hair::shoulder ? 0 : 2;
        for (const double side : {-1.0, 1.0})
            lock(cr, w, side, bottom, flare, face.hair == Hair::side_swept ? 0 : 4);
        fill_hair(cr, face, crown, bottom, -20, false);
    }
    const HairScope scope(cr, face, m);
    const double puff = face.hair == Hair::short_curls ? 14 : locks ? 10 : 4;
    outer_edge(cr, w, face.hair == Hair::tied_back ? 83 : crown, puff, locks ? 236 : 216);
    cairo_curve_to(cr, w - 2, 208, w - 3, 196, w - 5, 184);
    switch (face.hair) {
    case Hair::tied_back:
        cairo_curve_to(cr, w - 12, 156, w * 0.55, 132, 0, 130);
        cairo_curve_to(cr, -w * 0.55, 132, -w + 12, 156, -w + 5, 184);
        break;
    case Hair::bob: // straight fringe to one side
        cairo_curve_to(cr, w - 8, 172, w - 12, 166, w - 16, 160);
        cairo_curve_to(cr, w * 0.5, 168, -w * 0.05, 166, -w * 0.36, 134);
        cairo_curve_to(cr, -w * 0.55, 150, -w + 14, 162, -w + 5, 184);
        break;
    case Hair::short_curls:
        cairo_curve_to(cr, w - 8, 168, w - 12, 160, w - 22, 158);
        cairo_curve_to(cr, w * 0.5, 144, w * 0.30, 152, w * 0.10, 142);
        cairo_curve_to(cr, -w * 0.10, 154, -w * 0.36, 144, -w * 0.50, 150);
        cairo_curve_to(cr, -w * 0.7, 152, -w + 10, 166, -w + 5, 184);
        break;
    default: // swept from a side parting
        cairo_curve_to(cr, w - 6, 174, w - 10, 166, w - 14, 158);
        cairo_curve_to(cr, w * 0.55, 150, w * 0.05, 142, -w * 0.38, 127);
        cairo_curve_to(cr, -w * 0.62, 140, -w + 12, 160, -w + 5, 184);
        break;
    }
    cairo_curve_to(cr, -w + 3, 196, -w + 2, 208, -w - 1, locks ? 236 : 216);
    cairo_close_path(cr);
    fill_hair(cr, face, crown, 240, face.hair == Hair::tied_back ? 0 : -32, face.hair == Hair::tied_back);
}

} // namespace

void draw_hair_front(cairo_t* cr, const Face& face, const Measures& m);

void draw_hair_front(cairo_t* cr, const Face& face, const Measures& m) {
    cairo_save(cr); // the hair's shadow on the forehead
    face_path(cr, m);
    cairo_clip(cr);
    spot(cr, m.centre, 132, 92, 34, darker(face.skin, 0.6), 0.30);
    cairo_restore(cr);
    if (face.female)
        female_hair(cr, face, m);
    else
        male_hair(cr, face, m);
}

void draw_hair_behind(cairo_t* cr, const Face& face) {
    if (!face.female)
        return;
    const Measures m(face);
    const double w = m.half_width;
    const double bottom = face.hair == Hair::shoulder ? 408 : face.hair == Hair::bob ? 340 : 306;
    const HairScope scope(cr, face, m);
    const double half = face.hair == Hair::tied_back ? w * 0.72 : w + (face.hair == Hair::shoulder ? 18 : 10);
    cairo_move_to(cr, 0, 120);
    cairo_curve_to(cr, -half * 0.7, 120, -half, 160, -half, 220);
    cairo_curve_to(cr, -half - 6, bottom - 50, -half + 4, bottom - 10, -half + 24, bottom);
    cairo_curve_to(cr, -20, bottom + 6, 20, bottom + 6, half - 24, bottom);
    cairo_curve_to(cr, half - 4, bottom - 10, half + 6, bottom - 50, half, 220);
    cairo_curve_to(cr, half, 160, half * 0.7, 120, 0, 120);
    cairo_close_path(cr);
    const Pattern base = vertical(200, bottom, darker(face.hair_colour, 0.2), darker(face.hair_colour, 0.45));
    cairo_set_source(cr, base.get());
    cairo_fill(cr);
}

} // namespace app::sample

#include "app/sample/room.h"

#include "app/sample/face_strokes.h"

namespace app::sample {

namespace {

void box(cairo_t* cr, double x, double y, double width, double height) {
    cairo_rectangle(cr, x, y, width, height);
}

void fill_gradient(cairo_t* cr, double top, double bottom, const Shade& from, const Shade& to) {
    const Pattern pattern = vertical(top, bottom, from, to);
    cairo_set_source(cr, pattern.get());
    cairo_fill(cr);
}

void draw_panels(cairo_t* cr, const Shade& wall) {
    for (int i = 0; i < 6; ++i) {
        const double x = 26 + i * 208.0;
        box(cr, x, 60, 188, 470);
        set_source(cr, lighter(wall, 0.10), 0.7);
        cairo_fill_preserve(cr);
        set_source(cr, darker(wall, 0.25), 0.6);
        cairo_set_line_width(cr, 2);
        cairo_stroke(cr);
        box(cr, x + 14, 76, 160, 438);
        set_source(cr, darker(wall, 0.18), 0.4);
        cairo_set_line_width(cr, 1.5);
        cairo_stroke(cr);
    }
}

void draw_window(cairo_t* cr, const Shade& wall) {
    const double x = 120, y = 70, width = 330, height = 360;
    box(cr, x, y, width, height);
    fill_gradient(cr, y, y + height, {0.80, 0.89, 0.96}, {0.93, 0.96, 0.96});
    cairo_save(cr);
    box(cr, x, y, width, height);
    cairo_clip(cr);
    for (int i = 0; i < 7; ++i) { // a city far away
        const double top = 290 + (i * 53 % 70);
        box(cr, x + i * 50 - 6, top, 40, height);
        set_source(cr, {0.66, 0.75, 0.82}, 0.55);
        cairo_fill(cr);
    }
    for (int i = 0; i < 5; ++i)
        spot(cr, x + 20 + i * 76, y + height, 66, 58, {0.42, 0.58, 0.44}, 0.75);
    cairo_restore(cr);
    set_source(cr, {0.97, 0.97, 0.96});
    cairo_set_line_width(cr, 12);
    box(cr, x, y, width, height);
    cairo_stroke(cr);
    cairo_set_line_width(cr, 8);
    cairo_move_to(cr, x + width / 2, y);
    cairo_line_to(cr, x + width / 2, y + height);
    cairo_stroke(cr);
    for (const double side : {x - 64, x + width - 4}) { // curtains
        box(cr, side, 44, 70, 460);
        set_source(cr, mix(wall, {0.62, 0.60, 0.56}, 0.6));
        cairo_fill(cr);
        for (int i = 1; i < 5; ++i) {
            cairo_move_to(cr, side + i * 14, 44);
            cairo_line_to(cr, side + i * 14 - 2, 504);
            set_source(cr, darker(wall, 0.45), 0.25);
            cairo_set_line_width(cr, 3);
            cairo_stroke(cr);
        }
    }
    box(cr, x - 90, 36, width + 180, 12);
    set_source(cr, {0.45, 0.36, 0.28});
    cairo_fill(cr);
}

void draw_bookcase(cairo_t* cr) {
    static constexpr Shade spines[]{{0.52, 0.17, 0.16}, {0.18, 0.29, 0.44}, {0.27, 0.40, 0.31},
                                    {0.62, 0.52, 0.33}, {0.38, 0.33, 0.42}, {0.72, 0.70, 0.64},
                                    {0.30, 0.25, 0.22}};
    const Shade wood{0.43, 0.30, 0.20};
    box(cr, 60, 40, 430, 520);
    set_source(cr, wood);
    cairo_fill(cr);
    Random random(4711);
    for (int shelf = 0; shelf < 4; ++shelf) {
        const double top = 56 + shelf * 126;
        box(cr, 76, top, 398, 110);
        set_source(cr, darker(wood, 0.45));
        cairo_fill(cr);
        for (double x = 80; x < 458;) {
            const double width = random.between(12, 26);
            const double height = random.between(72, 102);
            if (random.chance(0.12)) {
                x += random.between(14, 40);
                continue;
            }
            box(cr, x, top + 110 - height, width, height);
            set_source(cr, random.one_of(spines));
            cairo_fill(cr);
            box(cr, x + 2, top + 122 - height, width - 4, 5);
            cairo_set_source_rgba(cr, 0.93, 0.87, 0.68, 0.65);
            cairo_fill(cr);
            x += width + 1;
        }
        box(cr, 70, top + 110, 410, 12);
        set_source(cr, lighter(wood, 0.12));
        cairo_fill(cr);
    }
}

/// A framed landscape in ink.
void draw_painting(cairo_t* cr) {
    box(cr, 70, 110, 380, 210);
    set_source(cr, {0.36, 0.25, 0.17});
    cairo_fill(cr);
    box(cr, 80, 120, 360, 190);
    fill_gradient(cr, 120, 310, {0.95, 0.94, 0.89}, {0.90, 0.89, 0.82});
    cairo_save(cr);
    box(cr, 80, 120, 360, 190);
    cairo_clip(cr);
    for (int range = 0; range < 3; ++range) {
        const double base = 235 + range * 30;
        cairo_new_path(cr);
        cairo_move_to(cr, 60, 330);
        for (int i = 0; i <= 6; ++i) {
            const double x = 60 + i * 68.0;
            const double peak = base - ((i * 47 + range * 71) % 83);
            cairo_curve_to(cr, x - 40, base, x - 22, peak, x, peak + 4);
            cairo_curve_to(cr, x + 10, peak + 14, x + 20, base - 6, x + 28, base);
        }
        cairo_line_to(cr, 480, 330);
        cairo_close_path(cr);
        fill_gradient(cr, base - 80, base + 40,
                      mix({0.33, 0.40, 0.42}, {0.75, 0.78, 0.76}, 0.75 - range * 0.3), {0.88, 0.88, 0.83});
    }
    cairo_arc(cr, 360, 160, 13, 0, 6.2831853);
    cairo_set_source_rgba(cr, 0.76, 0.27, 0.20, 0.8);
    cairo_fill(cr);
    cairo_restore(cr);
}

void draw_plant(cairo_t* cr) {
    const double x = 1120;
    cairo_new_path(cr);
    cairo_move_to(cr, x - 46, 470);
    cairo_line_to(cr, x + 46, 470);
    cairo_line_to(cr, x + 34, 580);
    cairo_line_to(cr, x - 34, 580);
    cairo_close_path(cr);
    fill_gradient(cr, 470, 580, {0.90, 0.88, 0.84}, {0.68, 0.65, 0.60});
    for (int i = 0; i < 13; ++i) {
        const double lean = (i - 6) * 19.0;
        const double high = 200 + (i * 37 % 80);
        cairo_new_path(cr);
        cairo_move_to(cr, x + lean * 0.12, 474);
        cairo_curve_to(cr, x + lean * 0.4, 420, x + lean * 0.9, high + 60, x + lean * 1.45, high + 34);
        cairo_curve_to(cr, x + lean * 1.15, high + 110, x + lean * 0.5 + 12, 430, x + lean * 0.12 + 7, 474);
        cairo_close_path(cr);
        set_source(cr, mix({0.16, 0.38, 0.22}, {0.42, 0.60, 0.32}, (i * 5 % 7) / 7.0));
        cairo_fill(cr);
    }
}

Shade wall_of(const Room& room) {
    return mix({0.87, 0.83, 0.76}, {0.76, 0.81, 0.86}, room.hue);
}

} // namespace

Room make_room(Random& random) {
    static constexpr RoomStyle styles[]{RoomStyle::panelled, RoomStyle::window, RoomStyle::bookcase,
                                        RoomStyle::plain};
    return {.style = random.one_of(styles),
            .hue = random.real(0, 1),
            .mirrored = random.chance(0.5),
            .plant = random.chance(0.65)};
}

void draw_room(cairo_t* cr, const Room& room) {
    const Shade wall = wall_of(room);
    cairo_save(cr);
    if (room.mirrored) {
        cairo_translate(cr, room_width, 0);
        cairo_scale(cr, -1, 1);
    }
    box(cr, 0, 0, room_width, room_height);
    fill_gradient(cr, 0, room_height, lighter(wall, 0.22), darker(wall, 0.12));
    if (room.style == RoomStyle::panelled)
        draw_panels(cr, wall);
    else if (room.style == RoomStyle::window)
        draw_window(cr, wall);
    else if (room.style == RoomStyle::bookcase)
        draw_bookcase(cr);
    else
        draw_painting(cr);
    box(cr, 0, 560, room_width, 12); // skirting
    set_source(cr, darker(wall, 0.22));
    cairo_fill(cr);
    if (room.plant)
        draw_plant(cr);
    spot(cr, 640, 230, 620, 420, {1, 1, 1}, 0.20);
    // What is behind is a little out of the light.
    Pattern edge(cairo_pattern_create_radial(640, 320, 330, 640, 360, 900));
    add_stop(edge, 0, {0, 0, 0}, 0);
    add_stop(edge, 1, {0.05, 0.06, 0.10}, 0.42);
    cairo_set_source(cr, edge.get());
    cairo_paint(cr);
    cairo_restore(cr);
}

void draw_desk(cairo_t* cr, const Room& room) {
    const Shade wood = mix({0.45, 0.29, 0.19}, {0.34, 0.27, 0.23}, room.hue);
    box(cr, 0, 612, room_width, 108);
    fill_gradient(cr, 612, 720, lighter(wood, 0.16), darker(wood, 0.35));
    box(cr, 0, 612, room_width, 4);
    set_source(cr, lighter(wood, 0.45), 0.7);
    cairo_fill(cr);
    const double cup = room.mirrored ? 330 : 950; // a lidded cup
    cairo_new_path(cr);
    cairo_move_to(cr, cup - 30, 586);
    cairo_line_to(cr, cup + 30, 586);
    cairo_curve_to(cr, cup + 30, 630, cup + 24, 650, cup + 18, 654);
    cairo_line_to(cr, cup - 18, 654);
    cairo_curve_to(cr, cup - 24, 650, cup - 30, 630, cup - 30, 586);
    cairo_close_path(cr);
    fill_gradient(cr, 580, 656, {0.97, 0.97, 0.96}, {0.80, 0.82, 0.84});
    cairo_new_path(cr);
    cairo_arc(cr, cup + 34, 612, 13, -1.4, 1.5);
    set_source(cr, {0.88, 0.89, 0.90});
    cairo_set_line_width(cr, 6);
    cairo_stroke(cr);
    box(cr, cup - 33, 578, 66, 9);
    set_source(cr, {0.90, 0.91, 0.92});
    cairo_fill(cr);
    cairo_arc(cr, cup, 574, 6, 0, 6.2831853);
    cairo_fill(cr);
    box(cr, cup - 30, 604, 60, 4);
    set_source(cr, {0.30, 0.42, 0.62}, 0.7);
    cairo_fill(cr);
    const double microphone = room.mirrored ? 850 : 430;
    set_source(cr, {0.12, 0.12, 0.13});
    cairo_set_line_width(cr, 7);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_move_to(cr, microphone, 660);
    cairo_curve_to(cr, microphone, 590, microphone + (room.mirrored ? -14 : 14), 570,
                   microphone + (room.mirrored ? -40 : 40), 540);
    cairo_stroke(cr);
    cairo_save(cr);
    cairo_translate(cr, microphone + (room.mirrored ? -48 : 48), 528);
    cairo_rotate(cr, room.mirrored ? 0.75 : -0.75);
    cairo_scale(cr, 21, 12);
    cairo_arc(cr, 0, 0, 1, 0, 6.2831853);
    cairo_restore(cr);
    cairo_fill(cr);
    box(cr, microphone - 32, 654, 64, 10);
    cairo_fill(cr);
}

} // namespace app::sample

// The rooms of the drawn interviews: wall, window, bookcase, plant, desk; the same for the same numbers.
#pragma once

#include "app/sample/random.h"

#include <cairo.h>

namespace app::sample {

/// Drawn 1280 wide and 720 high.
inline constexpr double room_width = 1280;
inline constexpr double room_height = 720;

enum class RoomStyle { panelled, window, bookcase, plain };
struct Room {
    RoomStyle style = RoomStyle::plain;
    double hue = 0; ///< 0 warm .. 1 cool
    bool mirrored = false;
    bool plant = false;
};
Room make_room(Random& random);

/// What is behind the candidate, and the desk before.
void draw_room(cairo_t* cr, const Room& room);
void draw_desk(cairo_t* cr, const Room& room);

} // namespace app::sample

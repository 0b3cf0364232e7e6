// A drawn face: what varies from person to person, and how it looks at one moment of an interview.
#pragma once

#include "app/sample/random.h"

#include <cairo.h>

#include <cstdint>

namespace app::sample {

struct Shade {
    double red = 0, green = 0, blue = 0;
};

enum class Hair {
    side_part, ///< men
    crew,
    brushed_back,
    receding,
    fringe,
    bob, ///< women
    side_swept,
    tied_back,
    short_curls,
    shoulder,
};
enum class Clothes { suit_tie, suit_open, jacket, blazer, blouse, cardigan };
enum class Glasses { none, full, half, thin };

/// Lengths are factors around 1 or shares of the face.
struct Face {
    bool female = false;
    int age = 45;
    Shade skin, hair_colour, cloth, shirt, tie, ground;
    Hair hair = Hair::side_part;
    Clothes clothes = Clothes::suit_tie;
    Glasses glasses = Glasses::none;
    double width = 1;       ///< of the face
    double jaw = 1;         ///< width at the corners of the jaw
    double chin = 0;        ///< longer or shorter, design units
    double eye_size = 1;    ///< opening
    double eye_spacing = 0; ///< design units
    double eye_tilt = 0;    ///< outer corners up, radians
    double brow_weight = 1;
    double brow_arch = 0;
    double nose = 1; ///< width
    double nose_length = 0;
    double mouth = 1; ///< width
    double lips = 1;  ///< fullness
    double smile = 0.3;
    double fullness = 0;   ///< cheeks, 0..1
    bool mirrored = false; ///< parting on the other side
};

Face make_face(Random& random, bool female, int age);

struct Expression {
    double mouth_open = 0; ///< 0 shut .. 1 wide
    double blink = 0;      ///< 0 open .. 1 shut
};

/// The design is 400 wide and 500 high: passport photo, eyes at about (200, 222), chin near 330.
inline constexpr double face_width = 400;
inline constexpr double face_height = 500;

/// Parts, back to front, in design units; the ground is not theirs.
void draw_hair_behind(cairo_t* cr, const Face& face);
/// Shoulders, neck, clothes.
void draw_body(cairo_t* cr, const Face& face);
/// Ears, skin, nose, hair; no eyes, brows, mouth.
void draw_head(cairo_t* cr, const Face& face);
void draw_features(cairo_t* cr, const Face& face, const Expression& expression);
/// All of it.
void draw_bust(cairo_t* cr, const Face& face, const Expression& expression = {});

} // namespace app::sample

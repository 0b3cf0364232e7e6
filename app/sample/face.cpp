#include "app/sample/face.h"

#include "app/sample/face_strokes.h"

#include <algorithm>
#include <cmath>

namespace app::sample {

namespace {

Shade pick_skin(Random& random, bool female) {
    static constexpr Shade tones[]{
        {0.96, 0.82, 0.71}, {0.93, 0.78, 0.66}, {0.90, 0.74, 0.61}, {0.95, 0.80, 0.68}, {0.87, 0.70, 0.56}};
    Shade skin = random.one_of(tones);
    return female ? mix(skin, {0.98, 0.86, 0.78}, 0.35) : skin;
}

Shade pick_hair_colour(Random& random, bool female, int age) {
    const Shade black{0.10, 0.09, 0.09};
    const double grey = std::clamp((age - 47) / 16.0, 0.0, 1.0) * random.real(0, female ? 0.25 : 0.75);
    return mix(mix(black, {0.20, 0.14, 0.10}, random.real(0, female ? 0.5 : 0.15)), {0.62, 0.62, 0.63}, grey);
}

} // namespace

Face make_face(Random& random, bool female, int age) {
    static constexpr Hair male_hair[]{Hair::side_part, Hair::side_part, Hair::crew, Hair::brushed_back,
                                      Hair::fringe};
    static constexpr Hair old_hair[]{Hair::side_part, Hair::receding, Hair::brushed_back, Hair::receding,
                                     Hair::crew};
    static constexpr Hair female_hair[]{Hair::bob, Hair::side_swept, Hair::tied_back, Hair::short_curls,
                                        Hair::shoulder};
    static constexpr Shade suits[]{
        {0.13, 0.15, 0.20}, {0.16, 0.17, 0.18}, {0.10, 0.14, 0.24}, {0.20, 0.20, 0.22}};
    static constexpr Shade jackets[]{{0.12, 0.17, 0.27}, {0.15, 0.16, 0.17}, {0.20, 0.24, 0.28}};
    static constexpr Shade blazers[]{
        {0.14, 0.15, 0.19}, {0.22, 0.12, 0.16}, {0.12, 0.19, 0.26}, {0.30, 0.29, 0.31}};
    static constexpr Shade shirts[]{
        {0.97, 0.97, 0.98}, {0.97, 0.97, 0.98}, {0.86, 0.91, 0.97}, {0.93, 0.94, 0.95}};
    static constexpr Shade ties[]{
        {0.50, 0.10, 0.13}, {0.14, 0.22, 0.42}, {0.28, 0.30, 0.36}, {0.36, 0.13, 0.24}};
    static constexpr Shade grounds[]{
        {0.55, 0.71, 0.87}, {0.62, 0.76, 0.90}, {0.88, 0.90, 0.92}, {0.50, 0.66, 0.83}};
    Face face;
    face.female = female;
    face.age = age;
    face.skin = pick_skin(random, female);
    face.hair_colour = pick_hair_colour(random, female, age);
    face.hair = female     ? random.one_of(female_hair)
                : age > 49 ? random.one_of(old_hair)
                           : random.one_of(male_hair);
    const double dress = random.real(0, 1);
    if (female)
        face.clothes = dress < 0.6 ? Clothes::blazer : dress < 0.82 ? Clothes::blouse : Clothes::cardigan;
    else
        face.clothes = dress < 0.45 ? Clothes::suit_tie : dress < 0.65 ? Clothes::suit_open : Clothes::jacket;
    face.cloth = face.clothes == Clothes::jacket ? random.one_of(jackets)
                 : female                        ? random.one_of(blazers)
                                                 : random.one_of(suits);
    face.shirt = random.one_of(shirts);
    face.tie = random.one_of(ties);
    face.ground = random.one_of(grounds);
    const double spectacles = random.real(0, 1);
    const double share = female ? 0.28 : 0.42;
    face.glasses = spectacles > share         ? Glasses::none
                   : spectacles < share * 0.4 ? Glasses::full
                   : spectacles < share * 0.7 ? Glasses::half
                                              : Glasses::thin;
    face.width = random.real(0.94, 1.06) * (female ? 0.965 : 1);
    face.jaw = random.real(0.90, 1.10) * (female ? 0.90 : 1.02);
    face.chin = random.real(-5, 6) - (female ? 3 : 0);
    face.eye_size = random.real(0.85, 1.15) * (female ? 1.12 : 0.98);
    face.eye_spacing = random.real(-2.5, 2.5);
    face.eye_tilt = random.real(-0.04, 0.09);
    face.brow_weight = random.real(0.75, 1.25) * (female ? 0.7 : 1.1);
    face.brow_arch = random.real(-1, 3) + (female ? 2 : 0);
    face.nose = random.real(0.88, 1.14) * (female ? 0.9 : 1);
    face.nose_length = random.real(-4, 4);
    face.mouth = random.real(0.9, 1.1) * (female ? 0.94 : 1);
    face.lips = random.real(0.8, 1.15) * (female ? 1.15 : 0.9);
    face.smile = random.real(0.15, 0.55) + (female ? 0.1 : 0);
    face.fullness = random.real(0, 0.7) + (age > 45 ? 0.2 : 0);
    face.mirrored = random.chance(0.35);
    return face;
}

void draw_bust(cairo_t* cr, const Face& face, const Expression& expression) {
    draw_hair_behind(cr, face);
    draw_body(cr, face);
    draw_head(cr, face);
    draw_features(cr, face, expression);
}

} // namespace app::sample

#include "media/tone_map.h"

#include <algorithm>
#include <cmath>

namespace media {
namespace {

using Colour = std::array<double, 3>;

constexpr double reference_white = 203; ///< cd/m2, ITU-R BT.2408
constexpr double source_peak = 1000;    ///< what HLG is defined for and PQ material is mostly graded to
constexpr double display_gamma = 2.4;   ///< BT.1886

// SMPTE ST 2084.
constexpr double m1 = 2610.0 / 16384;
constexpr double m2 = 2523.0 / 4096 * 128;
constexpr double c1 = 3424.0 / 4096;
constexpr double c2 = 2413.0 / 4096 * 32;
constexpr double c3 = 2392.0 / 4096 * 32;

double pq_to_light(double code) {
    const double power = std::pow(std::max(code, 0.0), 1 / m2);
    return 10000 * std::pow(std::max(power - c1, 0.0) / (c2 - c3 * power), 1 / m1);
}
double light_to_pq(double light) {
    const double power = std::pow(std::max(light, 0.0) / 10000, m1);
    return std::pow((c1 + c2 * power) / (1 + c3 * power), m2);
}

/// Inverse of the HLG transfer function, ITU-R BT.2100 table 5.
double hlg_to_scene(double code) {
    constexpr double a = 0.17883277;
    constexpr double b = 0.28466892;
    constexpr double c = 0.55991073;
    return code <= 0.5 ? code * code / 3 : (std::exp((code - c) / a) + b) / 12;
}

double luminance(const Colour& light) {
    return 0.2627 * light[0] + 0.6780 * light[1] + 0.0593 * light[2];
}

/// Light of the source's display in cd/m2.
Colour to_light(const Colour& coded, Transfer transfer) {
    Colour light{};
    for (std::size_t channel = 0; channel < 3; ++channel) {
        const double code = std::clamp(coded[channel], 0.0, 1.0);
        switch (transfer) {
        case Transfer::pq:
            light[channel] = pq_to_light(code);
            break;
        case Transfer::hlg:
            light[channel] = hlg_to_scene(code);
            break;
        case Transfer::sdr:
            light[channel] = reference_white * std::pow(code, display_gamma);
            break;
        }
    }
    if (transfer == Transfer::hlg) {
        // System gamma 1.2 for a display of 1000 cd/m2.
        const double gain = source_peak * std::pow(std::max(luminance(light), 1e-9), 0.2);
        for (double& value : light)
            value *= gain;
    }
    return light;
}

/// ITU-R BT.2390's roll-off: dark and middle tones stay, what lies above bends towards the peak.
double roll_off(double light) {
    static const double source = light_to_pq(source_peak);
    static const double most = light_to_pq(reference_white) / source;
    static const double knee = 1.5 * most - 0.5;
    const double in = std::min(light_to_pq(light) / source, 1.0);
    double out = in;
    if (in > knee) {
        const double t = (in - knee) / (1 - knee);
        out = (2 * t * t * t - 3 * t * t + 1) * knee + (t * t * t - 2 * t * t + t) * (1 - knee) +
              (-2 * t * t * t + 3 * t * t) * most;
    }
    return pq_to_light(out * source);
}

Colour wide_to_narrow(const Colour& c) {
    return {1.6605 * c[0] - 0.5876 * c[1] - 0.0728 * c[2], -0.1246 * c[0] + 1.1329 * c[1] - 0.0083 * c[2],
            -0.0182 * c[0] - 0.1006 * c[1] + 1.1187 * c[2]};
}

struct Luma {
    double red;
    double blue;
};
Luma luma_of(Matrix matrix) {
    switch (matrix) {
    case Matrix::bt601:
        return {0.299, 0.114};
    case Matrix::bt709:
        return {0.2126, 0.0722};
    case Matrix::bt2020:
        return {0.2627, 0.0593};
    }
    return {0.2126, 0.0722};
}

} // namespace

bool needs_tone_map(const Picture& picture) {
    return picture.layout != PixelLayout::bgra &&
           (picture.transfer != Transfer::sdr || picture.matrix == Matrix::bt2020);
}

std::array<double, 3> tone_map(const std::array<double, 3>& coded, Transfer transfer, bool wide) {
    Colour light = to_light(coded, transfer);
    if (transfer != Transfer::sdr) {
        // By the strongest channel, so that no colour shifts.
        const double strongest = std::max({light[0], light[1], light[2], 1e-6});
        const double gain = roll_off(strongest) / strongest;
        for (double& value : light)
            value *= gain;
    }
    if (wide)
        light = wide_to_narrow(light);
    for (double& value : light)
        value = std::pow(std::clamp(value / reference_white, 0.0, 1.0), 1 / display_gamma);
    return light;
}

void ToneTable::make(Matrix matrix, Transfer transfer, bool full_range) {
    const Luma luma = luma_of(matrix);
    const double green = 1 - luma.red - luma.blue;
    table_.resize(static_cast<std::size_t>(points * points * points));
    std::size_t index = 0;
    const auto value = [](int point) { return point / static_cast<double>(points - 1) * 1024; };
    for (int y = 0; y < points; ++y)
        for (int b = 0; b < points; ++b)
            for (int r = 0; r < points; ++r, ++index) {
                const double grey = full_range ? value(y) / 1023 : (value(y) - 64) / 876;
                const double cb = (value(b) - 512) / (full_range ? 1023 : 896);
                const double cr = (value(r) - 512) / (full_range ? 1023 : 896);
                const double red = grey + 2 * (1 - luma.red) * cr;
                const double blue = grey + 2 * (1 - luma.blue) * cb;
                const Colour shown = tone_map({red, (grey - luma.red * red - luma.blue * blue) / green, blue},
                                              transfer, matrix == Matrix::bt2020);
                for (std::size_t channel = 0; channel < 3; ++channel)
                    table_[index].bgr[channel] =
                        static_cast<std::int32_t>(std::lround(shown[2 - channel] * 255 * 256));
            }
}

void ToneTable::convert(const std::uint16_t* y, const std::uint16_t* cb, const std::uint16_t* cr,
                        std::uint8_t* bgrx, int width) const {
    constexpr int shift = 5; // 1024 / 32 steps
    constexpr int fraction = (1 << shift) - 1;
    constexpr std::array<std::size_t, 3> strides{points * points, points, 1};
    for (int x = 0; x < width; ++x, bgrx += 4) {
        const std::array<int, 3> sample{std::min<int>(y[x], 1023), std::min<int>(cb[x], 1023),
                                        std::min<int>(cr[x], 1023)};
        std::size_t at = 0;
        std::array<int, 3> part{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            at += static_cast<std::size_t>(sample[axis] >> shift) * strides[axis];
            part[axis] = sample[axis] & fraction;
        }
        // Tetrahedral: from the near corner to the far one, along the axes in order of their parts.
        std::array<std::size_t, 3> order{0, 1, 2};
        if (part[order[0]] < part[order[1]])
            std::swap(order[0], order[1]);
        if (part[order[1]] < part[order[2]])
            std::swap(order[1], order[2]);
        if (part[order[0]] < part[order[1]])
            std::swap(order[0], order[1]);
        const Point* corner = &table_[at];
        std::array<std::int32_t, 4> sum{};
        int left = 1 << shift;
        for (const std::size_t axis : order) {
            for (std::size_t channel = 0; channel < 4; ++channel)
                sum[channel] += (left - part[axis]) * corner->bgr[channel];
            left = part[axis];
            corner += strides[axis];
        }
        for (std::size_t channel = 0; channel < 4; ++channel)
            sum[channel] += left * corner->bgr[channel];
        for (std::size_t channel = 0; channel < 3; ++channel)
            bgrx[channel] = static_cast<std::uint8_t>((sum[channel] + (1 << (shift + 7))) >> (shift + 8));
        bgrx[3] = 255;
    }
}

} // namespace media

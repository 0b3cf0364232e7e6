// High dynamic range and wide colour to what a projector shows: BT.2020, HLG and PQ to BT.709.
#pragma once

#include "media/picture.h"

#include <array>
#include <cstdint>
#include <vector>

namespace media {

/// Whether a picture needs more than matrix and range.
[[nodiscard]] bool needs_tone_map(const Picture& picture);

/// One colour: non-linear R'G'B' 0..1 as coded with `transfer` to R'G'B' 0..1 for a BT.709 display. `wide`:
/// BT.2020 primaries. Both back ends show this.
std::array<double, 3> tone_map(const std::array<double, 3>& coded, Transfer transfer, bool wide);

/// The same as a table over Y, Cb, Cr, interpolated between its points.
class ToneTable {
  public:
    static constexpr int points = 33; ///< on each of three axes
    void make(Matrix matrix, Transfer transfer, bool full_range);
    /// Converts a row of 16-bit samples (10 significant bits each) to B G R x.
    void convert(const std::uint16_t* y, const std::uint16_t* cb, const std::uint16_t* cr, std::uint8_t* bgrx,
                 int width) const;

  private:
    struct Point {
        std::array<std::int32_t, 4> bgr; ///< 8 bit with 8 bit fraction
    };
    std::vector<Point> table_;
};

} // namespace media

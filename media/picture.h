// A decoded picture and the ways to put it on a surface; shared between threads, never changed once made.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace media {

using Time = std::chrono::duration<double>; ///< seconds on a time line

enum class PixelLayout {
    yuv_planar,      ///< 3 planes, 8 bit; chroma_shift tells the subsampling
    yuv_planar_high, ///< 3 planes, 16-bit little-endian samples with `bits` significant low bits
    nv12,            ///< luma plane, interleaved chroma plane
    bgra             ///< 1 plane, B G R A bytes, alpha premultiplied
};
enum class Matrix { bt601, bt709, bt2020 };
enum class Transfer { sdr, hlg, pq };

struct Size {
    int width = 0;
    int height = 0;
    bool operator==(const Size&) const = default;
};
struct Rect {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    bool operator==(const Rect&) const = default;
};

/// How the stored picture is turned for display: first mirrored left-right, then turned clockwise.
struct Orientation {
    int quarter_turns = 0; ///< 0..3, clockwise
    bool mirrored = false;
    bool operator==(const Orientation&) const = default;
};

/// One picture. Immutable after construction; the planes live as long as the object (`owner` keeps them).
struct Picture {
    PixelLayout layout = PixelLayout::bgra;
    Size size; ///< stored samples
    std::array<const std::uint8_t*, 3> planes{};
    std::array<std::ptrdiff_t, 3> strides{};
    int chroma_shift_x = 1; ///< log2 of horizontal subsampling
    int chroma_shift_y = 1;
    int bits = 8;
    bool full_range = false;
    Matrix matrix = Matrix::bt709;
    Transfer transfer = Transfer::sdr;
    bool interlaced = false;
    double sample_aspect = 1; ///< width of a sample by its height
    Orientation orientation;
    Time time{0};     ///< on the time line of the player that made it
    Time duration{0}; ///< 0 = unknown
    std::shared_ptr<const void> owner;

    /// Size in square samples after aspect and orientation: what a viewer sees.
    [[nodiscard]] Size display_size() const;
};
using PicturePtr = std::shared_ptr<const Picture>;

/// Pixels to draw into, B G R x bytes (an XShm surface, a poster).
struct Surface {
    std::uint8_t* pixels = nullptr;
    Size size;
    std::ptrdiff_t stride = 0;
};

/// The largest rectangle of the picture's shape within `bounds`, centred.
Rect fit(Size picture, Rect bounds);

/// Converts and scales pictures into surfaces: matrix, range, 10 bit, tone mapping, orientation, aspect,
/// deinterlacing. Keeps its scaler between calls, so one object per window; not thread-safe.
class PictureScaler {
  public:
    PictureScaler();
    ~PictureScaler();
    /// Draws the whole picture into `where` (any size) of `target`; touches nothing outside.
    void draw(const Picture& picture, Surface target, Rect where);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// An owned B G R A picture, rows without padding. `pixels` must have width * height * 4 bytes.
PicturePtr make_bgra(Size size, std::vector<std::uint8_t> pixels);
/// The picture converted to an owned upright BGRA picture no larger than `limit` on either side (0 = as it
/// is).
PicturePtr to_bgra(const Picture& picture, int limit);

} // namespace media

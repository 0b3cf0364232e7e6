// A page: a size and a deterministic drawing; the same for screen, PDF and print.
#pragma once

#include <cairo.h>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace pages {

/// Points, 1/72 inch. Screen pages are 16:9 (1280 x 720 pt) or 4:3 (960 x 720 pt); paper is A4 (595.35 x 842
/// pt).
struct PageSize {
    double width = 595.35;
    double height = 842;
    bool operator==(const PageSize&) const = default;
};
inline constexpr PageSize a4{};
inline constexpr PageSize screen_wide{1280, 720};
inline constexpr PageSize screen_classic{960, 720};

/// A picture for a page: B G R A bytes, alpha premultiplied, rows of width * 4. May be null.
struct Image {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> bgra;
};
using ImagePtr = std::shared_ptr<const Image>;

/// One page. Immutable; draw() may be called from any thread, by several at once. Draws the whole background.
class Page {
  public:
    virtual ~Page() = default;
    [[nodiscard]] virtual PageSize size() const = 0;
    virtual void draw(cairo_t* cr) const = 0;
};
using PagePtr = std::shared_ptr<const Page>;
using Pages = std::vector<PagePtr>;

/// Pixels of a page, or of a part of it, drawn at a scale: for the audience window and the console.
struct Raster {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> bgrx;
};
/// Draws `page` scaled by `scale` with its point (left, top) at the upper left of a width x height raster;
/// what lies outside the page is `margin` (0xRRGGBB).
Raster rasterise(const Page& page, int width, int height, double scale, double left, double top,
                 std::uint32_t margin);

} // namespace pages

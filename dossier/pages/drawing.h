// A page as a list of fills, rules, pictures and glyphs, made once and replayed on any surface by any thread.
#pragma once

#include "dossier/pages/make.h"
#include "dossier/pages/picture.h"
#include "dossier/pages/text_layout.h"

#include <string>
#include <variant>
#include <vector>

namespace pages {

/// A rectangle. `snapped` edges lie on whole pixels of a raster and never vanish.
struct Fill {
    Box box;
    Color color;
    double radius = 0;
    bool snapped = true;
};
/// The outline of a circle, or a disc when `stroke` is 0.
struct Circle {
    double x = 0, y = 0, radius = 0, stroke = 0;
    Color color;
};
/// A sector of a disc from `angle` on, radians.
struct Wedge {
    double x = 0, y = 0, radius = 0, angle = 0, opening = 0;
    Color color;
};
struct Picture {
    PicturePtr picture;
    Box box;  ///< where it lies
    Box crop; ///< which part of it, its pixels
};
/// Glyphs of one font, size and colour, with their text.
struct GlyphRun {
    FontRef font;
    double size = 0;
    Color color;
    std::vector<cairo_glyph_t> glyphs;
    std::vector<cairo_text_cluster_t> clusters;
    std::string text;
    std::vector<Box> missing; ///< signs for characters no font has
    Box extents;              ///< the cells of its characters
    Box within;               ///< where it must stay
};

class Drawing final : public Page {
  public:
    explicit Drawing(PageSize size, Color ground = palette::white);

    [[nodiscard]] PageSize size() const override { return size_; }
    void draw(cairo_t* cr) const override;

    /// Without the ground: over another page.
    void draw_items(cairo_t* cr) const;
    /// Adds the outlines of all glyphs to the path: for watermarks, which must not be text to those who copy.
    void add_glyph_paths(cairo_t* cr) const;

    // Making it; not after it is shared.
    void fill(const Box& box, Color color, double radius = 0);
    /// A frame inside `box`.
    void frame(const Box& box, double thickness, Color color);
    void circle(const Circle& circle) { items_.emplace_back(circle); }
    void wedge(const Wedge& wedge) { items_.emplace_back(wedge); }
    /// The picture as large as the box holds it whole; gives where it lies.
    Box picture_contained(const PicturePtr& picture, const Box& box);
    /// Fills the box, cutting the sides or, of a portrait, rather the bottom than the top.
    void picture_cropped(const PicturePtr& picture, const Box& box);
    /// Draws `block` of `text` with its upper left at (x, y); `within` is the cell it belongs to.
    void text(const Text& text, const Block& block, double x, double y, const Box& within);
    /// All texts of the page in the order of drawing.
    [[nodiscard]] std::vector<const GlyphRun*> runs() const;

  private:
    using Item = std::variant<Fill, Circle, Wedge, Picture, GlyphRun>;
    void line_of_text(const Text& text, const Block& block, const Line& line, double x, double y,
                      const Box& within);

    PageSize size_;
    Color ground_;
    std::vector<Item> items_;
};

} // namespace pages

// Text to positioned glyphs without a size: Pango chooses fonts and shapes, once per text.
#pragma once

#include "dossier/pages/palette.h"

#include <cairo.h>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pages {

/// The type families official documents ask for; each is mapped to what is installed (宋体, 黑体, 仿宋, 楷体,
/// 方正小标宋).
enum class Face { song, hei, fang, kai, title };

struct TextStyle {
    Face face = Face::song;
    double size = 12; ///< points
    bool bold = false;
    Color color{};
    bool underline = false;
    bool operator==(const TextStyle&) const = default;
};

/// A reference to a font of cairo's; counted by cairo, safe to share between threads.
class FontRef {
  public:
    explicit FontRef(cairo_font_face_t* face)
        : face_(cairo_font_face_reference(face)) {}
    FontRef(const FontRef& other)
        : face_(cairo_font_face_reference(other.face_)) {}
    FontRef& operator=(const FontRef& other);
    ~FontRef() { cairo_font_face_destroy(face_); }
    [[nodiscard]] cairo_font_face_t* get() const { return face_; }

  private:
    cairo_font_face_t* face_;
};

/// What cannot be divided: a character with its marks, or a run of a right-to-left script. Lengths in em.
struct Cluster {
    std::uint32_t text_begin = 0;
    std::uint32_t text_end = 0;
    std::uint32_t glyph_begin = 0;
    std::uint32_t glyph_end = 0;
    char32_t first = 0; ///< its first and last character: for line breaking
    char32_t last = 0;
    float advance = 0;
    std::uint16_t font = 0;
    std::uint16_t style = 0;
    bool missing = false; ///< no font has it; a sign stands in its place
};
struct Glyph {
    unsigned long index = 0;
    float x = 0, y = 0; ///< from the cluster's origin, em
};

/// One paragraph without line ends.
struct ShapedText {
    std::string text;
    std::vector<Cluster> clusters;
    std::vector<Glyph> glyphs;
    std::vector<FontRef> fonts;
};

/// Appends `text` (UTF-8 without line ends; broken bytes become U+FFFD) to `shaped`. The fonts are opened per
/// thread, on first use.
void shape(ShapedText& shaped, std::string_view text, Face face, bool bold, std::uint16_t style);

/// Font options of all pages: grey antialiasing, no hinting of advances.
void set_page_font_options(cairo_font_options_t* options);

} // namespace pages

// Chinese typesetting: text once shaped, set into lines of any width and size by the rules of kinsoku.
#pragma once

#include "dossier/pages/shaping.h"

#include <span>
#include <string>
#include <vector>

namespace pages {

struct TextRun {
    std::string text; ///< '\n' ends a paragraph
    TextStyle style;
};

/// Paragraphs, shaped once; set in any size as often as wanted. A value.
class Text {
  public:
    Text() = default;
    Text(std::string_view text, const TextStyle& style);
    explicit Text(std::span<const TextRun> runs);

    [[nodiscard]] const std::vector<ShapedText>& paragraphs() const { return paragraphs_; }
    [[nodiscard]] const std::vector<TextStyle>& styles() const { return styles_; }
    /// "…", shaped in the first style, where a text is cut.
    [[nodiscard]] const ShapedText& ellipsis() const { return ellipsis_; }
    [[nodiscard]] bool empty() const;
    /// Width of the longest paragraph on one line, points.
    [[nodiscard]] double natural_width(double scale = 1) const;

  private:
    std::vector<TextStyle> styles_;
    std::vector<ShapedText> paragraphs_;
    ShapedText ellipsis_;
};

enum class Align { justify, left, center, right };

/// How to set a text. Lengths in points.
struct Setting {
    double width = 100;
    double line_spacing = 0; ///< from line to line; 0 = 1.35 times the first style's size
    double scale = 1;        ///< of all sizes; not of line_spacing, width and indents
    Align align = Align::justify;
    double first_indent = 0;    ///< of each paragraph's first line
    double hanging = 0;         ///< of all its other lines
    double paragraph_gap = 0;   ///< between paragraphs
    int max_lines = 0;          ///< 0 = any number; the rest is cut with "…"
    bool no_lonely_end = false; ///< not one or two characters alone on the last line
    bool balanced = false;      ///< lines of like length instead of a full one and a short rest
};

struct Line {
    std::size_t paragraph = 0;
    std::size_t begin = 0, end = 0; ///< clusters
    double top = 0;                 ///< from the block's top
    double width = 0;               ///< from the block's left edge to the end of the last glyph's cell
    std::vector<float> x;           ///< of each cluster, from the block's left edge
    bool cut = false;               ///< "…" follows at `width`
    bool forced = false;            ///< ends within a word, which is longer than the line
};

/// Lines of one text, ready to be drawn.
struct Block {
    std::vector<Line> lines;
    double width = 0; ///< of the setting
    double height = 0;
    double line_spacing = 0;
    double scale = 1;
    bool cut = false;
    [[nodiscard]] double widest() const;
    [[nodiscard]] bool forced() const; ///< some word had to be cut
};

Block set(const Text& text, const Setting& setting);
/// Lines [first, last) of a block as a block of its own: for page breaks.
Block part(const Block& block, std::size_t first, std::size_t last);
/// One character under the other, as captions of narrow cells stand; columns are not broken.
Block set_vertically(const Text& text, double line_spacing, double width);

/// One step of a ladder of sizes.
struct Step {
    double size = 12;
    double line_spacing = 16;
};
/// The first step at which the text fits into the height without cutting a word; the last one if none does.
/// `setting.scale` and `line_spacing` are set from the step, indents given in em grow with it.
struct Fitted {
    Block block;
    Step step;
    bool fits = false;
};
Fitted fit(const Text& text, const Setting& setting, double height, std::span<const Step> ladder,
           double hanging_em = 0);

} // namespace pages

// Cuts one shaped paragraph into lines: kinsoku, squeezed punctuation, justification.
#pragma once

#include "dossier/pages/kinsoku.h"
#include "dossier/pages/text_layout.h"

#include <vector>

namespace pages {

/// Lives for one paragraph at one size; keeps references to both arguments.
class LineBreaker {
  public:
    LineBreaker(const ShapedText& paragraph, const std::vector<TextStyle>& styles, double scale);

    /// The next line within [indent, width]. An empty paragraph has one empty line.
    Line next(double width, double indent, Align align);
    [[nodiscard]] bool done() const { return at_ >= clusters_.size(); }
    [[nodiscard]] double natural_width() const;

  private:
    struct Measure {
        double advance = 0; ///< what it takes on the line, neighbours' blanks taken off, points
        double shift = 0;   ///< the glyph moves left by this, where its leading blank is taken off
        double behind = 0;  ///< blank behind it that may still be taken off
        Kind kind = Kind::han;
    };
    struct Break {
        std::size_t end = 0;   ///< clusters of the line
        std::size_t last = 0;  ///< clusters with ink: without spaces at the end
        double width = 0;      ///< natural
        double squeezable = 0; ///< of all marks on the line
        bool found = false;
        bool forced = false; ///< within a word
    };
    [[nodiscard]] Break best_break(double measure) const;
    [[nodiscard]] Break emergency_break(double measure) const;
    void consider(Break& loose, Break& tight, const Break& candidate, double measure) const;
    void place(Line& line, const Break& chosen, double measure, double indent, Align align) const;
    [[nodiscard]] std::vector<double> gap_weights(std::size_t last) const;

    const std::vector<Cluster>& clusters_;
    std::vector<Measure> measures_;
    double em_ = 12; ///< of the first style
    std::size_t at_ = 0;
};

} // namespace pages

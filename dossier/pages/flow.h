// Lines that follow each other over pages: what must stay together does.
#pragma once

#include "dossier/pages/drawing.h"

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace pages {

/// Something that is never cut: a line of text, a row of a table.
struct FlowLine {
    double height = 0;
    std::function<void(Drawing& page, const Box& box)> draw; ///< `box` is as wide as the column
    bool with_next = false;  ///< stays on one page with what follows, where that is possible
    bool blank = false;      ///< nothing but space: dropped at the top of a page
    bool page_break = false; ///< what follows begins a page
};

/// Draws one line of a text, which its lines share.
std::function<void(Drawing&, const Box&)> flow_draw(std::shared_ptr<const Text> text, Block line);
/// All lines of a block; the first two and the last two stay together.
std::vector<FlowLine> flow_lines(const std::shared_ptr<const Text>& text, const Block& block);

/// One page's share: lines [first, last).
struct Share {
    std::size_t first = 0;
    std::size_t last = 0;
};
/// Fills pages of `height`; there is always at least one. A chain of with_next longer than a page is broken.
std::vector<Share> paginate(const std::vector<FlowLine>& lines, double height);
/// Draws a share from the top of `column` down; gives the height used.
double draw_share(Drawing& page, const std::vector<FlowLine>& lines, const Share& share, const Box& column);

} // namespace pages

#include "dossier/pages/flow.h"

namespace pages {

std::function<void(Drawing&, const Box&)> flow_draw(std::shared_ptr<const Text> text, Block line) {
    return [text = std::move(text), line = std::move(line)](Drawing& page, const Box& box) {
        page.text(*text, line, box.x, box.y, box);
    };
}

std::vector<FlowLine> flow_lines(const std::shared_ptr<const Text>& text, const Block& block) {
    std::vector<FlowLine> lines;
    const std::size_t count = block.lines.size();
    for (std::size_t i = 0; i < count; ++i) {
        FlowLine line{block.line_spacing, flow_draw(text, part(block, i, i + 1))};
        line.with_next = i + 1 < count && (i == 0 || i + 2 == count);
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<Share> paginate(const std::vector<FlowLine>& lines, double height) {
    std::vector<Share> shares;
    std::size_t first = 0;
    while (first < lines.size()) {
        if (lines[first].blank && !lines[first].page_break) {
            ++first;
            continue;
        }
        double used = 0;
        std::size_t last = first;
        while (last < lines.size() && (last == first || used + lines[last].height <= height + 0.01)) {
            used += lines[last].height;
            if (lines[last++].page_break)
                break;
        }
        std::size_t end = last;
        if (last < lines.size() && !lines[last - 1].page_break)
            while (end > first && lines[end - 1].with_next)
                --end;
        shares.push_back({first, end > first ? end : last});
        first = shares.back().last;
    }
    if (shares.empty())
        shares.push_back({});
    return shares;
}

double draw_share(Drawing& page, const std::vector<FlowLine>& lines, const Share& share, const Box& column) {
    double y = column.y;
    for (std::size_t i = share.first; i < share.last; ++i) {
        if (lines[i].draw)
            lines[i].draw(page, {column.x, y, column.width, lines[i].height});
        y += lines[i].height;
    }
    return y - column.y;
}

} // namespace pages

#include "dossier/pages/text_layout.h"

#include "dossier/pages/line_break.h"

#include <algorithm>

namespace pages {

Text::Text(std::string_view text, const TextStyle& style)
    : Text(std::vector<TextRun>{{std::string(text), style}}) {}

Text::Text(std::span<const TextRun> runs) {
    paragraphs_.emplace_back();
    for (const TextRun& run : runs) {
        styles_.push_back(run.style);
        const auto style = static_cast<std::uint16_t>(styles_.size() - 1);
        std::string_view rest = run.text;
        for (;;) {
            const std::size_t end = rest.find('\n');
            shape(paragraphs_.back(), rest.substr(0, end), run.style.face, run.style.bold, style);
            if (end == std::string_view::npos)
                break;
            paragraphs_.emplace_back();
            rest.remove_prefix(end + 1);
        }
    }
    if (styles_.empty())
        styles_.emplace_back();
    shape(ellipsis_, "…", styles_.front().face, styles_.front().bold, 0);
}

bool Text::empty() const {
    return std::all_of(paragraphs_.begin(), paragraphs_.end(),
                       [](const ShapedText& p) { return p.clusters.empty(); });
}

double Text::natural_width(double scale) const {
    double widest = 0;
    for (const ShapedText& paragraph : paragraphs_)
        widest = std::max(widest, LineBreaker(paragraph, styles_, scale).natural_width());
    return widest;
}

double Block::widest() const {
    double widest = 0;
    for (const Line& line : lines)
        widest = std::max(widest, line.width);
    return widest;
}

bool Block::forced() const {
    return std::any_of(lines.begin(), lines.end(), [](const Line& line) { return line.forced; });
}

namespace {

/// Ends the last allowed line with "…", taking characters away until it fits.
void cut(const Text& text, Line& line, double width, double scale) {
    const ShapedText& paragraph = text.paragraphs()[line.paragraph];
    const double sign = text.ellipsis().clusters.empty()
                            ? 0
                            : text.ellipsis().clusters.front().advance * text.styles().front().size * scale;
    const auto end_of = [&](std::size_t i) {
        const Cluster& cluster = paragraph.clusters[i];
        return line.x[i - line.begin] + cluster.advance * text.styles()[cluster.style].size * scale;
    };
    while (line.end > line.begin + 1 && (end_of(line.end - 1) + sign > width ||
                                         kind_of(paragraph.clusters[line.end - 1].first) == Kind::close))
        --line.end;
    line.x.resize(line.end - line.begin);
    line.width = line.end > line.begin ? end_of(line.end - 1) : 0;
    line.cut = true;
}

} // namespace

namespace {

std::size_t last_line_length(const Block& block) {
    return block.lines.size() < 2 ? 0 : block.lines.back().end - block.lines.back().begin;
}

/// One or two characters alone on the last line look like a slip: the width at which they have company.
double sociable_width(const Text& text, Setting setting) {
    setting.no_lonely_end = false;
    const Block whole = set(text, setting);
    const double width = setting.width;
    if (whole.lines.size() < 2 || last_line_length(whole) >= 3)
        return width;
    const double step = text.styles().front().size * setting.scale / 2;
    for (int i = 1; i <= 12; ++i) {
        setting.width = width - i * step;
        const Block tried = set(text, setting);
        if (setting.width < width / 2 || tried.lines.size() != whole.lines.size())
            break;
        if (last_line_length(tried) >= 4 && tried.forced() == whole.forced())
            return setting.width;
    }
    return width;
}

/// The narrowest width that needs no more lines.
double balanced_width(const Text& text, const Setting& setting) {
    Setting trial = setting;
    trial.balanced = trial.no_lonely_end = false;
    const Block whole = set(text, trial);
    const std::size_t lines = whole.lines.size();
    const std::size_t paragraphs = text.paragraphs().size();
    if (lines == paragraphs || lines > paragraphs + 3)
        return setting.width;
    double narrow = setting.width / 2;
    double wide = setting.width;
    while (wide - narrow > 0.5) {
        trial.width = (narrow + wide) / 2;
        const Block tried = set(text, trial);
        (tried.lines.size() <= lines && tried.forced() == whole.forced() ? wide : narrow) = trial.width;
    }
    return wide;
}

} // namespace

Block set(const Text& text, const Setting& wanted) {
    Setting setting = wanted;
    if (wanted.balanced)
        setting.width = balanced_width(text, wanted);
    else if (wanted.no_lonely_end)
        setting.width = sociable_width(text, wanted);
    const double shift = wanted.align == Align::center  ? (wanted.width - setting.width) / 2
                         : wanted.align == Align::right ? wanted.width - setting.width
                                                        : 0;
    Block block;
    block.width = wanted.width;
    block.scale = setting.scale;
    block.line_spacing = setting.line_spacing > 0 ? setting.line_spacing
                         : text.styles().empty()  ? 16
                                                  : text.styles().front().size * setting.scale * 1.35;
    double top = 0;
    for (std::size_t p = 0; p < text.paragraphs().size() && !block.cut; ++p) {
        LineBreaker breaker(text.paragraphs()[p], text.styles(), setting.scale);
        if (p > 0)
            top += setting.paragraph_gap;
        bool first = true;
        do {
            if (setting.max_lines > 0 && static_cast<int>(block.lines.size()) == setting.max_lines) {
                cut(text, block.lines.back(), setting.width, setting.scale);
                block.cut = true;
                break;
            }
            Line line =
                breaker.next(setting.width, first ? setting.first_indent : setting.hanging, setting.align);
            line.paragraph = p;
            line.top = top;
            for (float& x : line.x)
                x += static_cast<float>(shift);
            line.width += shift;
            top += block.line_spacing;
            block.lines.push_back(std::move(line));
            first = false;
        } while (!breaker.done());
    }
    block.height = top;
    return block;
}

Block part(const Block& block, std::size_t first, std::size_t last) {
    Block piece;
    piece.width = block.width;
    piece.line_spacing = block.line_spacing;
    piece.scale = block.scale;
    piece.lines.assign(block.lines.begin() + static_cast<std::ptrdiff_t>(first),
                       block.lines.begin() + static_cast<std::ptrdiff_t>(last));
    const double top = piece.lines.empty() ? 0 : piece.lines.front().top;
    for (Line& line : piece.lines)
        line.top -= top;
    piece.height = piece.lines.empty() ? 0 : piece.lines.back().top + piece.line_spacing;
    return piece;
}

Block set_vertically(const Text& text, double line_spacing, double width) {
    Block block;
    block.width = width;
    block.line_spacing = line_spacing;
    for (std::size_t p = 0; p < text.paragraphs().size(); ++p) {
        const ShapedText& paragraph = text.paragraphs()[p];
        for (std::size_t i = 0; i < paragraph.clusters.size(); ++i) {
            const Cluster& cluster = paragraph.clusters[i];
            const double advance = cluster.advance * text.styles()[cluster.style].size;
            Line line;
            line.paragraph = p;
            line.begin = i;
            line.end = i + 1;
            line.top = block.height;
            line.x = {static_cast<float>((width - advance) / 2)};
            line.width = line.x.front() + advance;
            block.height += line_spacing;
            block.lines.push_back(std::move(line));
        }
    }
    return block;
}

Fitted fit(const Text& text, const Setting& setting, double height, std::span<const Step> ladder,
           double hanging_em) {
    Fitted fitted;
    const double size = text.styles().empty() ? 12 : text.styles().front().size;
    for (const Step& step : ladder) {
        Setting at = setting;
        at.scale = step.size / size;
        at.line_spacing = step.line_spacing;
        at.hanging = setting.hanging + hanging_em * step.size;
        fitted.block = set(text, at);
        fitted.step = step;
        fitted.fits = fitted.block.height <= height + 0.01;
        if (fitted.fits && !fitted.block.forced())
            break;
    }
    return fitted;
}

} // namespace pages

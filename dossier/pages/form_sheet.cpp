#include "dossier/pages/form_sheet.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace pages {

namespace {

constexpr double inner_border = 1;
constexpr double outer_border = 1.5;
constexpr double continuation_size = 12;
constexpr double continuation_spacing = 18;

/// Spreads the clusters of a one-line block evenly over `width`.
void spread(Block& block, double width) {
    for (Line& line : block.lines) {
        const std::size_t count = line.x.size();
        if (count < 2)
            continue;
        const double first = line.x.front();
        const double size = line.x[1] - line.x[0];
        const double step = (width - size) / static_cast<double>(count - 1);
        const double left = (block.width - width) / 2;
        for (std::size_t i = 0; i < count; ++i)
            line.x[i] = static_cast<float>(left + step * static_cast<double>(i));
        line.width += left - first + width - size * static_cast<double>(count);
    }
}

} // namespace

TextStyle form_style(double size) {
    return {Face::song, size, false, palette::black};
}

FormSheet::FormSheet()
    : page_(std::make_shared<Drawing>(a4)) {}

void FormSheet::cell(const Box& box) {
    const double half = inner_border / 2;
    page_->fill({box.x - half, box.y - half, box.width + inner_border, inner_border}, palette::black);
    page_->fill({box.x - half, box.y + box.height - half, box.width + inner_border, inner_border},
                palette::black);
    page_->fill({box.x - half, box.y - half, inner_border, box.height + inner_border}, palette::black);
    page_->fill({box.x + box.width - half, box.y - half, inner_border, box.height + inner_border},
                palette::black);
}

void FormSheet::outline(const Box& box) {
    const double half = outer_border / 2;
    page_->frame({box.x - half, box.y - half, box.width + outer_border, box.height + outer_border},
                 outer_border, palette::black);
}

void FormSheet::caption(const Box& box, std::string_view text, double size) {
    cell(box);
    const Text shaped(text, form_style(size));
    const Block block =
        set(shaped, {.width = box.width, .line_spacing = size * 1.16, .align = Align::center});
    page_->text(shaped, block, box.x, box.y + (box.height - block.height) / 2, box);
}

void FormSheet::spread_caption(const Box& box, std::string_view text, double width, double size) {
    cell(box);
    const Text shaped(text, form_style(size));
    Block block = set(shaped, {.width = box.width, .line_spacing = size * 1.16, .align = Align::center});
    spread(block, width);
    page_->text(shaped, block, box.x, box.y + (box.height - block.height) / 2, box);
}

void FormSheet::vertical_caption(const Box& box, std::string_view text, double spacing) {
    cell(box);
    const Text shaped(text, form_style(14));
    const Block block = set_vertically(shaped, spacing, box.width);
    page_->text(shaped, block, box.x, box.y + (box.height - block.height) / 2, box);
}

void FormSheet::value(const Box& box, const std::string& text, const CellStyle& style,
                      const std::string& caption) {
    cell(box);
    text_in(box, text, style, caption);
}

void FormSheet::text_in(const Box& box, const std::string& text, const CellStyle& style,
                        const std::string& caption) {
    if (text.empty())
        return;
    const Text shaped(text, form_style(style.size));
    std::vector<Step> ladder;
    for (double size = style.size; size > style.smallest; size -= size > 10 ? 1 : 0.5)
        ladder.push_back({size, size * style.leading});
    ladder.push_back({style.smallest, style.smallest * style.leading});
    const double width = box.width - 2 * style.padding;
    const double height = box.height - 2;
    const Setting setting{.width = width, .align = style.align, .balanced = style.align == Align::center};
    Fitted fitted = fit(shaped, setting, height, ladder);
    if (!fitted.fits) {
        // It goes on elsewhere anyway: what stays need not be tiny.
        const double size =
            std::clamp(height / (3 * style.leading), style.smallest, std::min(style.size, 10.5));
        fitted = fit(shaped, setting, height, std::array{Step{size, size * style.leading}});
        const auto fitting = static_cast<std::size_t>(height / fitted.step.line_spacing);
        const std::size_t kept = fitting > 1 ? fitting - 1 : 0;
        overflows_.push_back({caption, flow_rest(shaped, fitted.block, kept)});
        const Text mark(continued_mark, form_style(fitted.step.size));
        const Block note =
            set(mark, {.width = width, .line_spacing = fitted.step.line_spacing, .align = Align::right});
        page_->text(mark, note, box.x + style.padding,
                    box.y + 1 + static_cast<double>(kept) * fitted.step.line_spacing, box);
        fitted.block = part(fitted.block, 0, kept);
        page_->text(shaped, fitted.block, box.x + style.padding, box.y + 1, box);
        return;
    }
    const double top = style.middle ? (box.height - fitted.block.height) / 2
                                    : std::min(4.0, (box.height - fitted.block.height) / 2);
    page_->text(shaped, fitted.block, box.x + style.padding, box.y + top, box);
}

double continuation_text_width() {
    return twips(8609) - 12;
}

std::vector<FlowLine> flow_text(const std::string& text) {
    // Shared by all its lines: a long text is many of them.
    const auto shaped = std::make_shared<const Text>(text, form_style(continuation_size));
    const Block block =
        set(*shaped, {.width = continuation_text_width(), .line_spacing = continuation_spacing});
    std::vector<FlowLine> lines;
    for (std::size_t i = 0; i < block.lines.size(); ++i)
        lines.push_back({continuation_spacing, flow_draw(shaped, part(block, i, i + 1))});
    return lines;
}

std::vector<FlowLine> flow_rest(const Text& text, const Block& block, std::size_t first) {
    if (first >= block.lines.size())
        return {};
    const Line& line = block.lines[first];
    const ShapedText& paragraph = text.paragraphs()[line.paragraph];
    std::string rest = line.begin < paragraph.clusters.size()
                           ? paragraph.text.substr(paragraph.clusters[line.begin].text_begin)
                           : std::string();
    for (std::size_t p = line.paragraph + 1; p < text.paragraphs().size(); ++p)
        rest += "\n" + text.paragraphs()[p].text;
    return flow_text(rest);
}

namespace {

/// Puts sections under each other, page after page; each piece has its caption beside it.
class Continuation {
  public:
    explicit Continuation(std::string name)
        : name_(std::move(name)) {}

    void add(const Overflow& overflow) {
        std::size_t next = 0;
        while (next < overflow.lines.size()) {
            // A caption of one character a line must fit beside the text, and two lines are not worth a cell.
            const double least = std::min(60.0, 2 * continuation_spacing + 12);
            if (!sheet_ || bottom - y_ < least)
                new_page();
            double height = 12;
            std::size_t last = next;
            while (last < overflow.lines.size() &&
                   (last == next || y_ + height + overflow.lines[last].height <= bottom)) {
                height += overflow.lines[last].height;
                ++last;
            }
            last = whole_entries(overflow, next, last);
            height = 12;
            for (std::size_t i = next; i < last; ++i)
                height += overflow.lines[i].height;
            put(overflow, next, last, height);
            next = last;
            if (last < overflow.lines.size())
                close();
        }
    }

    Pages take() {
        close();
        return std::move(pages_);
    }

  private:
    static constexpr double left = 59.55;
    static constexpr double bottom = 842 - 48;
    static constexpr double caption_width = 39.2;

    /// Moves the end of a piece up to the end of an entry, unless that would give up half the piece.
    static std::size_t whole_entries(const Overflow& overflow, std::size_t first, std::size_t last) {
        if (last == overflow.lines.size())
            return last;
        std::size_t end = last;
        while (end > first && overflow.lines[end - 1].with_next)
            --end;
        return end > first + (last - first) / 2 ? end : last;
    }

    void new_page() {
        close();
        sheet_ = std::make_unique<FormSheet>();
        const Text title("干部任免审批表（续页）", {Face::title, 18, true, palette::black});
        const Box head{left, 56, twips(9393), 30};
        sheet_->page().text(title,
                            set(title, {.width = head.width, .line_spacing = 30, .align = Align::center}),
                            head.x, head.y, head);
        const Text name("姓名：" + name_, form_style(12));
        const Box line{left, 88, twips(9393), 20};
        sheet_->page().text(
            name, set(name, {.width = line.width, .line_spacing = 20, .align = Align::left, .max_lines = 1}),
            line.x, line.y, line);
        y_ = top_ = 112;
    }

    void put(const Overflow& overflow, std::size_t first, std::size_t last, double height) {
        const double width = twips(9393) - caption_width;
        // The caption is as high as its characters, two beside each other where the cell is low.
        const Text caption(overflow.caption, form_style(12));
        const Block block = set(caption, {.width = 26, .line_spacing = 14, .align = Align::center});
        height = std::min(std::max(height, block.height + 8), std::max(bottom - y_, height));
        const Box caption_box{left, y_, caption_width, height};
        const Box text_box{left + caption_width, y_, width, height};
        sheet_->cell(caption_box);
        sheet_->cell(text_box);
        const Block shown =
            block.height <= height
                ? block
                : part(block, 0,
                       std::min<std::size_t>(block.lines.size(), static_cast<std::size_t>(height / 14)));
        sheet_->page().text(caption, shown, left + (caption_width - 26) / 2, y_ + (height - shown.height) / 2,
                            caption_box);
        double y = y_ + 6;
        for (std::size_t i = first; i < last; ++i) {
            overflow.lines[i].draw(sheet_->page(),
                                   {text_box.x + 6, y, continuation_text_width(), overflow.lines[i].height});
            y += overflow.lines[i].height;
        }
        y_ += height;
    }

    void close() {
        if (!sheet_)
            return;
        sheet_->outline({left, top_, twips(9393), y_ - top_});
        pages_.push_back(sheet_->finish());
        sheet_.reset();
    }

    std::string name_;
    std::unique_ptr<FormSheet> sheet_;
    double top_ = 0;
    double y_ = 0;
    Pages pages_;
};

} // namespace

Pages continuation_pages(const std::vector<Overflow>& overflows, const std::string& name) {
    Continuation continuation(name);
    for (const Overflow& overflow : overflows)
        continuation.add(overflow);
    return continuation.take();
}

} // namespace pages

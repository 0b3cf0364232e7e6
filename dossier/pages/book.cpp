// A book of pages: title, contents, everything on numbered A4 under a light watermark.
#include "dossier/pages/flow.h"
#include "dossier/pages/make.h"
#include "dossier/pages/pdf_file.h"

#include <algorithm>
#include <cmath>

namespace pages {

namespace {

constexpr PageSize a4_across{a4.height, a4.width};
constexpr double side = 59.55;
constexpr Box contents_column{side, 150, 476.25, 620};

/// Where a page of the book lies on its sheet.
struct Placed {
    PageSize sheet;
    double scale = 1;
    double x = 0, y = 0;
    bool whole = true; ///< it is the sheet
};

Placed place(PageSize size) {
    if (std::abs(size.width - a4.width) < 2 && std::abs(size.height - a4.height) < 2)
        return {a4};
    if (std::abs(size.width - a4_across.width) < 2 && std::abs(size.height - a4_across.height) < 2)
        return {a4_across};
    Placed best;
    for (const PageSize sheet : {a4, a4_across}) {
        const Box room{40, 44, sheet.width - 80, sheet.height - 90};
        const double scale = std::min(room.width / size.width, room.height / size.height);
        if (!best.whole && scale <= best.scale)
            continue;
        best = {sheet, scale, room.x + (room.width - scale * size.width) / 2,
                room.y + (room.height - scale * size.height) / 2, false};
    }
    return best;
}

/// A line of the table of contents that leads somewhere.
struct Entry {
    std::string title;
    int level = 1;
    int page = 0; ///< of the book, from 1
};

/// A page of the contents: its drawing and where its links lie.
struct ContentsPage {
    std::shared_ptr<Drawing> drawing;
    std::vector<std::pair<Box, int>> links;
};

class Book {
  public:
    Book(const std::vector<BookPart>& parts, const BookOptions& options, const Words& words)
        : parts_(parts)
        , options_(options)
        , words_(words) {
        // How many pages the contents take does not depend on the numbers in them.
        const int contents_pages = options.contents ? static_cast<int>(contents(entries(0)).size()) : 0;
        first_ = 2 + contents_pages;
        entries_ = entries(first_);
        total_ = first_ - 1;
        for (const BookPart& part : parts)
            total_ += static_cast<int>(part.pages.size());
    }

    /// False when `progress` cancelled.
    bool write(PdfFile& pdf, const std::function<bool(int, int)>& progress) {
        pdf.set_title(options_.title, options_.subtitle);
        put(pdf, *title_page(), {});
        if (options_.contents)
            for (const ContentsPage& page : contents(entries_))
                put(pdf, *page.drawing, page.links);
        for (const BookPart& part : parts_)
            for (const PagePtr& page : part.pages) {
                if (progress && !progress(number_, total_))
                    return false;
                put(pdf, *page, {});
            }
        int parent = 0;
        for (const Entry& entry : entries_) {
            const int id = pdf.add_outline(entry.level > 1 ? parent : 0, entry.title, entry.page);
            if (entry.level <= 1)
                parent = id;
        }
        return !progress || progress(total_, total_);
    }

  private:
    [[nodiscard]] std::vector<Entry> entries(int first) const {
        std::vector<Entry> list;
        int page = first;
        for (const BookPart& part : parts_) {
            list.push_back({part.title, part.level, page});
            page += static_cast<int>(part.pages.size());
        }
        // A heading behind the last page leads to that page.
        for (Entry& entry : list)
            entry.page = std::max(1, std::min(entry.page, page - 1));
        return list;
    }

    [[nodiscard]] std::shared_ptr<Drawing> title_page() const {
        auto page = std::make_shared<Drawing>(a4);
        const Box box{side, 230, a4.width - 2 * side, 380};
        const Text title(options_.title, {Face::title, 30, true, palette::black});
        const Block title_block = set(title, {.width = box.width,
                                              .line_spacing = 46,
                                              .align = Align::center,
                                              .max_lines = 5,
                                              .balanced = true});
        page->text(title, title_block, box.x, box.y, box);
        const Text subtitle(options_.subtitle, {Face::kai, 16, false, palette::black});
        page->text(subtitle,
                   set(subtitle, {.width = box.width,
                                  .line_spacing = 28,
                                  .align = Align::center,
                                  .max_lines = 4,
                                  .balanced = true}),
                   box.x, box.y + title_block.height + 28, box);
        return page;
    }

    [[nodiscard]] std::vector<ContentsPage> contents(const std::vector<Entry>& entries) const {
        std::vector<FlowLine> flow;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            flow.push_back(contents_line(entries[i]));
            flow.back().with_next =
                entries[i].level <= 1 && i + 1 < entries.size() && entries[i + 1].level > 1;
        }
        std::vector<ContentsPage> pages;
        for (const Share& share : paginate(flow, contents_column.height)) {
            ContentsPage page{std::make_shared<Drawing>(a4), {}};
            const Box head{side, 84, contents_column.width, 40};
            const Text title(words_.contents, {Face::title, 22, true, palette::black});
            page.drawing->text(title,
                               set(title, {.width = head.width, .line_spacing = 40, .align = Align::center}),
                               head.x, head.y, head);
            draw_share(*page.drawing, flow, share, contents_column);
            double y = contents_column.y;
            for (std::size_t i = share.first; i < share.last; ++i) {
                page.links.push_back(
                    {{contents_column.x, y, contents_column.width, flow[i].height}, entries[i].page});
                y += flow[i].height;
            }
            pages.push_back(std::move(page));
        }
        return pages;
    }

    /// Title, leading dots, page number.
    static FlowLine contents_line(const Entry& entry) {
        constexpr double number_width = 44;
        const bool top = entry.level <= 1;
        const double indent = top ? 0 : 24;
        const TextStyle style{top ? Face::hei : Face::song, 12, false, palette::black};
        const auto title = std::make_shared<const Text>(entry.title, style);
        const Block block = set(*title, {.width = contents_column.width - number_width - indent,
                                         .line_spacing = 21,
                                         .align = Align::left,
                                         .max_lines = 3});
        const auto number = std::make_shared<const Text>(std::to_string(entry.page), style);
        const double gap = top ? 5 : 0;
        return {.height = block.height + gap,
                .draw = [title, block, number, indent, gap](Drawing& page, const Box& box) {
                    const double y = box.y + gap;
                    page.text(*title, block, box.x + indent, y, box);
                    const double last = y + block.height - block.line_spacing;
                    const Block digits = set(
                        *number,
                        {.width = number_width, .line_spacing = block.line_spacing, .align = Align::right});
                    page.text(*number, digits, box.x + box.width - number_width, last, box);
                    const double right = box.x + box.width - number->natural_width() - 6;
                    // On one grid from the right, so that the dots of all lines stand under each other.
                    for (double x = box.x + box.width - number_width + 12;
                         x > box.x + indent + block.lines.back().width + 6; x -= 5)
                        if (x < right)
                            page.circle({x, last + block.line_spacing * 0.62, 0.6, 0, palette::slate});
                }};
    }

    void put(PdfFile& pdf, const Page& page, const std::vector<std::pair<Box, int>>& links) {
        ++number_;
        const Placed placed = place(page.size());
        pdf.begin_page(placed.sheet, number_);
        cairo_t* cr = pdf.cairo();
        cairo_save(cr);
        cairo_translate(cr, placed.x, placed.y);
        cairo_scale(cr, placed.scale, placed.scale);
        cairo_rectangle(cr, 0, 0, page.size().width, page.size().height);
        cairo_clip(cr);
        page.draw(cr);
        cairo_restore(cr);
        if (!placed.whole)
            frame(cr, placed, page.size());
        watermark(cr, placed.sheet);
        margins(placed.sheet)->draw_items(cr);
        for (const auto& [box, target] : links)
            pdf.add_link(box.x, box.y, box.width, box.height, target);
        pdf.end_page();
    }

    static void frame(cairo_t* cr, const Placed& placed, PageSize size) {
        cairo_set_source_rgb(cr, 0.75, 0.75, 0.75);
        cairo_set_line_width(cr, 0.5);
        cairo_rectangle(cr, placed.x, placed.y, size.width * placed.scale, size.height * placed.scale);
        cairo_stroke(cr);
    }

    /// Across the sheet, so light that the text under it reads as before; outlines, not text.
    void watermark(cairo_t* cr, PageSize sheet) const {
        if (options_.watermark.empty())
            return;
        const double diagonal = std::hypot(sheet.width, sheet.height);
        const Text text(options_.watermark, {Face::hei, 40, false, palette::black});
        const double scale = std::min(1.0, diagonal * 0.72 / std::max(1.0, text.natural_width()));
        Drawing mark(sheet);
        const Block block = set(text, {.width = diagonal,
                                       .line_spacing = 60,
                                       .scale = std::max(scale, 0.25),
                                       .align = Align::center,
                                       .max_lines = 1});
        mark.text(text, block, -diagonal / 2, -30, {-diagonal / 2, -30, diagonal, 60});
        cairo_save(cr);
        cairo_translate(cr, sheet.width / 2, sheet.height / 2);
        cairo_rotate(cr, -std::atan2(sheet.height, sheet.width));
        cairo_new_path(cr);
        mark.add_glyph_paths(cr);
        cairo_set_source_rgba(cr, 0.2, 0.25, 0.3, 0.07);
        cairo_fill(cr);
        cairo_restore(cr);
    }

    /// The watermark's words at the top, the page's number at the bottom.
    [[nodiscard]] std::shared_ptr<Drawing> margins(PageSize sheet) const {
        auto drawing = std::make_shared<Drawing>(sheet);
        const double width = sheet.width - 80;
        const TextStyle style{Face::kai, 9, false, palette::slate};
        const Text mark(options_.watermark, style);
        const Box head{40, 20, width, 14};
        drawing->text(mark,
                      set(mark, {.width = width, .line_spacing = 14, .align = Align::right, .max_lines = 1}),
                      head.x, head.y, head);
        const Text number(format(words_.page_of, {std::to_string(number_), std::to_string(total_)}), style);
        const Box foot{40, sheet.height - 30, width, 14};
        drawing->text(number, set(number, {.width = width, .line_spacing = 14, .align = Align::center}),
                      foot.x, foot.y, foot);
        return drawing;
    }

    const std::vector<BookPart>& parts_;
    const BookOptions& options_;
    const Words& words_;
    int first_ = 2; ///< page of the first part
    int total_ = 0;
    int number_ = 0; ///< pages put so far
    std::vector<Entry> entries_;
};

} // namespace

void write_book(const std::string& file, const std::vector<BookPart>& parts, const BookOptions& options,
                const Words& words, const std::function<bool(int, int)>& progress) {
    PdfFile pdf(file);
    if (Book(parts, options, words).write(pdf, progress))
        pdf.finish();
}

} // namespace pages

// 考察材料 as an official document (GB/T 9704): 22 lines of 28 characters, headings by family, tables.
#include "dossier/pages/flow.h"
#include "dossier/pages/make.h"

#include "dossier/text.h"

#include <algorithm>

namespace pages {

namespace {

using dossier::Paragraph;

constexpr double body_size = 16;
constexpr double line_spacing = 28.9;
constexpr double column_width = 28 * body_size;
constexpr Box column{79.4, 104.9, column_width, 22 * line_spacing};
constexpr double table_size = 14; ///< smaller where a table has very many columns
constexpr double table_border = 0.75;

TextStyle style_of(const Paragraph& paragraph, const Paragraph::Run& run) {
    TextStyle style{Face::fang, body_size, run.bold, palette::black, run.underline};
    if (paragraph.kind == Paragraph::Kind::title)
        style = {Face::title, 22, true, palette::black, run.underline};
    else if (paragraph.kind == Paragraph::Kind::heading && paragraph.level <= 1)
        style.face = Face::hei;
    else if (paragraph.kind == Paragraph::Kind::heading && paragraph.level == 2)
        style = {Face::kai, body_size, true, palette::black, run.underline};
    else if (paragraph.kind == Paragraph::Kind::heading)
        style.bold = true;
    if (run.italic && style.face == Face::fang)
        style.face = Face::kai; // Chinese has no italics; 楷体 takes their part
    return style;
}

/// The runs with blanks at the beginning taken off, where the first line is indented anyway.
std::vector<TextRun> runs_of(const Paragraph& paragraph, bool indented) {
    std::vector<TextRun> runs;
    bool at_begin = indented;
    for (const Paragraph::Run& run : paragraph.runs) {
        std::u32string text = dossier::code_points(run.text);
        if (at_begin) {
            std::size_t begin = 0;
            while (begin < text.size() && dossier::is_space_or_invisible(text[begin]))
                ++begin;
            text.erase(0, begin);
            at_begin = text.empty();
        }
        runs.push_back({dossier::utf8(text), style_of(paragraph, run)});
    }
    return runs;
}

Align align_of(const Paragraph& paragraph) {
    switch (paragraph.align) {
    case Paragraph::Align::left:
        return Align::left;
    case Paragraph::Align::center:
        return Align::center;
    case Paragraph::Align::right:
        return Align::right;
    case Paragraph::Align::justify:
        break;
    }
    return Align::justify;
}

void add_title(std::vector<FlowLine>& flow, const std::vector<TextRun>& runs) {
    const auto text = std::make_shared<const Text>(runs);
    const Block block =
        set(*text, {.width = column_width, .line_spacing = 36, .align = Align::center, .balanced = true});
    for (FlowLine& line : flow_lines(text, block)) {
        line.with_next = true;
        flow.push_back(std::move(line));
    }
    flow.push_back({.height = line_spacing, .with_next = true});
}

void add_paragraph(std::vector<FlowLine>& flow, const Paragraph& paragraph) {
    const Align align = align_of(paragraph);
    const bool indented = paragraph.indent && (align == Align::justify || align == Align::left);
    const std::vector<TextRun> runs = runs_of(paragraph, indented);
    const auto text = std::make_shared<const Text>(runs);
    if (text->empty()) {
        flow.push_back({.height = line_spacing, .blank = true});
        return;
    }
    // Signature and date stand two characters from the margin.
    const double right = align == Align::right ? 2 * body_size : 0;
    const Block block = set(*text, {.width = column_width - right,
                                    .line_spacing = line_spacing,
                                    .align = align,
                                    .first_indent = indented ? 2 * body_size : 0});
    std::vector<FlowLine> lines = flow_lines(text, block);
    if (paragraph.kind == Paragraph::Kind::heading)
        for (FlowLine& line : lines)
            line.with_next = true;
    std::move(lines.begin(), lines.end(), std::back_inserter(flow));
}

/// A row of the table: its cells set in columns of fixed widths.
struct Table {
    std::vector<double> widths;
    double size = table_size;
    double padding = 5;
    double spacing = 20;

    explicit Table(std::span<const Paragraph> rows) {
        std::size_t columns = 1;
        for (const Paragraph& row : rows)
            columns = std::max(columns, row.cells.size());
        size = std::clamp(column_width / static_cast<double>(columns) / 2.8, 3.0, table_size);
        padding = size * 0.36;
        spacing = size * 1.43;
        // As wide as their longest text, within limits, stretched to the column.
        widths.assign(columns, 2.6 * size);
        for (const Paragraph& row : rows)
            for (std::size_t i = 0; i < row.cells.size(); ++i)
                widths[i] = std::max(widths[i], std::min(Text(row.cells[i], style()).natural_width(),
                                                         12 * size + 2 * padding));
        double sum = 0;
        for (const double width : widths)
            sum += width;
        for (double& width : widths)
            width *= column_width / sum;
    }

    [[nodiscard]] TextStyle style() const { return {Face::fang, size, false, palette::black}; }

    void add(std::vector<FlowLine>& flow, const Paragraph& row) const {
        struct Cell {
            std::shared_ptr<const Text> text;
            Block block;
        };
        std::vector<Cell> cells;
        std::size_t lines = 1;
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const auto text = std::make_shared<const Text>(i < row.cells.size() ? row.cells[i] : "", style());
            const double width = std::max(widths[i] - 2 * padding, 4.0);
            Block block = set(*text, {.width = width, .line_spacing = spacing, .align = Align::center});
            if (block.lines.size() > 2)
                block = set(*text, {.width = width, .line_spacing = spacing, .align = Align::justify});
            lines = std::max(lines, block.lines.size());
            cells.push_back({text, std::move(block)});
        }
        // A row higher than a page is continued in a row below.
        const auto most = static_cast<std::size_t>((column.height - 2 * padding) / spacing);
        for (std::size_t first = 0; first < lines; first += most) {
            const std::size_t shown = std::min(most, lines - first);
            const double height = static_cast<double>(shown) * spacing + 2 * padding;
            std::vector<Cell> pieces;
            for (const Cell& cell : cells) {
                const std::size_t count = cell.block.lines.size();
                pieces.push_back(
                    {cell.text, part(cell.block, std::min(first, count), std::min(first + most, count))});
            }
            flow.push_back(
                {.height = height,
                 .draw = [pieces, widths = widths, padding = padding](Drawing& page, const Box& box) {
                     double x = box.x;
                     for (std::size_t i = 0; i < pieces.size(); ++i) {
                         const Box cell{x, box.y, widths[i], box.height};
                         page.frame({cell.x - table_border / 2, cell.y - table_border / 2,
                                     cell.width + table_border, cell.height + table_border},
                                    table_border, palette::black);
                         page.text(*pieces[i].text, pieces[i].block, x + padding,
                                   box.y + (box.height - pieces[i].block.height) / 2, cell);
                         x += widths[i];
                     }
                 }});
        }
    }
};

void page_number(Drawing& page, std::size_t number) {
    const Text text("- " + std::to_string(number) + " -", {Face::song, 14, false, palette::black});
    const Box box{column.x, 768, column.width, 20};
    page.text(text, set(text, {.width = box.width, .line_spacing = 20, .align = Align::center}), box.x, box.y,
              box);
}

std::vector<FlowLine> flow_of(const dossier::ReportContent& report, const std::string& title) {
    std::vector<FlowLine> flow;
    const auto& paragraphs = report.paragraphs;
    const bool titled = std::any_of(paragraphs.begin(), paragraphs.end(),
                                    [](const Paragraph& p) { return p.kind == Paragraph::Kind::title; });
    if (!titled && !title.empty())
        add_title(flow, {{title, {Face::title, 22, true, palette::black}}});
    for (std::size_t i = 0; i < paragraphs.size(); ++i) {
        const Paragraph& paragraph = paragraphs[i];
        if (paragraph.kind == Paragraph::Kind::page_break) {
            flow.push_back({.page_break = true});
        } else if (paragraph.kind == Paragraph::Kind::table_row) {
            std::size_t last = i;
            while (last < paragraphs.size() && paragraphs[last].kind == Paragraph::Kind::table_row)
                ++last;
            const std::span rows(paragraphs.data() + i, last - i);
            const Table table(rows);
            for (const Paragraph& row : rows)
                table.add(flow, row);
            flow.push_back({.height = 8, .blank = true});
            i = last - 1;
        } else if (paragraph.kind == Paragraph::Kind::title) {
            add_title(flow, runs_of(paragraph, false));
        } else {
            // A signature never stands alone on a page.
            if (paragraph.align == Paragraph::Align::right && !flow.empty() && !flow.back().page_break) {
                flow.back().with_next = true;
                if (flow.size() > 1 && flow.back().blank)
                    flow[flow.size() - 2].with_next = true;
            }
            add_paragraph(flow, paragraph);
        }
    }
    return flow;
}

} // namespace

Pages make_report(const dossier::ReportContent& report, const std::string& title, const Words&) {
    const std::vector<FlowLine> flow = flow_of(report, title);
    Pages pages;
    for (const Share& share : paginate(flow, column.height)) {
        const auto page = std::make_shared<Drawing>(a4);
        draw_share(*page, flow, share, column);
        page_number(*page, pages.size() + 1);
        pages.push_back(page);
    }
    return pages;
}

} // namespace pages

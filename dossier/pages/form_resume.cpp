#include "dossier/pages/form_resume.h"

#include "dossier/text.h"

#include <algorithm>

namespace pages {

namespace {

constexpr double shaped_size = 14;
constexpr double hanging_em = 9;
constexpr double padding = 6;
/// Where a continuation page is needed anyway, the first part need not be tiny.
constexpr double continued_size = 11;

std::shared_ptr<const Text> shaped(const std::string& text) {
    return std::make_shared<const Text>(text, form_style(shaped_size));
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += (text.empty() ? "" : "\n") + line;
    return text;
}

} // namespace

const std::vector<ResumeStep>& resume_ladder() {
    static const std::vector<ResumeStep> ladder{{12, 14}, {18, 13.5}, {24, 13}, {28, 12.5},
                                                {34, 12}, {38, 11.5}, {40, 11}, {44, 10.5},
                                                {46, 10}, {48, 9.5},  {52, 9},  {56, 8.5}};
    return ladder;
}

ResumeText::ResumeText(const std::string& resume) {
    const dossier::Resume parsed = dossier::parse_resume(resume);
    for (const dossier::ResumeEntry& entry : parsed.entries) {
        // The dates hang, so the blanks of an open end are not needed.
        const std::string dates =
            entry.dated ? std::string(dossier::trimmed(dossier::canonical_dates(entry))) : std::string();
        rows_.push_back({shaped(dates), shaped(joined(entry.lines)), entry.dated});
    }
    if (!parsed.remarks.empty())
        rows_.push_back({shaped(""), shaped(joined(parsed.remarks)), false});
}

Block ResumeText::content_block(const Row& row, double size, double line_spacing, double width) const {
    const double indent = row.dated ? hanging_em * size : 0;
    return set(*row.content, {.width = width,
                              .line_spacing = line_spacing,
                              .scale = size / shaped_size,
                              .first_indent = indent,
                              .hanging = indent});
}

std::size_t ResumeText::lines_at(double size, double width) const {
    std::size_t lines = 0;
    for (const Row& row : rows_)
        lines += content_block(row, size, size + 1, width).lines.size();
    return lines;
}

std::optional<double> ResumeText::size_for(double width, double height) const {
    for (const ResumeStep& step : resume_ladder()) {
        const std::size_t lines = lines_at(step.size, width);
        if (lines <= static_cast<std::size_t>(step.lines) &&
            static_cast<double>(lines) * (step.size + 1) <= height)
            return step.size;
    }
    return std::nullopt;
}

std::vector<FlowLine> ResumeText::lines(double size, double line_spacing, double width) const {
    std::vector<FlowLine> all;
    for (const Row& row : rows_) {
        const Block block = content_block(row, size, line_spacing, width);
        const Block dates = set(*row.dates, {.width = hanging_em * size,
                                             .line_spacing = line_spacing,
                                             .scale = size / shaped_size,
                                             .align = Align::left,
                                             .max_lines = 1});
        for (std::size_t i = 0; i < block.lines.size(); ++i) {
            FlowLine line{line_spacing, flow_draw(row.content, part(block, i, i + 1))};
            line.with_next = i + 1 < block.lines.size();
            if (i == 0 && row.dated)
                line.draw = [content = line.draw, text = flow_draw(row.dates, dates)](Drawing& page,
                                                                                      const Box& box) {
                    text(page, box);
                    content(page, box);
                };
            all.push_back(std::move(line));
        }
    }
    return all;
}

ResumeText::Split ResumeText::split(double size, double width, std::size_t most) const {
    Split split;
    std::size_t next = 0;
    std::vector<FlowLine> first;
    for (; next < rows_.size(); ++next) {
        const Block block = content_block(rows_[next], size, size + 1, width);
        if (split.kept + block.lines.size() <= most) {
            split.kept += block.lines.size();
            continue;
        }
        if (split.kept < most / 2) {
            first = flow_rest(*rows_[next].content, block, most - split.kept);
            split.kept = most;
            ++next;
        }
        break;
    }
    ResumeText rest;
    rest.rows_.assign(rows_.begin() + static_cast<std::ptrdiff_t>(next), rows_.end());
    split.rest = rest.lines(12, 18, continuation_text_width());
    split.rest.insert(split.rest.begin(), first.begin(), first.end());
    return split;
}

void draw_resume(FormSheet& sheet, const Box& box, const std::string& resume) {
    const ResumeText text(resume);
    if (text.empty())
        return;
    const double width = box.width - 2 * padding;
    const double height = box.height - 2 * padding;
    const std::optional<double> fitting = text.size_for(width, height);
    const double size = fitting.value_or(continued_size);
    std::size_t count = text.lines_at(size, width);
    // Lines stand a point apart when the cell is full, up to half their size when there is room.
    const double spacing =
        fitting ? std::clamp(height / static_cast<double>(count), size + 1, size * 1.5) : size + 2;
    std::vector<FlowLine> lines = text.lines(size, spacing, width);
    double y = box.y + padding;
    if (!fitting) {
        ResumeText::Split split = text.split(size, width, static_cast<std::size_t>(height / spacing) - 1);
        count = split.kept;
        const Text mark(continued_mark, form_style(size));
        const Block note = set(mark, {.width = width, .line_spacing = spacing, .align = Align::right});
        sheet.page().text(mark, note, box.x + padding, y + static_cast<double>(count) * spacing, box);
        sheet.overflows().push_back({"简历", std::move(split.rest)});
    }
    for (std::size_t i = 0; i < count; ++i, y += spacing)
        lines[i].draw(sheet.page(), {box.x + padding, y, width, spacing});
}

} // namespace pages

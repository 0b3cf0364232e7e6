// Poll results: a table of counts and rates with one stacked bar a row, for screen and paper.
#include "dossier/pages/drawing.h"
#include "dossier/pages/make.h"
#include "dossier/pages/poll_table.h"

#include "dossier/person.h"

#include <algorithm>
#include <cmath>

namespace pages {

namespace {

/// Sizes in points; paper is read from near, so everything is smaller there.
struct PollMetrics {
    PageSize size;
    double margin = 52;
    double title = 34;
    double body = 20;
    double number = 24;
    [[nodiscard]] double width() const { return size.width - 2 * margin; }
    [[nodiscard]] double bottom() const { return size.height - margin * 0.8; }
};

PollMetrics poll_metrics(PageSize size) {
    if (size.height > size.width)
        return {size, size.width * 0.095, 20, 10.5, 12};
    return {size, size.width / size.height > 1.5 ? 52.0 : 40.0, 34, 20, 23};
}

/// Where the columns of a table lie.
struct Columns {
    double label = 0;      ///< width of questions and groups
    double option = 0;     ///< width of one option
    double percentage = 0; ///< width of the longest "78.69%"
    double rate = 0;       ///< width of 优称率, 0 without
    double bar = 0;        ///< width of the bar; 0 = it lies under the numbers
    bool stacked = false;  ///< the percentage under the count
};

class PollPages {
  public:
    PollPages(const std::string& name, const Words& words, PageSize size)
        : metrics_(poll_metrics(size))
        , name_(dossier::display_name(name, true))
        , words_(words) {}

    void add(const dossier::PollSheet& sheet) {
        sheet_ = &sheet;
        tables_ = tables_of(sheet);
        stretch_ = 1;
        new_page();
        fresh_ = true;
        const double room = metrics_.bottom() - y_;
        const double needed = height_of_tables();
        if (needed <= room)
            stretch_ = std::min(metrics_.size.height > metrics_.size.width ? 1.15 : 1.6,
                                room / std::max(needed, 1.0));
        for (const PollTable& table : tables_)
            draw_table(table);
    }

    Pages take() { return std::move(pages_); }

  private:
    [[nodiscard]] TextStyle style(double size, bool bold = false, Color color = palette::ink) const {
        return {Face::hei, size, bold, color};
    }
    [[nodiscard]] double line(double size) const { return size * 1.35; }

    Block put(const std::string& words, const TextStyle& text_style, const Box& box, Align align,
              int max_lines = 1, bool middle = true) {
        const Text text(words, text_style);
        // Shrunk down to two thirds, then cut.
        Setting setting{.width = box.width, .align = align, .max_lines = max_lines};
        for (double scale : {1.0, 0.9, 0.8, 0.7}) {
            setting.scale = scale;
            setting.line_spacing = line(text_style.size * scale);
            const Block block = set(text, setting);
            if ((block.cut && scale > 0.75) || block.height > box.height + 0.1) {
                if (scale > 0.75)
                    continue;
                setting.max_lines = std::max(1, static_cast<int>(box.height / setting.line_spacing));
            }
            setting.balanced = true;
            const Block fitted = set(text, setting);
            page_->text(text, fitted, box.x, box.y + (middle ? (box.height - fitted.height) / 2 : 0), box);
            return fitted;
        }
        return {};
    }

    void new_page() {
        page_ = std::make_shared<Drawing>(
            metrics_.size, metrics_.size.height > metrics_.size.width ? palette::white : palette::ivory);
        pages_.push_back(page_);
        const double x = metrics_.margin;
        double y = metrics_.margin * 0.75;
        const std::string title = name_.empty()           ? sheet_->title
                                  : sheet_->title.empty() ? name_
                                                          : name_ + "　" + sheet_->title;
        const double title_height = line(metrics_.title);
        const double title_width = metrics_.width() * 0.62;
        put(title, {Face::title, metrics_.title, true, palette::ink}, {x, y, title_width, title_height},
            Align::left);
        std::string origin = sheet_->unit;
        if (!sheet_->date.empty())
            origin += (origin.empty() ? "" : "　") + sheet_->date;
        put(origin, style(metrics_.body, false, palette::slate),
            {x + title_width + 10, y, metrics_.width() - title_width - 10, title_height}, Align::right, 2);
        y += title_height + metrics_.body * 0.3;
        const std::string ballots = ballots_line();
        if (!ballots.empty()) {
            put(ballots, style(metrics_.body * 1.1), {x, y, metrics_.width(), line(metrics_.body * 1.1)},
                Align::left);
            y += line(metrics_.body * 1.1) + metrics_.body * 0.3;
        }
        y_ = y + metrics_.body * 0.4;
    }

    [[nodiscard]] std::string ballots_line() const {
        if (sheet_->issued <= 0 && sheet_->returned <= 0)
            return {};
        std::string text;
        const auto add = [&](const std::string& pattern, std::int64_t count) {
            text += (text.empty() ? "" : "　　") + format(pattern, {std::to_string(count)});
        };
        if (sheet_->issued > 0)
            add(words_.issued, sheet_->issued);
        add(words_.returned, sheet_->returned);
        add(words_.valid, std::max<std::int64_t>(0, sheet_->returned - sheet_->invalid));
        add(words_.invalid, sheet_->invalid);
        return text;
    }

    [[nodiscard]] std::string rate_of(std::int64_t count, std::int64_t base) const {
        return format(words_.rate, {percent(count, base)});
    }

    /// What stands at the left of a row: the question, or the group where all rows have one question.
    [[nodiscard]] static bool one_question(const PollTable& table) {
        return std::all_of(table.rows.begin(), table.rows.end(),
                           [&](const PollRow& row) { return row.question == table.rows.front().question; });
    }
    [[nodiscard]] static bool grouped(const PollTable& table) {
        return std::any_of(table.rows.begin(), table.rows.end(),
                           [](const PollRow& row) { return !row.group.empty(); });
    }
    [[nodiscard]] std::string label_of(const PollTable& table, const PollRow& row) const {
        return grouped(table) ? (row.group.empty() ? words_.all_voters : row.group) : row.question;
    }

    [[nodiscard]] Columns columns_of(const PollTable& table) const {
        Columns columns;
        const double width = metrics_.width();
        double label = 4 * metrics_.body;
        double count = 0;
        double percentage = 0;
        for (const PollRow& row : table.rows) {
            label = std::max(label, Text(label_of(table, row), style(metrics_.body)).natural_width());
            for (const std::int64_t votes : row.counts) {
                count = std::max(count,
                                 Text(std::to_string(votes), style(metrics_.number, true)).natural_width());
                percentage = std::max(percentage,
                                      Text(rate_of(votes, row.base), style(metrics_.body)).natural_width());
            }
        }
        columns.percentage = percentage;
        columns.label = std::min(label, width * 0.24) + metrics_.body;
        columns.rate = derived_rate(table) ? percentage + metrics_.body * 1.2 : 0;
        const double options = static_cast<double>(table.options.size());
        const double room = width - columns.label - columns.rate;
        for (const bool stacked : {false, true}) {
            columns.stacked = stacked;
            columns.option =
                (stacked ? std::max(count, percentage) : count + percentage + metrics_.body * 0.5) +
                metrics_.body;
            columns.bar = room - options * columns.option;
            if (columns.bar >= width * 0.26)
                return columns;
        }
        columns.bar = 0;
        columns.stacked = columns.option * options > room + 0.1 ||
                          room / options < count + percentage + 1.5 * metrics_.body;
        columns.option = room / options;
        return columns;
    }

    /// With very many options each has a row of its own.
    [[nodiscard]] bool listed(const PollTable& table) const {
        const Columns columns = columns_of(table);
        return columns.option < 4 * metrics_.body * 0.9;
    }

    [[nodiscard]] double row_height(const Columns& columns) const {
        const double numbers =
            columns.stacked ? line(metrics_.number) + line(metrics_.body) * 0.9 : line(metrics_.number);
        return (numbers + metrics_.body * 0.55 + (columns.bar > 0 ? 0 : metrics_.body * 1.5)) * stretch_;
    }
    [[nodiscard]] double header_height() const { return line(metrics_.body) * 2 + metrics_.body * 0.3; }
    [[nodiscard]] double question_height() const { return line(metrics_.body) + metrics_.body * 0.6; }
    [[nodiscard]] double table_gap() const { return metrics_.body; }

    [[nodiscard]] double height_of_tables() const {
        double height = 0;
        for (const PollTable& table : tables_) {
            height += header_height() + table_gap();
            const double row = listed(table) ? listed_height(table) : row_height(columns_of(table));
            height += row * static_cast<double>(table.rows.size());
            if (grouped(table))
                for (std::size_t i = 0; i < table.rows.size(); ++i)
                    height += begins_question(table, i) ? question_height() : 0;
        }
        return height;
    }
    [[nodiscard]] static bool begins_question(const PollTable& table, std::size_t i) {
        return i == 0 || table.rows[i].question != table.rows[i - 1].question;
    }
    [[nodiscard]] double listed_height(const PollTable& table) const {
        return (static_cast<double>(table.options.size()) * 1.1 + 1) * line(metrics_.body);
    }

    void draw_table(const PollTable& table) {
        if (listed(table)) {
            for (const PollRow& row : table.rows)
                draw_listed(table, row);
            return;
        }
        const Columns columns = columns_of(table);
        bool need_header = true;
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            const bool question = grouped(table) && begins_question(table, i) &&
                                  (!one_question(table) || !table.rows[i].question.empty());
            const double height = row_height(columns) + (question ? question_height() : 0);
            if (y_ + height + (need_header ? header_height() : 0) > metrics_.bottom() + 0.1 && !fresh_) {
                new_page();
                fresh_ = true;
                need_header = true;
            }
            if (need_header)
                draw_header(table, columns);
            need_header = false;
            if (question)
                draw_question(table.rows[i].question);
            draw_row(table, table.rows[i], columns);
            fresh_ = false;
        }
        y_ += table_gap();
    }

    void draw_header(const PollTable& table, const Columns& columns) {
        const std::vector<Color> colors = option_colors(table.options);
        double x = metrics_.margin + columns.label;
        const double height = header_height();
        const double chip = metrics_.body * 0.62;
        put(grouped(table) ? words_.group : words_.question, style(metrics_.body, false, palette::slate),
            {metrics_.margin, y_, columns.label - metrics_.body * 0.5, height}, Align::left, 1);
        for (std::size_t i = 0; i < table.options.size(); ++i) {
            const Text text(table.options[i], style(metrics_.body));
            const double room = columns.option - chip - metrics_.body * 0.7;
            const double wide = std::min(text.natural_width(), room);
            const double left = x + (columns.option - wide - chip - metrics_.body * 0.3) / 2;
            page_->fill({left, y_ + (height - chip) / 2, chip, chip}, colors[i]);
            put(table.options[i], style(metrics_.body),
                {left + chip + metrics_.body * 0.3, y_, wide + 1, height}, Align::left, 2);
            x += columns.option;
        }
        if (columns.rate > 0)
            put(*derived_rate(table) == DerivedRate::excellent ? words_.excellent_rate
                                                               : words_.satisfied_rate,
                style(metrics_.body, true, palette::accent), {x, y_, columns.rate, height}, Align::center, 2);
        y_ += height;
        page_->fill({metrics_.margin, y_ - 1.5, metrics_.width(), 1.5}, palette::slate);
    }

    void draw_question(const std::string& question) {
        put(question.empty() ? words_.total : question, style(metrics_.body, true),
            {metrics_.margin, y_, metrics_.width(), question_height()}, Align::left, 1);
        y_ += question_height();
    }

    void draw_row(const PollTable& table, const PollRow& row, const Columns& columns) {
        const double height = row_height(columns);
        const double under = columns.bar > 0 ? 0 : metrics_.body * 1.5 * stretch_;
        const double numbers = height - under;
        const double left = metrics_.margin;
        put(label_of(table, row), style(metrics_.body),
            {left, y_, columns.label - metrics_.body * 0.5, height}, Align::left,
            std::max(1, static_cast<int>(height / line(metrics_.body * 0.8))));
        double x = left + columns.label;
        for (const std::int64_t votes : row.counts) {
            draw_count(votes, row.base, columns, {x, y_, columns.option, numbers});
            x += columns.option;
        }
        if (columns.rate > 0) {
            put(rate_of(derived_count(table, row), row.base), style(metrics_.body, true, palette::accent),
                {x, y_, columns.rate, numbers}, Align::center);
            x += columns.rate;
        }
        if (columns.bar > 0) {
            const double inset = metrics_.body * 0.6;
            const double thick = std::min(metrics_.number * 1.35 * stretch_, height * 0.62);
            draw_bar(table, row, {x + inset, y_ + (height - thick) / 2, columns.bar - inset, thick});
        } else {
            draw_bar(table, row,
                     {left + columns.label, y_ + numbers - metrics_.body * 0.1,
                      metrics_.width() - columns.label, under * 0.75});
        }
        y_ += height;
        page_->fill({left, y_ - 0.5, metrics_.width(), 0.75}, palette::line);
    }

    void draw_count(std::int64_t votes, std::int64_t base, const Columns& columns, const Box& box) {
        const std::string count = std::to_string(votes);
        const std::string rate = rate_of(votes, base);
        if (columns.stacked) {
            const double upper = line(metrics_.number);
            const double lower = line(metrics_.body) * 0.9;
            const double top = box.y + (box.height - upper - lower) / 2;
            put(count, style(metrics_.number, true), {box.x, top, box.width, upper}, Align::center);
            put(rate, style(metrics_.body, false, palette::slate),
                {box.x, top + upper - metrics_.body * 0.1, box.width, lower + metrics_.body * 0.1},
                Align::center);
            return;
        }
        // Counts and rates on two right edges, so that they stand under each other.
        const double rate_width = columns.percentage + metrics_.body * 0.7;
        put(count, style(metrics_.number, true), {box.x, box.y, box.width - rate_width, box.height},
            Align::right);
        put(rate, style(metrics_.body, false, palette::slate),
            {box.x + box.width - rate_width, box.y, rate_width - metrics_.body * 0.4, box.height},
            Align::right);
    }

    void draw_bar(const PollTable& table, const PollRow& row, const Box& box) {
        page_->fill(box, palette::sand);
        if (row.base <= 0)
            return;
        const std::vector<Color> colors = option_colors(table.options);
        double x = box.x;
        for (std::size_t i = 0; i < row.counts.size(); ++i) {
            const double width =
                box.width * static_cast<double>(row.counts[i]) / static_cast<double>(row.base);
            if (width <= 0)
                continue;
            const Box segment{x, box.y, width, box.height};
            page_->fill(segment, colors[i]);
            bar_label(row.counts[i], row.base, segment, is_dark(colors[i]) ? palette::white : palette::ink);
            x += width;
        }
    }

    /// The rate where it fits, else the count, else nothing: the numbers stand in the table.
    void bar_label(std::int64_t votes, std::int64_t base, const Box& segment, Color color) {
        for (const std::string& words : {rate_of(votes, base), std::to_string(votes)}) {
            const Text text(words, style(metrics_.body * 0.9, false, color));
            const double natural = text.natural_width();
            if (natural + metrics_.body * 0.5 > segment.width ||
                line(metrics_.body * 0.9) > segment.height + 4)
                continue;
            const Block block =
                set(text, {.width = segment.width, .line_spacing = segment.height, .align = Align::center});
            page_->text(text, block, segment.x, segment.y, segment);
            return;
        }
    }

    /// One option a line, for tables with more options than columns have room.
    void draw_listed(const PollTable& table, const PollRow& row) {
        const double height = line(metrics_.body) * 1.1;
        const std::vector<Color> colors = option_colors(table.options);
        std::string head = row.question;
        if (!row.group.empty())
            head += (head.empty() ? "" : "　") + row.group;
        const auto begin = [&] {
            draw_question(head.empty() ? words_.all_voters : head);
            page_->fill({metrics_.margin, y_ - 1.5, metrics_.width(), 1.5}, palette::slate);
        };
        if (y_ + question_height() + height > metrics_.bottom() && !fresh_)
            new_page();
        begin();
        for (std::size_t i = 0; i < table.options.size(); ++i) {
            if (y_ + height > metrics_.bottom() + 0.1) {
                new_page();
                begin();
            }
            const double x = metrics_.margin;
            const double label = metrics_.width() * 0.34;
            const double number = metrics_.body * 4;
            put(table.options[i], style(metrics_.body), {x, y_, label - metrics_.body, height}, Align::left);
            put(std::to_string(row.counts[i]), style(metrics_.body, true), {x + label, y_, number, height},
                Align::right);
            put(rate_of(row.counts[i], row.base), style(metrics_.body, false, palette::slate),
                {x + label + number, y_, number * 1.2, height}, Align::right);
            const double bar_x = x + label + number * 2.2 + metrics_.body;
            const double bar = metrics_.width() - (bar_x - x);
            page_->fill({bar_x, y_ + height * 0.2, bar, height * 0.6}, palette::sand);
            if (row.base > 0 && row.counts[i] > 0)
                page_->fill({bar_x, y_ + height * 0.2,
                             bar * static_cast<double>(row.counts[i]) / static_cast<double>(row.base),
                             height * 0.6},
                            colors[i]);
            y_ += height;
        }
        y_ += table_gap();
        fresh_ = false;
    }

    PollMetrics metrics_;
    std::string name_;
    const Words& words_;
    const dossier::PollSheet* sheet_ = nullptr;
    std::vector<PollTable> tables_;
    std::shared_ptr<Drawing> page_;
    Pages pages_;
    double y_ = 0;
    double stretch_ = 1; ///< rows grow where a sheet leaves room
    bool fresh_ = true;  ///< nothing stands on the page but its head
};

} // namespace

Pages make_poll(const dossier::PollContent& poll, const std::string& person_name, const Words& words,
                PageSize size) {
    PollPages pages(person_name, words, size);
    for (const dossier::PollSheet& sheet : poll.sheets)
        pages.add(sheet);
    if (poll.sheets.empty())
        pages.add({});
    return pages.take();
}

} // namespace pages

#include "dossier/pages/drawing.h"
#include "dossier/pages/facts.h"
#include "dossier/pages/make.h"

#include "dossier/text.h"

#include <algorithm>
#include <array>

namespace pages {

namespace {

/// Measures of the card for both shapes of screen, points. Nothing is smaller than 20 pt: six metres.
struct CardGrid {
    PageSize size;
    double margin = 48;
    double photo_width = 0;
    double gap = 48;
    [[nodiscard]] Box photo() const { return {margin, margin, photo_width, photo_width * 1.25}; }
    [[nodiscard]] double text_left() const { return margin + photo_width + gap; }
    [[nodiscard]] double text_width() const { return size.width - margin - text_left(); }
    [[nodiscard]] double bottom() const { return size.height - 40; }
};

CardGrid grid_of(PageSize size) {
    CardGrid grid{size};
    const bool wide = size.width / size.height > 1.5;
    grid.margin = wide ? 52 : 40;
    grid.photo_width = wide ? 312 : 248;
    grid.gap = wide ? 52 : 36;
    return grid;
}

TextStyle caption_style(double size) {
    return {Face::hei, size, false, palette::slate};
}
TextStyle body_style(double size, bool bold = false) {
    return {Face::hei, size, bold, palette::ink};
}

/// Draws a caption and a value beside it, first lines on one baseline; gives the height taken.
double captioned(Drawing& page, const Text& caption, const Text& value, const Setting& setting, double x,
                 double y, double value_x) {
    const Block value_block = set(value, setting);
    Setting caption_setting{
        .width = value_x - x - 12, .line_spacing = value_block.line_spacing, .align = Align::left};
    const Block caption_block = set(caption, caption_setting);
    const double value_size = value.styles().front().size * value_block.scale;
    const double caption_size = caption.styles().front().size;
    const Box within{x, y, value_x - x + setting.width,
                     std::max(value_block.height, caption_block.height) + 8};
    page.text(caption, caption_block, x, y + 0.38 * (value_size - caption_size), within);
    page.text(value, value_block, value_x, y, within);
    return std::max(value_block.height, caption_block.height);
}

class Card {
  public:
    Card(const dossier::Person& person, const dossier::Dossier& dossier, const Words& words, Today today,
         PageSize size)
        : grid_(grid_of(size))
        , facts_(facts_of(person, dossier, words, today))
        , words_(words)
        , page_(std::make_shared<Drawing>(size, palette::ivory)) {}

    PagePtr make(const ImagePtr& photo) {
        draw_photo(photo);
        draw_facts();
        double y = draw_name();
        y = draw_posts(y);
        draw_timeline(y);
        return page_;
    }

  private:
    void draw_photo(const ImagePtr& photo) {
        const Box box = grid_.photo();
        const PicturePtr picture = make_picture(photo);
        if (!picture) {
            page_->fill(box, palette::sand);
            page_->frame(box, 1, palette::line);
            const Text text(words_.no_photo, caption_style(24));
            const Block block = set(text, {.width = box.width, .align = Align::center});
            page_->text(text, block, box.x, box.y + (box.height - block.height) / 2, box);
            return;
        }
        const double shape = static_cast<double>(picture->width()) / picture->height();
        if (shape > 0.6 && shape < 1.05) {
            page_->picture_cropped(picture, box);
        } else {
            page_->fill(box, palette::sand);
            page_->picture_contained(picture, box);
        }
    }

    /// Under the photo: captions in one column, values in the other; larger where there is room.
    void draw_facts() {
        const Box photo = grid_.photo();
        const double top = photo.y + photo.height + 20;
        for (const double size : {22.0, 20.0}) {
            const double spacing = size * 1.42;
            const double caption_width = facts_caption_width(size);
            const double width = photo.width - caption_width;
            std::vector<Text> values;
            double height = 0;
            for (const Fact& fact : facts_.lines) {
                values.push_back(fact_value(fact, size, width));
                height += set(values.back(), {.width = width, .line_spacing = spacing, .align = Align::left})
                              .height;
            }
            if (size > 20 && top + height > grid_.bottom())
                continue;
            double y = top;
            for (std::size_t i = 0; i < values.size(); ++i) {
                const int lines = static_cast<int>((grid_.bottom() - y + 0.01) / spacing);
                if (lines < 1)
                    break;
                y += captioned(
                    *page_, Text(facts_.lines[i].caption, caption_style(size)), values[i],
                    {.width = width, .line_spacing = spacing, .align = Align::left, .max_lines = lines},
                    photo.x, y, photo.x + caption_width);
            }
            return;
        }
    }

    [[nodiscard]] double facts_caption_width(double size) const {
        double widest = 0;
        for (const Fact& fact : facts_.lines)
            widest = std::max(widest, Text(fact.caption, caption_style(size)).natural_width());
        return std::min(widest, grid_.photo_width * 0.5) + 14;
    }

    /// Where a value is too long for one line, its parts (学历, 学位) have a line each.
    static Text fact_value(const Fact& fact, double size, double width) {
        const bool fits = Text(fact.value, body_style(size)).natural_width() <= width;
        std::string text;
        for (const char32_t c : dossier::code_points(fact.value))
            dossier::append_utf8(text, c == U'　' && !fits ? U'\n' : c);
        return Text(text, body_style(size));
    }

    double draw_name() {
        const double x = grid_.text_left();
        const double width = grid_.text_width();
        const Box within{x, 0, width, 220};
        const Text name(facts_.name, {Face::title, 68, true, palette::ink});
        const double natural = name.natural_width();
        const double scale = natural > width ? std::max(0.45, width / natural) : 1;
        const Block block = set(name, {.width = width,
                                       .line_spacing = 84 * scale,
                                       .scale = scale,
                                       .align = Align::left,
                                       .max_lines = 2});
        const double y = grid_.margin - 10;
        page_->text(name, block, x, y, within);
        const Text beside(facts_.beside_name, body_style(26));
        const double room = width - block.widest() - 32;
        const bool fits = block.lines.size() == 1 && beside.natural_width() <= room;
        const Block line = set(
            beside, {.width = fits ? room : width, .line_spacing = 36, .align = Align::left, .max_lines = 2});
        if (fits) {
            page_->text(beside, line, x + block.widest() + 32, y + 41 * scale, within);
            return y + block.height + 14;
        }
        page_->text(beside, line, x, y + block.height + 2, within);
        return y + block.height + line.height + 12;
    }

    double draw_posts(double y) {
        const double x = grid_.text_left();
        double caption_width = 0;
        for (const Fact& post : facts_.posts)
            caption_width = std::max(caption_width, Text(post.caption, caption_style(20)).natural_width());
        caption_width = std::min(caption_width, grid_.text_width() * 0.3) + 22;
        const double width = grid_.text_width() - caption_width;
        // All posts in one size, the largest at which each has at most two lines.
        static constexpr std::array sizes{32.0, 30.0, 28.0, 26.0, 24.0, 22.0};
        double size = sizes.back();
        for (const double candidate : sizes) {
            const bool fits = std::all_of(facts_.posts.begin(), facts_.posts.end(), [&](const Fact& post) {
                const Block block = set(Text(post.value, body_style(candidate, true)),
                                        {.width = width, .align = Align::left});
                const bool lonely = block.lines.size() == 2 && block.lines[1].end - block.lines[1].begin < 4;
                return block.lines.size() == 1 || (block.lines.size() == 2 && !lonely);
            });
            if (fits) {
                size = candidate;
                break;
            }
        }
        for (const Fact& post : facts_.posts) {
            TextStyle style = body_style(size, post.decided);
            if (post.decided)
                style.color = palette::accent;
            y +=
                captioned(*page_, Text(post.caption, caption_style(20)), Text(post.value, style),
                          {.width = width, .line_spacing = size * 1.36, .align = Align::left, .max_lines = 3},
                          x, y, x + caption_width) +
                8;
        }
        return y;
    }

    void draw_timeline(double y);
    void more(double x, double y, double spacing);

    CardGrid grid_;
    CardFacts facts_;
    const Words& words_;
    std::shared_ptr<Drawing> page_;
};

void Card::more(double x, double y, double spacing) {
    const Text text("…", caption_style(24));
    page_->text(text, set(text, {.width = 60, .line_spacing = spacing, .align = Align::left}), x, y,
                {x, y, 60, spacing});
}

/// Newest first. The size is the largest at which all stations fit; where none does, the oldest are left out
/// and "…" says so.
void Card::draw_timeline(double y) {
    if (facts_.stations.empty())
        return;
    const double x = grid_.text_left();
    page_->fill({x, y + 8, grid_.text_width(), 1}, palette::line);
    y += 24;
    struct Row {
        Text date, text;
        Block date_block, block;
    };
    std::vector<Row> rows;
    double date_width = 0;
    double used = 0;
    double spacing = 0;
    const double room = grid_.bottom() - y;
    // What happened meanwhile is left out before stations are.
    for (const auto& [size, whole] :
         {std::pair{24.0, true}, {22.0, true}, {20.0, true}, {24.0, false}, {22.0, false}, {20.0, false}}) {
        rows.clear();
        date_width = used = 0;
        spacing = size * 1.42;
        for (const Station& station : facts_.stations)
            date_width = std::max(date_width, Text(station.dates, caption_style(size)).natural_width());
        const double width = grid_.text_width() - date_width - 56;
        for (const Station& station : facts_.stations) {
            if (used > room)
                break;
            Row row{Text(station.dates, caption_style(size)),
                    Text(whole ? station.text : station.short_text, body_style(size)),
                    {},
                    {}};
            row.date_block =
                set(row.date, {.width = date_width + 1, .line_spacing = spacing, .align = Align::left});
            row.block = set(row.text, {.width = width,
                                       .line_spacing = spacing,
                                       .align = Align::left,
                                       .max_lines = 3,
                                       .no_lonely_end = true});
            used += row.block.height + 4;
            rows.push_back(std::move(row));
        }
        if (used <= room && rows.size() == facts_.stations.size())
            break;
    }
    const bool all = used <= room && rows.size() == facts_.stations.size();
    const double line_x = x + date_width + 24;
    const double text_x = x + date_width + 48;
    const double top = y + spacing / 2;
    double last = top;
    std::vector<double> dots;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Row& row = rows[i];
        const bool rest = !all && i + 1 < facts_.stations.size();
        // A station that does not fit whole is shown as far as it does.
        const int room_lines = static_cast<int>((grid_.bottom() - y + 0.01) / spacing) - (rest ? 1 : 0);
        if (room_lines < 1) {
            more(text_x, y, spacing);
            break;
        }
        const Block block = static_cast<int>(row.block.lines.size()) <= room_lines
                                ? row.block
                                : set(row.text, {.width = row.block.width,
                                                 .line_spacing = spacing,
                                                 .align = Align::left,
                                                 .max_lines = room_lines});
        const Box within{x, y, grid_.text_width(), block.height};
        page_->text(row.date, row.date_block, x, y, within);
        page_->text(row.text, block, text_x, y, within);
        dots.push_back(y + spacing / 2);
        last = y + spacing / 2;
        y += block.height + 4;
        if (rest && i + 1 == rows.size())
            more(text_x, y, spacing);
    }
    page_->fill({line_x - 1, top, 2, last - top}, palette::line);
    for (const double dot : dots)
        page_->circle({line_x, dot, 5, 0, dot == dots.front() ? palette::accent : palette::slate});
}

} // namespace

PagePtr make_card(const dossier::Person& person, const dossier::Dossier& dossier, const ImagePtr& photo,
                  const Words& words, Today today, PageSize size) {
    return Card(person, dossier, words, today, size).make(photo);
}

} // namespace pages

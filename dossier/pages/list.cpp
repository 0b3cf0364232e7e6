// The list of a meeting: headings and candidates with present and proposed posts, page by page.
#include "dossier/pages/facts.h"
#include "dossier/pages/flow.h"
#include "dossier/pages/make.h"

#include "dossier/person.h"
#include "dossier/text.h"

#include <algorithm>
#include <array>

namespace pages {

namespace {

struct ListMetrics {
    PageSize size;
    double margin = 0;
    double title = 0;
    double name = 0;
    double post = 0;
    double facts = 0;
    [[nodiscard]] bool paper() const { return size.height > size.width; }
    [[nodiscard]] double width() const { return size.width - 2 * margin; }
    [[nodiscard]] double footer() const { return size.height - margin * 0.95; }
};

ListMetrics list_metrics(PageSize size) {
    if (size.height > size.width)
        return {size, 62, 22, 14, 12, 10.5};
    return {size, size.width / size.height > 1.5 ? 52.0 : 40.0, 36, 27, 22, 20};
}

std::string chinese_number(int number) {
    static constexpr std::array digits{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    if (number <= 0 || number > 99)
        return std::to_string(number);
    std::string text;
    if (number >= 20)
        text += digits[static_cast<std::size_t>(number / 10)];
    if (number >= 10)
        text += "十";
    return text + digits[static_cast<std::size_t>(number % 10)];
}

/// Whether a heading brings its number: "一、", "（一）", "1.", "第一".
bool numbered(const std::string& heading) {
    const std::u32string text = dossier::code_points(heading);
    static const std::u32string numerals = U"一二三四五六七八九十百0123456789０１２３４５６７８９";
    static const std::u32string opening = U"（(第";
    static const std::u32string ending = U"、.．)）议项批部章节条 ";
    std::size_t i = !text.empty() && opening.find(text[0]) != std::u32string::npos ? 1 : 0;
    const std::size_t first = i;
    while (i < text.size() && numerals.find(text[i]) != std::u32string::npos)
        ++i;
    return i > first && i < text.size() && ending.find(text[i]) != std::u32string::npos;
}

/// Numbers 一、 （一） 1. at three levels; a higher one begins the lower ones anew.
class Numbering {
  public:
    std::string heading(int level, const std::string& text) {
        const auto depth = static_cast<std::size_t>(std::clamp(level, 1, 3) - 1);
        ++counts_[depth];
        for (std::size_t i = depth + 1; i < counts_.size(); ++i)
            counts_[i] = 0;
        if (numbered(text))
            return text;
        if (depth == 0)
            return chinese_number(counts_[0]) + "、" + text;
        return depth == 1 ? "（" + chinese_number(counts_[1]) + "）" + text
                          : std::to_string(counts_[2]) + ". " + text;
    }

  private:
    std::array<int, 3> counts_{};
};

class ListPages {
  public:
    ListPages(const dossier::Meeting& meeting, const Words& words, PageSize size)
        : metrics_(list_metrics(size))
        , meeting_(meeting)
        , words_(words) {}

    void add(const ListLine& line) {
        if (line.level > 0)
            add_heading(line);
        else
            add_candidate(line);
    }

    Pages make(std::size_t persons) {
        const double first_top = head_height(persons);
        // The first page has the title; it is given the height of a blank line that only stands there.
        flow_.insert(flow_.begin(),
                     {.height = first_top, .draw = [](Drawing&, const Box&) {}, .with_next = true});
        const double top = metrics_.margin * 0.8;
        const double height = metrics_.footer() - top - metrics_.facts;
        const std::vector<Share> shares = paginate(flow_, height);
        Pages pages;
        for (const Share& share : shares) {
            const auto page =
                std::make_shared<Drawing>(metrics_.size, metrics_.paper() ? palette::white : palette::ivory);
            if (pages.empty())
                draw_head(*page, persons);
            draw_share(*page, flow_, share, {metrics_.margin, top, metrics_.width(), height});
            if (shares.size() > 1)
                draw_number(*page, pages.size() + 1, shares.size());
            pages.push_back(page);
        }
        return pages;
    }

  private:
    struct Head {
        Text title, sub;
        Block title_block, sub_block;
    };
    [[nodiscard]] Head head(std::size_t persons) const {
        Head head;
        head.title = Text(meeting_.title, {Face::title, metrics_.title, true, palette::ink});
        head.title_block = set(head.title, {.width = metrics_.width(),
                                            .line_spacing = metrics_.title * 1.4,
                                            .align = Align::center,
                                            .max_lines = 3,
                                            .balanced = true});
        std::string sub = meeting_.date;
        for (const std::string& part :
             {meeting_.body, meeting_.place,
              persons ? format(words_.persons, {std::to_string(persons)}) : std::string()})
            if (!part.empty())
                sub += (sub.empty() ? "" : "　") + part;
        head.sub = Text(sub, {Face::kai, metrics_.facts, false, palette::slate});
        head.sub_block = set(head.sub, {.width = metrics_.width(),
                                        .line_spacing = metrics_.facts * 1.5,
                                        .align = Align::center,
                                        .max_lines = 2});
        return head;
    }

    [[nodiscard]] double head_height(std::size_t persons) const {
        const Head h = head(persons);
        return h.title_block.height + (h.sub.empty() ? 0 : h.sub_block.height) + metrics_.facts * 0.8;
    }

    void draw_head(Drawing& page, std::size_t persons) const {
        const Head h = head(persons);
        const Box box{metrics_.margin, metrics_.margin * 0.8, metrics_.width(), head_height(persons)};
        page.text(h.title, h.title_block, box.x, box.y, box);
        page.text(h.sub, h.sub_block, box.x, box.y + h.title_block.height, box);
    }

    void draw_number(Drawing& page, std::size_t number, std::size_t count) const {
        const Text text(format(words_.page_of, {std::to_string(number), std::to_string(count)}),
                        {Face::hei, metrics_.facts * 0.9, false, palette::slate});
        const Box box{metrics_.margin, metrics_.footer(), metrics_.width(), metrics_.facts * 1.4};
        page.text(text,
                  set(text, {.width = box.width,
                             .line_spacing = box.height,
                             .align = metrics_.paper() ? Align::center : Align::right}),
                  box.x, box.y, box);
    }

    void add_heading(const ListLine& line) {
        TextStyle style{Face::hei, metrics_.name * 0.96, line.level == 1, palette::ink};
        if (line.level == 2)
            style.face = Face::kai;
        style.bold = style.bold || line.level == 2;
        if (line.level > 2)
            style = {Face::fang, metrics_.name * 0.96, true, palette::ink};
        const auto text = std::make_shared<const Text>(numbering_.heading(line.level, line.heading), style);
        const Block block = set(*text, {.width = metrics_.width(),
                                        .line_spacing = style.size * 1.6,
                                        .align = Align::left,
                                        .hanging = 2 * style.size});
        if (!flow_.empty() && !flow_.back().with_next)
            flow_.push_back({.height = metrics_.name * 0.45, .with_next = true, .blank = true});
        for (FlowLine& piece : flow_lines(text, block)) {
            piece.with_next = true;
            flow_.push_back(std::move(piece));
        }
    }

    struct Piece {
        std::shared_ptr<const Text> text;
        Block block;
        double x = 0, y = 0;
    };

    void add_candidate(const ListLine& line) {
        const double number_width = metrics_.name * 2.1;
        const double name_width = metrics_.width() * (metrics_.paper() ? 0.30 : 0.31);
        const double posts_x = number_width + name_width + metrics_.name * 0.8;
        std::vector<Piece> pieces;
        const auto put = [&](const std::string& words, const TextStyle& style, double x, double y,
                             double width, double spacing, int lines) {
            const auto text = std::make_shared<const Text>(words, style);
            pieces.push_back({text,
                              set(*text, {.width = width,
                                          .line_spacing = spacing,
                                          .align = Align::left,
                                          .max_lines = lines,
                                          .no_lonely_end = true}),
                              x, y});
            return pieces.back().block.height;
        };
        const double pad = metrics_.post * 0.35;
        // The first lines of number, name and posts stand on one baseline.
        const double lead = metrics_.name * 1.35;
        if (line.number > 0)
            put(std::to_string(line.number), {Face::hei, metrics_.post, false, palette::slate}, 0,
                pad + (metrics_.name - metrics_.post) * 0.38, number_width, lead, 1);
        const std::string name =
            line.person.name.empty() ? line.person.form[dossier::Field::name] : line.person.name;
        double left_y = pad;
        left_y += put(dossier::display_name(name, true), {Face::hei, metrics_.name, true, palette::ink},
                      number_width, left_y, name_width, lead, 3);
        const std::string facts = list_facts(line.person.form);
        if (!facts.empty())
            left_y += put(facts, {Face::hei, metrics_.facts, false, palette::slate}, number_width, left_y,
                          name_width, metrics_.facts * 1.38, 4);
        const double right_y = put_posts(line, posts_x, pad + (metrics_.name - metrics_.post) * 0.38, put);
        const double height = std::max(left_y, right_y) + pad;
        flow_.push_back({.height = height, .draw = [pieces, height](Drawing& page, const Box& box) {
                             for (const Piece& piece : pieces)
                                 page.text(*piece.text, piece.block, box.x + piece.x, box.y + piece.y,
                                           {box.x, box.y, box.width, height});
                             page.fill({box.x, box.y + height - 0.75, box.width, 0.75}, palette::line);
                         }});
    }

    template <class Put>
    double put_posts(const ListLine& line, double x, double y, const Put& put) const {
        struct Post {
            std::string caption, text;
            bool decided;
        };
        const std::array posts{
            Post{words_.present_post, on_one_line(line.person.form[dossier::Field::present_post]), false},
            Post{words_.proposed_post, proposed_post(line.person, line.dossier), true},
            Post{words_.relinquished_post, relinquished_post(line.person, line.dossier), false}};
        double caption_width = 0;
        for (const Post& post : posts)
            caption_width =
                std::max(caption_width, Text(post.caption, {Face::hei, metrics_.facts}).natural_width());
        caption_width = std::min(caption_width, metrics_.width() * 0.2) + metrics_.facts * 0.7;
        const double spacing = metrics_.post * 1.38;
        const double width = metrics_.width() - x - caption_width;
        // A post of absurd length takes a quarter of the page and says that it goes on.
        const int most = std::max(3, static_cast<int>(metrics_.size.height / 4.5 / spacing));
        for (const Post& post : posts) {
            if (post.text.empty())
                continue;
            put(post.caption, {Face::hei, metrics_.facts, false, palette::slate}, x,
                y + (metrics_.post - metrics_.facts) * 0.38, caption_width, spacing, 1);
            y += put(post.text,
                     {Face::hei, metrics_.post, post.decided, post.decided ? palette::accent : palette::ink},
                     x + caption_width, y, width, spacing, most);
        }
        return y;
    }

    ListMetrics metrics_;
    const dossier::Meeting& meeting_;
    const Words& words_;
    Numbering numbering_;
    std::vector<FlowLine> flow_;
};

} // namespace

Pages make_list(const dossier::Meeting& meeting, const std::vector<ListLine>& lines, const Words& words,
                Today, PageSize size) {
    ListPages pages(meeting, words, size);
    for (const ListLine& line : lines)
        pages.add(line);
    return pages.make(static_cast<std::size_t>(
        std::count_if(lines.begin(), lines.end(), [](const ListLine& line) { return line.level == 0; })));
}

} // namespace pages

// 干部任免审批表: the two sheets on the grid of the official template (sources.md: form-print), twips.
#include "dossier/pages/form_resume.h"
#include "dossier/pages/form_sheet.h"
#include "dossier/pages/make.h"

#include "dossier/family.h"
#include "dossier/party_date.h"
#include "dossier/person.h"
#include "dossier/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace pages {

namespace {

using dossier::FamilyField;
using dossier::Field;

constexpr double left = 1191;
constexpr double first_top = 2581; ///< of the first table, under the title
constexpr double second_top = 1621;
constexpr double first_width = 9393;
constexpr double second_width = 9421;

std::string one_line(const std::string& text) {
    std::string line;
    for (const char c : text)
        if (c != '\n')
            line += c;
    return line;
}

/// Column edges of a row from the widths of its cells.
template <std::size_t count>
std::array<Box, count> row(double y, double height, const std::array<double, count>& widths) {
    std::array<Box, count> boxes;
    double x = left;
    for (std::size_t i = 0; i < count; ++i) {
        boxes[i] = twip_box(x, y, widths[i], height);
        x += widths[i];
    }
    return boxes;
}

/// Chapter "education": 学历 over 学位; where both schools are given each has its line, one point smaller;
/// equal or single ones run over both lines.
struct Education {
    Field education, degree, education_school, degree_school;
};
constexpr Education fulltime{Field::fulltime_education, Field::fulltime_degree,
                             Field::fulltime_education_school, Field::fulltime_degree_school};
constexpr Education inservice{Field::inservice_education, Field::inservice_degree,
                              Field::inservice_education_school, Field::inservice_degree_school};

std::string two_lines(const std::string& first, const std::string& second) {
    if (first.empty() || second.empty() || first == second)
        return first.empty() ? second : first;
    return first + "\n" + second;
}

/// A school too long for one line is broken behind 大学, 学院, 系 or 校, where both lines then fit and are
/// most alike; else as it comes.
std::string broken_school(const std::string& school, double width) {
    const auto length = [](const std::string& text) { return Text(text, form_style(14)).natural_width(); };
    const double whole = length(school);
    if (whole <= width || whole > 2 * width)
        return school;
    std::string best = school;
    double difference = whole;
    for (const std::string end : {"大学", "学院", "系", "校"}) {
        for (std::size_t at = school.find(end); at != std::string::npos; at = school.find(end, at + 1)) {
            const std::size_t cut = at + end.size();
            const double first = length(school.substr(0, cut));
            const double second = length(school.substr(cut));
            if (cut < school.size() && first <= width && second <= width &&
                std::abs(first - second) < difference) {
                difference = std::abs(first - second);
                best = school.substr(0, cut) + "\n" + school.substr(cut);
            }
        }
    }
    return best;
}

class FirstSheet {
  public:
    FirstSheet(const dossier::Form& form, dossier::Date today)
        : form_(form)
        , today_(today) {}

    void draw(FormSheet& sheet, const PicturePtr& photo) {
        title(sheet);
        identity(sheet, photo);
        schools(sheet, first_top + 2790, "全日制\n教　育", fulltime);
        schools(sheet, first_top + 2790 + 692, "在　职\n教　育", inservice);
        sheet.caption(twip_box(left, first_top + 2790, 1020, 4 * 346), "学历\n学位");
        double y = first_top + 2790 + 4 * 346;
        for (const auto& [caption, field] : {std::pair{"现任职务", Field::present_post},
                                             {"拟任职务", Field::proposed_post},
                                             {"拟免职务", Field::relinquished_post}}) {
            const auto cells = row<2>(y, 679, {2325, 7068});
            sheet.spread_caption(cells[0], caption, 92);
            sheet.value(cells[1], one_line(form_[field]), {.align = Align::left, .padding = 6}, caption);
            y += 679;
        }
        const auto cells = row<2>(y, 7133, {784, 8609});
        sheet.vertical_caption(cells[0], "简历", 60);
        sheet.cell(cells[1]);
        draw_resume(sheet, cells[1], form_[Field::resume]);
        sheet.outline(twip_box(left, first_top, first_width, y + 7133 - first_top));
    }

  private:
    void title(FormSheet& sheet) const {
        const Box box = twip_box(left, first_top - 960, first_width, 800);
        const Text text("干部任免审批表", {Face::title, 24, true, palette::black});
        Block block = set(text, {.width = box.width, .line_spacing = box.height, .align = Align::left});
        // Seven cells of 706 twips, centred on the table.
        Line& line = block.lines.front();
        const double cell = twips(706);
        for (std::size_t i = 0; i < line.x.size(); ++i)
            line.x[i] = static_cast<float>((box.width - 7 * cell) / 2 + static_cast<double>(i) * cell +
                                           (cell - 24) / 2);
        sheet.page().text(text, block, box.x, box.y, box);
    }

    void identity(FormSheet& sheet, const PicturePtr& photo) const {
        double y = first_top;
        const std::array<double, 6> widths{1020, 1305, 1063, 1302, 1315, 1330};
        const auto first = row<6>(y, 709, widths);
        sheet.spread_caption(first[0], "姓名", 40);
        sheet.value(first[1], dossier::display_name(form_[Field::name], true), {}, "姓名");
        sheet.spread_caption(first[2], "性别", 40);
        sheet.value(first[3], form_[Field::sex], {}, "性别");
        sheet.caption(first[4], "出生年月\n（岁）");
        sheet.value(first[5], birth(), {}, "出生年月");
        y += 709;
        const auto second = row<6>(y, 692, widths);
        sheet.spread_caption(second[0], "民族", 40);
        sheet.value(second[1], form_[Field::ethnicity], {}, "民族");
        sheet.spread_caption(second[2], "籍贯", 40);
        sheet.value(second[3], form_[Field::native_place], {}, "籍贯");
        sheet.spread_caption(second[4], "出生地", 54);
        sheet.value(second[5], form_[Field::birth_place], {}, "出生地");
        y += 692;
        const auto third = row<6>(y, 680, widths);
        sheet.caption(third[0], "入　党\n时　间");
        sheet.value(third[1], dossier::display_party_date(form_[Field::party_joined]), {}, "入党时间");
        sheet.caption(third[2], "参加工\n作时间");
        sheet.value(third[3], dossier::display_date(form_[Field::work_started]), {}, "参加工作时间");
        sheet.caption(third[4], "健康状况");
        sheet.value(third[5], form_[Field::health], {}, "健康状况");
        y += 680;
        const auto fourth = row<4>(y, 709, {1020, 2368, 1302, 2645});
        sheet.caption(fourth[0], "专业技\n术职务");
        sheet.value(fourth[1], form_[Field::professional_title], {}, "专业技术职务");
        sheet.caption(fourth[2], "熟悉专业\n有何专长");
        sheet.value(fourth[3], form_[Field::expertise], {}, "熟悉专业有何专长");
        const Box photo_box = twip_box(left + 7335, first_top, 2058, 2790);
        sheet.cell(photo_box);
        draw_photo(sheet, photo, photo_box);
    }

    static void draw_photo(FormSheet& sheet, const PicturePtr& photo, const Box& box) {
        if (!photo)
            return;
        const Box inside{box.x + 2, box.y + 2, box.width - 4, box.height - 4};
        const double shape = static_cast<double>(photo->width()) / photo->height();
        if (shape > 0.6 && shape < 0.95)
            sheet.page().picture_cropped(photo, inside);
        else
            sheet.page().picture_contained(photo, inside);
    }

    void schools(FormSheet& sheet, double y, const char* caption, const Education& kind) const {
        const double x = left + 1020;
        sheet.caption(twip_box(x, y, 1305, 692), caption);
        const std::string what =
            std::string(kind.education == Field::fulltime_education ? "全日制教育" : "在职教育");
        sheet.value(twip_box(x + 1305, y, 2365, 692), two_lines(form_[kind.education], form_[kind.degree]),
                    {}, what);
        sheet.caption(twip_box(x + 3670, y, 1315, 692), "毕业院校\n系及专业");
        std::string school =
            two_lines(one_line(form_[kind.education_school]), one_line(form_[kind.degree_school]));
        const bool both = school.find('\n') != std::string::npos;
        if (!both)
            school = broken_school(school, twips(3388) - 5);
        sheet.value(twip_box(x + 4985, y, 3388, 692), school, {.size = both ? 13.0 : 14.0},
                    what + "毕业院校系及专业");
    }

    [[nodiscard]] std::string birth() const {
        const std::optional<dossier::Date> date = dossier::birth_of(form_);
        std::string text = form_[Field::birth].empty() && date ? dossier::display_date(*date)
                                                               : dossier::display_date(form_[Field::birth]);
        if (const std::optional<int> age = dossier::age_of(form_, today_))
            text += "\n（" + std::to_string(*age) + "岁）";
        return text;
    }

    const dossier::Form& form_;
    dossier::Date today_;
};

/// Cells of one family row, as they are printed.
struct FamilyRow {
    std::array<std::string, 5> texts; ///< 称谓, 姓名, 年龄, 政治面貌, 工作单位及职务
};
constexpr std::array<double, 5> family_widths{1092, 1274, 574, 1008, 4731};
constexpr std::array family_captions{"称谓", "姓名", "年龄", "政治面貌", "工作单位及职务"};

void draw_family_row(FormSheet& sheet, const FamilyRow& row, double x, double y, double height) {
    for (std::size_t i = 0; i < 5; ++i) {
        const double width = twips(family_widths[i]);
        const CellStyle style{.size = height < 30 ? 12.0 : 14.0,
                              .smallest = 6.5,
                              .align = i == 4 ? Align::left : Align::center,
                              .padding = i == 4 ? 5.0 : 2.0};
        sheet.value({x, y, width, height}, row.texts[i], style, std::string("家庭成员") + family_captions[i]);
        x += width;
    }
}

class SecondSheet {
  public:
    SecondSheet(const dossier::Form& form, dossier::Date today)
        : form_(form)
        , today_(today) {}

    void draw(FormSheet& sheet) {
        double y = second_top;
        long_text(sheet, y, 1418, "奖惩\n情况", "奖惩情况", or_none(form_[Field::awards]));
        long_text(sheet, y, 1021, "年度\n考核\n结果", "年度考核结果", or_none(form_[Field::assessments]));
        long_text(sheet, y, 1361, "任免\n理由", "任免理由", form_[Field::reason]);
        family(sheet, y);
        authorities(sheet, y);
        sheet.outline(twip_box(left, second_top, second_width, y - second_top));
        filled_by(sheet, y);
    }

  private:
    static std::string or_none(const std::string& text) { return text.empty() ? "无" : text; }

    static void long_text(FormSheet& sheet, double& y, double height, const char* caption, const char* name,
                          const std::string& text) {
        const auto cells = row<2>(y, height, {742, 8679});
        sheet.caption(cells[0], caption);
        sheet.value(cells[1], text, {.smallest = 8, .align = Align::justify, .padding = 6, .leading = 1.28},
                    name);
        y += height;
    }

    [[nodiscard]] std::vector<FamilyRow> family_rows() const {
        std::vector<FamilyRow> rows;
        for (const std::size_t i : dossier::official_family_order(form_)) {
            const dossier::FamilyMember& member = form_.family[i];
            const std::optional<int> age = dossier::age_of(member, form_, today_);
            const std::string status = one_line(member[FamilyField::political_status]);
            const std::u32string characters = dossier::code_points(status);
            // 中共党员 stands as 2 + 2.
            const bool four = characters.size() == 4;
            rows.push_back(
                {{one_line(member[FamilyField::appellation]),
                  dossier::display_name(member[FamilyField::name], true), age ? std::to_string(*age) : "",
                  four ? dossier::utf8(characters.substr(0, 2)) + "\n" + dossier::utf8(characters.substr(2))
                       : status,
                  one_line(member[FamilyField::work])}});
        }
        return rows;
    }

    void family(FormSheet& sheet, double& y) const {
        constexpr double rows_height = 7 * 697;
        constexpr std::size_t most = 10; // as many as the editors keep
        sheet.vertical_caption(twip_box(left, y, 742, 646 + rows_height), "家庭主要成员及重要社会关系", 19);
        const auto head = row<6>(y, 646, {742, 1092, 1274, 574, 1008, 4731});
        sheet.spread_caption(head[1], "称谓", 40);
        sheet.spread_caption(head[2], "姓名", 40);
        sheet.caption(head[3], "年\n龄");
        sheet.caption(head[4], "政治\n面貌");
        sheet.spread_caption(head[5], "工作单位及职务", 150);
        y += 646;
        const std::vector<FamilyRow> rows = family_rows();
        const std::size_t shown = std::min(rows.size(), most);
        const std::size_t lines = std::max<std::size_t>(7, shown);
        const double height = rows_height / static_cast<double>(lines);
        for (std::size_t i = 0; i < lines; ++i)
            draw_family_row(sheet, i < shown ? rows[i] : FamilyRow{}, twips(left + 742),
                            twips(y + height * static_cast<double>(i)), twips(height));
        y += rows_height;
        if (rows.size() > shown)
            sheet.overflows().push_back({"家庭主要成员及重要社会关系", continued_family(rows, shown)});
    }

    /// Rows behind the tenth, as lines of text: the whole row stays together.
    static std::vector<FlowLine> continued_family(const std::vector<FamilyRow>& rows, std::size_t first) {
        static constexpr std::array<double, 5> share{0.13, 0.2, 0.07, 0.14, 0.46};
        std::vector<FlowLine> lines;
        for (std::size_t i = first; i < rows.size(); ++i) {
            std::vector<std::pair<Text, Block>> cells;
            double height = 0;
            for (std::size_t c = 0; c < 5; ++c) {
                std::string text = rows[i].texts[c];
                std::erase(text, '\n');
                Text shaped(text, form_style(12));
                Block block = set(shaped, {.width = continuation_text_width() * share[c] - 6,
                                           .line_spacing = 17,
                                           .align = Align::left});
                height = std::max(height, block.height);
                cells.emplace_back(std::move(shaped), std::move(block));
            }
            // A cell longer than a page is broken with its row, line by line.
            const auto count = static_cast<std::size_t>(std::lround(height / 17));
            for (std::size_t n = 0; n < count; ++n) {
                std::vector<std::pair<Text, Block>> pieces;
                pieces.reserve(cells.size());
                for (const auto& [text, block] : cells)
                    pieces.emplace_back(text, n < block.lines.size() ? part(block, n, n + 1) : Block{});
                lines.push_back({n + 1 == count ? 20.0 : 17.0,
                                 [pieces](Drawing& page, const Box& box) {
                                     double x = box.x;
                                     for (std::size_t c = 0; c < pieces.size(); ++c) {
                                         const double width = box.width * share[c];
                                         page.text(pieces[c].first, pieces[c].second, x, box.y,
                                                   {x, box.y, width, box.height});
                                         x += width;
                                     }
                                 },
                                 n + 1 < count});
            }
        }
        return lines;
    }

    /// 呈报单位, 审批机关意见 and 行政机关任免意见 with their lines for seal and date.
    void authorities(FormSheet& sheet, double& y) const {
        const auto unit = row<2>(y, 1332 + 737, {742, 8679});
        sheet.caption(unit[0], "呈报\n单位");
        sheet.cell(unit[1]);
        const Box text_box{unit[1].x, unit[1].y, unit[1].width, twips(1332)};
        sheet.text_in(text_box, one_line(form_[Field::reporting_unit]), {.padding = 6}, "呈报单位");
        date_line(sheet, {unit[1].x, unit[1].y + twips(1332), unit[1].width, twips(737)},
                  "　　　年　　月　　日", 40);
        y += 1332 + 737;
        const auto seals = row<4>(y, 2019, {742, 4046, 784, 3849});
        sheet.caption(seals[0], "审批\n机关\n意见");
        sheet.caption(seals[2], "行政\n机关\n任免\n意见");
        for (const std::size_t i : {std::size_t{1}, std::size_t{3}}) {
            sheet.cell(seals[i]);
            const Box lower{seals[i].x, seals[i].y + seals[i].height - 52, seals[i].width, 24};
            date_line(sheet, lower, "（盖章）　　　", 16);
            date_line(sheet, {lower.x, lower.y + 22, lower.width, 24}, "　　　年　　月　　日", 16);
        }
        y += 2019;
    }

    static void date_line(FormSheet& sheet, const Box& box, const char* text, double right) {
        const Text shaped(text, form_style(14));
        const Block block =
            set(shaped, {.width = box.width - right, .line_spacing = box.height, .align = Align::right});
        sheet.page().text(shaped, block, box.x, box.y, box);
    }

    void filled_by(FormSheet& sheet, double y) const {
        sheet.text_in(twip_box(left, y + 60, second_width, 440),
                      "填表人：" + one_line(form_[Field::filled_by]), {.align = Align::left, .padding = 0},
                      "填表人");
    }

    const dossier::Form& form_;
    dossier::Date today_;
};

} // namespace

Pages make_form(const dossier::Form& form, const ImagePtr& photo, const Words&, Today today) {
    const dossier::Date date{today.year, today.month, today.day};
    FormSheet first;
    FirstSheet(form, date).draw(first, make_picture(photo));
    FormSheet second;
    SecondSheet(form, date).draw(second);
    std::vector<Overflow> overflows = std::move(first.overflows());
    for (Overflow& overflow : second.overflows())
        overflows.push_back(std::move(overflow));
    Pages pages{first.finish(), second.finish()};
    const Pages more = continuation_pages(overflows, dossier::display_name(form[Field::name], true));
    pages.insert(pages.end(), more.begin(), more.end());
    return pages;
}

} // namespace pages

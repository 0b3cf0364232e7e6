// Reports: every text once, page breaks that keep together what belongs together.

#include "dossier/pages/drawing.h"
#include "dossier/pages/flow.h"
#include "dossier/pages/make.h"
#include "support/page_samples.h"
#include "support/page_texts.h"

#include <gtest/gtest.h>

namespace pages_report_test {
namespace {

using namespace pages;
using dossier::Paragraph;

Paragraph text(const std::string& words, Paragraph::Kind kind = Paragraph::Kind::text) {
    Paragraph paragraph;
    paragraph.kind = kind;
    paragraph.level = kind == Paragraph::Kind::heading ? 1 : 0;
    paragraph.runs.push_back({words, false, false, false});
    return paragraph;
}

Pages report_of(std::vector<Paragraph> paragraphs) {
    return make_report({std::move(paragraphs), ""}, "考察材料", Words{});
}

TEST(Report, every_text_is_there_once_on_a_few_pages) {
    const dossier::ReportContent report = support::sample_report();
    const Pages pages = make_report(report, "考察材料", Words{});
    support::expect_texts_stay_in_their_cells(pages);
    const std::string texts = support::texts_of(pages);
    for (int i = 1; i <= 12; ++i)
        EXPECT_EQ(support::count(texts, "第" + std::to_string(i) + "段："), 1) << i;
    for (const char* once : {"张明同志考察材料", "一、主要表现", "（四）严于律己", "等次",
                             "2023年优秀市委组织部", "2024年6月20日", "-1-", "-5-"})
        EXPECT_EQ(support::count(texts, once), 1) << once;
    EXPECT_EQ(support::count(texts, "考察材料"), 1) << "the title is in the report, so it is not added";
    EXPECT_EQ(pages.size(), 5U);
}

TEST(Report, a_report_without_title_gets_the_materials_title) {
    EXPECT_EQ(support::count(support::texts_of(report_of({text("正文。")})), "考察材料"), 1);
    EXPECT_EQ(report_of({}).size(), 1U);
}

TEST(Report, a_heading_is_never_the_last_line_of_a_page) {
    for (int before = 1; before < 50; ++before) {
        std::vector<Paragraph> paragraphs;
        for (int i = 0; i < before; ++i)
            paragraphs.push_back(text("一行。"));
        paragraphs.push_back(text("二、标题", Paragraph::Kind::heading));
        paragraphs.push_back(text("正文在此。"));
        for (const PagePtr& page : report_of(paragraphs)) {
            const std::string texts = support::texts_of({page});
            if (support::count(texts, "二、标题") == 1) {
                EXPECT_EQ(support::count(texts, "正文在此。"), 1) << before;
            }
        }
    }
}

TEST(Report, a_signature_is_never_alone_on_a_page) {
    for (int before = 15; before < 25; ++before) {
        std::vector<Paragraph> paragraphs;
        for (int i = 0; i < before; ++i)
            paragraphs.push_back(text("一行。"));
        Paragraph sign = text("考察组");
        sign.align = Paragraph::Align::right;
        paragraphs.push_back(sign);
        const Pages pages = report_of(paragraphs);
        EXPECT_GE(support::count(support::texts_of({pages.back()}), "一行。"), 1) << before;
    }
}

TEST(Report, page_breaks_of_the_file_are_kept) {
    const Pages pages = report_of({text("甲。"), text("", Paragraph::Kind::page_break), text("乙。")});
    ASSERT_EQ(pages.size(), 2U);
    EXPECT_EQ(support::count(support::texts_of({pages[1]}), "乙。"), 1);
}

TEST(Report, absurd_reports_end_and_stay_in_place) {
    std::string essay;
    for (int i = 0; i < 8000; ++i)
        essay += "经济工作，";
    Paragraph row;
    row.kind = Paragraph::Kind::table_row;
    for (int i = 0; i < 40; ++i)
        row.cells.push_back("单元" + std::to_string(i));
    Paragraph long_cell = row;
    long_cell.cells = {"一", essay, "三"};
    const Pages pages = report_of({text(essay, Paragraph::Kind::heading), text(essay, Paragraph::Kind::title),
                                   text(essay), row, long_cell});
    support::expect_texts_stay_in_their_cells(pages);
    EXPECT_EQ(support::count(support::texts_of(pages), "经"), 4 * 8000);
}

TEST(Flow, blank_lines_at_the_top_of_a_page_are_dropped) {
    std::vector<FlowLine> lines{{.height = 10}, {.height = 10, .blank = true}, {.height = 10}};
    const std::vector<Share> shares = paginate(lines, 10);
    ASSERT_EQ(shares.size(), 2U);
    EXPECT_EQ(shares[1].first, 2U);
}

TEST(Flow, what_must_stay_together_and_is_higher_than_a_page_is_broken) {
    const std::vector<FlowLine> lines(10, {.height = 10, .with_next = true});
    const std::vector<Share> shares = paginate(lines, 35);
    ASSERT_EQ(shares.size(), 4U);
    EXPECT_EQ(shares[0].last, 3U);
}

} // namespace
} // namespace pages_report_test

// Polls: tables from counts, rates, colours that never repeat, pages of any size.

#include "dossier/pages/make.h"
#include "dossier/pages/poll_table.h"
#include "support/page_samples.h"
#include "support/page_texts.h"

#include <gtest/gtest.h>

namespace pages_poll_test {
namespace {

using namespace pages;

dossier::PollSheet sheet_of(std::vector<dossier::PollCount> counts, std::int64_t returned = 0) {
    dossier::PollSheet sheet;
    sheet.title = "民主测评";
    sheet.returned = returned;
    sheet.counts = std::move(counts);
    return sheet;
}

TEST(PollTable, questions_of_equal_options_share_a_table) {
    const auto tables = tables_of(sheet_of({{"总体", "", "优秀", 5},
                                            {"总体", "", "称职", 3},
                                            {"德", "", "优秀", 4},
                                            {"工作", "", "好", 1},
                                            {"工作", "", "差", 2}}));
    ASSERT_EQ(tables.size(), 2U);
    EXPECT_EQ(tables[0].rows.size(), 2U);
    EXPECT_EQ(tables[0].rows[1].counts, (std::vector<std::int64_t>{4, 0}));
    EXPECT_EQ(tables[1].options, (std::vector<std::string>{"好", "差"}));
}

TEST(PollTable, all_voters_are_measured_by_the_valid_ballots_and_groups_by_their_own) {
    dossier::PollSheet sheet =
        sheet_of({{"总体", "", "同意", 60}, {"总体", "中层", "同意", 3}, {"总体", "中层", "弃权", 1}}, 102);
    sheet.invalid = 2;
    const auto tables = tables_of(sheet);
    ASSERT_EQ(tables.front().rows.size(), 1U);
    EXPECT_EQ(tables.front().rows[0].base, 100);
    EXPECT_EQ(tables.back().rows.back().base, 4);
}

TEST(PollTable, more_marks_than_ballots_never_give_more_than_a_hundred_percent) {
    const auto tables = tables_of(sheet_of({{"总体", "", "同意", 60}, {"总体", "", "反对", 60}}, 100));
    EXPECT_EQ(tables.front().rows.front().base, 120);
}

TEST(PollTable, derived_rates_stand_only_where_both_options_are) {
    PollTable table{{"优秀", "称职", "不称职"}, {{"", "", {5, 3, 2}, 10}}};
    EXPECT_EQ(derived_rate(table), DerivedRate::excellent);
    EXPECT_EQ(derived_count(table, table.rows.front()), 8);
    table.options = {"满意", "基本满意", "不满意"};
    EXPECT_EQ(derived_rate(table), DerivedRate::satisfied);
    table.options = {"优秀", "良好", "不称职"};
    EXPECT_EQ(derived_rate(table), std::nullopt);
}

TEST(PollTable, percents_are_rounded_half_up_to_hundredths) {
    EXPECT_EQ(percent(1, 3), "33.33");
    EXPECT_EQ(percent(2, 3), "66.67");
    EXPECT_EQ(percent(1, 8), "12.50");
    EXPECT_EQ(percent(1, 20000), "0.01");
    EXPECT_EQ(percent(5, 0), "0.00");
    EXPECT_EQ(percent(7, 7), "100.00");
}

TEST(PollTable, colours_are_fixed_by_option_and_never_repeat) {
    EXPECT_EQ(option_colors({"优秀", "称职"})[0], option_colors({"不称职", "优秀"})[1]);
    std::vector<std::string> options{"优秀", "优", "好", "满意"};
    for (int i = 0; i < 60; ++i)
        options.push_back("候选人" + std::to_string(i));
    const std::vector<Color> colors = option_colors(options);
    for (std::size_t i = 0; i < colors.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            EXPECT_FALSE(colors[i] == colors[k]) << i << " and " << k;
}

TEST(Poll, pages_of_every_size_hold_every_number) {
    for (const PageSize size : {screen_wide, screen_classic, a4}) {
        const Pages pages = make_poll(support::sample_poll(), "张明", Words{}, size);
        EXPECT_EQ(pages.size(), 2U);
        support::expect_texts_stay_in_their_cells(pages);
        const std::string texts = support::texts_of(pages);
        for (const char* expected : {"张明民主测评", "发出126张", "收回124张", "有效122张", "无效2张",
                                     "95.90%", "96", "领导班子成员", "满意率", "92.68%"})
            EXPECT_GE(support::count(texts, expected), 1) << expected;
    }
}

TEST(Poll, absurd_polls_end_and_stay_in_place) {
    dossier::PollContent poll;
    std::vector<dossier::PollCount> counts;
    for (int q = 0; q < 60; ++q)
        for (int o = 0; o < 5; ++o)
            counts.push_back({"问题" + std::to_string(q) + std::string(300, 'x'), "",
                              "很长很长的选项名称" + std::to_string(o), 1'000'000'000LL * o});
    poll.sheets.push_back(sheet_of(counts));
    counts.clear();
    for (int o = 0; o < 200; ++o)
        counts.push_back({"推荐", "", "候选人" + std::to_string(o) + "号", o});
    poll.sheets.push_back(sheet_of(counts));
    poll.sheets.push_back(
        sheet_of({{"", "", "", -5}, {"", "", "", std::numeric_limits<std::int64_t>::max()}}));
    poll.sheets.emplace_back();
    for (const PageSize size : {screen_wide, screen_classic, a4}) {
        const Pages pages = make_poll(poll, std::string(3000, 'y'), Words{}, size);
        support::expect_texts_stay_in_their_cells(pages);
        const std::string texts = support::texts_of(pages);
        for (int o = 100; o < 200; ++o)
            EXPECT_EQ(support::count(texts, "候选人" + std::to_string(o) + "号"), 1) << o;
        EXPECT_LT(pages.size(), 60U);
    }
    EXPECT_EQ(make_poll({}, "", Words{}, a4).size(), 1U);
}

} // namespace
} // namespace pages_poll_test

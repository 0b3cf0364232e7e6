#include "dossier/formats/csv.h"
#include "dossier/formats/poll_sheet.h"
#include "dossier/formats/poll_words.h"
#include "dossier/formats/xlsx.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>

namespace formats_poll_sheet_test {
using dossier::PollCount;
using dossier::PollSheet;
using formats::CandidatePoll;
using formats::Fault;
using formats::Remark;

namespace {

formats::PollResult poll(const std::string& csv) {
    return formats::read_poll(formats::read_csv(csv));
}

PollSheet only_sheet(const std::string& csv) {
    const auto result = poll(csv);
    EXPECT_EQ(result.polls.size(), 1U);
    EXPECT_EQ(result.polls.at(0).poll.sheets.size(), 1U);
    return result.polls.at(0).poll.sheets.at(0);
}

Fault fault_of(const std::string& csv) {
    try {
        (void)poll(csv);
    } catch (const formats::Error& error) {
        return error.fault;
    }
    ADD_FAILURE() << "read without a fault: " << csv;
    return Fault::cannot_write;
}

bool has(const formats::Notes& notes, Remark remark) {
    return std::any_of(notes.begin(), notes.end(),
                       [&](const formats::Note& note) { return note.remark == remark; });
}

TEST(PollSheet, the_template_is_read_in_both_languages_and_both_formats) {
    for (const auto language : {formats::TemplateLanguage::chinese, formats::TemplateLanguage::english}) {
        const formats::Workbook workbook = formats::poll_template(language);
        const auto read = formats::read_poll(workbook);
        ASSERT_EQ(read.polls.size(), 1U);
        const PollSheet& sheet = read.polls[0].poll.sheets.at(0);
        EXPECT_EQ(sheet.issued, 60);
        EXPECT_EQ(sheet.returned, 58);
        EXPECT_EQ(sheet.invalid, 1);
        EXPECT_EQ(sheet.date, "2024-03-01");
        EXPECT_EQ(formats::groups(sheet).size(), 2U);
        EXPECT_TRUE(read.notes.empty());
        EXPECT_EQ(formats::read_poll(formats::read_xlsx(formats::write_xlsx(workbook))).polls, read.polls);
        EXPECT_EQ(formats::read_poll(formats::read_csv(formats::write_csv(workbook.sheets[0]))).polls,
                  read.polls);
    }
}

TEST(PollSheet, blank_cells_repeat_the_one_above) {
    const auto result = poll("姓名,表名,问题,投票人类别,选项,票数\n"
                             "张 三,民主测评,发出,,,20\n,,收回,,,20\n"
                             ",,总体评价,班子,优秀,5\n,,,,称职,3\n,,,中层,优秀,4\n,,,全体,弃权,0\n"
                             ",,作风,,好,18\n"
                             "李四,民主测评,发出,,,9\n,,总体评价,,优秀,9\n");
    ASSERT_EQ(result.polls.size(), 2U);
    EXPECT_EQ(result.polls[0].candidate, "张三");
    EXPECT_EQ(result.polls[0].poll.sheets.at(0).counts,
              (std::vector<PollCount>{{"总体评价", "班子", "优秀", 5},
                                      {"总体评价", "班子", "称职", 3},
                                      {"总体评价", "中层", "优秀", 4},
                                      {"总体评价", "", "弃权", 0},
                                      {"作风", "", "好", 18}}));
    EXPECT_EQ(result.polls[1].poll.sheets.at(0).issued, 9);
    EXPECT_EQ(result.polls[1].poll.sheets.at(0).returned, 9);
}

TEST(PollSheet, what_stands_above_the_table_is_read) {
    for (const char* above :
         {"民主测评结果\n日期：2024年3月1日\n单位,某局\n发出,60,收回,58\n无效：1\n",
          "标题：民主测评结果\n日期,2024年3月1日\n单位：某局\n发出测评票60张，收回58张，其中有效票57张\n"}) {
        const PollSheet sheet =
            only_sheet(std::string(above) + "问题,选项,票数\n总体评价,优秀,50\n总体评价,称职,7\n");
        EXPECT_EQ(sheet.title, "民主测评结果");
        EXPECT_EQ(sheet.date, "2024年3月1日");
        EXPECT_EQ(sheet.unit, "某局");
        EXPECT_EQ(sheet.issued, 60);
        EXPECT_EQ(sheet.returned, 58);
        EXPECT_EQ(sheet.invalid, 1);
        EXPECT_EQ(sheet.counts.size(), 2U);
    }
}

TEST(PollSheet, wide_tables_of_questions_and_of_candidates_are_read) {
    const PollSheet sheet =
        only_sheet("测评项目,优秀,称职,基本称职,不称职,优秀率,合计\n德,10,5,,1,62.5%,16\n能,9,6,1,0,56%,"
                   "16\n合计,19,11,1,1,,32\n发出,20\n收回,17\n无效,1\n");
    EXPECT_EQ(sheet.counts.size(), 8U);
    EXPECT_EQ(sheet.counts[2], (PollCount{"德", "", "基本称职", 0}));
    EXPECT_EQ(sheet.issued, 20);
    EXPECT_EQ(sheet.invalid, 1);
    const auto many =
        poll("序号,姓名,发出,收回,有效,优秀,称职,名次\n1,张三,30,29,28,20,8,1\n2,李四,30,30,30,10,20,2\n");
    ASSERT_EQ(many.polls.size(), 2U);
    EXPECT_EQ(many.polls[0].poll.sheets[0].invalid, 1);
    EXPECT_EQ(many.polls[1].poll.sheets[0].counts[1].count, 20);
}

TEST(PollSheet, several_tables_and_several_sheets_are_kept_apart) {
    const auto stacked = poll("民主测评\n发出,10,收回,10\n问题,优秀,称职\n总体,6,4\n\n民意调查\n问题,满意,"
                              "不满意\n总体,7,3\n发出,12\n收回,11\n");
    ASSERT_EQ(stacked.polls.at(0).poll.sheets.size(), 2U);
    EXPECT_EQ(stacked.polls[0].poll.sheets[0].title, "民主测评");
    EXPECT_EQ(stacked.polls[0].poll.sheets[0].issued, 10);
    EXPECT_EQ(stacked.polls[0].poll.sheets[1].title, "民意调查");
    EXPECT_EQ(stacked.polls[0].poll.sheets[1].returned, 11);
    formats::Workbook workbook;
    workbook.sheets = {{"会议推荐", {{"选项", "票数"}, {"同意", "5"}, {"发出", "6"}}},
                       {"说明", {{"随便写的"}}},
                       {"谈话推荐", {{"option", "count"}, {"同意", "4"}, {"returned", "4"}}}};
    const auto sheets = formats::read_poll(workbook).polls.at(0).poll.sheets;
    ASSERT_EQ(sheets.size(), 2U);
    EXPECT_EQ(sheets[0].title, "会议推荐");
    EXPECT_EQ(sheets[0].issued, 6);
    EXPECT_EQ(sheets[1].returned, 4);
}

TEST(PollSheet, what_is_written_reads_the_same) {
    for (unsigned seed = 1; seed <= 200; ++seed) {
        std::mt19937 random(seed);
        std::vector<CandidatePoll> polls;
        for (const char* name : {"张三", "李四"}) {
            CandidatePoll candidate{name, {}};
            for (const char* title : {"民主测评", "民意调查"}) {
                PollSheet sheet{.title = title,
                                .date = random() % 2 ? "2024-03-01" : "",
                                .unit = random() % 2 ? "某局" : ""};
                for (const char* question : {"总体评价", "德"})
                    for (const char* group : {"班子", "中层", ""})
                        for (const char* option : {"优秀", "称职", "不称职"})
                            if (random() % 3 != 0)
                                sheet.counts.push_back(
                                    {question, group, option, static_cast<std::int64_t>(random() % 20)});
                if (sheet.counts.empty())
                    continue;
                sheet.invalid = static_cast<std::int64_t>(random() % 3);
                sheet.returned = 180 + sheet.invalid;
                sheet.issued = sheet.returned + static_cast<std::int64_t>(random() % 3);
                candidate.poll.sheets.push_back(sheet);
            }
            if (!candidate.poll.sheets.empty())
                polls.push_back(candidate);
        }
        const formats::Workbook workbook = formats::write_poll(polls);
        ASSERT_EQ(formats::read_poll(workbook).polls, polls) << "seed " << seed;
        ASSERT_EQ(formats::read_poll(formats::read_csv(formats::write_csv(workbook.sheets[0]))).polls, polls);
    }
}

TEST(PollSheet, impossible_numbers_are_refused_with_their_place) {
    EXPECT_EQ(fault_of("问题,选项,票数\n发出,,10\n收回,,10\n总体,优秀,8\n总体,称职,3\n"),
              Fault::counts_over_valid);
    EXPECT_EQ(fault_of("问题,类别,选项,票数\n发出,,,10\n收回,,,10\n总体,A,优秀,8\n总体,B,优秀,3\n"),
              Fault::counts_over_valid);
    EXPECT_EQ(fault_of("选项,票数\n发出,10\n收回,11\n优秀,1\n"), Fault::invalid_over_returned);
    EXPECT_EQ(fault_of("选项,票数\n收回,10\n无效,11\n优秀,1\n"), Fault::invalid_over_returned);
    EXPECT_EQ(fault_of("选项,票数\n收回,10\n无效,1\n有效,8\n优秀,1\n"), Fault::invalid_over_returned);
    EXPECT_EQ(fault_of("选项,票数\n优秀,很多\n"), Fault::bad_number);
    EXPECT_EQ(fault_of("选项,票数\n优秀,-1\n"), Fault::bad_number);
    EXPECT_EQ(fault_of("选项,票数\n优秀,99999999999999\n"), Fault::bad_number);
    EXPECT_EQ(fault_of("随便,写的\n1,2\n"), Fault::no_table);
    EXPECT_EQ(fault_of(""), Fault::no_table);
}

TEST(PollSheet, missing_ballots_and_abstentions_are_noted) {
    const auto none = poll("选项,票数\n优秀,8\n称职,2\n");
    EXPECT_TRUE(has(none.notes, Remark::ballots_missing));
    EXPECT_EQ(none.polls[0].poll.sheets[0].returned, 10);
    EXPECT_TRUE(has(poll("选项,票数\n收回,12\n优秀,8\n").notes, Remark::counts_below_valid));
}

TEST(PollSheet, figures_are_those_of_the_rules) {
    PollSheet sheet{.title = "民主测评", .issued = 60, .returned = 58, .invalid = 2};
    sheet.counts = {{"总体", "A", "优秀", 8},      {"总体", "A", "称职", 2}, {"总体", "B", "优秀", 30},
                    {"总体", "B", "基本称职", 12}, {"调查", "", "满意", 28}, {"调查", "", "比较满意", 14},
                    {"调查", "", "不满意", 14}};
    const auto all = formats::figures(sheet);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].valid, 56);
    EXPECT_EQ(all[0].options[0].count, 38);
    EXPECT_DOUBLE_EQ(all[0].options[0].share, 38.0 / 56);
    EXPECT_DOUBLE_EQ(*all[0].approval, 40.0 / 56);
    EXPECT_FALSE(all[0].satisfaction);
    EXPECT_DOUBLE_EQ(*all[1].satisfaction, 0.75);
    const auto one = formats::figures(sheet, "A");
    ASSERT_EQ(one.size(), 1U);
    EXPECT_EQ(one[0].valid, 10);
    EXPECT_DOUBLE_EQ(*one[0].approval, 1);
    EXPECT_TRUE(formats::figures(PollSheet{}).empty());
}

TEST(PollSheet, counts_are_read_as_people_write_them) {
    EXPECT_EQ(formats::poll_number("１２票"), 12);
    EXPECT_EQ(formats::poll_number(" 1,234 "), 1234);
    EXPECT_EQ(formats::poll_number("60.00"), 60);
    for (const char* text : {"", "-1", "12.5", "85%", "票", "1e5", "1 2x"})
        EXPECT_EQ(formats::poll_number(text), std::nullopt) << text;
}

} // namespace
} // namespace formats_poll_sheet_test

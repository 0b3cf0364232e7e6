#include "dossier/resume.h"

#include <gtest/gtest.h>
#include <random>

namespace dossier_resume_test {
using namespace dossier;

namespace {

ResumeEntry only_entry(const std::string& text) {
    const Resume resume = parse_resume(text);
    EXPECT_EQ(resume.entries.size(), 1U) << text;
    return resume.entries.empty() ? ResumeEntry{} : resume.entries.front();
}

TEST(Resume, every_separator_of_the_field_parts_begin_and_end) {
    for (const char* separator : {"--", "-", "—", "——", "―", "─", "──", "–", "－", "~", "〜", "～", "至",
                                  " -- ", "- -", "到", "一", "--至"}) {
        const std::string line = std::string("1998.09") + separator + "2001.07  某校学习";
        const ResumeEntry entry = only_entry(line);
        EXPECT_EQ(entry.begin, (Date{1998, 9, 0})) << separator;
        EXPECT_EQ(entry.end, (Date{2001, 7, 0})) << separator;
        EXPECT_FALSE(entry.open);
        EXPECT_EQ(entry.lines, std::vector<std::string>{"某校学习"}) << separator;
        EXPECT_EQ(canonical_line(line), "1998.09--2001.07  某校学习");
    }
}

TEST(Resume, every_way_of_writing_the_dates_is_read) {
    for (const char* dates :
         {"1998.09--2001.07", "1998．09--2001．07", "1998..09--2001.07", "199809--200107", "1998.9--2001.7",
          "1998年9月--2001年7月", "1998年09月至2001年07月", "1998-09--2001-07", "1998 09--2001 07",
          "１９９８．０９－２００１．０７", "1998.09.01--2001.07.15", "19980901-20010715",
          "1998.09--2-001.07", "1998.09-20-01.07", "1998-09-01--2001-07-15"}) {
        const ResumeEntry entry = only_entry(std::string("  ") + dates + "  某校");
        EXPECT_EQ(entry.begin, (Date{1998, 9, 0})) << dates;
        EXPECT_EQ(entry.end, (Date{2001, 7, 0})) << dates;
        EXPECT_EQ(entry.lines, std::vector<std::string>{"某校"}) << dates;
    }
    const ResumeEntry years = only_entry("1998--2001  某校");
    EXPECT_EQ(years.begin, (Date{1998, 0, 0}));
    EXPECT_EQ(years.end, (Date{2001, 0, 0}));
    EXPECT_EQ(canonical_dates(years), "1998--2001      ");
}

TEST(Resume, a_number_behind_a_year_alone_is_content) {
    const ResumeEntry entry = only_entry("1998.09--2001,07 号");
    EXPECT_EQ(entry.end, (Date{2001, 0, 0}));
    EXPECT_EQ(parse_resume(canonical_text({{entry}, {}})).entries.front(), entry);
}

TEST(Resume, an_open_end_has_seven_spaces_or_words) {
    for (const char* line : {"2001.07--         某局科员", "2001.07--某局科员", "2001.07--至今  某局科员",
                             "2001.07至今 某局科员", "2001.07—今  某局科员", "2001.07--现在：某局科员"}) {
        const ResumeEntry entry = only_entry(line);
        EXPECT_TRUE(entry.open) << line;
        EXPECT_EQ(entry.lines, std::vector<std::string>{"某局科员"}) << line;
        EXPECT_EQ(canonical_line(line), "2001.07--         某局科员");
    }
}

TEST(Resume, words_after_a_date_are_not_taken_for_separators) {
    EXPECT_EQ(only_entry("2001.07  一中教师").lines.front(), "一中教师");
    EXPECT_EQ(only_entry("2001.07  到某局工作").lines.front(), "到某局工作");
    EXPECT_FALSE(only_entry("2001.07  到某局工作").open);
    EXPECT_FALSE(only_entry("2008—北京奥运会").dated);
    EXPECT_FALSE(only_entry("2008年，某事").dated);
}

TEST(Resume, dashes_in_the_content_stay) {
    EXPECT_EQ(canonical_line("1998.09-2001.07 某厂3-5车间——技术员"), "1998.09--2001.07  某厂3-5车间——技术员");
}

TEST(Resume, continuation_and_bracket_lines_belong_to_the_entry_before_them) {
    const Resume resume = parse_resume(
        "1996.09--2000.07  某大学某专业学习\n"
        "2000.07--2009.03  某县政府办公室科员、副主任\n"
        "                  兼某镇党委副书记\n"
        "（其间：2003.09--2006.07  某大学某专业研究生学习，获法学硕士学位；\n"
        "2007.03--2007.07  省委党校培训）\n"
        "2009.03--         某县副县长（其间2010.03-2011.03挂职某省）（期间：2012.01--2012.06 学习）");
    ASSERT_EQ(resume.entries.size(), 3U);
    const ResumeEntry& middle = resume.entries[1];
    EXPECT_EQ(middle.lines.size(), 4U);
    EXPECT_EQ(middle.lines[1], "兼某镇党委副书记");
    ASSERT_EQ(middle.during.size(), 2U);
    EXPECT_EQ(middle.during[0].begin, (Date{2003, 9, 0}));
    EXPECT_EQ(middle.during[0].text(), "某大学某专业研究生学习，获法学硕士学位");
    EXPECT_EQ(middle.during[1].end, (Date{2007, 7, 0}));
    EXPECT_EQ(middle.during[1].text(), "省委党校培训");
    ASSERT_EQ(resume.entries[2].during.size(), 2U);
    EXPECT_EQ(resume.entries[2].during[0].text(), "挂职某省");
    EXPECT_EQ(resume.entries[2].during[1].text(), "学习");
}

TEST(Resume, a_bracket_that_is_never_closed_does_not_swallow_the_rest) {
    const Resume resume =
        parse_resume("1996.09--2000.07  学习（其间：1997.01--1998.01  交换\n2000.07--2003.01  甲\n"
                     "2003.01--         乙");
    EXPECT_EQ(resume.entries.size(), 3U);
}

TEST(Resume, remarks_behind_a_blank_line_are_no_entries) {
    const Resume resume =
        parse_resume("1998.09--2001.07  学习\n\n2001.07--         工作\n\n备注：曾用名某某\n第二行");
    EXPECT_EQ(resume.entries.size(), 2U) << "a blank line between entries is none";
    EXPECT_EQ(resume.remarks, (std::vector<std::string>{"备注：曾用名某某", "第二行"}));
    EXPECT_EQ(canonical_text(resume),
              "1998.09--2001.07  学习\n2001.07--         工作\n\n备注：曾用名某某\n第二行");
}

TEST(Resume, a_text_without_newlines_is_broken_at_18_spaces_and_before_dates) {
    const std::string gap(18, ' ');
    const Resume resume = parse_resume(
        "1996.09--2000.07  某大学学习（其间：1998.01--1998.06  实习）2000.07--2003.05  某局科员" + gap +
        "兼团委书记" + gap + "2003.05--         某局副局长");
    ASSERT_EQ(resume.entries.size(), 3U);
    EXPECT_EQ(resume.entries[0].during.size(), 1U);
    EXPECT_EQ(resume.entries[1].lines, (std::vector<std::string>{"某局科员", "兼团委书记"}));
    EXPECT_TRUE(resume.entries[2].open);
}

TEST(Resume, text_before_the_first_date_is_an_undated_entry) {
    const Resume resume = parse_resume("早年务农\n2001.07--2003.05  工作");
    ASSERT_EQ(resume.entries.size(), 2U);
    EXPECT_FALSE(resume.entries[0].dated);
    EXPECT_EQ(parse_resume("  \n ").entries.size(), 0U);
}

TEST(Resume, the_canonical_text_reads_the_same_for_any_text) {
    const std::vector<std::string> pieces{
        "1998.09", "2001.07", "199809", "1998", "2-015.07", "--",     "-",    "—",
        "至",      "至今",    "今",     "到",   "一",       " ",      "  ",   std::string(18, ' '),
        "\n",      "\n\n",    "（",     "）",   "其间",     "期间：", "：",   "，",
        "某局",    "学习",    "9",      ".",    "年",       "月",     "现在", "1997.01--1997.05",
        "　"};
    for (unsigned seed = 1; seed <= 50000; ++seed) {
        std::mt19937 random(seed);
        std::string text;
        const auto count = random() % 14;
        for (std::size_t i = 0; i < count; ++i)
            text += pieces[random() % pieces.size()];
        const Resume resume = parse_resume(text);
        const std::string canonical = canonical_text(resume);
        ASSERT_EQ(parse_resume(canonical), resume)
            << "seed " << seed << "\n[" << text << "]\n[" << canonical << "]";
        ASSERT_EQ(canonical_text(parse_resume(canonical)), canonical) << "seed " << seed;
    }
}

TEST(Resume, absurd_texts_take_linear_time) {
    for (const std::string& piece :
         {std::string("1998.09"), std::string("（其间"), std::string("1998.09--"), std::string(17, ' ') + "1",
          std::string("1998.09--2001.07 a（"), std::string("其间1998.09--"), std::string("\n"),
          std::string("1998 "), std::string("--"), std::string("至")}) {
        std::string text;
        while (text.size() < 2000000)
            text += piece;
        (void)canonical_text(parse_resume(text));
        (void)canonical_text(parse_resume(text + "\nx"));
    }
}

} // namespace
} // namespace dossier_resume_test

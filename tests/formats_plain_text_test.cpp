#include "dossier/formats/plain_text.h"
#include "dossier/formats/text_encoding.h"

#include <gtest/gtest.h>

namespace formats_plain_text_test {
using dossier::Paragraph;
using Kind = Paragraph::Kind;
using Align = Paragraph::Align;

namespace {

std::string text_of(const Paragraph& paragraph) {
    std::string text;
    for (const Paragraph::Run& piece : paragraph.runs)
        text += piece.text;
    return text;
}

TEST(PlainText, a_report_has_title_headings_text_and_signature) {
    const std::string report =
        "关于张三同志的考察材料\r\n\r\n　　张三，男，1970年5月生。\r\n一、主要表现\r\n（一）政治素质\r\n"
        "（二）能力强。思路清晰。\r\n1.实绩突出\r\n1.5亿元\r\n\f                    某市委组织部\r\n\r\n";
    for (const std::string& bytes : {report, formats::to_gb18030(report), "\xef\xbb\xbf" + report}) {
        const auto read = formats::read_text(bytes).paragraphs;
        ASSERT_EQ(read.size(), 9U);
        EXPECT_EQ(read[0].kind, Kind::title);
        EXPECT_EQ(text_of(read[1]), "张三，男，1970年5月生。");
        EXPECT_EQ(read[2].level, 1);
        EXPECT_EQ(read[3].level, 2);
        EXPECT_EQ(read[4].kind, Kind::text);
        EXPECT_EQ(read[5].level, 3);
        EXPECT_EQ(read[6].kind, Kind::text);
        EXPECT_EQ(read[7].kind, Kind::page_break);
        EXPECT_EQ(read[8].align, Align::right);
    }
}

TEST(PlainText, lines_wrapped_at_one_width_are_joined) {
    std::string text;
    for (int paragraph = 0; paragraph < 3; ++paragraph) {
        text += "　　";
        for (int line = 0; line < 4; ++line) {
            for (int i = 0; i < (line == 0 ? 28 : 30); ++i)
                text += "字";
            text += "\n";
        }
        text += "末行。\n";
    }
    const auto read = formats::read_text(text).paragraphs;
    ASSERT_EQ(read.size(), 3U);
    EXPECT_TRUE(text_of(read[2]).ends_with("字末行。"));
}

TEST(PlainText, markdown_is_read) {
    const auto result =
        formats::read_markdown("# 考察材料\n\n第一段**粗**和*斜*，`码`，[链](http://x)![图](a.png)，2 * "
                               "3，snake_case_x，\\*星\\*\n续行\n\n"
                               "## 一级 ##\n- 项\n1. 数\n\n| 姓名 | 票 |\n|---|:-:|\n| 张\\|三 | **5** "
                               "|\n\n---\n> 引用\n\n小标题\n---\n```\n代码 **x**\n```\n**未闭合");
    const auto& read = result.paragraphs;
    ASSERT_EQ(read.size(), 12U);
    EXPECT_EQ(read[0].kind, Kind::title);
    EXPECT_EQ(read[1].runs, (std::vector<Paragraph::Run>{{"第一段"},
                                                         {"粗", true},
                                                         {"和"},
                                                         {"斜", false, true},
                                                         {"，码，链，2 * 3，snake_case_x，*星*续行"}}));
    EXPECT_EQ(read[2].kind, Kind::heading);
    EXPECT_EQ(text_of(read[2]), "一级");
    EXPECT_EQ(text_of(read[3]), "• 项");
    EXPECT_EQ(text_of(read[4]), "1. 数");
    EXPECT_EQ(read[6].cells, (std::vector<std::string>{"张|三", "5"}));
    EXPECT_EQ(read[7].kind, Kind::page_break);
    EXPECT_EQ(text_of(read[8]), "引用");
    EXPECT_EQ(read[9].kind, Kind::heading);
    EXPECT_EQ(text_of(read[10]), "代码 **x**");
    EXPECT_EQ(text_of(read[11]), "**未闭合");
    EXPECT_EQ(result.notes.size(), 1U);
}

TEST(PlainText, absurd_texts_take_linear_time) {
    for (const char* piece : {"*", "**a", "_a", "`", "[", "![", "[a](", "|", "#", "> ", "a\n", "　", "一"}) {
        std::string text;
        while (text.size() < 3000000)
            text += piece;
        (void)formats::read_markdown(text);
        (void)formats::read_text(text);
    }
    EXPECT_TRUE(formats::read_text("").paragraphs.empty());
    EXPECT_TRUE(formats::read_markdown("\n\n").paragraphs.empty());
}

} // namespace
} // namespace formats_plain_text_test

// Typesetting: kinsoku as properties over random texts and widths, squeezing, justification, rare characters.

#include "dossier/pages/kinsoku.h"
#include "dossier/pages/make.h"
#include "dossier/pages/text_layout.h"
#include "dossier/text.h"

#include <gtest/gtest.h>
#include <random>

namespace pages_text_test {
namespace {

using namespace pages;

double line_end(const Text& text, const Block& block, const Line& line) {
    if (line.end == line.begin)
        return 0;
    const Cluster& last = text.paragraphs()[line.paragraph].clusters[line.end - 1];
    const double size = text.styles()[last.style].size * block.scale;
    // The blank half of a closing mark may hang over: it holds no ink.
    const double ink = blank_behind(last.first) && last.advance > 0.9F ? last.advance - 0.5 : last.advance;
    return static_cast<double>(line.x.back()) + ink * size;
}

std::string random_text(std::mt19937& random) {
    static const std::u32string letters =
        U"市委组织部任免审批表干部一二三四五六七八九十，。、；：？！）》】（《【“”—…·2024.05abc Z%";
    std::uniform_int_distribution<std::size_t> pick(0, letters.size() - 1);
    std::uniform_int_distribution<int> length(1, 160);
    std::u32string text;
    for (int i = length(random); i > 0; --i)
        text += letters[pick(random)];
    return dossier::utf8(text);
}

TEST(Kinsoku, closing_marks_begin_no_line_and_opening_marks_end_none) {
    const unsigned seed = 20240630;
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> widths(60, 400);
    for (int round = 0; round < 400; ++round) {
        const Text text(random_text(random), {Face::song, 12});
        const double width = widths(random);
        const Block block = set(text, {.width = width, .first_indent = 24});
        const ShapedText& shaped = text.paragraphs().front();
        for (std::size_t i = 0; i < block.lines.size(); ++i) {
            const Line& line = block.lines[i];
            ASSERT_LE(line_end(text, block, line), width + 0.05);
            if (i == 0 || line.begin == line.end)
                continue;
            // Only a run of marks longer than the line may be cut anywhere.
            const char32_t before = shaped.clusters[block.lines[i - 1].end - 1].last;
            const char32_t after = shaped.clusters[line.begin].first;
            const bool spaces_between = block.lines[i - 1].end != line.begin;
            if (!spaces_between && !may_break_between(before, after)) {
                for (std::size_t k = block.lines[i - 1].begin; k + 1 < block.lines[i - 1].end; ++k)
                    ASSERT_FALSE(may_break_between(shaped.clusters[k].last, shaped.clusters[k + 1].first))
                        << shaped.text << " at width " << width;
            }
        }
    }
}

TEST(Kinsoku, every_character_is_on_exactly_one_line) {
    const unsigned seed = 7;
    std::mt19937 random(seed);
    for (int round = 0; round < 200; ++round) {
        const Text text(random_text(random), {Face::hei, 16});
        const Block block = set(text, {.width = 150});
        const ShapedText& shaped = text.paragraphs().front();
        std::size_t next = 0;
        for (const Line& line : block.lines) {
            for (; next < line.begin; ++next)
                ASSERT_EQ(kind_of(shaped.clusters[next].first), Kind::space);
            ASSERT_EQ(line.x.size(), line.end - line.begin);
            next = line.end;
        }
        for (; next < shaped.clusters.size(); ++next)
            ASSERT_EQ(kind_of(shaped.clusters[next].first), Kind::space);
    }
}

TEST(Kinsoku, justified_lines_end_at_the_margin) {
    const Text text("该同志长期从事经济综合工作，熟悉宏观经济管理和投资体制改革，先后参与编制全市“十三五”“十"
                    "四五”规划，牵头推进重点"
                    "项目一百二十六个，工作中注重调查研究。",
                    {Face::fang, 16});
    const Block block = set(text, {.width = 448, .line_spacing = 28, .first_indent = 32});
    ASSERT_GE(block.lines.size(), 3U);
    for (std::size_t i = 0; i + 1 < block.lines.size(); ++i)
        EXPECT_NEAR(block.lines[i].width, 448, 8.1) << i; // or half an em less, behind a mark
    EXPECT_FLOAT_EQ(block.lines[0].x.front(), 32);
}

TEST(Kinsoku, words_and_numbers_stay_whole) {
    EXPECT_FALSE(may_break_between(U'2', U'0'));
    EXPECT_FALSE(may_break_between(U'3', U','));
    EXPECT_FALSE(may_break_between(U',', U'4'));
    EXPECT_FALSE(may_break_between(U'—', U'—'));
    EXPECT_FALSE(may_break_between(U'…', U'…'));
    EXPECT_FALSE(may_break_between(U'8', U'%'));
    EXPECT_TRUE(may_break_between(U'年', U'3'));
    EXPECT_TRUE(may_break_between(U'。', U'市'));
}

TEST(Glyphs, rare_name_characters_are_all_there) {
    EXPECT_EQ(missing_glyphs("𬱖䶮㛃𠮷张·"), U"");
}

TEST(Glyphs, a_character_no_font_has_is_reported_and_drawn_as_a_sign) {
    EXPECT_EQ(missing_glyphs("张\xf3\xb0\x80\x81"), U"\U000f0001");
    const Text text("\xf3\xb0\x80\x81", {});
    EXPECT_TRUE(text.paragraphs().front().clusters.front().missing);
}

TEST(Glyphs, broken_bytes_are_shown_as_replacement_signs_and_crash_nothing) {
    const Text text(std::string_view("\xff\xfe张\xe5\x00明", 8), {});
    EXPECT_GE(text.paragraphs().front().clusters.size(), 3U);
}

TEST(Setting, a_cut_text_ends_with_an_ellipsis_within_its_width) {
    const Text text("临州市发展和改革委员会党组成员、副主任（正处级）", {Face::hei, 20});
    const Block block = set(text, {.width = 130, .max_lines = 2});
    ASSERT_EQ(block.lines.size(), 2U);
    EXPECT_TRUE(block.cut);
    EXPECT_TRUE(block.lines.back().cut);
    EXPECT_LE(block.lines.back().width + 20, 130.1);
}

TEST(Setting, the_ladder_takes_the_first_step_that_fits) {
    const Text text(std::string(3 * 200, 'x')
                        .replace(0, 600,
                                 [] {
                                     std::string han;
                                     for (int i = 0; i < 200; ++i)
                                         han += "历";
                                     return han;
                                 }()),
                    {Face::song, 14});
    const std::vector<Step> ladder{{14, 16}, {12, 14}, {10, 12}, {8, 10}};
    // 200 characters in 140 pt: 10, 11, 14, 17 a line -> 20, 19, 15, 12 lines.
    EXPECT_EQ(fit(text, {.width = 140}, 320, ladder).step.size, 14);
    EXPECT_EQ(fit(text, {.width = 140}, 319, ladder).step.size, 12);
    EXPECT_EQ(fit(text, {.width = 140}, 200, ladder).step.size, 10);
    EXPECT_EQ(fit(text, {.width = 140}, 120, ladder).step.size, 8);
    EXPECT_FALSE(fit(text, {.width = 140}, 119, ladder).fits);
}

} // namespace
} // namespace pages_text_test

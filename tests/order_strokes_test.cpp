// Stroke order: the vector and ties of sources.md: stroke-order, both styles of names, agreement with the
// official table.

#include "dossier/order/strokes.h"
#include "dossier/order/tables.h"
#include "dossier/text.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>

namespace order_strokes_test {
namespace {

using order::StrokeRule;
using order::StrokeStyle;

bool less(char32_t a, char32_t b) {
    return order::compare_strokes(a, b).order < 0;
}

std::u32string shuffled(std::u32string characters) {
    std::shuffle(characters.begin(), characters.end(), std::mt19937(7));
    return characters;
}

std::string sorted(std::vector<std::string> names, StrokeStyle style) {
    std::reverse(names.begin(), names.end());
    std::sort(names.begin(), names.end(), [&](const std::string& a, const std::string& b) {
        return order::compare_names(a, b, style).order < 0;
    });
    std::string all;
    for (const std::string& name : names)
        all += name + ' ';
    return all;
}

TEST(Strokes, known_characters_have_their_strokes) {
    EXPECT_EQ(order::stroke_sequence(U'王'), "1121");
    EXPECT_EQ(order::stroke_sequence(U'于'), "112"); // the dictionary's first code is Taiwan's
    EXPECT_EQ(order::stroke_sequence(U'李'), "1234521");
    EXPECT_EQ(order::stroke_sequence(U'字'), "445521");
    EXPECT_EQ(order::stroke_count(U'陈'), 7);
    EXPECT_EQ(order::stroke_count(U'䶮'), 9);
    EXPECT_EQ(order::stroke_count(U'㛃'), 9);
    EXPECT_EQ(order::stroke_count(U'𬱖'), 11);
    EXPECT_EQ(order::stroke_count(U'A'), 0);
    EXPECT_EQ(order::stroke_sequence(U'A'), "");
}

TEST(Strokes, surnames_stand_in_the_official_order) {
    const std::u32string expected =
        U"丁于万卫马王区水牛毛仇丹文方尹孔邓艾左石龙叶田史付代白包冯司边吉朴毕朱乔"
        U"伍任华伊向全危庄刘江汤许阮孙李杨张陈林欧单查盖尉曾解";
    std::u32string characters = shuffled(expected);
    std::sort(characters.begin(), characters.end(), less);
    EXPECT_EQ(dossier::utf8(characters), dossier::utf8(expected));
}

TEST(Strokes, ties_are_decided_by_the_official_table) {
    // 巴 comes before 孔 in 通用规范汉字表 (numbers 178 and 179): the kinds of folds decide, not the
    // structure.
    for (const std::u32string_view pair : {U"干于", U"亓井", U"叶申", U"田由", U"相查", U"巴孔", U"佘余"}) {
        const auto compared = order::compare_strokes(pair[0], pair[1]);
        EXPECT_TRUE(compared.order < 0) << dossier::utf8(pair);
        EXPECT_EQ(compared.rule, StrokeRule::official) << dossier::utf8(pair);
        EXPECT_EQ(order::stroke_sequence(pair[0]), order::stroke_sequence(pair[1])) << dossier::utf8(pair);
    }
}

TEST(Strokes, all_common_characters_agree_with_the_official_table) {
    const auto table = order::tables::strokes();
    for (const auto& [first, last] : {std::pair{1, 3500}, {3501, 6500}, {6501, 8105}}) {
        std::vector<std::pair<int, char32_t>> official;
        for (std::size_t i = 0; i < table.characters.size(); ++i)
            if (table.ties[i] % 2 == 0 && table.ties[i] >= 2 * first && table.ties[i] <= 2 * last)
                official.emplace_back(table.ties[i], table.characters[i]);
        std::sort(official.begin(), official.end());
        EXPECT_GE(official.size() + 2, static_cast<std::size_t>(last - first + 1)); // two are own ties
        int wrong = 0;
        for (std::size_t i = 1; i < official.size(); ++i)
            wrong += less(official[i - 1].second, official[i].second) ? 0 : 1;
        EXPECT_EQ(wrong, 0) << "level from " << first;
    }
    std::size_t placed = 0;
    for (std::size_t i = 0; i < table.characters.size(); ++i)
        placed += table.counts[i] >= 128 ? 1 : 0;
    EXPECT_LT(placed, 200U); // characters without strokes of their own
}

TEST(Strokes, the_order_is_total) {
    const std::uint32_t seed = 20240311;
    std::mt19937 random(seed);
    const auto table = order::tables::strokes();
    const auto any = [&]() -> char32_t {
        return random() % 8 == 0 ? static_cast<char32_t>(random() % 0x2FFFF)
                                 : table.characters[random() % table.characters.size()];
    };
    for (int i = 0; i < 100000; ++i) {
        char32_t a = any();
        char32_t b = any();
        char32_t c = any();
        EXPECT_TRUE(order::compare_strokes(a, b).order == 0 ? a == b : less(a, b) != less(b, a));
        if (less(a, b) && less(b, c)) {
            ASSERT_TRUE(less(a, c)) << "seed " << seed << ": " << dossier::utf8(std::u32string{a, b, c});
        }
    }
}

TEST(Strokes, two_character_names_differ_by_style) {
    EXPECT_EQ(sorted({"田富", "田大利"}, StrokeStyle::surname), "田富 田大利 ");
    EXPECT_EQ(sorted({"田大利", "田富"}, StrokeStyle::name), "田大利 田富 ");
    const auto compared = order::compare_names("田富", "田大利", StrokeStyle::surname);
    EXPECT_EQ(compared.a, 0U);
    EXPECT_EQ(compared.b, U'大');
}

TEST(Strokes, compound_surnames_stand_at_their_first_character) {
    EXPECT_EQ(sorted({"林一", "欧阳少东", "欧明", "单一"}, StrokeStyle::surname), "林一 欧明 欧阳少东 单一 ");
}

TEST(Strokes, spaces_and_dots_count_as_nothing) {
    EXPECT_TRUE(order::compare_names("张　三", "张三", StrokeStyle::surname).order == 0);
    EXPECT_TRUE(order::compare_names("买买提·艾力", "买买提艾力", StrokeStyle::surname).order == 0);
    EXPECT_EQ(sorted({"丁一", "Anna"}, StrokeStyle::surname), "丁一 Anna ");
}

} // namespace
} // namespace order_strokes_test

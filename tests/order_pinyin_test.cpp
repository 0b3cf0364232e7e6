// Readings of characters and names: Unihan's union, surnames, ü, characters outside the BMP, the cap.

#include "dossier/order/pinyin.h"
#include "dossier/order/surnames.h"
#include "dossier/text.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace order_pinyin_test {
namespace {

using order::Reading;

std::set<std::string> fulls(std::string_view name) {
    std::set<std::string> all;
    for (const order::Variant& variant : order::name_variants(name))
        all.insert(variant.full);
    return all;
}

std::string shown(std::string_view name, std::string_view chosen = {}) {
    return order::display(order::read_name(name, chosen));
}

std::string usual(char32_t character) {
    const auto all = order::readings(character);
    return all.empty() ? "" : all.front().syllable;
}

TEST(Pinyin, a_character_has_the_readings_of_all_sources) {
    std::set<std::string> syllables;
    for (const Reading& reading : order::readings(U'单'))
        syllables.insert(order::marked(reading));
    EXPECT_TRUE(syllables.contains("dān"));
    EXPECT_TRUE(syllables.contains("shàn"));
    EXPECT_TRUE(syllables.contains("chán"));
    EXPECT_EQ(order::readings(U'张').front(), (Reading{"zhang", 1}));
    EXPECT_EQ(order::readings(U'吕').front(), (Reading{"lv", 3}));
    EXPECT_EQ(order::readings(U'罗').front(), (Reading{"luo", 2})); // Unihan's kMandarin says luō
    EXPECT_EQ(order::readings(U'卓').front(), (Reading{"zhuo", 2}));
    EXPECT_EQ(order::readings(U'子').front(), (Reading{"zi", 3}));
    EXPECT_TRUE(order::readings(U'A').empty());
    EXPECT_TRUE(order::readings(U'·').empty());
    EXPECT_TRUE(order::readings(0x110000).empty());
}

TEST(Pinyin, rare_characters_outside_the_bmp_are_read) {
    EXPECT_EQ(usual(U'𬱖'), "di");
    EXPECT_EQ(usual(U'䶮'), "yan");
    EXPECT_EQ(usual(U'㛃'), "jie");
}

TEST(Pinyin, marks_stand_on_the_right_vowel) {
    EXPECT_EQ(order::marked({"lv", 3}), "lǚ");
    EXPECT_EQ(order::marked({"lve", 4}), "lüè");
    EXPECT_EQ(order::marked({"liu", 2}), "liú");
    EXPECT_EQ(order::marked({"gui", 4}), "guì");
    EXPECT_EQ(order::marked({"zhou", 1}), "zhōu");
    EXPECT_EQ(order::marked({"xiao", 3}), "xiǎo");
    EXPECT_EQ(order::marked({"lv", 0}), "lü");
    EXPECT_EQ(order::marked({"me", 5}), "me");
}

TEST(Pinyin, surnames_are_read_as_surnames) {
    // sources.md: name-readings: what ICU knows, what it gets wrong, and readings confirmed from lists of
    // surnames.
    const std::vector<std::pair<std::string, std::string>> expected{
        {"单", "Shàn"},  {"解", "Xiè"},   {"仇", "Qiú"},  {"区", "Ōu"},   {"查", "Zhā"},   {"曾", "Zēng"},
        {"任", "Rén"},   {"盖", "Gě"},    {"员", "Yùn"},  {"翟", "Zhái"}, {"华", "Huà"},   {"乐", "Yuè"},
        {"召", "Shào"},  {"种", "Chóng"}, {"折", "Shé"},  {"秘", "Bì"},   {"过", "Guō"},   {"纪", "Jǐ"},
        {"牟", "Mù"},    {"葛", "Gě"},    {"朴", "Piáo"}, {"缪", "Miào"}, {"覃", "Qín"},   {"乜", "Niè"},
        {"阚", "Kàn"},   {"哈", "Hǎ"},    {"黑", "Hè"},   {"句", "Gōu"},  {"么", "Yāo"},   {"那", "Nā"},
        {"能", "Nài"},   {"郇", "Xún"},   {"隗", "Wěi"},  {"祭", "Zhài"}, {"訾", "Zī"},    {"逄", "Páng"},
        {"繁", "Pó"},    {"瞿", "Qú"},    {"都", "Dū"},   {"要", "Yāo"},  {"应", "Yīng"},  {"曲", "Qū"},
        {"晟", "Chéng"}, {"教", "Jiào"},  {"谌", "Chén"}, {"恽", "Yùn"},  {"仉", "Zhǎng"}, {"郗", "Xī"},
        {"芮", "Ruì"},   {"亓", "Qí"},    {"佘", "Shé"},  {"佟", "Tóng"}};
    for (const auto& [surname, reading] : expected)
        EXPECT_EQ(shown(surname + "明"), reading + " Míng");
}

TEST(Pinyin, compound_surnames_are_one_word) {
    EXPECT_EQ(shown("欧阳修"), "Ōuyáng Xiū");
    EXPECT_EQ(shown("尉迟恭"), "Yùchí Gōng");
    EXPECT_EQ(shown("万俟明"), "Mòqí Míng");
    EXPECT_EQ(shown("澹台明"), "Tántái Míng");
    EXPECT_EQ(shown("长孙无忌"), "Zhǎngsūn Wújì");
    EXPECT_EQ(shown("令狐冲"), "Línghú Chōng");
    EXPECT_EQ(shown("单雄信"), "Shàn Xióngxìn");
    EXPECT_EQ(shown("王建安"), "Wáng Jiàn'ān");
}

TEST(Pinyin, transcribed_names_have_no_surname) {
    const auto reading = order::read_name("买买提·艾力");
    EXPECT_EQ(reading.surname, 0U);
    EXPECT_EQ(order::plain(reading), "mai mai ti ai li");
}

TEST(Pinyin, ambiguous_surnames_ask_and_a_choice_settles_them) {
    EXPECT_TRUE(order::read_name("覃明").ambiguous);
    EXPECT_FALSE(order::read_name("张明").ambiguous);
    const auto chosen = order::read_name("覃明", "tan ming");
    EXPECT_FALSE(chosen.ambiguous);
    EXPECT_EQ(order::display(chosen), "Tán Míng");
    EXPECT_EQ(shown("覃明", "Tán Míng"), "Tán Míng");
    EXPECT_EQ(shown("覃明", "tan2ming2"), "Tán Míng");
    EXPECT_EQ(shown("覃明", "zu viele Silben"), "Qín Míng");
    EXPECT_EQ(shown("覃明", "??"), "Qín Míng");
}

TEST(Pinyin, a_name_is_found_by_every_reading) {
    EXPECT_EQ(fulls("张三丰"), (std::set<std::string>{"zhangsanfeng"}));
    EXPECT_EQ(order::name_variants("张三丰").front().initials, "zsf");
    EXPECT_TRUE(fulls("单明").contains("shanming"));
    EXPECT_TRUE(fulls("单明").contains("danming"));
    EXPECT_EQ(order::name_variants("单明").front().full, "shanming");
    EXPECT_EQ(fulls("吕明"), (std::set<std::string>{"lvming", "luming", "lyuming"}));
    EXPECT_TRUE(fulls("翟明").contains("zhaiming"));
    EXPECT_TRUE(fulls("缪明").contains("miaoming"));
    EXPECT_TRUE(fulls("买买提·艾力").contains("maimaitiaili"));
    EXPECT_TRUE(fulls("张　三").contains("zhangsan"));
    EXPECT_TRUE(order::name_variants("").empty());
    EXPECT_TRUE(order::name_variants("·").empty());
    EXPECT_EQ(order::name_variants("王A3").front().full, "wanga3");
}

TEST(Pinyin, variants_are_distinct_and_capped) {
    const auto variants = order::name_variants("单单和行都重长乐曾单单和行都重长乐曾");
    EXPECT_EQ(variants.size(), order::most_variants);
    EXPECT_EQ(std::set<order::Variant>(variants.begin(), variants.end()).size(), variants.size());
    for (const order::Variant& variant : variants)
        EXPECT_EQ(variant.initials.size(), 18U);
}

TEST(Pinyin, the_surname_tables_are_clean) {
    std::set<std::string_view> seen;
    for (const auto rows : {order::surnames(), order::compound_surnames()})
        for (const order::SurnameRow& row : rows) {
            EXPECT_TRUE(seen.insert(row.surname).second) << row.surname << " twice";
            std::string_view rest = row.readings;
            while (!rest.empty()) {
                const std::size_t slash = std::min(rest.find('/'), rest.size());
                const auto parsed = order::parse_readings(rest.substr(0, slash));
                ASSERT_TRUE(parsed) << row.surname;
                EXPECT_EQ(parsed->size(), dossier::code_points(row.surname).size()) << row.surname;
                rest.remove_prefix(std::min(slash + 1, rest.size()));
            }
        }
}

} // namespace
} // namespace order_pinyin_test

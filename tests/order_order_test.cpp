// Orders of persons and the reasons between neighbours; what forms and polls say about standing.

#include "dossier/order/order.h"

#include <gtest/gtest.h>

namespace order_order_test {
namespace {

using order::Entry;
using order::Method;
using order::Reason;

Entry named(const std::string& name) {
    Entry entry;
    entry.person.text = name;
    entry.name = name;
    return entry;
}

std::string names(const std::vector<Entry>& entries, const order::Order& order) {
    std::string all;
    for (const order::Placed& placed : order)
        all += entries[placed.index].name + ' ';
    return all;
}

dossier::PollContent poll(const std::string& title, std::vector<dossier::PollCount> counts,
                          std::int64_t returned, std::int64_t invalid = 0) {
    dossier::PollSheet sheet;
    sheet.title = title;
    sheet.issued = returned;
    sheet.returned = returned;
    sheet.invalid = invalid;
    sheet.counts = std::move(counts);
    return {{sheet}, ""};
}

TEST(Order, strokes_say_why) {
    const std::vector<Entry> entries{named("杨明"), named("李明"), named("田大利"), named("田富"),
                                     named("叶红"), named("张伟"), named("李明")};
    const auto order = order::arrange(entries, Method::stroke);
    EXPECT_EQ(names(entries, order), "叶红 田富 田大利 李明 李明 杨明 张伟 ");
    EXPECT_EQ(order[0].reason, Reason::first);
    EXPECT_EQ(order[1].reason, Reason::stroke_sequence);
    EXPECT_EQ(order[1].arguments, (std::vector<std::string>{"叶", "25112", "田", "25121"}));
    EXPECT_EQ(order[2].reason, Reason::empty_middle);
    EXPECT_EQ(order[2].arguments, (std::vector<std::string>{"田富"}));
    EXPECT_EQ(order[3].reason, Reason::stroke_count);
    EXPECT_EQ(order[3].arguments, (std::vector<std::string>{"田", "5", "李", "7"}));
    EXPECT_EQ(order[4].reason, Reason::same_name);
    EXPECT_LT(order[3].index, order[4].index);
    EXPECT_EQ(names(entries, order::arrange(entries, Method::stroke_npc)),
              "叶红 田大利 田富 李明 李明 杨明 张伟 ");
}

TEST(Order, pinyin_uses_the_surname_reading_and_the_override) {
    std::vector<Entry> entries{named("单雄信"), named("曾国藩"), named("吕明"), named("鲁明"),
                               named("罗明"),   named("覃明"),   named("沈明"), named("朴明")};
    entries[5].pinyin = "tan ming";
    const auto order = order::arrange(entries, Method::pinyin);
    EXPECT_EQ(names(entries, order), "鲁明 罗明 吕明 朴明 单雄信 沈明 覃明 曾国藩 ");
    EXPECT_EQ(order[1].reason, Reason::syllable);
    EXPECT_EQ(order[1].arguments, (std::vector<std::string>{"鲁", "lǔ", "罗", "luó"}));
}

TEST(Order, pinyin_decides_by_tone_then_strokes) {
    const std::vector<Entry> entries{named("章明"), named("张明"), named("仉明"), named("张二"), named("张")};
    const auto order = order::arrange(entries, Method::pinyin);
    EXPECT_EQ(names(entries, order), "张 张二 张明 章明 仉明 ");
    EXPECT_EQ(order[1].reason, Reason::name_ends);
    EXPECT_EQ(order[3].reason, Reason::stroke_count);
    EXPECT_EQ(order[4].reason, Reason::tone);
}

TEST(Order, position_goes_by_level_then_time_in_the_post_then_age) {
    std::vector<Entry> entries{named("甲"), named("乙"), named("丙"), named("丁"), named("戊")};
    entries[0].level = order::post_level("市教育局副局长（副处级）");
    entries[1].level = order::post_level("市财政局局长（正处级）");
    entries[1].post_since = {2021, 3, 0};
    entries[2].level = order::post_level("市审计局局长（正处级）");
    entries[2].post_since = {2019, 7, 0};
    entries[4].level = order::post_level("市水利局局长（正处级）");
    entries[4].post_since = {2021, 3, 0};
    entries[1].birth = {1975, 1, 0};
    entries[4].birth = {1971, 1, 0};
    const auto order = order::arrange(entries, Method::position);
    EXPECT_EQ(names(entries, order), "丙 戊 乙 甲 丁 ");
    EXPECT_EQ(order[1].reason, Reason::since);
    EXPECT_EQ(order[2].reason, Reason::birth);
    EXPECT_EQ(order[3].reason, Reason::level);
    EXPECT_EQ(order[3].arguments, (std::vector<std::string>{"正处级", "副处级"}));
    EXPECT_EQ(order[4].reason, Reason::unknown_last);
    EXPECT_EQ(order[4].arguments, (std::vector<std::string>{"level"}));
}

TEST(Order, post_levels_are_read_from_words_only) {
    EXPECT_EQ(order::post_level("市发改委副主任、三级调研员")->value, 81);
    EXPECT_EQ(order::post_level("二级巡视员")->value, 61);
    EXPECT_EQ(order::post_level("区长（正处级），一级调研员")->value, 70);
    EXPECT_EQ(order::post_level("县处级副职")->word, "县处级副职");
    EXPECT_FALSE(order::post_level("市教育局局长"));
    EXPECT_FALSE(order::post_level(""));
}

TEST(Order, equal_votes_share_a_place) {
    std::vector<Entry> entries{named("甲"), named("乙"), named("丙"), named("丁")};
    entries[0].votes = order::Votes{60, 80, ""};
    entries[1].votes = order::Votes{71, 80, ""};
    entries[2].votes = order::Votes{71, 80, ""};
    const auto order = order::arrange(entries, Method::votes);
    EXPECT_EQ(names(entries, order), "乙 丙 甲 丁 ");
    EXPECT_EQ(order[0].place, 1U);
    EXPECT_EQ(order[1].place, 1U);
    EXPECT_EQ(order[1].reason, Reason::stroke_count);
    EXPECT_EQ(order[2].place, 3U);
    EXPECT_EQ(order[2].arguments, (std::vector<std::string>{"71", "60"}));
    EXPECT_EQ(order[3].place, 0U);
    EXPECT_EQ(order[3].reason, Reason::unknown_last);
}

TEST(Order, votes_are_read_from_the_recommendation) {
    const auto content = poll("会议推荐",
                              {{"推荐人选", "领导班子成员", "推荐", 5},
                               {"推荐人选", "中层干部", "推荐", 30},
                               {"推荐人选", "中层干部", "不推荐", 4}},
                              40, 1);
    EXPECT_EQ(order::votes(content), (order::Votes{35, 39, "会议推荐"}));
    EXPECT_FALSE(order::votes(poll("民主测评", {{"总体评价", "", "优秀", 30}}, 40)));
}

TEST(Order, scores_follow_the_formula_of_the_assessment) {
    const auto content = poll("民主测评",
                              {{"德", "", "优秀", 1},
                               {"总体评价", "", "优秀", 20},
                               {"总体评价", "", "称职", 9},
                               {"总体评价", "", "基本称职", 1},
                               {"总体评价", "", "不称职", 0}},
                              30);
    const auto score = order::score(content);
    ASSERT_TRUE(score);
    EXPECT_EQ(score->text(), "92.67"); // (2000 + 720 + 60) / 30
    EXPECT_EQ((order::Score{200, 3, ""}).text(), "66.67");
    EXPECT_FALSE(order::score(poll("会议推荐", {{"", "", "推荐", 30}}, 40)));

    std::vector<Entry> entries{named("甲"), named("乙"), named("丙")};
    entries[0].score = order::Score{270, 3, ""};
    entries[1].score = order::Score{540, 6, ""};
    entries[2].score = order::Score{95, 1, ""};
    const auto order = order::arrange(entries, Method::rank);
    EXPECT_EQ(names(entries, order), "丙 乙 甲 ");
    EXPECT_EQ(order[1].place, 2U);
    EXPECT_EQ(order[2].place, 2U);
}

TEST(Order, an_entry_is_gathered_from_form_and_polls) {
    dossier::Person person;
    person.name = "张三";
    person.form[dossier::Field::present_post] = "市教育局副局长（副处级）";
    person.form[dossier::Field::birth] = "197803";
    person.form[dossier::Field::resume] = "2001.07--2015.02  市教育局科员\n2015.02--         市教育局副局长";
    dossier::Material material;
    material.content = poll("会议推荐", {{"", "", "推荐", 30}}, 40);
    const Entry entry = order::entry_of(person, std::span(&material, 1));
    EXPECT_EQ(entry.name, "张三");
    EXPECT_EQ(entry.level->value, 80);
    EXPECT_EQ(entry.post_since, (dossier::Date{2015, 2, 0}));
    EXPECT_EQ(entry.birth.year, 1978);
    EXPECT_EQ(entry.votes->count, 30);
    EXPECT_FALSE(entry.score);
}

TEST(Order, methods_have_codes) {
    for (const std::string_view code :
         {"manual", "stroke", "stroke-npc", "pinyin", "position", "votes", "rank"})
        EXPECT_EQ(order::code(order::method_of(code).value()), code);
    EXPECT_FALSE(order::method_of("alphabet"));
}

TEST(Order, every_reason_has_its_code) {
    EXPECT_EQ(order::code(Reason::first), "first");
    EXPECT_EQ(order::code(Reason::same_name), "same name");
}

TEST(Order, manual_keeps_what_was_given) {
    const std::vector<Entry> entries{named("乙"), named("甲")};
    EXPECT_EQ(names(entries, order::arrange(entries, Method::manual)), "乙 甲 ");
    EXPECT_TRUE(order::arrange({}, Method::stroke).empty());
}

} // namespace
} // namespace order_order_test

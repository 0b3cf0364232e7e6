#include "dossier/check.h"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>
#include <set>

namespace dossier_check_test {
using namespace dossier;

namespace {

const Date today{2024, 6, 15};

/// A form without a finding.
Form good_form() {
    Form form;
    form[Field::name] = "张　三";
    form[Field::sex] = std::string("男");
    form[Field::birth] = "197005";
    form[Field::ethnicity] = "汉族";
    form[Field::native_place] = "云岭青河";
    form[Field::birth_place] = "北京";
    form[Field::party_joined] = "199508；民建";
    form[Field::work_started] = "199207";
    form[Field::retirement_month] = "203305";
    form[Field::health] = "健康";
    form[Field::expertise] = "经济管理";
    form[Field::fulltime_education] = "大学";
    form[Field::fulltime_degree] = "经济学学士";
    form[Field::fulltime_education_school] = "云岭大学经济系";
    form[Field::inservice_education] = "高中";
    form[Field::present_post] = "青河市财政局党组书记、局长";
    form[Field::proposed_post] = "青河市副市长";
    form[Field::relinquished_post] = "青河市财政局局长";
    form[Field::reason] = "工作需要";
    form[Field::resume] = "1988.09--1992.07  云岭大学学习\n1992.07--2001.03  青河市财政局科员\n"
                          "（其间：1995.03--1996.03  挂职）\n2001.03--         青河市财政局局长";
    form[Field::awards] = "2011年10月，经批准，授予先进工作者";
    form[Field::assessments] = "2021年年度考核优秀;2022年、2023年年度考核称职。";
    form[Field::age_date] = "20240615";
    form[Field::filled_date] = "20240610";
    form[Field::identity_number] = "110105197005310011";
    form.photo = std::string("\xff\xd8\xff");
    FamilyMember wife;
    wife.texts = {"妻子", "李四", "197106", "群众", "青河一中教师"};
    FamilyMember son;
    son.texts = {"儿子", "张小", "200901", "", "青河一中学生"};
    FamilyMember father;
    father.texts = {"父亲", "张老", "", "", "已去世"};
    form.family = {wife, son, father, FamilyMember{}};
    return form;
}

std::vector<Check> checks(const Form& form) {
    return check(form, {.today = today, .disabled = {}});
}

std::string text_of(const std::vector<Check>& found) {
    std::string text;
    for (const Check& one : found) {
        text.append(code(one.rule)).append(" [");
        for (const std::string& argument : one.arguments)
            text.append(argument).append("|");
        text.append("] ");
    }
    return text;
}

struct Fault {
    Rule rule;
    std::function<void(Form&)> make;
    std::vector<std::string> arguments;
};

void set(Form& form, Field field, const std::string& text) {
    form[field] = text;
}

auto put(Field field, const std::string& text) {
    return [=](Form& form) { set(form, field, text); };
}
auto family(std::size_t row, FamilyField field, const std::string& text) {
    return [=](Form& form) { form.family[row][field] = text; };
}

const std::vector<Fault> faults{
    {Rule::required_empty, put(Field::ethnicity, ""), {}},
    {Rule::assessments_empty, put(Field::assessments, ""), {}},
    {Rule::assessment_last_year, put(Field::assessments, "2021年、2022年年度考核称职"), {"2023"}},
    {Rule::assessment_future, put(Field::assessments, "2023年、2024年考核称职"), {"2024"}},
    {Rule::assessment_twice, put(Field::assessments, "2023年称职，2023年优秀"), {"2023"}},
    {Rule::assessment_bad, put(Field::assessments, "2021—2022年优秀；2023年基本称职"), {"2023", "基本称职"}},
    {Rule::place_too_short, put(Field::native_place, "京"), {"京"}},
    {Rule::place_without_county, put(Field::native_place, "青河市"), {"青河市"}},
    {Rule::nonpartisan_with_party, put(Field::party_joined, "无党派；民建"), {"无党派；民建"}},
    {Rule::party_date_unreadable, put(Field::party_joined, "不详"), {"不详"}},
    {Rule::age_out_of_range, put(Field::age_date, "204005"), {"70"}},
    {Rule::worked_too_young, put(Field::work_started, "198507"), {"15"}},
    {Rule::joined_too_young, put(Field::party_joined, "198804"), {"17"}},
    {Rule::joined_before_birth, put(Field::party_joined, "197005"), {"1970.05"}},
    {Rule::joined_in_future, put(Field::party_joined, "202407"), {"2024.07"}},
    {Rule::worked_before_birth, put(Field::work_started, "197005"), {"1970.05"}},
    {Rule::date_unreadable, put(Field::work_started, "九二年"), {"九二年"}},
    {Rule::date_in_future, put(Field::work_started, "202507"), {"2025.07"}},
    {Rule::age_date_far, put(Field::age_date, "20241001"), {"2024.10"}},
    {Rule::filled_before_event, put(Field::filled_date, "20000101"), {"2000.01", "2001.03"}},
    {Rule::identity_length, put(Field::identity_number, "1101051970"), {"10"}},
    {Rule::identity_check_digit, put(Field::identity_number, "110105197005310018"), {"1", "8"}},
    {Rule::identity_sex, put(Field::sex, "女"), {"男", "女"}},
    {Rule::identity_birth, put(Field::birth, "1970.06"), {"1970.05", "1970.06"}},
    {Rule::resume_without_work, put(Field::work_started, "199209"), {"1992.09"}},
    {Rule::resume_unreadable, put(Field::resume, "一直在青河市财政局工作"), {}},
    {Rule::resume_gap,
     put(Field::resume, "1988.09--1992.07  学习\n1992.12--         青河市财政局局长"),
     {"1992.07", "1992.12", "5"}},
    {Rule::resume_overlap,
     put(Field::resume, "1988.09--1993.07  学习\n1992.07--         青河市财政局局长"),
     {"1993.07", "1992.07", "12"}},
    {Rule::resume_backwards,
     put(Field::resume, "1992.07--1991.07  学习\n1991.07--         青河市财政局局长"),
     {"1992.07", "1991.07"}},
    {Rule::resume_ended, put(Field::resume, "1992.07--2023.07  青河市财政局局长"), {"2023.07"}},
    {Rule::resume_open_inside,
     put(Field::resume, "1988.09--         学习\n1992.07--         青河市财政局局长"),
     {"1988.09"}},
    {Rule::resume_in_future, put(Field::resume, "1992.07--2030.07  青河市财政局局长"), {"2030.07"}},
    {Rule::resume_without_post, put(Field::present_post, "青河市审计局局长"), {}},
    {Rule::family_incomplete, family(0, FamilyField::name, ""), {"1", "XingMing"}},
    {Rule::family_unknown_kinship, family(0, FamilyField::appellation, "邻居"), {"1", "邻居"}},
    {Rule::family_birth_empty, family(0, FamilyField::birth, ""), {"1"}},
    {Rule::family_birth_unreadable, family(0, FamilyField::birth, "七一年"), {"1", "七一年"}},
    {Rule::family_status_empty, family(0, FamilyField::political_status, ""), {"1"}},
    {Rule::family_member_too_young, family(1, FamilyField::political_status, "中共党员"), {"2", "15"}},
    {Rule::family_parent_age, family(2, FamilyField::birth, "196001"), {"3", "10"}},
    {Rule::family_child_age, family(1, FamilyField::birth, "198001"), {"2", "10"}},
    {Rule::family_spouse_sex, family(0, FamilyField::appellation, "丈夫"), {"1"}},
    {Rule::family_twice, [](Form& form) { form.family.push_back(form.family[2]); }, {"5", "父亲"}},
    {Rule::family_name, family(1, FamilyField::name, "张三"), {"2"}},
    {Rule::photo_missing, [](Form& form) { form.photo.clear(); }, {}},
    {Rule::photo_unreadable, [](Form& form) { form.photo = std::string("x"); }, {}},
    {Rule::name_invalid, put(Field::name, "阿·"), {"阿·"}},
    {Rule::name_many_dots, put(Field::name, "阿·卜·杜·热"), {}},
    {Rule::expertise_too_long,
     [](Form& form) {
         for (int i = 0; i < 61; ++i)
             form[Field::expertise] += "字";
     },
     {"65"}},
    {Rule::sex_unknown, put(Field::sex, "M"), {"M"}},
    {Rule::degree_without_school, put(Field::inservice_degree, "法学硕士"), {"法学硕士"}},
    {Rule::award_before_work, put(Field::awards, "1991年10月获奖"), {"1991.10"}},
    {Rule::retirement_reached, put(Field::retirement_month, "202412"), {"2024.12"}},
    {Rule::post_unchanged, put(Field::proposed_post, "青河市财政局党组书记、 局长"), {}},
    {Rule::proposal_without_reason, put(Field::reason, ""), {}},
};

TEST(Check, a_good_form_has_no_finding) {
    EXPECT_EQ(text_of(checks(good_form())), "");
}

TEST(Check, every_rule_finds_its_fault_and_says_what_it_saw) {
    std::set<Rule> seen;
    for (const Fault& fault : faults) {
        Form form = good_form();
        fault.make(form);
        const std::vector<Check> found = checks(form);
        const auto one =
            std::find_if(found.begin(), found.end(), [&](const Check& c) { return c.rule == fault.rule; });
        ASSERT_NE(one, found.end()) << code(fault.rule) << ": " << text_of(found);
        EXPECT_EQ(one->arguments, fault.arguments) << code(fault.rule);
        EXPECT_EQ(one->severity, severity(fault.rule));
        seen.insert(fault.rule);
        const auto off = check(form, {.today = today, .disabled = {fault.rule}});
        EXPECT_EQ(off.size() +
                      static_cast<std::size_t>(std::count_if(
                          found.begin(), found.end(), [&](const Check& c) { return c.rule == fault.rule; })),
                  found.size());
    }
    for (const Rule rule : all_rules())
        EXPECT_TRUE(seen.contains(rule)) << "no test for " << code(rule);
}

TEST(Check, what_is_right_in_practice_is_not_reported) {
    const std::vector<std::function<void(Form&)>> fine{
        put(Field::assessments, "(无)"),
        put(Field::assessments, "近三年年度考核均为称职"),
        put(Field::assessments, "2021-2023年年度考核称职"),
        put(Field::birth_place, "上海"),
        put(Field::identity_number, ""),
        put(Field::identity_number, "110105700531001"),
        put(Field::party_joined, "无党派"),
        put(Field::party_joined, ""),
        family(0, FamilyField::birth, "1971年6月"),
        family(2, FamilyField::appellation, "养父"),
        [](Form& form) {
            form.photo.clear();
            form.photo_media = std::string("ab");
        },
    };
    for (std::size_t i = 0; i < fine.size(); ++i) {
        Form form = good_form();
        fine[i](form);
        EXPECT_EQ(text_of(checks(form)), "") << i;
    }
}

TEST(Check, last_years_assessment_may_be_under_way_in_the_first_months) {
    Form form = good_form();
    form[Field::filled_date] = "20240210";
    form[Field::assessments] = "2021年、2022年年度考核称职";
    EXPECT_EQ(text_of(checks(form)), "");
}

TEST(Check, findings_come_in_the_order_of_the_form) {
    Form form;
    form.family.resize(1);
    form.family[0][FamilyField::name] = std::string("x");
    const std::vector<Check> found = checks(form);
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front().field, Field::name);
    EXPECT_EQ(found.back().rule, Rule::photo_missing);
    EXPECT_TRUE(check(good_form(), {.today = today, .disabled = {}, .photo_kept_elsewhere = true}).empty());
}

} // namespace
} // namespace dossier_check_test

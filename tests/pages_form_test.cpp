// The official form: nothing lost, nothing outside its cell, the ladder of the résumé, absurd inputs.

#include "dossier/pages/form_resume.h"
#include "dossier/pages/make.h"
#include "support/page_samples.h"
#include "support/page_texts.h"

#include <gtest/gtest.h>

namespace pages_form_test {
namespace {

using namespace pages;
using dossier::FamilyField;
using dossier::Field;

Pages form_of(const dossier::Form& form) {
    return make_form(form, support::sample_photo(80, 100), Words{}, support::today);
}

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text;
    return all;
}

TEST(Form, is_two_pages_and_says_everything) {
    const dossier::Form form = support::sample_person().form;
    const Pages pages = form_of(form);
    ASSERT_EQ(pages.size(), 2U);
    support::expect_texts_stay_in_their_cells(pages);
    const std::string texts = support::texts_of(pages);
    for (const char* expected :
         {"干部任免审批表", "张明", "1970.03（54岁）", "江东清河", "1992.06", "1991.07", "高级经济师",
          "经济学学士", "2018.05--", "固定资产投资科副科长、科长", "记二等功一次。", "2023年年度考核优秀。",
          "工作需要。", "李文静51", "张一鸣24", "王秀英群众", "中共临州市委组织部", "填表人：林晓",
          "（盖章）"})
        EXPECT_EQ(support::count(texts, expected) > 0, true) << expected;
}

TEST(Form, the_proposal_of_the_meeting_stands_on_it) {
    const dossier::Person person = support::sample_person();
    dossier::Dossier dossier = support::sample_dossier(person);
    EXPECT_EQ(form_of_proposal(person, dossier), person.form);
    dossier.proposed_post = "临州市财政局局长";
    dossier.reason = "换届";
    const dossier::Form form = form_of_proposal(person, dossier);
    EXPECT_EQ(form[Field::proposed_post], "临州市财政局局长");
    EXPECT_EQ(form[Field::reason], "换届");
    EXPECT_EQ(form[Field::relinquished_post], person.form[Field::relinquished_post]);
}

TEST(Form, an_empty_one_is_two_pages) {
    const Pages pages = form_of({});
    EXPECT_EQ(pages.size(), 2U);
    support::expect_texts_stay_in_their_cells(pages);
}

TEST(Form, equal_schools_are_printed_once) {
    dossier::Form form;
    form[Field::fulltime_education_school] = "江东大学法学院法学专业";
    form[Field::fulltime_degree_school] = form[Field::fulltime_education_school];
    EXPECT_EQ(support::count(support::texts_of(form_of(form)), "江东大学法学院法学专业"), 1);
    form[Field::fulltime_degree_school] = "中州大学";
    const std::string both = support::texts_of(form_of(form));
    EXPECT_EQ(support::count(both, "江东大学法学院法学专业"), 1);
    EXPECT_EQ(support::count(both, "中州大学"), 1);
}

TEST(Form, a_resume_walks_down_the_ladder_by_its_lines) {
    const double width = twips(8609) - 12;
    const double height = twips(7133) - 12;
    double last = 99;
    for (const int entries : {1, 8, 12, 13, 18, 19, 24, 25, 27, 30, 33}) {
        std::string resume;
        for (int i = 0; i < entries; ++i)
            resume += std::to_string(1980 + i) + ".01--" + std::to_string(1981 + i) + ".01  某局科员\n";
        const std::optional<double> size = ResumeText(resume).size_for(width, height);
        ASSERT_TRUE(size) << entries;
        EXPECT_LE(*size, last);
        last = *size;
        if (entries <= 12)
            EXPECT_EQ(*size, 14);
        else if (entries <= 18)
            EXPECT_EQ(*size, 13.5);
        else if (entries <= 24)
            EXPECT_EQ(*size, 13);
        else
            EXPECT_LT(*size, 13);
        EXPECT_LE(static_cast<double>(entries) * (*size + 1), height);
    }
}

TEST(Form, a_career_too_long_for_the_cell_goes_on_behind_and_loses_no_station) {
    const Pages pages = form_of(support::long_person().form);
    EXPECT_GT(pages.size(), 2U);
    support::expect_texts_stay_in_their_cells(pages);
    const std::string texts = support::texts_of(pages);
    for (int i = 1; i <= 36; ++i)
        EXPECT_EQ(support::count(texts, "（第" + std::to_string(i) + "任）"), 1) << i;
    EXPECT_EQ(support::count(texts, "（转续页）"), 1);
}

TEST(Form, a_resume_of_100_kb_without_line_ends_is_all_there) {
    dossier::Form form;
    std::string resume;
    int pieces = 0;
    while (resume.size() < 100'000)
        resume += "第" + std::to_string(++pieces) + "段经历，在某某县工作；";
    form[Field::resume] = resume;
    const Pages pages = form_of(form);
    support::expect_texts_stay_in_their_cells(pages);
    const std::string texts = support::texts_of(pages);
    EXPECT_EQ(support::count(texts, "县"), pieces); // one character: page heads stand between others
    EXPECT_GT(pages.size(), 15U);
    EXPECT_LT(pages.size(), 40U);
}

TEST(Form, family_rows_shrink_to_ten_and_go_on_behind) {
    dossier::Form form;
    for (int i = 0; i < 500; ++i) {
        dossier::FamilyMember member;
        member[FamilyField::appellation] = "亲属";
        member[FamilyField::name] = "某某" + std::to_string(i) + "号";
        member[FamilyField::birth] = "195001";
        member[FamilyField::work] = "在某某单位工作，已退休，家住清河县城关镇";
        form.family.push_back(member);
        if (i == 9 || i == 10) {
            EXPECT_EQ(form_of(form).size(), i == 9 ? 2U : 3U);
        }
    }
    const Pages pages = form_of(form);
    support::expect_texts_stay_in_their_cells(pages);
    const std::string texts = support::texts_of(pages);
    for (int i = 0; i < 500; ++i)
        EXPECT_EQ(support::count(texts, "某某" + std::to_string(i) + "号"), 1) << i;
    EXPECT_LT(pages.size(), 40U);
}

TEST(Form, absurdly_long_cells_are_continued_not_cut) {
    dossier::Form form;
    const std::string essay = repeated("分管交通运输和城市建设工作，", 200);
    for (const Field field :
         {Field::name, Field::sex, Field::birth, Field::ethnicity, Field::native_place, Field::party_joined,
          Field::professional_title, Field::expertise, Field::fulltime_education,
          Field::fulltime_education_school, Field::present_post, Field::proposed_post, Field::awards,
          Field::assessments, Field::reason, Field::reporting_unit, Field::filled_by})
        form[field] = essay;
    dossier::FamilyMember member;
    for (std::string& text : member.texts)
        text = essay;
    form.family.assign(12, member);
    const Pages pages = form_of(form);
    support::expect_texts_stay_in_their_cells(pages);
    // One character of each phrase; the heads of continuation pages repeat the beginning of the name.
    EXPECT_GE(support::count(support::texts_of(pages), "城"), 17 * 200 + 12 * 4 * 200);
}

TEST(Form, a_word_that_never_ends_is_cut_at_the_line_and_stays_inside) {
    dossier::Form form;
    for (std::string& text : form.texts)
        text = std::string(2000, 'W');
    const Pages pages = form_of(form);
    support::expect_texts_stay_in_their_cells(pages);
}

TEST(Form, a_member_who_died_has_no_age) {
    dossier::Form form;
    dossier::FamilyMember member;
    member[FamilyField::appellation] = "母亲";
    member[FamilyField::name] = "王秀英";
    member[FamilyField::birth] = "194506";
    member[FamilyField::work] = "清河县居民";
    form[Field::age_date] = "20240630";
    form.family = {member};
    EXPECT_EQ(support::count(support::texts_of(form_of(form)), "王秀英79"), 1);
    form.family[0][FamilyField::work] = "清河县居民（已去世）";
    EXPECT_EQ(support::count(support::texts_of(form_of(form)), "王秀英79"), 0);
}

} // namespace
} // namespace pages_form_test

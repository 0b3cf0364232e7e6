#include "dossier/family.h"

#include <gtest/gtest.h>

namespace dossier_family_test {
using namespace dossier;

namespace {

FamilyMember member(const std::string& appellation, const std::string& birth = "",
                    const std::string& work = "") {
    FamilyMember row;
    row[FamilyField::appellation] = appellation;
    row[FamilyField::birth] = birth;
    row[FamilyField::work] = work;
    return row;
}

TEST(Family, rows_are_shown_in_the_official_order) {
    Form form;
    form.family = {member("岳父"), member("继母"), member("母　亲"), member("次子", "199901"),
                   FamilyMember{}, member("女儿"), member("父亲"),   member("长子", "1995.06"),
                   member("弟弟"), member("妻子"), member("继父"),   member("养女", "1990-01")};
    EXPECT_EQ(official_family_order(form), (std::vector<std::size_t>{9, 11, 7, 3, 5, 6, 2, 10, 1, 0, 8}));
}

TEST(Family, the_dead_have_no_age) {
    Form form;
    form[Field::age_date] = "20240601";
    EXPECT_EQ(age_of(member("父亲", "194005"), form, {}), 84);
    for (const char* work : {"原某厂工人（已去世）", "已故", "2001年病故"}) {
        EXPECT_TRUE(is_dead(member("父亲", "194005", work))) << work;
        EXPECT_EQ(age_of(member("父亲", "194005", work), form, {}), std::nullopt);
    }
    EXPECT_EQ(age_of(member("父亲"), form, {}), std::nullopt);
}

TEST(Family, appellations_say_sex_and_kinship) {
    EXPECT_EQ(kinship_of("妻子"), Kinship::spouse);
    EXPECT_EQ(kinship_of("独生女"), Kinship::child);
    EXPECT_EQ(kinship_of("邻居"), Kinship::other);
    EXPECT_EQ(sex_of("岳母"), "女");
    EXPECT_EQ(sex_of("配偶"), "");
    EXPECT_TRUE(is_known_appellation("公公"));
    EXPECT_FALSE(is_known_appellation("邻居"));
    EXPECT_FALSE(is_known_appellation(""));
}

} // namespace
} // namespace dossier_family_test

#include "dossier/dates.h"
#include "dossier/form.h"

#include <gtest/gtest.h>

namespace dossier_dates_test {
using namespace dossier;

namespace {

TEST(Dates, every_way_of_writing_a_date_is_read) {
    for (const char* text :
         {"199807", "1998.07", "1998.7", "1998-07", "1998-7", "1998/7", "1998年7月", "1998年07月", "1998．07",
          "１９９８．０７", " 1998. 07 ", "1998..07", "1998.07.", "19980700"})
        EXPECT_EQ(parse_date(text), (Date{1998, 7, 0})) << text;
    for (const char* text : {"19980705", "1998.07.05", "1998-7-5", "1998年7月5日", "1998年7月5号"})
        EXPECT_EQ(parse_date(text), (Date{1998, 7, 5})) << text;
    for (const char* text : {"1998", "1998年", "199800", "19980000"})
        EXPECT_EQ(parse_date(text), (Date{1998, 0, 0})) << text;
}

TEST(Dates, what_is_no_date_is_not_read_as_one) {
    for (const char* text :
         {"", "无", "199813", "19980732", "19990229", "98.07", "1998.07.05.01", "1998.123", "民建",
          "1998.07--2001.07", "12345", "99999999999999999999", ".1998", "170001", "19980005"})
        EXPECT_EQ(parse_date(text), std::nullopt) << text;
    EXPECT_TRUE(parse_date("20000229"));
    EXPECT_FALSE(parse_date(std::string(100000, '1')));
}

TEST(Dates, six_and_eight_digits_are_displayed_with_a_dot_and_the_rest_as_it_is) {
    EXPECT_EQ(display_date("199807"), "1998.07");
    EXPECT_EQ(display_date("19980705"), "1998.07");
    for (const char* text : {"1998.7", "民建", "199813", "1998", ""})
        EXPECT_EQ(display_date(text), text);
    EXPECT_EQ(display_date(Date{2001, 8, 3}), "2001.08");
    EXPECT_EQ(display_date(Date{2001, 0, 0}), "2001");
}

TEST(Dates, age_counts_months_and_years_where_the_month_is_unknown) {
    EXPECT_EQ(age_at({1965, 3, 0}, {2024, 3, 0}), 59);
    EXPECT_EQ(age_at({1965, 4, 0}, {2024, 3, 31}), 58);
    EXPECT_EQ(age_at({1965, 0, 0}, {2024, 1, 0}), 59);
    EXPECT_EQ(age_at({2025, 1, 0}, {2024, 1, 0}), std::nullopt);
}

TEST(Dates, age_is_computed_at_the_computing_date_then_the_filling_date_then_today) {
    Form form;
    form[Field::birth] = "196503";
    EXPECT_EQ(age_of(form, {2030, 2, 1}), 64);
    form[Field::filled_date] = "20240115";
    EXPECT_EQ(age_of(form, {2030, 2, 1}), 58);
    form[Field::age_date] = "202403";
    EXPECT_EQ(age_of(form, {2030, 2, 1}), 59);
    form[Field::age_date] = "不详";
    EXPECT_EQ(age_of(form, {2030, 2, 1}), 58);
}

TEST(Dates, an_empty_birth_date_falls_back_to_the_identity_number) {
    Form form;
    form[Field::identity_number] = "11010519491231002X";
    EXPECT_EQ(birth_of(form), (Date{1949, 12, 31}));
    form[Field::identity_number] = "110105491231002";
    EXPECT_EQ(birth_of(form), (Date{1949, 12, 31}));
    form[Field::identity_number] = "1101054912310";
    EXPECT_EQ(birth_of(form), std::nullopt);
}

} // namespace
} // namespace dossier_dates_test

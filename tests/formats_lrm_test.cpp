#include "dossier/formats/lrm.h"
#include "dossier/formats/lrmx.h"
#include "dossier/formats/text_encoding.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace formats_lrm_test {
using namespace dossier;
using formats::Fault;
using formats::Remark;

namespace {

std::vector<std::string> sample_fields() {
    std::vector<std::string> fields(formats::lrm_field_count);
    fields[0] = "张三";
    fields[1] = "男";
    fields[2] = "197005";
    fields[5] = "199508；民建";
    fields[9] = "大学#经济学学士@大学#哲学博士";
    fields[10] = "甲大学#@#乙大学哲学系";
    fields[12] = "u12";
    fields[15] = "u15";
    fields[17] = "1988.09--1992.07  甲大学学习\r\n1992.07--         某局科员，\"先进,个人\"";
    fields[20] = "妻子@儿子@@@@";
    fields[21] = "李四@张小@@@@";
    fields[22] = "197106@199901@@@@";
    fields[23] = "群众@@@@@";
    fields[24] = "某校@某大学学生@@@@";
    fields[25] = "某局\r\n局长";
    fields[30] = "20240601";
    fields[31] = "王五";
    fields[32] = "20240601";
    return fields;
}

std::string record(const std::vector<std::string>& fields, const std::string& end = "\"\r\n") {
    std::string text = "\"";
    for (std::size_t i = 0; i < fields.size(); ++i)
        text += (i == 0 ? "" : "\",\"") + fields[i];
    return formats::to_gb18030(text + end);
}

bool has(const formats::Notes& notes, Remark remark, const std::string& where = "*") {
    return std::any_of(notes.begin(), notes.end(), [&](const formats::Note& note) {
        return note.remark == remark && (where == "*" || note.where == where);
    });
}

Fault fault_of(const std::string& bytes) {
    try {
        (void)formats::read_lrm(bytes);
    } catch (const formats::Error& error) {
        return error.fault;
    }
    ADD_FAILURE() << "read without a fault";
    return Fault::cannot_write;
}

TEST(Lrm, a_record_with_newlines_commas_and_quotes_is_read) {
    const auto result = formats::read_lrm(record(sample_fields()), "\xff\xd8\xff photo");
    const Form& form = result.form;
    EXPECT_TRUE(result.notes.empty());
    EXPECT_EQ(form[Field::name], "张三");
    EXPECT_EQ(form[Field::resume], "1988.09--1992.07  甲大学学习\n1992.07--         某局科员，\"先进,个人\"");
    EXPECT_EQ(form[Field::fulltime_degree], "经济学学士");
    EXPECT_EQ(form[Field::inservice_degree], "哲学博士");
    EXPECT_EQ(form[Field::fulltime_education_school], "甲大学");
    EXPECT_EQ(form[Field::fulltime_degree_school], "");
    EXPECT_EQ(form[Field::inservice_degree_school], "乙大学哲学系");
    EXPECT_EQ(form.lrm_unknown, (std::vector<std::string>{"u12", "", "", "u15"}));
    ASSERT_EQ(form.family.size(), 6U) << "empty slots stay";
    EXPECT_EQ(form.family[1][FamilyField::work], "某大学学生");
    EXPECT_EQ(form.family[1][FamilyField::political_status], "");
    EXPECT_EQ(form[Field::present_post], "某局\n局长");
    EXPECT_EQ(form[Field::filled_date], "20240601");
    EXPECT_EQ(form.photo, "\xff\xd8\xff photo");
}

TEST(Lrm, what_is_read_can_be_written_and_read_again) {
    const Form form = formats::read_lrm(record(sample_fields()), "\xff\xd8\xff").form;
    const auto files = formats::write_lrm(form);
    EXPECT_TRUE(files.losses.empty());
    EXPECT_EQ(formats::read_lrm(files.record, files.picture).form, form);
}

TEST(Lrm, every_end_and_encoding_of_the_record_is_understood) {
    const Form form = formats::read_lrm(record(sample_fields())).form;
    for (const char* end : {"\"", "\"\n", "", "\"\"\r\n", "\"\r\n\r\n", "\r\n", "\"\r\n\x1a"})
        EXPECT_EQ(formats::read_lrm(record(sample_fields(), end)).form, form) << end;
    const std::string utf8 = formats::decode_text(record(sample_fields())).text;
    EXPECT_EQ(formats::read_lrm(utf8).form, form);
    EXPECT_EQ(formats::read_lrm("\xef\xbb\xbf" + utf8).form, form);
    EXPECT_EQ(formats::read_lrm("\r\n " + utf8).form, form);
}

TEST(Lrm, an_empty_last_field_is_kept_apart_from_the_one_before_it) {
    auto fields = sample_fields();
    fields[32].clear();
    for (const char* end : {"\"", "\"\r\n", "\"\"\r\n"}) {
        const Form form = formats::read_lrm(record(fields, end)).form;
        EXPECT_EQ(form[Field::filled_by], "王五");
        EXPECT_EQ(form[Field::filled_date], "");
    }
}

TEST(Lrm, an_empty_first_field_and_stray_quotes_at_the_start_are_told_apart) {
    auto fields = sample_fields();
    fields[0].clear();
    EXPECT_EQ(formats::read_lrm(record(fields)).form[Field::sex], "男");
    fields[0] = "\"张三";
    EXPECT_EQ(formats::read_lrm(record(fields)).form[Field::name], "张三");
}

TEST(Lrm, a_text_that_holds_the_separator_is_put_together_again) {
    auto fields = sample_fields();
    fields[17] += "\",\"再一行\",\"又一行";
    const auto result = formats::read_lrm(record(fields));
    EXPECT_TRUE(has(result.notes, Remark::joined_fields, "17"));
    EXPECT_EQ(result.form[Field::filled_by], "王五");
    EXPECT_NE(result.form[Field::resume].find("再一行\",\"又一行"), std::string::npos);
}

TEST(Lrm, a_wrong_number_of_fields_is_reported_and_the_rest_is_read) {
    auto few = sample_fields();
    few.resize(20);
    const auto short_record = formats::read_lrm(record(few));
    EXPECT_TRUE(has(short_record.notes, Remark::wrong_field_count));
    EXPECT_EQ(short_record.form[Field::sex], "男");
    auto many = sample_fields();
    many[30] = "不是日期";
    many.emplace_back("34");
    const auto long_record = formats::read_lrm(record(many));
    EXPECT_TRUE(has(long_record.notes, Remark::wrong_field_count));
    EXPECT_EQ(long_record.form.lrm_unknown.back(), "34");
    EXPECT_EQ(formats::read_lrm(formats::write_lrm(long_record.form).record).form, long_record.form);
}

TEST(Lrm, a_second_record_is_left_out_and_reported) {
    const auto result = formats::read_lrm(record(sample_fields()) + record(sample_fields()));
    EXPECT_TRUE(has(result.notes, Remark::text_after_record));
    EXPECT_EQ(result.form, formats::read_lrm(record(sample_fields())).form);
}

TEST(Lrm, a_picture_that_is_none_is_kept_and_reported) {
    const auto result = formats::read_lrm(record(sample_fields()), "no picture");
    EXPECT_TRUE(has(result.notes, Remark::photo_not_an_image));
    EXPECT_EQ(formats::write_lrm(result.form).picture, "no picture");
}

TEST(Lrm, crossing_to_lrm_lists_everything_it_cannot_hold) {
    Form form;
    form[Field::name] = "\"张𠮷";
    form[Field::identity_number] = "11010519491231002X";
    form[Field::retirement_month] = "203405";
    form[Field::editor_version] = "3.2.1.16";
    form[Field::fulltime_education] = "大学#@";
    form[Field::resume] = "a\",\"b";
    form[Field::filled_date] = "20240601\"";
    form.unknown = {{"New", "<New/>"}};
    form.family.resize(14);
    form.family[0][FamilyField::work] = "a@b";
    form.family[13].unknown = {{"Extra", "<Extra/>"}};
    const auto losses = formats::write_lrm(form).losses;
    EXPECT_TRUE(has(losses, Remark::lost_field, "ShenFenZheng"));
    EXPECT_TRUE(has(losses, Remark::lost_field, "DaoLingNianYue"));
    EXPECT_TRUE(has(losses, Remark::lost_field, "Version"));
    EXPECT_TRUE(has(losses, Remark::lost_unknown_element, "New"));
    EXPECT_TRUE(has(losses, Remark::lost_unknown_element, "Item/Extra"));
    EXPECT_TRUE(has(losses, Remark::lost_separator, "QuanRiZhiJiaoYu_XueLi"));
    EXPECT_TRUE(has(losses, Remark::lost_separator, "GongZuoDanWeiJiZhiWu"));
    EXPECT_TRUE(has(losses, Remark::lost_quote, "JianLi"));
    EXPECT_TRUE(has(losses, Remark::lost_quote, "XingMing"));
    EXPECT_TRUE(has(losses, Remark::lost_quote, "TianBiaoShiJian"));
    EXPECT_TRUE(has(losses, Remark::family_rows_over_limit));
    EXPECT_TRUE(has(losses, Remark::outside_gbk, "XingMing"));
    const Form back = formats::read_lrm(formats::write_lrm(form).record).form;
    EXPECT_EQ(back[Field::resume], "a＂,＂b");
    EXPECT_EQ(back[Field::name], "＂张𠮷");
    EXPECT_EQ(back.family[0][FamilyField::work], "a＠b");
}

TEST(Lrm, crossing_to_lrmx_lists_the_unknown_fields) {
    const Form form = formats::read_lrm(record(sample_fields())).form;
    const auto losses = formats::losses_as_lrmx(form);
    ASSERT_EQ(losses.size(), 2U);
    EXPECT_TRUE(has(losses, Remark::lost_unknown_field, "12"));
    EXPECT_TRUE(has(losses, Remark::lost_unknown_field, "15"));
    Form held = form;
    held.lrm_unknown.clear();
    EXPECT_EQ(formats::read_lrmx(formats::write_lrmx(form)).form, held);
}

TEST(Lrm, what_is_no_record_is_refused) {
    EXPECT_EQ(fault_of(""), Fault::not_a_form);
    EXPECT_EQ(fault_of("hello \"world\""), Fault::not_a_form);
    EXPECT_EQ(fault_of(std::string(formats::lrm_limit + 1, ' ')), Fault::too_large);
    EXPECT_EQ(fault_of("\"a\",\"b\",\"\xff\xff\""), Fault::unknown_encoding);
}

TEST(Lrm, a_record_of_nothing_but_separators_takes_linear_time) {
    std::string text;
    while (text.size() + 3 < formats::lrm_limit)
        text += "\",\"";
    EXPECT_FALSE(formats::read_lrm(text).notes.empty());
    text.clear();
    while (text.size() + 8 < formats::lrm_limit)
        text += "@\",\"\"\n\"";
    (void)formats::read_lrm(text);
}

} // namespace
} // namespace formats_lrm_test

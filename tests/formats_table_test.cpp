#include "dossier/formats/csv.h"
#include "dossier/formats/text_encoding.h"
#include "dossier/formats/xlsx.h"
#include "dossier/formats/xlsx_cells.h"
#include "support/zip_file.h"

#include <gtest/gtest.h>

namespace formats_table_test {
using formats::Fault;
using Rows = std::vector<std::vector<std::string>>;

namespace {

Rows csv(const std::string& bytes) {
    return formats::read_csv(bytes).sheets.at(0).rows;
}

std::string xlsx_of(const std::string& rows, const std::string& strings = "",
                    const std::string& styles = "") {
    const std::string type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    return support::zip_of(
        {{"_rels/.rels", "<Relationships><Relationship Id=\"r\" Type=\"" + type +
                             "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
         {"xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"隐\" state=\"hidden\" "
                             "r:id=\"r1\"/><sheet name=\"表\" r:id=\"r1\"/></sheets></workbook>"},
         {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Type=\"" + type +
                                            "worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                                            "<Relationship Id=\"r2\" Type=\"" +
                                            type +
                                            "sharedStrings\" Target=\"/xl/s.xml\"/>"
                                            "<Relationship Id=\"r3\" Type=\"" +
                                            type + "styles\" Target=\"st.xml\"/></Relationships>"},
         {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"},
         {"xl/s.xml", "<sst>" + strings + "</sst>"},
         {"xl/st.xml", "<styleSheet>" + styles + "</styleSheet>"}});
}

Fault fault_of(const std::string& bytes) {
    try {
        (void)formats::read_xlsx(bytes);
    } catch (const formats::Error& error) {
        return error.fault;
    }
    ADD_FAILURE() << "read without a fault";
    return Fault::cannot_write;
}

TEST(Csv, quotes_newlines_and_blank_rows_are_read) {
    EXPECT_EQ(csv("a,b,c\r\n\"x, \"\"y\"\"\nz\", w ,\r\n\r\n,,1\n\n"),
              (Rows{{"a", "b", "c"}, {"x, \"y\"\nz", "w", ""}, {}, {"", "", "1"}}));
}

TEST(Csv, a_quote_that_is_never_closed_is_text) {
    EXPECT_EQ(csv("a,b\n\"c,d\ne,f"), (Rows{{"a", "b"}, {"\"c", "d"}, {"e", "f"}}));
}

TEST(Csv, the_separator_is_found) {
    const Rows rows{{"姓名", "票数"}, {"张三", "1,5"}};
    EXPECT_EQ(csv("姓名;票数\n张三;1,5\n"), rows);
    EXPECT_EQ(csv("姓名\t票数\n张三\t1,5\n"), rows);
    EXPECT_EQ(csv("sep=;\n姓名;票数\n张三;1,5"), rows);
    EXPECT_EQ(csv("姓名，票数\n张三，1"), (Rows{{"姓名", "票数"}, {"张三", "1"}}));
    EXPECT_EQ(csv("标题，一行\n姓名,票数\n张三,1\n李四,2"),
              (Rows{{"标题，一行"}, {"姓名", "票数"}, {"张三", "1"}, {"李四", "2"}}));
    EXPECT_EQ(csv("单列"), (Rows{{"单列"}}));
    EXPECT_EQ(csv(""), Rows{});
}

TEST(Csv, any_encoding_is_understood) {
    const std::string text = "姓名,票数\n张三,12\n";
    for (const std::string& bytes : {text, formats::to_gb18030(text), "\xef\xbb\xbf" + text})
        EXPECT_EQ(csv(bytes), (Rows{{"姓名", "票数"}, {"张三", "12"}}));
}

TEST(Csv, what_is_written_reads_the_same_and_holds_no_formula) {
    const formats::Sheet sheet{"", {{"a,b", "say \"hi\"", "line\nbreak"}, {"-5", "+1.5", "x"}}};
    EXPECT_EQ(csv(formats::write_csv(sheet)), sheet.rows);
    EXPECT_NE(formats::write_csv({"", {{"=1+1", "@x"}}}).find("'=1+1,'@x"), std::string::npos);
}

TEST(Csv, absurd_texts_take_linear_time) {
    for (const char* piece : {"\"", "\",", ",", "a\n", "\"a", "，", " "}) {
        std::string text;
        while (text.size() < 3000000)
            text += piece;
        (void)formats::read_csv(text);
    }
}

TEST(Xlsx, every_kind_of_cell_is_read_as_text) {
    const std::string styles =
        "<numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/>"
        "<numFmt numFmtId=\"171\" formatCode=\"0.0&quot;days&quot;\"/></numFmts>"
        "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf "
        "numFmtId=\"171\"/></cellXfs>";
    const auto workbook = formats::read_xlsx(xlsx_of(
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c><c "
        "t=\"s\"><v>9</v></c></row>"
        "<row r=\"3\"><c t=\"inlineStr\"><is><t>内 </t></is></c><c t=\"b\"><v>1</v></c><c "
        "t=\"e\"><v>#N/A</v></c>"
        "<c t=\"str\"><f>A1</f><v>式</v></c></row>"
        "<row><c><v>0.1</v></c><c><v>0.30000000000000004</v></c><c><v>1.1010519491231E+17</v></c><c "
        "s=\"1\"><v>45352</v></c>"
        "<c s=\"2\"><v>45352.5</v></c><c s=\"3\"><v>45352</v></c><c><v>-7.0</v></c></row>",
        "<si><t>甲</t></si><si><r><t>乙</t></r><r><t>丙_x000D_</t></r><rPh><t>x</t></rPh></si>", styles));
    ASSERT_EQ(workbook.sheets.size(), 1U) << "hidden sheets are left out";
    EXPECT_EQ(workbook.sheets[0].name, "表");
    EXPECT_EQ(workbook.sheets[0].rows,
              (Rows{{"甲", "", "乙丙"},
                    {},
                    {"内", "TRUE", "#N/A", "式"},
                    {"0.1", "0.3", "110105194912310000", "2024-03-01", "2024-03-01 12:00", "45352", "-7"}}));
}

TEST(Xlsx, dates_of_both_systems_are_right_at_their_edges) {
    EXPECT_EQ(formats::date_text(1, false), "1900-01-01");
    EXPECT_EQ(formats::date_text(59, false), "1900-02-28");
    EXPECT_EQ(formats::date_text(61, false), "1900-03-01");
    EXPECT_EQ(formats::date_text(0, true), "1904-01-01");
    EXPECT_EQ(formats::date_text(0.5, false), "12:00");
    EXPECT_EQ(formats::date_text(-1, false), "");
    EXPECT_EQ(formats::date_text(1e300, false), "");
    EXPECT_TRUE(formats::is_date_format("yyyy/m/d;@"));
    EXPECT_TRUE(formats::is_date_format("[$-804]aaaa\\ h:mm"));
    EXPECT_FALSE(formats::is_date_format("[Red]0.00"));
    EXPECT_FALSE(formats::is_date_format("#,##0\"day\""));
}

TEST(Xlsx, what_is_written_reads_the_same) {
    const formats::Workbook workbook{{{"票表",
                                       {{"姓名", "票数"},
                                        {"张三", "12"},
                                        {"", "007", "110105194912310020", "=1+1"},
                                        {"𠮷 <&>", "-3", "1.50"}}},
                                      {"a/b:c", {{"x"}}},
                                      {"A b C", {{"y"}}}},
                                     {}};
    const auto read = formats::read_xlsx(formats::write_xlsx(workbook));
    ASSERT_EQ(read.sheets.size(), 3U);
    EXPECT_EQ(read.sheets[0], workbook.sheets[0]);
    EXPECT_EQ(read.sheets[1].name, "abc");
    EXPECT_EQ(read.sheets[2].rows, workbook.sheets[2].rows);
}

TEST(Xlsx, damage_and_absurd_sizes_are_refused_or_cut_off) {
    EXPECT_EQ(fault_of("PK"), Fault::not_an_archive);
    EXPECT_EQ(fault_of(support::zip_of({{"a", "b"}})), Fault::part_missing);
    const auto far = formats::read_xlsx(
        xlsx_of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2000000000\"><c><v>2</v></c></row>"));
    EXPECT_EQ(far.sheets[0].rows.size(), 1U);
    EXPECT_FALSE(far.notes.empty());
    std::string rows;
    for (int i = 1; i < 5000; ++i)
        rows +=
            "<row r=\"" + std::to_string(i) + "\"><c r=\"ZZ" + std::to_string(i) + "\"><v>1</v></c></row>";
    EXPECT_LE(formats::read_xlsx(xlsx_of(rows)).sheets[0].rows.size(), 5000U);
    EXPECT_EQ(
        formats::read_xlsx(xlsx_of("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>")).sheets[0].rows.size(),
        0U);
}

} // namespace
} // namespace formats_table_test

#include "dossier/formats/docx.h"
#include "support/zip_file.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace formats_docx_test {
using dossier::Paragraph;
using formats::Fault;
using formats::read_docx;
using formats::Remark;
using support::docx_of;
using Kind = Paragraph::Kind;
using Align = Paragraph::Align;

namespace {

std::string run(const std::string& text, const std::string& properties = "") {
    return "<w:r><w:rPr>" + properties + "</w:rPr><w:t xml:space=\"preserve\">" + text + "</w:t></w:r>";
}
std::string p(const std::string& text, const std::string& properties = "") {
    return "<w:p><w:pPr>" + properties + "</w:pPr>" + run(text) + "</w:p>";
}
std::vector<Paragraph> paragraphs(const std::string& body,
                                  const std::vector<std::pair<std::string, std::string>>& parts = {}) {
    return read_docx(docx_of(body, parts)).paragraphs;
}
std::string text_of(const Paragraph& paragraph) {
    std::string text;
    for (const Paragraph::Run& piece : paragraph.runs)
        text += piece.text;
    return text;
}
Fault fault_of(const std::string& bytes) {
    try {
        (void)read_docx(bytes);
    } catch (const formats::Error& error) {
        return error.fault;
    }
    ADD_FAILURE() << "read without a fault";
    return Fault::cannot_write;
}
bool has(const formats::Notes& notes, Remark remark) {
    return std::any_of(notes.begin(), notes.end(),
                       [&](const formats::Note& note) { return note.remark == remark; });
}

TEST(Docx, titles_headings_and_text_are_told_apart_without_styles) {
    const auto read =
        paragraphs(p("考察材料", "<w:jc w:val=\"center\"/>") + p("") +
                   p("　　张三，男，1970年5月生。", "<w:jc w:val=\"both\"/>") + p("一、主要表现") +
                   p("（一）政治素质好") + p("（二）能力强。该同志思路清晰。") +
                   p("某市委组织部", "<w:jc w:val=\"right\"/>"));
    ASSERT_EQ(read.size(), 6U);
    EXPECT_EQ(read[0].kind, Kind::title);
    EXPECT_EQ(read[0].align, Align::center);
    EXPECT_EQ(text_of(read[1]), "张三，男，1970年5月生。") << "the typed indent becomes a property";
    EXPECT_TRUE(read[1].indent);
    EXPECT_EQ(read[2].kind, Kind::heading);
    EXPECT_EQ(read[2].level, 1);
    EXPECT_EQ(read[3].level, 2);
    EXPECT_EQ(read[4].kind, Kind::text);
    EXPECT_EQ(read[5].align, Align::right);
    EXPECT_FALSE(read[5].indent);
}

TEST(Docx, styles_give_headings_indents_and_bold_through_their_bases) {
    const std::string styles =
        "<w:styles xmlns:w=\"w\"><w:docDefaults><w:pPrDefault><w:pPr><w:jc "
        "w:val=\"both\"/></w:pPr></w:pPrDefault></w:docDefaults>"
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/>"
        "<w:pPr><w:ind w:firstLineChars=\"200\"/></w:pPr></w:style>"
        "<w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:basedOn "
        "w:val=\"a\"/><w:rPr><w:b/></w:rPr></w:style>"
        "<w:style w:type=\"paragraph\" w:styleId=\"x\"><w:name w:val=\"own\"/><w:basedOn "
        "w:val=\"1\"/></w:style>"
        "<w:style w:type=\"paragraph\" w:styleId=\"loop\"><w:name w:val=\"l\"/><w:basedOn "
        "w:val=\"loop\"/></w:style>"
        "<w:style w:type=\"character\" w:styleId=\"s\"><w:name w:val=\"strong\"/><w:rPr><w:b/><w:u "
        "w:val=\"single\"/></w:rPr></w:style>"
        "</w:styles>";
    const auto read = paragraphs(
        p("标题文字。", "<w:pStyle w:val=\"x\"/>") + p("正文。") + p("圈。", "<w:pStyle w:val=\"loop\"/>") +
            "<w:p>" + run("平") + run("粗", "<w:rStyle w:val=\"s\"/>") +
            run("斜", "<w:i/><w:b w:val=\"0\"/>") + run("隐", "<w:vanish/>") + "</w:p>",
        {{"word/styles.xml", styles}});
    ASSERT_EQ(read.size(), 4U);
    EXPECT_EQ(read[0].kind, Kind::heading);
    EXPECT_EQ(read[0].level, 1);
    EXPECT_TRUE(read[0].runs[0].bold);
    EXPECT_TRUE(read[1].indent);
    EXPECT_EQ(read[3].runs,
              (std::vector<Paragraph::Run>{{"平"}, {"粗", true, false, true}, {"斜", false, true, false}}));
}

TEST(Docx, numbering_becomes_text) {
    const std::string numbering =
        "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start "
        "w:val=\"1\"/>"
        "<w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl><w:lvl "
        "w:ilvl=\"1\"><w:start w:val=\"1\"/>"
        "<w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%2．\"/></w:lvl></w:abstractNum>"
        "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num></w:numbering>";
    const auto item = [](int level, const std::string& text) {
        return p(text, "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) +
                           "\"/><w:numId w:val=\"3\"/></w:numPr>");
    };
    const auto read =
        paragraphs(item(0, "甲。") + item(1, "乙。") + item(1, "丙。") + item(0, "丁") + item(1, "戊。"),
                   {{"word/numbering.xml", numbering}});
    std::vector<std::string> texts;
    for (const Paragraph& paragraph : read)
        texts.push_back(text_of(paragraph));
    EXPECT_EQ(texts, (std::vector<std::string>{"一、甲。", "1．乙。", "2．丙。", "二、丁", "1．戊。"}));
    EXPECT_EQ(read[3].kind, Kind::heading);
}

TEST(Docx, tracked_changes_fields_links_and_breaks_are_read_as_they_look) {
    const auto read =
        paragraphs("<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>" + run("新") +
                   "</w:ins><w:hyperlink>" + run("链") +
                   "</w:hyperlink><w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>"
                   "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r>"
                   "<w:r><w:br w:type=\"page\"/></w:r></w:p>" +
                   p("后。") + p("新页。", "<w:pageBreakBefore/>"));
    ASSERT_EQ(read.size(), 5U);
    EXPECT_EQ(text_of(read[0]), "新链a\tb\nc-");
    EXPECT_EQ(read[1].kind, Kind::page_break);
    EXPECT_EQ(read[3].kind, Kind::page_break);
}

TEST(Docx, tables_become_rows_of_cells) {
    const auto read =
        paragraphs("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" + p("头") +
                   "</w:tc><w:tc>" + p("一") + p("二") + "</w:tc></w:tr><w:tr><w:tc><w:tbl><w:tr><w:tc>" +
                   p("内") + "</w:tc><w:tc>" + p("部") + "</w:tc></w:tr></w:tbl></w:tc><w:tc>" + p("") +
                   "</w:tc></w:tr><w:tr><w:tc/></w:tr></w:tbl>");
    ASSERT_EQ(read.size(), 2U);
    EXPECT_EQ(read[0].kind, Kind::table_row);
    EXPECT_EQ(read[0].cells, (std::vector<std::string>{"头", "", "一\n二"}));
    EXPECT_EQ(read[1].cells, (std::vector<std::string>{"内\t部", ""}));
}

TEST(Docx, text_boxes_and_footnotes_follow_their_paragraph_and_pictures_are_counted) {
    const std::string box =
        "<w:drawing><wps:txbx><w:txbxContent>" + p("框内。") + "</w:txbxContent></wps:txbx></w:drawing>";
    const std::string note =
        "<w:footnotes xmlns:w=\"w\"><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteReference w:id=\"2\"/>"
        "</w:r>" +
        run("注文。") + "</w:p></w:footnote></w:footnotes>";
    const auto result = read_docx(docx_of("<w:p>" + run("正文") + "<w:r><mc:AlternateContent><mc:Choice>" +
                                              box + "</mc:Choice><mc:Fallback>" + box +
                                              "</mc:Fallback></mc:AlternateContent><w:footnoteReference "
                                              "w:id=\"2\"/><w:drawing><a:blip/></w:drawing></w:r>" +
                                              run("完。") + "</w:p>",
                                          {{"word/footnotes.xml", note}}));
    ASSERT_EQ(result.paragraphs.size(), 3U);
    EXPECT_EQ(text_of(result.paragraphs[0]), "正文完。");
    EXPECT_EQ(text_of(result.paragraphs[1]), "框内。");
    EXPECT_EQ(text_of(result.paragraphs[2]), "注文。");
    EXPECT_TRUE(has(result.notes, Remark::picture_skipped));
}

TEST(Docx, other_prefixes_and_paths_are_understood) {
    const std::string bytes =
        support::zip_of({{"_rels/.rels", "<Relationships><Relationship Target=\"/doc/main.xml\" "
                                         "Type=\"http://x/officeDocument\"/></Relationships>"},
                         {"doc\\main.xml", "<ns0:document><ns0:body><ns0:p><ns0:r><ns0:t>文。</ns0:t></"
                                           "ns0:r></ns0:p></ns0:body></ns0:document>"}});
    ASSERT_EQ(read_docx(bytes).paragraphs.size(), 1U);
}

TEST(Docx, what_is_no_document_is_refused_with_its_reason) {
    EXPECT_EQ(fault_of(""), Fault::not_an_archive);
    EXPECT_EQ(fault_of("hello"), Fault::not_an_archive);
    EXPECT_EQ(fault_of(support::zip_of({{"a.txt", "a"}})), Fault::part_missing);
    EXPECT_EQ(fault_of(support::zip_of({{"word/document.xml", "<a><b>"}})), Fault::not_xml);
    EXPECT_EQ(fault_of(support::zip_of({{"word/document.xml", "<a/>"}})), Fault::part_missing);
    std::string ole = "\xd0\xcf\x11\xe0";
    EXPECT_EQ(fault_of(ole), Fault::not_an_archive);
    for (const char c : std::string("EncryptedPackage"))
        ole += std::string{c, '\0'};
    EXPECT_EQ(fault_of(ole), Fault::encrypted);
    std::string cut = docx_of(p("文"));
    cut.resize(cut.size() - 30);
    EXPECT_EQ(fault_of(cut), Fault::not_an_archive);
}

TEST(Docx, bombs_are_refused_and_depth_is_cut_off) {
    EXPECT_EQ(fault_of(docx_of(std::string(70U << 20U, ' '))), Fault::expands_too_much);
    std::string tags;
    for (int i = 0; i < 4100000; ++i)
        tags += "<a/>";
    EXPECT_EQ(fault_of(docx_of(tags)), Fault::expands_too_much);
    for (const std::string tag :
         {"w:p", "w:tbl", "w:r", "w:ins", "w:sdt", "w:tc", "w:drawing", "w:txbxContent"}) {
        std::string deep;
        for (int i = 0; i < 20000; ++i)
            deep += "<" + tag + ">";
        deep += run("x");
        for (int i = 0; i < 20000; ++i)
            deep += "</" + tag + ">";
        (void)read_docx(docx_of("<w:p>" + deep + "</w:p>" + deep));
    }
    std::string nested;
    for (int i = 0; i < 12; ++i)
        nested += "<w:p><w:r><w:drawing><w:txbxContent><w:tbl><w:tr><w:tc>";
    nested += p("底。");
    for (int i = 0; i < 12; ++i)
        nested += "</w:tc></w:tr></w:tbl></w:txbxContent></w:drawing></w:r></w:p>";
    EXPECT_EQ(paragraphs(nested).size(), 1U);
}

} // namespace
} // namespace formats_docx_test

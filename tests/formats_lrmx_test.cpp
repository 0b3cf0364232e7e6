#include "dossier/formats/base64.h"
#include "dossier/formats/lrmx.h"
#include "dossier/formats/text_encoding.h"

#include <algorithm>
#include <chrono>
#include <gtest/gtest.h>

namespace formats_lrmx_test {
using namespace dossier;
using formats::Fault;
using formats::Remark;

namespace {

const std::string jpeg("\xff\xd8\xff\xe0\0\x10JFIF\0", 11);

std::string person(const std::string& children) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Person>\n" + children + "\n</Person>\n";
}

Form form_of(const std::string& bytes) {
    return formats::read_lrmx(bytes).form;
}

std::string resume_of(const std::string& raw) {
    return form_of(person("<JianLi>" + raw + "</JianLi>"))[Field::resume];
}

bool has(const formats::Notes& notes, Remark remark) {
    return std::any_of(notes.begin(), notes.end(),
                       [&](const formats::Note& note) { return note.remark == remark; });
}

Fault fault_of(const std::string& bytes) {
    try {
        (void)formats::read_lrmx(bytes);
    } catch (const formats::Error& error) {
        return error.fault;
    }
    ADD_FAILURE() << "read without a fault";
    return Fault::cannot_write;
}

std::string utf16(const std::string& ascii, bool big, bool mark) {
    std::string bytes = mark ? (big ? "\xfe\xff" : "\xff\xfe") : "";
    for (const char c : ascii) {
        if (big)
            bytes += '\0';
        bytes += c;
        if (!big)
            bytes += '\0';
    }
    return bytes;
}

TEST(Lrmx, every_element_of_the_template_is_read_and_trimmed) {
    const Form form =
        form_of(person("<XingMing> 张　三 </XingMing><XingBie>男</XingBie>\n"
                       "<NiRenZhiWu>\n  </NiRenZhiWu>\n<DaoLingNianYue>203405</DaoLingNianYue>"
                       "<JiaTingChengYuan><Item><ChengWei>妻子</ChengWei><XingMing>李四</XingMing>"
                       "<ChuShengRiQi>198105</ChuShengRiQi><ZhengZhiMianMao>群众</ZhengZhiMianMao>"
                       "<GongZuoDanWeiJiZhiWu>某校教师</GongZuoDanWeiJiZhiWu></Item><Item></Item>"
                       "</JiaTingChengYuan><Version>3.2.1.6</Version>"));
    EXPECT_EQ(form[Field::name], "张　三");
    EXPECT_EQ(form[Field::proposed_post], "");
    EXPECT_EQ(form[Field::retirement_month], "203405");
    EXPECT_EQ(form[Field::editor_version], "3.2.1.6");
    ASSERT_EQ(form.family.size(), 2U) << "an empty row is kept";
    EXPECT_EQ(form.family[0][FamilyField::work], "某校教师");
    EXPECT_TRUE(form.family[1].empty());
}

TEST(Lrmx, the_order_of_elements_does_not_matter) {
    const Form form = form_of(person("<ZhaoPian/><ShenFenZheng>1</ShenFenZheng><NiMianZhiWu>乙</NiMianZhiWu>"
                                     "<JianLi>x</JianLi><XingMing>王五</XingMing>"));
    EXPECT_EQ(form[Field::name], "王五");
    EXPECT_EQ(form[Field::resume], "x");
    EXPECT_EQ(form[Field::relinquished_post], "乙");
}

TEST(Lrmx, every_encoding_of_the_field_is_understood) {
    const std::string utf8 = person("<XingMing>镕基</XingMing>");
    const std::string gbk = formats::to_gb18030(
        "<?xml version=\"1.0\" encoding=\"GBK\"?><Person><XingMing>镕基</XingMing></Person>");
    EXPECT_EQ(form_of(utf8)[Field::name], "镕基");
    EXPECT_EQ(form_of("\xef\xbb\xbf" + utf8)[Field::name], "镕基");
    EXPECT_EQ(form_of(gbk)[Field::name], "镕基");
    EXPECT_TRUE(has(formats::read_lrmx(gbk).notes, Remark::decoded_gb18030));
    const std::string ascii = person("<XingMing>A</XingMing>");
    for (const bool big : {false, true})
        for (const bool mark : {false, true})
            EXPECT_EQ(form_of(utf16(ascii, big, mark))[Field::name], "A") << big << mark;
    EXPECT_EQ(fault_of("<Person><XingMing>\xff\xff</XingMing></Person>"), Fault::unknown_encoding);
}

TEST(Lrmx, what_looks_like_a_declaration_in_a_field_is_text) {
    dossier::Form form;
    form[Field::name] = "encoding='gb\"";
    form[Field::native_place] = "Ζ"; // two bytes in UTF-8 and, as other characters, in GBK
    EXPECT_EQ(formats::read_lrmx(formats::write_lrmx(form)).form, form);
    const std::string bare = "<Person><XingMing>encoding='gb'Ζ</XingMing></Person>";
    EXPECT_EQ(formats::read_lrmx(bare).form[Field::name], "encoding='gb'Ζ");
}

TEST(Lrmx, damaged_utf8_is_refused_instead_of_read_as_another_text) {
    std::string bytes = person("<JianLi>在某局工作，任某局局长，后任某省副厅长</JianLi>");
    bytes[bytes.find("局") + 1] = 'x';
    EXPECT_EQ(fault_of(bytes), Fault::unknown_encoding);
}

TEST(Lrmx, control_characters_are_removed_before_parsing) {
    const auto result = formats::read_lrmx(person("<JianLi>a\x0b"
                                                  "b\x1f"
                                                  "c\x7f&#x0B;&#11;d&#0;</JianLi>") +
                                           '\0');
    EXPECT_EQ(result.form[Field::resume], "abcd");
    EXPECT_TRUE(has(result.notes, Remark::control_characters));
    EXPECT_EQ(resume_of("a&#xD800;b&#x110000;&#99999999999999999999;c"), "a\xef\xbf\xbd"
                                                                         "b\xef\xbf\xbd\xef\xbf\xbd"
                                                                         "c");
}

TEST(Lrmx, references_that_join_up_around_control_characters_are_cleaned_too) {
    EXPECT_EQ(resume_of("a&#\x01xD;b&#&#1;11;c"), "a\nbc");
    std::string nested;
    for (int i = 0; i < 100000; ++i)
        nested += "&#";
    for (int i = 0; i < 100000; ++i)
        nested += "1;";
    const Form form = form_of(person("<Xin>" + nested + "</Xin>"));
    EXPECT_EQ(form_of(formats::write_lrmx(form)), form);
}

TEST(Lrmx, every_kind_of_line_end_becomes_a_newline) {
    for (const char* raw : {"a\nb", "a\r\nb", "a\rb", "a&#xD;b", "a&#xd;&#xA;b", "a&#13;\nb", "a&#xD;\r\nb",
                            "a_x000D_b", "a_x000D_\nb", "a&amp;#xD;b", "a&amp;#13;\nb", "a_x000d__x000a_b"})
        EXPECT_EQ(resume_of(raw), "a\nb") << raw;
}

TEST(Lrmx, double_escapes_of_exporters_are_undone_once) {
    EXPECT_EQ(resume_of("&amp;lt;a&amp;gt;&amp;amp;&amp;quot;&amp;apos;"), "<a>&\"'");
    EXPECT_EQ(resume_of("&1lt;a&1gt;&1amp;"), "<a>&");
    EXPECT_EQ(resume_of("&amp;1lt;a&amp;1gt;"), "<a>");
    EXPECT_EQ(resume_of("&amp;amp;lt;"), "&lt;");
    EXPECT_EQ(resume_of("<![CDATA[&lt;_x000D_]]>"), "&lt;_x000D_") << "CDATA is literal";
    EXPECT_EQ(resume_of("&nbsp;&amp;nbsp; a_x0041_ &amp;#65;"), "&nbsp;&nbsp; a_x0041_ &#65;")
        << "nothing else is";
    EXPECT_EQ(resume_of("R&D <3年 a<"), "R&D <3年 a<") << "unescaped characters are text";
}

TEST(Lrmx, texts_that_look_like_escapes_survive_writing_and_reading) {
    Form form;
    form[Field::resume] = "&lt;b&gt; &1lt; _x000D_ &#xD; ]]> <a> & \" '";
    form[Field::name] = "]]>&amp;";
    EXPECT_EQ(form_of(formats::write_lrmx(form)), form);
}

TEST(Lrmx, an_attribute_that_holds_markup_is_text) {
    const Form form =
        form_of("<Person a='<![CDATA[x&#xD;y\"' b=\"</Person>\"><XingMing>张三</XingMing></Person>");
    EXPECT_EQ(form[Field::name], "张三");
    EXPECT_EQ(form.unknown.at(0).xml, "<![CDATA[x\ny\"");
    EXPECT_EQ(form_of(formats::write_lrmx(form)), form);
}

TEST(Lrmx, unknown_parts_are_kept_and_written_back) {
    const std::string bytes =
        "<?xml version=\"1.0\"?><!-- made by hand --><Person xmlns:xsi=\"urn:x\" a='1 &lt; \"2\"'>stray"
        "<New1 k=\"v&#10;w\"> <b/>text&amp;more<!--c--><![CDATA[<x>]]></New1>"
        "<JianLi xml:space=\"preserve\">j</JianLi><xingming>lower</xingming>"
        "<XingMing>张三</XingMing><XingMing>李四</XingMing>"
        "<JiaTingChengYuan n=\"1\"><Item i=\"2\"><ChengWei "
        "c=\"3\">子</ChengWei><Extra>e</Extra></Item><Total>1</Total>"
        "</JiaTingChengYuan><New2/></Person>";
    const auto result = formats::read_lrmx(bytes);
    const Form& form = result.form;
    EXPECT_EQ(form[Field::name], "张三");
    std::vector<std::string> names;
    for (const UnknownElement& element : form.unknown)
        names.push_back(element.name);
    EXPECT_EQ(names, (std::vector<std::string>{"@xmlns:xsi", "@a", "JianLi/@xml:space", "JiaTingChengYuan/@n",
                                               "JiaTingChengYuan/Total", "New1", "xingming", "XingMing",
                                               "New2", "#text"}));
    EXPECT_EQ(form.unknown[5].xml, "<New1 k=\"v&#10;w\"> <b/>text&amp;more<!--c--><![CDATA[<x>]]></New1>");
    EXPECT_EQ(form.family.at(0).unknown.size(), 3U);
    EXPECT_TRUE(has(result.notes, Remark::unknown_element));
    EXPECT_TRUE(has(result.notes, Remark::duplicate_element));
    EXPECT_EQ(form_of(formats::write_lrmx(form)), form);
}

TEST(Lrmx, the_photo_is_read_in_every_dress) {
    const std::string base64 = formats::to_base64(jpeg);
    for (const std::string& text :
         {base64, "\r\n" + base64.substr(0, 5) + "\r\n" + base64.substr(5) + "\n ",
          "data:image/jpeg;base64," + base64, base64.substr(0, 4) + "&#xD;\n" + base64.substr(4),
          base64.substr(0, 8) + "_x000D_\n" + base64.substr(8), "<![CDATA[" + base64 + "]]>",
          base64.substr(0, base64.find('='))}) {
        const auto result =
            formats::read_lrmx(person("<XingMing>a</XingMing><ZhaoPian>" + text + "</ZhaoPian>"));
        EXPECT_EQ(result.form.photo, jpeg) << text;
        EXPECT_TRUE(result.notes.empty()) << text;
    }
    EXPECT_EQ(form_of(person("<ZhaoPian>\r\n </ZhaoPian><ZhaoPian>" + base64 + "</ZhaoPian>")).photo, jpeg);
}

TEST(Lrmx, a_photo_that_is_no_picture_is_kept_and_reported) {
    const auto bytes = formats::read_lrmx(person("<ZhaoPian>aGVsbG8=</ZhaoPian>"));
    EXPECT_EQ(bytes.form.photo, "hello");
    EXPECT_TRUE(has(bytes.notes, Remark::photo_not_an_image));
    EXPECT_EQ(form_of(formats::write_lrmx(bytes.form)), bytes.form);
    const auto words = formats::read_lrmx(person("<ZhaoPian>D:\\照片\\张三.jpg</ZhaoPian>"));
    EXPECT_EQ(words.form.photo, "");
    EXPECT_TRUE(has(words.notes, Remark::photo_not_base64));
    EXPECT_NE(formats::write_lrmx(words.form).find("D:\\照片\\张三.jpg"), std::string::npos);
    EXPECT_EQ(form_of(formats::write_lrmx(words.form)), words.form);
}

TEST(Lrmx, what_is_no_form_is_refused_with_its_reason) {
    EXPECT_EQ(fault_of(""), Fault::not_xml);
    EXPECT_EQ(fault_of("hello"), Fault::not_xml);
    EXPECT_EQ(fault_of("<Person><XingMing>a</XingMing>"), Fault::not_xml);
    EXPECT_EQ(fault_of("<Persons/>"), Fault::not_a_form);
    EXPECT_EQ(fault_of(std::string(formats::lrmx_limit + 1, ' ')), Fault::too_large);
}

TEST(Lrmx, entities_and_document_types_are_never_followed) {
    const auto result =
        formats::read_lrmx("<!DOCTYPE Person [<!ENTITY x SYSTEM \"file:///etc/passwd\">"
                           "<!ENTITY y \"&x;&x;\">]><Person><XingMing>&x;&y;</XingMing></Person>");
    EXPECT_EQ(result.form[Field::name], "&x;&y;");
    EXPECT_TRUE(has(result.notes, Remark::doctype_ignored));
}

TEST(Lrmx, absurd_depth_and_length_take_linear_time) {
    std::string deep;
    for (int i = 0; i < 200000; ++i)
        deep += "<a>";
    for (int i = 0; i < 200000; ++i)
        deep += "</a>";
    const Form form = form_of(person(deep + "<JianLi>" + deep + "t</JianLi>"));
    EXPECT_EQ(form.unknown.size(), 1U);
    EXPECT_EQ(form[Field::resume], "t");
    std::string wide;
    for (int i = 0; i < 100000; ++i)
        wide += "<b x='1'/>&1lt;";
    EXPECT_EQ(form_of(person(wide)).unknown.size(), 100001U);
}

TEST(Lrmx, forms_made_here_leave_out_what_only_newer_editors_know) {
    const std::string text = formats::write_lrmx(Form{});
    EXPECT_EQ(text.find("DaoLingNianYue"), std::string::npos);
    EXPECT_EQ(text.find("Version"), std::string::npos);
    EXPECT_NE(text.find("<NiRenZhiWu></NiRenZhiWu>"), std::string::npos);
    EXPECT_EQ(form_of(text), Form{});
}

} // namespace
} // namespace formats_lrmx_test

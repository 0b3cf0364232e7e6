#include "dossier/formats/error.h"
#include "dossier/formats/json.h"

#include <gtest/gtest.h>
#include <map>

namespace formats_json_test {
using namespace dossier;

namespace {

Form full_form() {
    Form form;
    for (std::size_t i = 0; i < field_count; ++i)
        form.texts.at(i) = "值" + std::to_string(i) + "\n\"<&>\\\t";
    form.family.resize(3);
    form.family[1][FamilyField::appellation] = "妻子";
    form.family[1].unknown = {{"Foo", "<Foo a=\"1\">x</Foo>"}};
    form.unknown = {{"Bar", "<Bar/>"}, {"@xmlns:xsi", "urn:x"}};
    form.lrm_unknown = {"", "12", "", "十五"};
    form.photo = std::string("\xff\xd8\xff\x00\x01", 5);
    form.photo_media = "abcd";
    return form;
}

Person full_person() {
    return {.id = PersonId::make(),
            .name = "张三",
            .form = full_form(),
            .has_form = true,
            .pinyin = "zhang san",
            .source = "张三.lrmx",
            .form_bytes = "ff00",
            .edited_here = true,
            .conflict_note = "两处修改",
            .revision = 7};
}

std::vector<Content> every_content() {
    PollContent poll{
        .sheets = {{.title = "民主测评",
                    .date = "2024-03-01",
                    .unit = "某局",
                    .issued = 60,
                    .returned = 58,
                    .invalid = 1,
                    .counts = {{"总体评价", "班子成员", "优秀", 40}, {"总体评价", "", "称职", 0}}}},
        .original = "aa"};
    ReportContent report;
    report.paragraphs = {
        {.kind = Paragraph::Kind::title,
         .align = Paragraph::Align::center,
         .indent = false,
         .runs = {{"考察材料", true, false, true}}},
        {.kind = Paragraph::Kind::heading, .level = 2, .runs = {{"一"}, {"二", false, true}}},
        {.kind = Paragraph::Kind::table_row, .cells = {"甲", "", "乙"}},
        {.kind = Paragraph::Kind::page_break}};
    ClipContent clip{.parts = {{"m1", 0.1, 12.345678901234567, 0}, {"m2", 1e-9, 0, 3600}},
                     .duration = 3661.0 / 7,
                     .chapters = {{0, "第一问", 1}, {61.5, ""}},
                     .transcript = {{0.04, 2.5, "考察组", "请介绍一下。"}, {2.5, 9, "", ""}},
                     .transcript_state = "checked",
                     .withheld = "consent missing"};
    return {Content{},
            Content{poll},
            Content{report},
            Content{PhotoContent{"p"}},
            Content{clip},
            Content{DocumentContent{"o", {"p1", "p2"}, "全文"}},
            Content{PollContent{}},
            Content{ReportContent{}},
            Content{ClipContent{}},
            Content{DocumentContent{}}};
}

std::vector<Edit> every_edit() {
    const PersonId person = PersonId::make();
    Meeting meeting{
        .id = MeetingId::make(), .number = 3, .title = "部务会", .body = "市委组织部", .date = "2024-05-06"};
    meeting.items = {{.level = 1, .heading = "一、议题"}, {.dossier = DossierId::make(), .person = person}};
    meeting.questions = {{"", {"请作自我介绍。", "为什么报考？"}}, {"局长", {"怎么打开局面？"}}};
    Dossier dossier{.id = DossierId::make(),
                    .person = person,
                    .meeting = meeting.id,
                    .proposed_post = "局长",
                    .relinquished_post = "副局长",
                    .reason = "工作需要",
                    .note = "备注"};
    dossier.order = {MaterialId::make(), MaterialId::make()};
    dossier.hidden = {MaterialId::make()};
    const Material material{.id = MaterialId::make(),
                            .person = person,
                            .kind = MaterialKind::video,
                            .title = "谈话",
                            .file_name = "a\xff.mp4",
                            .state = MaterialState::approved,
                            .revision = 2,
                            .content = every_content()[4]};
    return {PutPerson{full_person()},
            RemovePerson{person},
            SetText{person, Field::resume, "1998.09--2001.07  学习", 4},
            SetForm{person, full_form(), "a.lrmx", "ee", 9},
            PutMaterial{material},
            RemoveMaterial{material.id},
            SetMaterialState{material.id, MaterialState::locked, 5},
            PutDossier{dossier},
            RemoveDossier{dossier.id},
            PutMeeting{meeting},
            RemoveMeeting{meeting.id},
            SetTranscript{
                material.id, {3, {{1, 2, "", "旧"}}, {{1, 1.5, "甲", "新"}, {1.5, 2, "", ""}}}, "", "ready"}};
}

formats::Fault fault_of(std::string_view json) {
    try {
        (void)formats::edit_from_json(json);
    } catch (const formats::Error& error) {
        return error.fault;
    }
    ADD_FAILURE() << "read without a fault: " << json;
    return formats::Fault::cannot_write;
}

TEST(Json, every_edit_comes_back_the_same) {
    const std::vector<Edit> edits = every_edit();
    ASSERT_EQ(edits.size(), std::variant_size_v<Edit>) << "an edit is missing from this test";
    for (std::size_t i = 0; i < edits.size(); ++i) {
        ASSERT_EQ(edits[i].index(), i);
        EXPECT_TRUE(formats::edit_from_json(formats::to_json(edits[i])) == edits[i]) << code(edits[i]);
    }
}

TEST(Json, every_content_comes_back_the_same) {
    for (const Content& content : every_content())
        EXPECT_TRUE(formats::content_from_json(formats::to_json(content)) == content) << content.index();
}

TEST(Json, a_person_and_the_parts_of_a_form_come_back_the_same) {
    const Person person = full_person();
    EXPECT_EQ(formats::person_from_json(formats::to_json(person)), person);
    EXPECT_EQ(formats::form_from_json(formats::to_json(Form{})), Form{});
    EXPECT_EQ(formats::family_from_json(formats::to_json(person.form.family)), person.form.family);
    EXPECT_EQ(formats::unknown_from_json(formats::to_json(person.form.unknown)), person.form.unknown);
    EXPECT_EQ(formats::texts_from_json(formats::to_json(person.form.lrm_unknown)), person.form.lrm_unknown);
}

TEST(Json, the_same_value_gives_the_same_bytes) {
    const Form form = full_form();
    EXPECT_EQ(formats::to_json(form), formats::to_json(formats::form_from_json(formats::to_json(form))));
}

TEST(Json, what_has_no_questions_is_written_as_before_and_read_by_older_programs) {
    const Meeting meeting{.id = {"m"}, .number = 1, .title = "部务会"};
    EXPECT_EQ(formats::to_json(meeting),
              R"({"id":"m","number":1,"revision":1,"title":"部务会","version":1})");
    EXPECT_EQ(formats::to_json(Content{ClipContent{.chapters = {{1.5, "第一问"}}}}),
              R"({"chapters":[{"begin":1.5,"title":"第一问"}],"content":"clip","parts":[],"version":1})");
    Meeting with = meeting;
    with.questions = {{"", {"一"}}};
    EXPECT_NE(formats::to_json(with).find(R"("version":2)"), std::string::npos)
        << "an older program would drop the questions with its next change";
    EXPECT_NE(formats::to_json(Content{ClipContent{.chapters = {{1.5, "", 3}}}}).find(R"("version":2)"),
              std::string::npos);
    EXPECT_EQ(formats::meeting_from_json(formats::to_json(with)), with);
}

TEST(Json, long_texts_and_the_photo_are_shortened_for_the_log_and_found_again) {
    Person person = full_person();
    person.form[Field::resume] = std::string(300, 'a');
    person.form.photo = std::string(1000, '\xff');
    std::map<std::string, std::string> kept;
    const auto shorten = [&](std::string_view bytes) {
        const std::string key = "h" + std::to_string(kept.size());
        kept[key] = bytes;
        return key;
    };
    const std::string text = formats::to_json(Edit{PutPerson{person}}, shorten);
    EXPECT_EQ(kept.size(), 2U);
    EXPECT_EQ(text.find("aaaa"), std::string::npos);
    const Edit edit =
        formats::edit_from_json(text, [&](std::string_view hash) { return kept.at(std::string(hash)); });
    EXPECT_TRUE(edit == Edit{PutPerson{person}});
    EXPECT_EQ(fault_of(text), formats::Fault::shortened);
}

TEST(Json, damaged_or_newer_documents_are_named_and_never_crash) {
    EXPECT_EQ(fault_of("{"), formats::Fault::not_json);
    EXPECT_EQ(fault_of("[]"), formats::Fault::wrong_type);
    EXPECT_EQ(fault_of(R"({"version":99,"edit":"put person"})"), formats::Fault::unknown_version);
    EXPECT_EQ(fault_of(R"({"version":1,"edit":"fly"})"), formats::Fault::wrong_type);
    EXPECT_EQ(fault_of(R"({"version":1,"edit":"put person"})"), formats::Fault::wrong_type);
    EXPECT_EQ(fault_of(R"({"version":1,"edit":"set text","field":"Nope"})"), formats::Fault::wrong_type);
    EXPECT_EQ(fault_of(R"({"version":1,"edit":"remove person","person":{"$bytes":7}})"),
              formats::Fault::wrong_type);
    EXPECT_EQ(fault_of(R"({"version":1,"edit":"set text","field":"XingMing","revision":1e300})"),
              formats::Fault::wrong_type);
    EXPECT_EQ(fault_of(std::string(1000000, '[')), formats::Fault::not_json);
}

} // namespace
} // namespace formats_json_test

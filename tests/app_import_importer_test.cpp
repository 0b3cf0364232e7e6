// The importer on a real catalogue: who is who, revisions, both kept, meetings, what is acknowledged.

#include "app/import/importer.h"
#include "app/language.h"
#include "support/forms.h"
#include "support/scratch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace app_import_importer_test {
namespace {

using app::ImportLine;
using Result = app::ImportLine::Result;
using dossier::Field;
using support::write_file;
using support::write_lrmx;
using testing::ElementsAre;

class ImporterTest : public testing::Test {
  protected:
    ImporterTest()
        : catalogue_(db::Catalogue::create(scratch_ / "catalogue", author_)) {
        app::choose_language("en");
    }

    /// "name result" per line, in order.
    std::vector<std::string> import(const std::vector<std::string>& names, const std::string& meeting = "") {
        std::vector<std::filesystem::path> paths;
        paths.reserve(names.size());
        for (const std::string& name : names)
            paths.push_back(in(name));
        constexpr std::array words{"imported", "revised", "unchanged", "kept both", "left out", "refused"};
        std::vector<std::string> said;
        lines_.clear();
        app::ImportHooks hooks;
        hooks.acknowledge = [&](const ImportLine& line) {
            lines_.push_back(line);
            if (acknowledged_)
                acknowledged_();
            std::string text = line.path.filename().string();
            text.append(" ").append(words.at(static_cast<std::size_t>(line.result)));
            said.push_back(std::move(text));
        };
        hooks.ask = ask_;
        media::ProbeHelper probe(PROGRAM);
        app::Importer importer(catalogue_, probe, hooks, stop_);
        whole_ = importer.run(app::plan_import(app::walk(paths), app::who_in_form), meeting);
        return said;
    }

    [[nodiscard]] std::filesystem::path in(const std::string& name) const {
        return scratch_.path() / "in" / name;
    }

    dossier::Person person(const std::string& name) { return catalogue_.find_person(name); }

    support::Scratch scratch_;
    db::Author author_{.user = "tester", .terminal = "t"};
    db::Catalogue catalogue_;
    app::AskWho ask_;
    std::function<void()> acknowledged_; ///< after each line, while the import goes on
    std::atomic<bool> stop_{false};
    std::vector<ImportLine> lines_;
    bool whole_ = false;
};

TEST_F(ImporterTest, a_form_makes_a_person_and_its_photo_an_object) {
    write_lrmx(in("张三.lrmx"), {.name = "张　三", .photo = "\xff\xd8\xff\xe0 photo"});
    EXPECT_THAT(import({"张三.lrmx"}), ElementsAre("张三.lrmx imported"));
    EXPECT_TRUE(whole_);
    const dossier::Person person = this->person("张三");
    EXPECT_EQ(person.form[Field::name], "张　三");
    EXPECT_TRUE(person.form.photo.empty());
    EXPECT_TRUE(catalogue_.media().has(person.form.photo_media));
    EXPECT_TRUE(catalogue_.verify({}).empty());
}

TEST_F(ImporterTest, the_same_bytes_change_nothing) {
    write_lrmx(in("张三.lrmx"), {.name = "张三"});
    import({"张三.lrmx"});
    const dossier::Person before = person("张三");
    EXPECT_THAT(import({"张三.lrmx"}), ElementsAre("张三.lrmx unchanged"));
    EXPECT_EQ(person("张三"), before);
}

TEST_F(ImporterTest, other_bytes_are_a_new_revision_that_names_what_differs) {
    write_lrmx(in("张三.lrmx"), {.name = "张三"});
    import({"张三.lrmx"});
    write_lrmx(in("张三.lrmx"), {.name = "张三", .present_post = "某局局长"});
    EXPECT_THAT(import({"张三.lrmx"}), ElementsAre("张三.lrmx revised"));
    EXPECT_THAT(lines_.at(0).text,
                testing::HasSubstr(std::string(dossier::term(Field::present_post).english)));
    EXPECT_EQ(person("张三").form[Field::present_post], "某局局长");
    EXPECT_EQ(person("张三").revision, 2);
    EXPECT_EQ(catalogue_.person_count(), 1);
}

TEST_F(ImporterTest, a_form_edited_here_and_a_file_that_differs_are_both_kept) {
    write_lrmx(in("张三.lrmx"), {.name = "张三"});
    import({"张三.lrmx"});
    catalogue_.apply(
        dossier::SetText{.person = person("张三").id, .field = Field::present_post, .text = "某委主任"});
    EXPECT_THAT(import({"张三.lrmx"}), ElementsAre("张三.lrmx unchanged")) << "the file did not change";
    write_lrmx(in("张三.lrmx"), {.name = "张三", .present_post = "某局局长"});
    EXPECT_THAT(import({"张三.lrmx"}), ElementsAre("张三.lrmx kept both"));
    EXPECT_EQ(person("张三").form[Field::present_post], "某委主任");
    EXPECT_FALSE(person("张三").conflict_note.empty());
    EXPECT_EQ(catalogue_.materials(person("张三").id).size(), 1U);
    EXPECT_THAT(import({"张三.lrmx"}), ElementsAre("张三.lrmx unchanged"));
    EXPECT_EQ(catalogue_.materials(person("张三").id).size(), 1U);
}

TEST_F(ImporterTest, the_identity_number_is_stronger_than_the_name) {
    write_lrmx(in("张三.lrmx"), {.name = "张三", .identity = "11010119700307123X"});
    import({"张三.lrmx"});
    write_lrmx(in("张山.lrmx"), {.name = "张山", .identity = "11010119700307123x"});
    EXPECT_THAT(import({"张山.lrmx"}), ElementsAre("张山.lrmx revised"));
    EXPECT_EQ(catalogue_.person_count(), 1);
    write_lrmx(in("b.lrmx"), {.name = "张山", .identity = "110101197003071248"});
    EXPECT_THAT(import({"b.lrmx"}), ElementsAre("b.lrmx imported"));
    EXPECT_EQ(catalogue_.person_count(), 2);
}

TEST_F(ImporterTest, namesakes_are_told_apart_by_the_month_of_birth) {
    write_lrmx(in("b/张三.lrmx"), {.name = "张三", .birth = "197003"});
    write_lrmx(in("b/张三1.lrmx"), {.name = "张三", .birth = "1982.11"});
    write_lrmx(in("b/李四.lrmx"), {.name = "李四"});
    import({"b"});
    EXPECT_EQ(catalogue_.persons_named("张三").size(), 2U);
    EXPECT_TRUE(whole_);
    import({"b"});
    EXPECT_EQ(catalogue_.person_count(), 3);
}

TEST_F(ImporterTest, forms_that_nothing_tells_apart_are_refused_or_asked_about) {
    write_lrmx(in("1/张三.lrmx"), {.name = "张三"});
    import({"1"});
    write_lrmx(in("2/张三.lrmx"), {.name = "张三", .birth = "", .present_post = "x"});
    EXPECT_THAT(import({"2"}), ElementsAre("张三.lrmx refused"));
    EXPECT_FALSE(whole_);
    ask_ = [](const std::string&, const std::vector<std::string>& choices) { return choices.size() - 1; };
    EXPECT_THAT(import({"2"}), ElementsAre("张三.lrmx imported"));
    EXPECT_EQ(catalogue_.person_count(), 2);
}

TEST_F(ImporterTest, folders_without_a_form_go_to_the_one_person_who_has_one) {
    write_lrmx(in("张三.lrmx"), {.name = "张三"});
    write_file(in("张三/考察材料.txt"), "张三同志……");
    import({"张三.lrmx"});
    EXPECT_THAT(import({"张三"}), ElementsAre("考察材料.txt imported"));
    EXPECT_EQ(catalogue_.person_count(), 1);
}

TEST_F(ImporterTest, namesakes_without_a_form_are_not_merged) {
    write_file(in("b/01张三/说明.txt"), "一");
    write_file(in("b/07张三/说明.txt"), "二");
    EXPECT_THAT(import({"b"}), ElementsAre("说明.txt imported", "说明.txt refused"));
    EXPECT_FALSE(whole_);
    EXPECT_THAT(import({"b"}), ElementsAre("说明.txt unchanged", "说明.txt refused"));
    write_file(in("b/01张三/补充.txt"), "三");
    EXPECT_THAT(import({"b/01张三"}), ElementsAre("补充.txt imported", "说明.txt unchanged"));
    EXPECT_EQ(catalogue_.person_count(), 1);
}

TEST_F(ImporterTest, a_form_that_comes_later_finds_the_person_of_its_folder) {
    write_file(in("张三/说明.txt"), "一");
    import({"张三"});
    write_lrmx(in("张三/张三.lrmx"), {.name = "张三"});
    EXPECT_THAT(import({"张三"}), ElementsAre("张三.lrmx imported", "说明.txt unchanged"));
    EXPECT_EQ(catalogue_.person_count(), 1);
    EXPECT_TRUE(person("张三").has_form);
}

TEST_F(ImporterTest, a_changed_file_of_the_same_name_is_a_new_revision_of_its_material) {
    write_file(in("张三/说明.txt"), "一");
    import({"张三"});
    const dossier::Material before = catalogue_.materials(person("张三").id).at(0);
    write_file(in("张三/更多.txt"), "留");
    import({"张三"});
    write_file(in("张三/说明.txt"), "二");
    EXPECT_THAT(import({"张三"}), ElementsAre("更多.txt unchanged", "说明.txt revised"));
    const auto after = catalogue_.material(before.id);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->revision, 2);
    catalogue_.apply(
        dossier::SetMaterialState{.material = before.id, .state = dossier::MaterialState::approved});
    write_file(in("张三/说明.txt"), "三");
    EXPECT_THAT(import({"张三"}), ElementsAre("更多.txt unchanged", "说明.txt imported"));
    EXPECT_EQ(catalogue_.materials(person("张三").id).size(), 3U) << "what was approved is not replaced";
}

TEST_F(ImporterTest, a_meeting_gets_the_candidates_in_order_and_is_made_where_missing) {
    write_lrmx(in("b/02张三.lrmx"), {.name = "张三"});
    write_lrmx(in("b/01李四.lrmx"), {.name = "李四"});
    import({"b"}, "第一次会议");
    auto meeting = catalogue_.newest_meeting();
    ASSERT_TRUE(meeting);
    EXPECT_EQ(meeting->title, "第一次会议");
    ASSERT_EQ(meeting->candidates().size(), 2U);
    EXPECT_EQ(meeting->candidates()[0].person, person("李四").id);
    write_lrmx(in("王五.lrmx"), {.name = "王五"});
    import({"b", "王五.lrmx"}, "1");
    meeting = catalogue_.newest_meeting();
    ASSERT_EQ(meeting->candidates().size(), 3U);
    EXPECT_EQ(meeting->candidates()[2].person, person("王五").id);
    EXPECT_EQ(catalogue_.meetings().size(), 1U);
}

TEST_F(ImporterTest, two_forms_of_one_person_do_not_take_turns) {
    write_lrmx(in("b/张三.lrmx"), {.name = "张三", .present_post = "新", .filled = "20240601"});
    write_lrmx(in("b/张三旧.lrmx"), {.name = "张三", .present_post = "旧", .filled = "20200601"});
    import({"b"});
    EXPECT_EQ(person("张三").form[Field::present_post], "新");
    const dossier::Person before = person("张三");
    EXPECT_THAT(import({"b"}), ElementsAre("张三.lrmx unchanged", "张三旧.lrmx left out"));
    EXPECT_EQ(person("张三"), before);
}

TEST_F(ImporterTest, damaged_and_vanished_files_are_refused_and_the_rest_comes_in) {
    write_file(in("b/李四.lrmx"), "<Person><XingMing>李四");
    write_lrmx(in("b/张三.lrmx"), {.name = "张三"});
    write_lrmx(in("b/王五.lrmx"), {.name = "王五"});
    const app::TreeNode tree = app::walk({in("b")});
    const app::ImportPlan plan = app::plan_import(tree, app::who_in_form);
    std::filesystem::remove(in("b/王五.lrmx"));
    std::vector<std::string> refused;
    media::ProbeHelper probe(PROGRAM);
    app::Importer importer(catalogue_, probe,
                           {.acknowledge =
                                [&](const ImportLine& line) {
                                    if (line.result == Result::refused)
                                        refused.push_back(line.path.filename().string());
                                }},
                           stop_);
    EXPECT_FALSE(importer.run(plan, ""));
    EXPECT_THAT(refused, testing::UnorderedElementsAre("李四.lrmx", "王五.lrmx"));
    EXPECT_EQ(catalogue_.person_count(), 1);
}

TEST_F(ImporterTest, a_file_that_bears_somebody_elses_name_says_so) {
    write_lrmx(in("b/张三.lrmx"), {.name = "张三"});
    write_lrmx(in("b/李四.lrmx"), {.name = "李四"});
    import({"b"});
    write_file(in("李四/张三_谈话.txt"), "一");
    import({"李四"});
    EXPECT_THAT(lines_.at(0).text, testing::HasSubstr("careful: the file bears the name of 张三"));
}

TEST_F(ImporterTest, a_form_in_the_folder_of_somebody_else_says_so) {
    write_lrmx(in("b/01张三/表.lrmx"), {.name = "李四"});
    write_lrmx(in("b/02王五/王五.lrmx"), {.name = "王五"});
    import({"b"});
    EXPECT_THAT(lines_.at(0).text, testing::HasSubstr("careful: the folder bears the name of 张三"));
    EXPECT_THAT(lines_.at(1).text, testing::Not(testing::HasSubstr("careful")));
}

TEST_F(ImporterTest, stops_after_the_commit_at_hand) {
    for (int i = 0; i < 50; ++i) {
        const std::string number = std::to_string(i);
        write_lrmx(in("b/p" + number + ".lrmx"), {.name = "张三", .birth = std::to_string(195001 + i * 100)});
    }
    stop_ = true;
    EXPECT_TRUE(import({"b"}).empty());
    EXPECT_FALSE(whole_);
    stop_ = false;
    EXPECT_EQ(import({"b"}).size(), 50U);
    EXPECT_EQ(catalogue_.person_count(), 50);
}

TEST_F(ImporterTest, what_is_said_is_on_the_list_of_the_meeting_too) {
    constexpr std::size_t files = 1001; // a group ends with the form of the thousandth, if not sooner
    for (std::size_t i = 0; i < files; ++i)
        write_lrmx(in("b/" + std::to_string(i) + ".lrmx"), {.name = support::name_of(static_cast<int>(i))});
    std::size_t late = 0;
    std::size_t listed = 0;
    acknowledged_ = [&] {
        if (listed < lines_.size())
            listed = catalogue_.newest_meeting()->candidates().size();
        late += listed < lines_.size() ? 1 : 0;
    };
    EXPECT_EQ(import({"b"}, "会").size(), files);
    EXPECT_EQ(late, 0U);
}

} // namespace
} // namespace app_import_importer_test

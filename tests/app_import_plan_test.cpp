// The planner: who is a candidate, what belongs to whom, what is left out and why.

#include "app/import/names.h"
#include "app/import/plan.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace app_import_plan_test {
namespace {

using app::ImportPlan;
using app::TreeNode;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

/// A tree of files; "a/b.mp4" makes the folder; what ends in / is an empty folder.
TreeNode tree(const std::vector<std::string>& paths) {
    TreeNode root{.kind = TreeNode::Kind::folder};
    for (const std::string& path : paths) {
        TreeNode* at = &root;
        std::size_t begin = 0;
        while (begin < path.size()) {
            const std::size_t slash = std::min(path.find('/', begin), path.size());
            const std::string name = path.substr(begin, slash - begin);
            auto found = std::find_if(at->children.begin(), at->children.end(),
                                      [&](const TreeNode& node) { return node.name == name; });
            if (found == at->children.end()) {
                at->children.push_back(
                    {.path = path.substr(0, slash),
                     .name = name,
                     .kind = slash < path.size() ? TreeNode::Kind::folder : TreeNode::Kind::file});
                found = at->children.end() - 1;
            }
            at = &*found;
            begin = slash + 1;
        }
    }
    return root;
}

/// The forms of these tests are of the person their file is named for.
app::PersonInForm name_by_file(const std::filesystem::path& path) {
    const std::string stem = path.stem().string();
    const auto prefix = app::person_prefix(stem);
    const std::string name = prefix ? prefix->person : stem;
    return {.name = name, .key = name};
}

ImportPlan plan(const std::vector<std::string>& paths) {
    return app::plan_import(tree(paths), name_by_file);
}

/// "3 张三: 张三.lrmx | 面谈.mp4+面谈.srt"
std::vector<std::string> candidates(const ImportPlan& plan) {
    std::vector<std::string> lines;
    for (const app::PlannedCandidate& candidate : plan.candidates) {
        std::string line;
        if (candidate.place)
            line.append(std::to_string(*candidate.place)).append(" ");
        line.append(candidate.name).append(":");
        const auto add = [&](const std::vector<app::PlannedFile>& files) {
            for (const app::PlannedFile& file : files) {
                line.append(" ").append(file.name);
                for (const auto& beside : file.beside)
                    line.append("+").append(beside.filename().string());
            }
        };
        add(candidate.forms);
        line += " |";
        add(candidate.files);
        lines.push_back(line);
    }
    return lines;
}

std::vector<std::string> left_out(const ImportPlan& plan, app::LeftOut::Reason reason) {
    std::vector<std::string> paths;
    for (const app::LeftOut& left : plan.left_out)
        if (left.reason == reason)
            paths.push_back(left.path.string());
    return paths;
}

using Reason = app::LeftOut::Reason;

TEST(ImportPlan, a_folder_of_one_person_is_one_candidate_with_or_without_a_form) {
    EXPECT_THAT(candidates(plan({"张三/面谈.mp4", "张三/照片.jpg"})),
                ElementsAre("张三: | 面谈.mp4 照片.jpg"));
    EXPECT_THAT(candidates(plan({"张三/张三.lrmx", "张三/a.mp4"})), ElementsAre("张三: 张三.lrmx | a.mp4"));
    EXPECT_THAT(candidates(plan({"03张三/面谈.mp4"})), ElementsAre("张三: | 面谈.mp4"));
    EXPECT_THAT(candidates(plan({"Alice/interview.mp4", "Alice/02.mp4"})),
                ElementsAre("Alice: | interview.mp4 02.mp4"));
}

TEST(ImportPlan, the_leading_number_of_a_folder_is_the_place) {
    EXPECT_THAT(candidates(plan({"b/10王五/a.mp4", "b/2李四/a.mp4", "b/03 张三/a.mp4"})),
                ElementsAre("2 李四: | a.mp4", "3 张三: | a.mp4", "10 王五: | a.mp4"));
}

TEST(ImportPlan, a_folder_of_folders_is_a_collection_whatever_the_names_are) {
    EXPECT_THAT(candidates(plan({"batch/Bob/a.mp4", "batch/Alice/a.mp4", "batch/readme.md"})),
                ElementsAre("Alice: | a.mp4", "Bob: | a.mp4"));
    EXPECT_THAT(candidates(plan({"年/市直/张三/a.mp4", "年/市直/李四/a.mp4", "年/区县/王五/a.mp4"})),
                ElementsAre("王五: | a.mp4", "张三: | a.mp4", "李四: | a.mp4"));
}

TEST(ImportPlan, material_beside_the_folders_of_a_collection_that_names_nobody_is_nobodys) {
    const ImportPlan made = plan({"batch/Bob/a.mp4", "batch/Alice/a.mp4", "batch/readme.md"});
    EXPECT_THAT(left_out(made, Reason::nobodys), ElementsAre("batch/readme.md"));
}

TEST(ImportPlan, forms_of_different_people_are_a_collection_and_files_go_by_base_name) {
    EXPECT_THAT(candidates(plan({"b/张三.lrmx", "b/张三_面谈.mp4", "b/张三丰.lrmx", "b/张三丰2.mp4",
                                 "b/02李四.lrm", "b/02李四.pic", "b/李四 采访.mp4"})),
                ElementsAre("2 : 02李四.lrm+02李四.pic | 李四 采访.mp4", ": 张三.lrmx | 张三_面谈.mp4",
                            ": 张三丰.lrmx | 张三丰2.mp4"));
}

TEST(ImportPlan, a_folder_beside_a_form_of_its_name_belongs_to_it) {
    EXPECT_THAT(candidates(plan({"b/张三.lrmx", "b/张三/a.mp4", "b/李四.lrmx"})),
                ElementsAre(": 张三.lrmx | 张三/a.mp4", ": 李四.lrmx |"));
}

TEST(ImportPlan, flat_files_named_for_several_people_are_one_candidate_each) {
    EXPECT_THAT(candidates(plan({"clips/张三_1.mp4", "clips/李四_1.mp4", "clips/张三_2.mp4"})),
                ElementsAre("张三: | 张三_1.mp4 张三_2.mp4", "李四: | 李四_1.mp4"));
    EXPECT_THAT(candidates(plan({"面谈视频/张三_1.mp4", "面谈视频/张三_2.mp4"})),
                ElementsAre("张三: | 张三_1.mp4 张三_2.mp4"));
    EXPECT_THAT(candidates(plan({"clips/02李四_1.mp4", "clips/01张三_1.mp4"})),
                ElementsAre("1 张三: | 01张三_1.mp4", "2 李四: | 02李四_1.mp4"));
}

TEST(ImportPlan, a_folder_named_for_a_person_keeps_what_is_in_it) {
    EXPECT_THAT(candidates(plan({"张三/谈家庭.mp4", "张三/王书记谈张三.mp4"})),
                ElementsAre("张三: | 谈家庭.mp4 王书记谈张三.mp4"));
    EXPECT_THAT(candidates(plan({"张三/照片/1.jpg", "张三/视频/1.mp4"})),
                ElementsAre("张三: | 照片/1.jpg 视频/1.mp4"));
    EXPECT_THAT(candidates(plan({"b/张三/a.mp4", "b/张三/上海/a.mp4", "b/张三/北京/a.mp4", "b/李四/a.mp4"})),
                ElementsAre("张三: | a.mp4 上海/a.mp4 北京/a.mp4", "李四: | a.mp4"));
}

TEST(ImportPlan, folders_by_type_are_seen_through) {
    EXPECT_THAT(candidates(plan(
                    {"b/任免表/张三.lrmx", "b/任免表/李四.lrmx", "b/照片/张三.jpg", "b/视频/李四_1.mp4"})),
                ElementsAre(": 任免表/张三.lrmx | 照片/张三.jpg", ": 任免表/李四.lrmx | 视频/李四_1.mp4"));
}

TEST(ImportPlan, single_files_go_by_the_name_in_them) {
    EXPECT_THAT(candidates(plan({"张三.lrmx"})), ElementsAre("张三: 张三.lrmx |"));
    EXPECT_THAT(candidates(plan({"张三_面谈.mp4"})), ElementsAre("张三: | 张三_面谈.mp4"));
    const ImportPlan nobodys = plan({"interview.mp4"});
    EXPECT_THAT(nobodys.candidates, IsEmpty());
    EXPECT_THAT(left_out(nobodys, Reason::nobodys), ElementsAre("interview.mp4"));
}

TEST(ImportPlan, the_order_of_the_arguments_is_kept) {
    EXPECT_THAT(candidates(plan({"李四/a.mp4", "张三/a.mp4", "王五.lrmx"})),
                ElementsAre(": 王五.lrmx |", "李四: | a.mp4", "张三: | a.mp4"));
}

TEST(ImportPlan, transcripts_lie_beside_their_clip) {
    const ImportPlan made =
        plan({"张三/面谈.mp4", "张三/面谈.srt", "张三/录音.mp3", "张三/录音.zh.vtt", "张三/别的.srt"});
    EXPECT_THAT(candidates(made), ElementsAre("张三: | 面谈.mp4+面谈.srt 录音.mp3+录音.zh.vtt"));
    EXPECT_THAT(left_out(made, Reason::no_clip), ElementsAre("张三/别的.srt"));
}

TEST(ImportPlan, the_newer_form_is_taken_where_both_formats_lie_side_by_side) {
    const ImportPlan made = plan({"张三/张三.lrmx", "张三/张三.lrm", "张三/张三.pic"});
    EXPECT_THAT(candidates(made), ElementsAre("张三: 张三.lrmx |"));
    EXPECT_THAT(left_out(made, Reason::older_format), UnorderedElementsAre("张三/张三.lrm", "张三/张三.pic"));
    EXPECT_THAT(left_out(plan({"张三/张三.pic"}), Reason::no_form), ElementsAre("张三/张三.pic"));
}

TEST(ImportPlan, a_poll_sheet_of_a_collection_is_shared) {
    const ImportPlan made = plan({"b/张三/a.mp4", "b/李四/a.mp4", "b/测评汇总.xlsx"});
    ASSERT_EQ(made.shared.size(), 1U);
    EXPECT_EQ(made.shared[0].path, "b/测评汇总.xlsx");
    EXPECT_EQ(made.candidates.size(), 2U);
}

TEST(ImportPlan, types_nobody_can_read_get_their_advice) {
    const ImportPlan made = plan({"张三/a.doc", "张三/b.wps", "张三/c.xls", "张三/d.ofd", "张三/e.zip",
                                  "张三/f.qqq", "张三/.DS_Store", "张三/~$g.docx", "张三/h.mp4", "张三/x/"});
    EXPECT_THAT(left_out(made, Reason::save_as_docx), ElementsAre("张三/a.doc", "张三/b.wps"));
    EXPECT_THAT(left_out(made, Reason::save_as_xlsx), ElementsAre("张三/c.xls"));
    EXPECT_THAT(left_out(made, Reason::save_as_pdf), ElementsAre("张三/d.ofd"));
    EXPECT_THAT(left_out(made, Reason::unpack), ElementsAre("张三/e.zip"));
    EXPECT_THAT(left_out(made, Reason::unknown_type), ElementsAre("张三/f.qqq"));
    EXPECT_THAT(left_out(made, Reason::hidden), ElementsAre("张三/.DS_Store", "张三/~$g.docx"));
    EXPECT_THAT(left_out(made, Reason::empty_folder), ElementsAre("张三/x"));
    EXPECT_THAT(candidates(made), ElementsAre("张三: | h.mp4"));
}

TEST(ImportPlan, a_form_of_another_name_makes_a_person_of_its_own) {
    EXPECT_THAT(candidates(plan({"批次/张三.lrmx", "批次/李四_1.mp4"})),
                ElementsAre(": 张三.lrmx |", "李四: | 李四_1.mp4"));
    EXPECT_THAT(candidates(plan({"批次/张三.lrmx", "批次/1.mp4"})), ElementsAre("批次: 张三.lrmx | 1.mp4"));
}

TEST(ImportPlan, titles_are_the_names_without_number_and_person) {
    const ImportPlan made =
        plan({"张三/02_张三_成长经历.mp4", "张三/03访谈.mp4", "张三/张三.mp4", "张三/7.mp4"});
    std::vector<std::string> titles;
    for (const app::PlannedFile& file : made.candidates.at(0).files)
        titles.push_back(file.title);
    EXPECT_THAT(titles, ElementsAre("成长经历", "访谈", "张三", "7"));
}

TEST(ImportNames, numbers_and_persons_are_told_from_the_rest) {
    EXPECT_EQ(app::leading_number("03张三").number, 3);
    EXPECT_EQ(app::leading_number("03. 张三").rest, "张三");
    EXPECT_EQ(app::leading_number("2024").number, std::nullopt);
    EXPECT_EQ(app::person_prefix("张　三_面谈")->person, "张三");
    EXPECT_EQ(app::person_prefix("买买提·艾力_1")->person, "买买提·艾力");
    EXPECT_EQ(app::person_prefix("王五采访上")->rest, "采访上");
    EXPECT_FALSE(app::person_prefix("考察材料"));
    EXPECT_FALSE(app::person_prefix("IMG_1234"));
    EXPECT_TRUE(app::belongs_to("张三(2)", "张三"));
    EXPECT_TRUE(app::belongs_to("03张三采访", "张三"));
    EXPECT_FALSE(app::belongs_to("张三丰", "张三"));
    EXPECT_TRUE(app::has_surname("张三"));
    EXPECT_FALSE(app::has_surname("面谈视频"));
}

} // namespace
} // namespace app_import_plan_test

// The walk over what a user named: links, cycles, names in other encodings, things that are no files.

#include "app/import/tree.h"
#include "support/scratch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace app_import_tree_test {
namespace {

namespace fs = std::filesystem;
using app::TreeNode;
using testing::ElementsAre;

std::vector<std::string> names(const TreeNode& node) {
    std::vector<std::string> names;
    for (const TreeNode& child : node.children)
        names.push_back(child.name);
    return names;
}

TEST(ImportTree, lists_in_the_order_people_number_files) {
    support::Scratch scratch;
    for (const char* name : {"10.mp4", "2.mp4", "1.mp4"})
        support::write_file(scratch / name, "x");
    const TreeNode root = app::walk({scratch.path()});
    ASSERT_EQ(root.children.size(), 1U);
    EXPECT_THAT(names(root.children[0]), ElementsAre("1.mp4", "2.mp4", "10.mp4"));
}

TEST(ImportTree, follows_links_to_files_and_names_those_that_lead_nowhere) {
    support::Scratch scratch;
    support::write_file(scratch / "store/a.mp4", "x");
    fs::create_directory(scratch / "张三");
    fs::create_symlink(scratch / "store/a.mp4", scratch / "张三/面谈.mp4");
    fs::create_symlink(scratch / "store/gone.mp4", scratch / "张三/gone.mp4");
    const TreeNode root = app::walk({scratch / "张三"});
    const TreeNode& folder = root.children.at(0);
    ASSERT_THAT(names(folder), ElementsAre("gone.mp4", "面谈.mp4"));
    EXPECT_EQ(folder.children[0].refusal, TreeNode::Refusal::broken_link);
    EXPECT_EQ(folder.children[1].kind, TreeNode::Kind::file);
}

TEST(ImportTree, cycles_end) {
    support::Scratch scratch;
    fs::create_directories(scratch / "a/b");
    fs::create_directory_symlink(scratch / "a", scratch / "a/b/back");
    const TreeNode root = app::walk({scratch / "a"});
    EXPECT_EQ(root.children[0].children[0].children[0].refusal, TreeNode::Refusal::visited);
}

TEST(ImportTree, pipes_and_missing_paths_are_refused) {
    support::Scratch scratch;
    ASSERT_EQ(mkfifo((scratch / "pipe.mp4").c_str(), 0600), 0);
    const TreeNode root = app::walk({scratch / "pipe.mp4", scratch / "none"});
    EXPECT_EQ(root.children[0].refusal, TreeNode::Refusal::special);
    EXPECT_EQ(root.children[1].refusal, TreeNode::Refusal::missing);
}

TEST(ImportTree, names_in_gb18030_are_read_and_one_path_is_one_line) {
    support::Scratch scratch;
    support::write_file(scratch / "\xd5\xc5\xc8\xfd.mp4", "x"); // 张三
    const TreeNode root = app::walk({scratch.path()});
    EXPECT_THAT(names(root.children[0]), ElementsAre("张三.mp4"));
    EXPECT_EQ(app::shown_path("a\nb\x1b[1m"), "a\ufffdb\ufffd[1m");
}

} // namespace
} // namespace app_import_tree_test

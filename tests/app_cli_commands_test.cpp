// The program as it is called: exit codes, what is printed where, what each command does to a catalogue.

#include "dossier/formats/json_text.h"
#include "dossier/formats/lrmx.h"
#include "support/forms.h"
#include "support/program.h"
#include "support/scratch.h"

#include <chrono>
#include <csignal>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace app_cli_commands_test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using support::Finished;
using support::write_lrmx;
using testing::HasSubstr;

class CliTest : public testing::Test {
  protected:
    Finished run(const std::vector<std::string>& arguments) {
        return support::run_program(arguments, scratch_.path() / "home");
    }
    [[nodiscard]] std::string at(const std::string& name) const { return (scratch_.path() / name).string(); }

    /// A catalogue with two candidates of one meeting.
    void make_catalogue() {
        write_lrmx(at("in/02张三.lrmx"), {.name = "张三", .photo = "\xff\xd8\xff\xe0 photo"});
        write_lrmx(at("in/01李四.lrmx"), {.name = "李四"});
        support::write_file(at("in/张三_考察材料.txt"), "张三同志考察材料\n\n政治坚定。\n");
        ASSERT_EQ(run({"new", at("c")}).exit, 0);
        const Finished imported = run({"import", at("c"), at("in"), "--meeting", "常委会"});
        ASSERT_EQ(imported.exit, 0) << imported.errors << imported.out;
    }

    support::Scratch scratch_;
};

TEST_F(CliTest, wrong_use_is_2) {
    EXPECT_EQ(run({}).exit, 2);
    EXPECT_EQ(run({"frobnicate"}).exit, 2);
    EXPECT_EQ(run({"list"}).exit, 2);
    EXPECT_EQ(run({"list", at("none")}).exit, 2);
    EXPECT_EQ(run({"import", at("none"), at("x")}).exit, 2);
    EXPECT_EQ(run({"verify", at("none")}).exit, 2);
    EXPECT_EQ(run({"new", at("a"), at("b")}).exit, 2);
    EXPECT_EQ(run({"list", at("none"), "--order", "size"}).exit, 2);
    EXPECT_EQ(run({"list", at("none"), "--lang", "fr"}).exit, 2);
    EXPECT_FALSE(fs::exists(at("a")));
    EXPECT_THAT(run({"list", at("none")}).errors, HasSubstr("none"));
}

TEST_F(CliTest, what_is_wrong_with_a_line_is_said_in_the_users_language) {
    const std::string c = at("c");
    const auto said = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"--lang", "zh_CN"});
        const Finished finished = run(words);
        EXPECT_EQ(finished.exit, 2);
        return finished.errors;
    };
    EXPECT_THAT(said({"list"}), HasSubstr("缺少 CATALOGUE"));
    EXPECT_THAT(said({"record", c, "--person", "1", "--seconds", "-3"}), HasSubstr("“-3”不是不小于 0 的数"));
    EXPECT_THAT(said({"demo", c, "--candidates", "0"}), HasSubstr("“0”不是 1 到 100000 之间的数"));
    EXPECT_THAT(said({"present", c, "--only", "film"}), HasSubstr("“film”不在可选值之内"));
    EXPECT_THAT(said({"present", c, "--bogus"}), HasSubstr("不认识的内容：--bogus"));
    EXPECT_THAT(said({"list", c, "--person"}), HasSubstr("dossier list --help"));
    EXPECT_THAT(said({"record", c, "--person"}), HasSubstr("--person：缺少取值"));
    EXPECT_THAT(said({"questions", c, "--set", "x", "--clear"}), HasSubstr("不能同时使用"));
    EXPECT_LT(said({"list", c, std::string(100'000, 'x')}).size(), 5000U) << "and it does not crash";
}

TEST_F(CliTest, the_help_stands_in_columns) {
    const std::string help = run({"record", "--help", "--lang", "zh_CN"}).out;
    EXPECT_THAT(help, HasSubstr("\n  --person 文字（必填）             姓名"));
    EXPECT_THAT(help, HasSubstr("\n  --seconds ≥ 0"));
    EXPECT_THAT(help, testing::Not(HasSubstr("FLOAT")));
    EXPECT_THAT(help, testing::Not(HasSubstr("Options")));
}

TEST_F(CliTest, help_and_version_are_0) {
    EXPECT_EQ(run({"--help"}).exit, 0);
    EXPECT_EQ(run({"import", "--help"}).exit, 0);
    EXPECT_EQ(run({"--version"}).exit, 0);
    EXPECT_THAT(run({"--help", "--lang", "zh_CN"}).out, HasSubstr("卷宗"));
}

TEST_F(CliTest, new_makes_no_catalogue_where_something_is) {
    EXPECT_EQ(run({"new", at("c")}).exit, 0);
    EXPECT_EQ(run({"new", at("c")}).exit, 1);
    support::write_file(at("d/file"), "x");
    EXPECT_EQ(run({"new", at("d")}).exit, 1);
}

TEST_F(CliTest, list_prints_the_meeting_in_order_as_json) {
    make_catalogue();
    const Finished listed = run({"list", at("c"), "--json"});
    EXPECT_EQ(listed.exit, 0);
    const json list = formats::parsed_json(listed.out);
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0]["position"], 1);
    EXPECT_EQ(list[0]["name"], "李四");
    EXPECT_EQ(list[1]["name"], "张三");
    ASSERT_EQ(list[1]["materials"].size(), 3U);
    EXPECT_EQ(list[1]["materials"][0]["kind"], "card");
    EXPECT_FALSE(list[1]["materials"][0].contains("media"));
    EXPECT_EQ(list[1]["materials"][2]["kind"], "report");
    EXPECT_EQ(list[1]["materials"][2]["title"], "考察材料");
    EXPECT_EQ(list[1]["materials"][2]["media"].get<std::string>().size(), 64U);
    const json strokes = formats::parsed_json(run({"list", at("c"), "--json", "--order", "stroke"}).out);
    EXPECT_EQ(strokes[0]["name"], "李四") << "7 strokes, and 张 too; 李 comes first";
    EXPECT_EQ(run({"list", at("c"), "--meeting", "7"}).exit, 2);
}

TEST_F(CliTest, questions_are_set_from_a_text_and_listed) {
    make_catalogue();
    EXPECT_EQ(run({"questions", at("c")}).exit, 0);
    EXPECT_THAT(run({"questions", at("c")}).errors, HasSubstr("no questions yet"));
    support::write_file(at("q.txt"), "\xEF\xBB\xBF"
                                     "1. 为什么来？\r\n\r\n2、怎么做？\r\n");
    const Finished set = run({"questions", at("c"), "--set", at("q.txt")});
    EXPECT_EQ(set.exit, 0) << set.errors;
    EXPECT_THAT(set.out, HasSubstr("  2. 怎么做？"));
    support::write_file(at("gbk.txt"), "\xD4\xF5\xC3\xB4\xD7\xF6\n"); // 怎么做 in GBK
    const Finished post = run({"questions", at("c"), "--post", "无人", "--set", at("gbk.txt")});
    EXPECT_EQ(post.exit, 0);
    EXPECT_THAT(post.errors, HasSubstr("nobody on the list of this meeting is proposed"));
    const json lists = formats::parsed_json(run({"questions", at("c"), "--json"}).out);
    EXPECT_EQ(lists["title"], "常委会");
    ASSERT_EQ(lists["lists"].size(), 2U);
    EXPECT_EQ(lists["lists"][0]["questions"], (json{"为什么来？", "怎么做？"}));
    EXPECT_EQ(lists["lists"][1]["post"], "无人");
    EXPECT_EQ(lists["lists"][1]["questions"], json::array({"怎么做"}));
    const json other = formats::parsed_json(run({"questions", at("c"), "--json", "--post", "别的"}).out);
    EXPECT_EQ(other["lists"][0]["questions"].size(), 2U) << "the meeting's list holds for it";
    EXPECT_EQ(run({"questions", at("c"), "--post", "无人", "--clear"}).exit, 0);
    EXPECT_EQ(formats::parsed_json(run({"questions", at("c"), "--json"}).out)["lists"].size(), 1U);
}

TEST_F(CliTest, questions_that_cannot_be_read_change_nothing) {
    make_catalogue();
    support::write_file(at("q.txt"), "为什么来？\n");
    ASSERT_EQ(run({"questions", at("c"), "--set", at("q.txt")}).exit, 0);
    support::write_file(at("empty.txt"), " \n\n");
    support::write_file(at("odd.txt"), std::string("\xFF\x00\xFE\x81", 4));
    for (const char* name : {"empty.txt", "odd.txt", "gone.txt"}) {
        const Finished refused = run({"questions", at("c"), "--set", at(name)});
        EXPECT_EQ(refused.exit, 1) << name;
        EXPECT_THAT(refused.errors, HasSubstr(name));
    }
    EXPECT_THAT(run({"questions", at("c")}).out, HasSubstr("1. 为什么来？"));
    EXPECT_EQ(run({"questions", at("c"), "--set", at("q.txt"), "--clear"}).exit, 2);
    EXPECT_EQ(run({"questions", at("c"), "--meeting", "9"}).exit, 2);
    EXPECT_EQ(run({"questions", at("none")}).exit, 2);
    ASSERT_EQ(run({"new", at("bare")}).exit, 0);
    EXPECT_EQ(run({"questions", at("bare"), "--set", at("q.txt")}).exit, 1) << "no meeting";
}

TEST_F(CliTest, every_order_but_the_given_one_says_why) {
    make_catalogue();
    EXPECT_FALSE(formats::parsed_json(run({"list", at("c"), "--json"}).out).at(0).contains("why"));
    const json list = formats::parsed_json(run({"list", at("c"), "--order", "stroke", "--json"}).out);
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0]["name"], "李四");
    EXPECT_EQ(list[0]["why"], "");
    EXPECT_EQ(list[1]["reason"], "stroke sequence"); // seven strokes both
    EXPECT_THAT(list[1]["why"].get<std::string>(), HasSubstr("李 is written 横竖撇点折竖横"));
    EXPECT_THAT(run({"list", at("c"), "--order", "stroke"}).out, HasSubstr("behind the one above"));
}

TEST_F(CliTest, a_dry_run_says_everything_and_changes_nothing) {
    make_catalogue();
    support::write_file(at("more/王五/说明.txt"), "一");
    const Finished said = run({"import", at("c"), at("more"), "--dry-run"});
    EXPECT_EQ(said.exit, 0);
    EXPECT_THAT(said.out, HasSubstr("说明.txt"));
    EXPECT_EQ(formats::parsed_json(run({"list", at("c"), "--json"}).out).size(), 2U);
}

TEST_F(CliTest, a_refused_file_is_1_and_the_rest_comes_in) {
    make_catalogue();
    support::write_file(at("more/王五/王五.lrmx"), "no form");
    support::write_file(at("more/赵六/说明.txt"), "一");
    const Finished said = run({"import", at("c"), at("more"), at("gone")});
    EXPECT_EQ(said.exit, 1);
    EXPECT_THAT(said.out, HasSubstr("赵六/说明.txt: imported"));
    EXPECT_THAT(said.out, HasSubstr("gone: not imported"));
}

TEST_F(CliTest, exported_forms_are_the_imported_ones) {
    make_catalogue();
    const Finished exported = run({"export", at("c"), "--to", at("out"), "--as", "lrmx"});
    EXPECT_EQ(exported.exit, 0) << exported.errors;
    for (const char* name : {"张三", "李四"}) {
        const std::string original =
            std::string(name) == "张三" ? at("in/02张三.lrmx") : at("in/01李四.lrmx");
        EXPECT_EQ(formats::read_lrmx(support::read_file(at("out/" + std::string(name) + ".lrmx"))).form,
                  formats::read_lrmx(support::read_file(original)).form);
    }
    EXPECT_EQ(run({"export", at("c"), "--to", at("out"), "--as", "lrmx"}).exit, 0) << "the same bytes";
    support::write_file(at("out/张三.lrmx"), "somebody else's");
    EXPECT_EQ(run({"export", at("c"), "--to", at("out")}).exit, 1);
    EXPECT_EQ(support::read_file(at("out/张三.lrmx")), "somebody else's");
}

TEST_F(CliTest, exported_folders_import_as_the_same_dossiers) {
    make_catalogue();
    ASSERT_EQ(run({"export", at("c"), "--to", at("out"), "--as", "folders", "--meeting", "1"}).exit, 0);
    EXPECT_TRUE(fs::exists(at("out/02张三/张三.lrmx")));
    ASSERT_EQ(run({"new", at("d")}).exit, 0);
    ASSERT_EQ(run({"import", at("d"), at("out"), "--meeting", "again"}).exit, 0);
    const json a = formats::parsed_json(run({"list", at("c"), "--json"}).out);
    const json b = formats::parsed_json(run({"list", at("d"), "--json"}).out);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        EXPECT_EQ(a[i]["name"], b[i]["name"]);
        EXPECT_EQ(a[i]["materials"], b[i]["materials"]);
    }
}

TEST_F(CliTest, every_format_of_export_makes_its_files) {
    make_catalogue();
    ASSERT_EQ(run({"export", at("c"), "--to", at("lrm"), "--as", "lrm"}).exit, 0);
    EXPECT_TRUE(fs::exists(at("lrm/张三.lrm")));
    EXPECT_TRUE(fs::exists(at("lrm/张三.pic")));
    ASSERT_EQ(run({"export", at("c"), "--to", at("xlsx"), "--as", "xlsx"}).exit, 0);
    const Finished pdf = run({"export", at("c"), "--to", at("pdf"), "--as", "pdf", "--meeting", "常委会"});
    ASSERT_EQ(pdf.exit, 0) << pdf.errors;
    EXPECT_TRUE(support::read_file(at("pdf/张三.pdf")).starts_with("%PDF"));
    EXPECT_TRUE(support::read_file(at("pdf/常委会.pdf")).starts_with("%PDF"));
}

TEST_F(CliTest, check_groups_findings_by_severity) {
    make_catalogue();
    const Finished checked = run({"check", at("c"), "--json"});
    EXPECT_EQ(checked.exit, 0);
    const json list = formats::parsed_json(checked.out);
    ASSERT_EQ(list.size(), 2U);
    std::vector<std::string> severities;
    for (const json& finding : list[0]["findings"])
        severities.push_back(finding["severity"]);
    ASSERT_FALSE(severities.empty());
    EXPECT_TRUE(std::is_sorted(severities.begin(), severities.end(), [](const auto& a, const auto& b) {
        const auto rank = [](const std::string& text) {
            return text == "error" ? 0 : text == "warning" ? 1 : 2;
        };
        return rank(a) < rank(b);
    }));
    EXPECT_THAT(run({"check", at("c")}).out, HasSubstr("2 forms"));
}

TEST_F(CliTest, verify_names_a_damaged_object_and_backup_brings_it_back) {
    make_catalogue();
    EXPECT_EQ(run({"verify", at("c")}).exit, 0);
    EXPECT_EQ(run({"backup", at("c"), at("b.backup")}).exit, 0);
    EXPECT_EQ(run({"backup", at("c"), at("b.backup")}).exit, 1) << "never over a file";
    fs::path object;
    for (const auto& entry : fs::recursive_directory_iterator(at("c/media")))
        if (entry.is_regular_file())
            object = entry.path();
    fs::permissions(object, fs::perms::owner_all);
    support::write_file(object, "damaged");
    const Finished verified = run({"verify", at("c")});
    EXPECT_EQ(verified.exit, 1);
    EXPECT_THAT(verified.out, HasSubstr(object.filename().string()));
    EXPECT_EQ(run({"restore", at("b.backup"), at("d")}).exit, 0);
    EXPECT_EQ(run({"verify", at("d")}).exit, 0);
    EXPECT_EQ(run({"restore", at("b.backup"), at("d")}).exit, 1);
}

TEST_F(CliTest, verify_names_the_damaged_pages_of_a_catalogue_that_does_not_open) {
    make_catalogue();
    std::string bytes = support::read_file(at("c/catalogue.db"));
    for (std::size_t at = 2000 + 4096; at < bytes.size(); at += 4096)
        bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
    support::write_file(at("c/catalogue.db"), bytes);
    EXPECT_EQ(run({"list", at("c")}).exit, 1);
    const Finished verified = run({"verify", at("c")});
    EXPECT_EQ(verified.exit, 1);
    EXPECT_THAT(verified.out, HasSubstr("page 2 (the sum of the page is wrong)"));
}

TEST_F(CliTest, a_signal_ends_an_import_with_everything_acknowledged) {
    constexpr std::size_t files =
        3000; // several groups: the first fills the pipe, which nobody reads meanwhile
    for (std::size_t i = 0; i < files; ++i)
        write_lrmx(at("in/p" + std::to_string(i) + ".lrmx"), {.name = support::name_of(static_cast<int>(i))});
    ASSERT_EQ(run({"new", at("c")}).exit, 0);
    support::Program import({"import", at("c"), at("in")}, scratch_.path() / "home");
    import.wait_for_lines(1);
    const auto begin = std::chrono::steady_clock::now();
    import.signal(SIGTERM);
    const Finished stopped = import.finish();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
    EXPECT_EQ(stopped.exit, 1);
    EXPECT_THAT(stopped.errors, HasSubstr("Stopped"));
    const auto lines = static_cast<std::size_t>(std::count(stopped.out.begin(), stopped.out.end(), '\n'));
    EXPECT_LT(lines, files);
    EXPECT_EQ(formats::parsed_json(run({"list", at("c"), "--json"}).out).size(), lines);
    EXPECT_EQ(run({"verify", at("c")}).exit, 0);
    EXPECT_EQ(run({"import", at("c"), at("in")}).exit, 0);
    EXPECT_EQ(formats::parsed_json(run({"list", at("c"), "--json"}).out).size(), files);
}

TEST_F(CliTest, the_log_holds_no_names) {
    make_catalogue();
    support::write_file(at("more/王五/王五.lrmx"), "no form");
    run({"import", at("c"), at("more")});
    run({"list", at("c"), "--meeting", "没有"});
    for (const auto& entry : fs::recursive_directory_iterator(at("home/state"))) {
        if (!entry.is_regular_file())
            continue;
        const std::string text = support::read_file(entry.path());
        for (const char* name : {"张三", "李四", "王五", "没有"})
            EXPECT_THAT(text, testing::Not(HasSubstr(name))) << entry.path();
    }
}

} // namespace
} // namespace app_cli_commands_test

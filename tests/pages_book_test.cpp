// Books: a PDF others can read, with all fonts inside, every page numbered; cancelled or failed, nothing is
// left.

#include "dossier/pages/make.h"
#include "dossier/text.h"
#include "support/page_samples.h"
#include "support/page_texts.h"
#include "support/scratch.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <gtest/gtest.h>
#include <regex>
#include <sys/resource.h>

namespace pages_book_test {
namespace {

using namespace pages;

std::string output_of(const std::string& command) {
    std::string output;
    FILE* pipe = popen(command.c_str(), "r");
    std::array<char, 4096> buffer{};
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe))
        output.append(buffer.data(), count);
    pclose(pipe);
    return output;
}

std::string without_spaces(const std::string& text) {
    std::string clean;
    for (const char32_t c : dossier::code_points(text))
        if (!dossier::is_space_or_invisible(c))
            dossier::append_utf8(clean, c);
    return clean;
}

std::string text_of(const std::filesystem::path& pdf, int page = 0) {
    const std::string pages = page ? " -f " + std::to_string(page) + " -l " + std::to_string(page) : "";
    return without_spaces(output_of("pdftotext -raw" + pages + " '" + pdf.string() + "' -"));
}

std::vector<BookPart> sample_parts() {
    const Words words;
    const dossier::Person person = support::sample_person();
    const dossier::Person other = support::long_person();
    const ImagePtr photo = support::sample_photo(300, 375);
    return {{"张明", 1, {}},
            {"基本情况",
             2,
             {make_card(person, support::sample_dossier(person), photo, words, support::today, screen_wide)}},
            {"任免审批表", 2, make_form(person.form, photo, words, support::today)},
            {"考察材料", 2, make_report(support::sample_report(), "考察材料", words)},
            {"阿依古丽·买买提", 1, {}},
            {"任免审批表", 2, make_form(other.form, nullptr, words, support::today)},
            {"民主测评", 2, make_poll(support::sample_poll(), other.name, words, a4)}};
}

const BookOptions sample_options{"中共临州市委常委会会议材料", "2024年7月2日",
                                 "会议材料 注意保管 · 第12次常委会", true};

class Book : public testing::Test {
  protected:
    void write(const std::vector<BookPart>& parts, const BookOptions& options = sample_options) {
        write_book(file_.string(), parts, options, Words{}, [](int, int) { return true; });
    }
    support::Scratch scratch_;
    std::filesystem::path file_ = scratch_ / "会议材料.pdf";
};

TEST_F(Book, its_text_can_be_read_and_every_page_is_numbered) {
    write(sample_parts());
    const std::string info = output_of("pdfinfo '" + file_.string() + "'");
    EXPECT_NE(info.find("中共临州市委常委会会议材料"), std::string::npos) << info;
    std::smatch match;
    ASSERT_TRUE(std::regex_search(info, match, std::regex("Pages:\\s+(\\d+)"))) << info;
    const int count = std::stoi(match[1]);
    EXPECT_EQ(count, 2 + 1 + 2 + 5 + 4 + 2);
    for (int i = 1; i <= count; ++i) {
        const std::string text = text_of(file_, i);
        EXPECT_EQ(support::count(text, "第" + std::to_string(i) + "页共" + std::to_string(count) + "页"), 1)
            << i << text;
        EXPECT_EQ(support::count(text, "会议材料注意保管·第12次常委会"), 1) << i;
    }
    EXPECT_EQ(support::count(text_of(file_, 1), "中共临州市委常委会会议材料"), 1);
    EXPECT_EQ(support::count(text_of(file_, 2), "任免审批表"), 2);
    EXPECT_EQ(support::count(text_of(file_, 4), "江东大学经济管理学院国民经济管理专业学习"), 1);
}

TEST_F(Book, the_words_on_a_page_are_the_words_in_the_file) {
    const Pages report = make_report(support::sample_report(), "", Words{});
    write({{"考察材料", 1, report}}, {"", "", "", false});
    for (std::size_t i = 0; i < report.size(); ++i) {
        const std::string text = text_of(file_, static_cast<int>(i) + 2);
        const std::string expected = support::texts_of({report[i]});
        EXPECT_EQ(text.substr(0, expected.size()), expected) << i;
    }
}

TEST_F(Book, rare_characters_are_text_too) {
    dossier::ReportContent report;
    dossier::Paragraph paragraph;
    paragraph.runs = {{"𬱖䶮㛃𠮷，Dossier", false, false, false}};
    report.paragraphs = {paragraph};
    write({{"甲", 1, make_report(report, "", Words{})}});
    EXPECT_EQ(support::count(text_of(file_), "𬱖䶮㛃𠮷，Dossier"), 1);
}

TEST_F(Book, all_fonts_are_embedded_as_subsets) {
    write(sample_parts());
    const std::string fonts = output_of("pdffonts '" + file_.string() + "'");
    int lines = 0;
    std::istringstream stream(fonts);
    for (std::string line; std::getline(stream, line);) {
        if (++lines <= 2)
            continue;
        EXPECT_TRUE(std::regex_search(line, std::regex("\\byes\\s+yes\\s+yes\\b"))) << line;
    }
    EXPECT_GT(lines, 4) << fonts;
}

TEST_F(Book, cancelled_it_leaves_the_old_file_and_no_temporary) {
    support::write_file(file_, "old");
    int asked = 0;
    write_book(file_.string(), sample_parts(), sample_options, Words{},
               [&](int, int) { return ++asked < 4; });
    EXPECT_EQ(support::read_file(file_), "old");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(scratch_.path()), {}), 1);
}

TEST_F(Book, a_folder_that_is_not_there_is_named) {
    file_ = scratch_ / "gone/book.pdf";
    try {
        write(sample_parts());
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("gone/book.pdf"), std::string::npos);
    }
}

TEST_F(Book, a_full_disk_is_an_error_that_names_the_file_and_leaves_nothing) {
    // A limit on the size of files stands for the full disk.
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit small = before;
    small.rlim_cur = 20'000;
    setrlimit(RLIMIT_FSIZE, &small);
    std::string message;
    try {
        write(sample_parts());
    } catch (const std::runtime_error& error) {
        message = error.what();
    }
    setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_NE(message.find("会议材料.pdf"), std::string::npos) << message;
    EXPECT_TRUE(std::filesystem::is_empty(scratch_.path()));
}

TEST_F(Book, a_book_of_nothing_and_one_of_many_parts_are_books) {
    write({});
    EXPECT_EQ(support::count(output_of("pdfinfo '" + file_.string() + "'"), "Pages:"), 1);
    std::vector<BookPart> parts;
    for (int i = 0; i < 300; ++i)
        parts.push_back({"候选人" + std::to_string(i) + std::string(i % 50 ? 0 : 400, 'x'),
                         i % 3 ? 2 : 1,
                         {make_placeholder("甲", "乙", screen_classic)}});
    parts.push_back({"没有页的末项", 1, {}});
    write(parts);
    EXPECT_EQ(support::count(text_of(file_), "甲"), 300);
}

} // namespace
} // namespace pages_book_test

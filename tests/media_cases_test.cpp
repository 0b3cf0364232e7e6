// The list of cases that playing must stand, held against the tests.
#include "support/scratch.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <regex>
#include <set>

namespace media_cases_test {
namespace {

namespace fs = std::filesystem;

std::set<std::string> all_tests() {
    std::set<std::string> found;
    const std::regex test(R"(\nTEST(?:_F|_P)?\((\w+),\s*(\w+)\))");
    for (const auto& file : fs::directory_iterator(fs::path(SOURCE_DIR) / "tests")) {
        if (file.path().extension() != ".cpp")
            continue;
        const std::string text = support::read_file(file.path());
        for (std::sregex_iterator match(text.begin(), text.end(), test), end; match != end; ++match)
            found.insert(match->str(1) + "." + match->str(2));
    }
    return found;
}

TEST(MediaCases, every_case_names_tests_that_exist) {
    const std::set<std::string> tests = all_tests();
    ASSERT_GT(tests.size(), 100U);
    const std::string cases = support::read_file(fs::path(SOURCE_DIR) / "tests/media_cases.md");
    const std::regex name(R"(`([A-Z]\w+\.\w+)`)");
    int named = 0;
    for (std::sregex_iterator match(cases.begin(), cases.end(), name), end; match != end; ++match, ++named)
        EXPECT_TRUE(tests.contains(match->str(1)) || match->str(1) == "Suite.name") << match->str(1);
    EXPECT_GT(named, 40);
}

} // namespace
} // namespace media_cases_test

// Every sentence of the program has its Chinese: the sources are read for tr("...") and N_("...").

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <regex>
#include <sstream>
#include <string>

namespace app_language_test {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& file) {
    std::ifstream stream(file);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// The joined literals that begin at `at`, as they stand in the source (escapes untouched); empty for none.
std::string literals(const std::string& text, std::size_t at) {
    std::string joined;
    for (;;) {
        at = text.find_first_not_of(" \t\n", at);
        if (at == std::string::npos || text[at] != '"')
            return joined;
        for (++at; text[at] != '"'; ++at) {
            if (text[at] == '\\')
                joined += text[at++];
            joined += text[at];
        }
        ++at;
    }
}

/// key -> the file it stands in.
std::map<std::string, std::string> keys_of_sources() {
    std::map<std::string, std::string> keys;
    const std::regex call(R"((^|[^A-Za-z_])(tr|N_)\()");
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / "app")) {
        if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h")
            continue;
        const std::string text = contents(entry.path());
        for (std::sregex_iterator match(text.begin(), text.end(), call), end; match != end; ++match) {
            const auto behind = static_cast<std::size_t>(match->position() + match->length());
            if (const std::string key = literals(text, behind); !key.empty())
                keys.emplace(key, entry.path().filename().string());
        }
    }
    return keys;
}

std::map<std::string, std::string> translations(const std::string& language) {
    std::map<std::string, std::string> words;
    const std::regex entry(R"((?:^|\n)msgid ((?:"[^\n]*"\n)+)msgstr ((?:"[^\n]*"\n?)+))");
    for (const auto& file : fs::directory_iterator(fs::path(SOURCE_DIR) / "assets/po" / language)) {
        const std::string text = contents(file.path());
        for (std::sregex_iterator match(text.begin(), text.end(), entry), end; match != end; ++match)
            words[literals((*match)[1], 0)] = literals((*match)[2], 0);
    }
    return words;
}

TEST(Language, every_sentence_has_its_chinese) {
    const auto chinese = translations("zh_CN");
    const auto keys = keys_of_sources();
    ASSERT_GT(keys.size(), 100U);
    for (const auto& [key, file] : keys) {
        const auto found = chinese.find(key);
        EXPECT_TRUE(found != chinese.end() && !found->second.empty()) << file << ": " << key;
    }
}

TEST(Language, translations_use_the_places_their_sentence_has) {
    const std::regex place(R"(\{(\d)\})");
    for (const auto& [key, text] : translations("zh_CN")) {
        for (std::sregex_iterator match(text.begin(), text.end(), place), end; match != end; ++match)
            EXPECT_NE(key.find(match->str()), std::string::npos) << key << " -> " << text;
    }
}

} // namespace
} // namespace app_language_test

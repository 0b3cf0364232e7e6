// Reads every #include and holds it against the table of layers: who may use whom, and which third party.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace layering_test {
namespace {

namespace fs = std::filesystem;

/// Own folders each folder may include from.
const std::map<std::string, std::set<std::string>> folders{
    {"dossier", {"dossier"}},
    {"media", {"media"}},
    {"db", {"dossier", "db"}},
    {"app", {"dossier", "media", "db", "app"}},
};

struct Library {
    std::string name;
    std::regex header;
    std::vector<std::string> allowed; ///< path prefixes of files that may include it
};

const std::vector<Library>& libraries() {
    static const std::vector<Library> list{
        {"pugixml", std::regex("^pugixml"), {"dossier/formats/"}},
        {"libzip", std::regex("^zip\\.h"), {"dossier/formats/"}},
        {"libxlsxwriter", std::regex("^xlsxwriter"), {"dossier/formats/"}},
        {"ICU", std::regex("^unicode/"), {"dossier/formats/", "dossier/order/"}},
        {"JSON", std::regex("^nlohmann/"), {"dossier/formats/", "app/"}},
        {"Cairo", std::regex("^cairo"), {"dossier/pages/", "app/"}},
        {"Pango and fontconfig",
         std::regex("^(pango|fontconfig|ft2build|freetype)"),
         {"dossier/pages/", "app/"}},
        {"FFmpeg", std::regex("^lib(av|sw)"), {"media/"}},
        {"stb_image", std::regex("^stb"), {"media/"}},
        {"libheif", std::regex("^libheif"), {"media/"}},
        {"libexif", std::regex("^libexif"), {"media/"}},
        {"libebur128", std::regex("^ebur128"), {"media/"}},
        {"PulseAudio", std::regex("^pulse/"), {"media/"}},
        {"ALSA", std::regex("^alsa/"), {"media/"}},
        {"udev", std::regex("^libudev"), {"media/"}},
        {"SDL", std::regex("^SDL"), {"app/", "media/sdl_audio"}},
        {"Dear ImGui", std::regex("^imgui"), {"app/"}},
        {"OpenGL", std::regex("^(GL/|SDL_opengl)"), {"app/"}},
        {"XCB", std::regex("^xcb/"), {"app/meeting/displays"}},
        {"SOCI", std::regex("^soci"), {"db/"}},
        {"SQLite", std::regex("^sqlite3"), {"db/sqlite/"}},
        {"libcrypto", std::regex("^openssl/"), {"db/"}},
        {"libsodium", std::regex("^sodium"), {"db/"}},
        {"CLI11", std::regex("^CLI/"), {"app/"}},
        {"spdlog", std::regex("^(spdlog|fmt)/"), {"app/"}},
        {"gettext", std::regex("^libintl"), {"app/"}},
    };
    return list;
}

std::vector<fs::path> sources(const std::string& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / folder)) {
        const std::string extension = entry.path().extension().string();
        if (extension == ".h" || extension == ".cpp")
            files.push_back(entry.path());
    }
    return files;
}

struct Include {
    std::string file; ///< relative to the source folder
    std::string header;
    bool quoted;
};

std::vector<Include> includes(const std::string& folder) {
    static const std::regex line_pattern(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    std::vector<Include> found;
    for (const fs::path& file : sources(folder)) {
        std::ifstream stream(file);
        std::string line;
        std::smatch match;
        while (std::getline(stream, line))
            if (std::regex_search(line, match, line_pattern))
                found.push_back({fs::relative(file, SOURCE_DIR).string(), match[2], match[1] == "\""});
    }
    return found;
}

TEST(Layering, folders_include_only_what_the_table_allows) {
    for (const auto& [folder, allowed] : folders) {
        ASSERT_FALSE(includes(folder).empty()) << folder << " has no sources: the test reads nothing";
        for (const Include& include : includes(folder)) {
            const std::string first = include.header.substr(0, include.header.find('/'));
            const bool permitted = !folders.contains(first) || allowed.contains(first);
            EXPECT_TRUE(permitted) << include.file << " includes " << include.header;
        }
    }
}

TEST(Layering, third_parties_stay_in_their_folders) {
    int seen = 0;
    for (const auto& [folder, unused] : folders) {
        for (const Include& include : includes(folder)) {
            for (const Library& library : libraries()) {
                if (!std::regex_search(include.header, library.header))
                    continue;
                ++seen;
                const bool allowed =
                    std::any_of(library.allowed.begin(), library.allowed.end(),
                                [&](const std::string& prefix) { return include.file.starts_with(prefix); });
                EXPECT_TRUE(allowed) << include.file << " includes " << library.name << " (" << include.header
                                     << ")";
            }
        }
    }
    EXPECT_GT(seen, 0);
}

TEST(Layering, every_header_begins_with_its_sentence) {
    for (const auto& [folder, unused] : folders) {
        for (const fs::path& file : sources(folder)) {
            if (file.extension() != ".h")
                continue;
            std::ifstream stream(file);
            std::string line;
            std::getline(stream, line);
            EXPECT_TRUE(line.starts_with("// "))
                << fs::relative(file, SOURCE_DIR) << " begins without a sentence";
        }
    }
}

} // namespace
} // namespace layering_test

// `dossier demo` from outside: what it makes is listed, stored, and the same again.

#include "db/catalogue.h"
#include "dossier/formats/json_text.h"
#include "support/scratch.h"

#include <cstdio>
#include <cstdlib>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <set>

namespace app_demo_test {
namespace {

namespace fs = std::filesystem;

/// The program's standard output and exit code.
struct Outcome {
    int code = -1;
    std::string output;
};
Outcome run(const support::Scratch& scratch, const std::string& arguments) {
    const std::string command = "XDG_STATE_HOME='" + scratch.path().string() +
                                "/state' '" PROGRAM "' --lang en " + arguments + " 2>/dev/null";
    FILE* pipe = popen(command.c_str(), "r");
    Outcome outcome;
    char buffer[4096];
    for (std::size_t count = 0; pipe && (count = fread(buffer, 1, sizeof buffer, pipe)) > 0;)
        outcome.output.append(buffer, count);
    const int status = pipe ? pclose(pipe) : -1;
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return outcome;
}

/// Hashes of all stored objects: their names.
std::set<std::string> objects(const fs::path& catalogue) {
    std::set<std::string> all;
    for (const auto& entry : fs::recursive_directory_iterator(catalogue / "media"))
        if (entry.is_regular_file())
            all.insert(entry.path().filename().string());
    return all;
}

TEST(Demo, a_sample_is_a_catalogue_with_a_meeting) {
    const support::Scratch scratch;
    for (const std::string name : {"one", "two"})
        ASSERT_EQ(run(scratch, "demo '" + (scratch / name).string() + "' --candidates 2 --seed 3").code, 0);
    EXPECT_EQ(objects(scratch / "one"), objects(scratch / "two"));
    EXPECT_FALSE(fs::exists(scratch / "one" / "derived" / "sample"));

    const Outcome listed = run(scratch, "list '" + (scratch / "one").string() + "' --json");
    ASSERT_EQ(listed.code, 0);
    const auto json = formats::parsed_json(listed.output);
    ASSERT_EQ(json.size(), 2U);
    std::set<std::string> kinds;
    const auto stored = objects(scratch / "one");
    for (const auto& candidate : json) {
        EXPECT_FALSE(candidate["name"].get<std::string>().empty());
        EXPECT_FALSE(candidate["person_id"].get<std::string>().empty());
        for (const auto& material : candidate["materials"]) {
            kinds.insert(material["kind"]);
            if (material.contains("media")) {
                EXPECT_TRUE(stored.contains(material["media"]));
            }
        }
    }
    EXPECT_EQ(kinds, (std::set<std::string>{"audio", "card", "form", "photo", "poll", "report", "video"}));

    db::Catalogue catalogue = db::Catalogue::open(scratch / "one", {"test", "test"}, db::Access::read_only);
    const auto meeting = catalogue.newest_meeting();
    ASSERT_TRUE(meeting);
    EXPECT_EQ(meeting->number, 1);
    EXPECT_FALSE(meeting->body.empty());
    std::set<int> levels;
    bool noted = false;
    for (const dossier::AgendaItem& item : meeting->items) {
        levels.insert(item.level);
        if (item.level == 0)
            noted |= !catalogue.dossier(item.dossier)->note.empty();
    }
    EXPECT_EQ(levels, (std::set<int>{0, 1, 2, 3}));
    EXPECT_TRUE(noted);
    ASSERT_EQ(meeting->questions.size(), 1U);
    int answered = 0;
    for (const dossier::AgendaItem& item : meeting->candidates())
        for (const dossier::Material& material : catalogue.materials(item.person))
            if (const auto* clip = std::get_if<dossier::ClipContent>(&material.content))
                for (const dossier::Chapter& chapter : clip->chapters)
                    answered += chapter.question == 1 ? 1 : 0;
    EXPECT_GE(answered, 2) << "so that answers can be played one after another";
    for (const dossier::Material& material : catalogue.materials(meeting->candidates()[1].person))
        if (const auto* clip = std::get_if<dossier::ClipContent>(&material.content)) {
            EXPECT_FALSE(clip->chapters.empty());
            EXPECT_FALSE(clip->transcript.empty());
        }
    EXPECT_TRUE(catalogue.verify({}).empty());
}

TEST(Demo, an_existing_catalogue_is_left_alone) {
    const support::Scratch scratch;
    support::write_file(scratch / "folder" / "letter.txt", "mine");
    EXPECT_EQ(run(scratch, "demo '" + (scratch / "folder").string() + "'").code, 1);
    EXPECT_EQ(support::read_file(scratch / "folder" / "letter.txt"), "mine");
    EXPECT_FALSE(fs::exists(scratch / "folder" / "derived"));
}

} // namespace
} // namespace app_demo_test

// kill -9 at random moments of an import: the catalogue opens and verifies, everything acknowledged is in it,
// and the same import completes it. KILLS sets how many moments (tests/bench/kill_import: 200), SEED repeats.

#include "db/catalogue.h"
#include "support/clips.h"
#include "support/forms.h"
#include "support/program.h"
#include "support/scratch.h"

#include <csignal>
#include <cstdlib>
#include <gtest/gtest.h>
#include <random>
#include <set>

namespace app_import_kill_test {
namespace {

namespace fs = std::filesystem;

constexpr int candidates = 40;
constexpr int kills_per_catalogue = 5;

/// Forms with photos, some flat and some in folders with reports, sound, a transcript, and a shared poll.
class KillTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string poll = "姓名,问题,选项,票数\n";
        std::mt19937 bytes(1);
        for (int i = 0; i < candidates; ++i) {
            const std::string name = support::name_of(i);
            const bool folder = i % 4 == 0;
            const fs::path place = folder ? scratch_ / "in" / name : scratch_ / "in";
            support::FormText form{.name = name, .photo = "\xff\xd8\xff\xe0"};
            while (form.photo.size() < 30000)
                form.photo += static_cast<char>(bytes() & 0xffU);
            support::write_lrmx(place / (name + ".lrmx"), form);
            if (folder) {
                support::write_file(place / "说明.txt", name + "同志考察材料\n\n政治坚定。\n");
                support::write_file(place / "面谈.srt", "1\n00:00:00,100 --> 00:00:00,900\n" + name + "\n");
                support::make_clip(place / "面谈.mp4", {.seconds = 1, .sine = 400.0 + i});
            }
            poll += name + ",总体评价,优秀," + std::to_string(i + 1) + "\n";
        }
        support::write_file(scratch_ / "in/测评.csv", poll);
    }

    [[nodiscard]] std::vector<std::string> command() const {
        return {"import", (scratch_.path() / "c").string(), (scratch_.path() / "in").string(), "--meeting",
                "会"};
    }
    [[nodiscard]] fs::path home() const { return scratch_.path() / "home"; }
    db::Catalogue open() { return db::Catalogue::open(scratch_ / "c", {.user = "t", .terminal = "t"}); }

    /// Persons, their materials by kind and name, and the list of the meeting, without ids.
    std::multiset<std::string> contents() {
        db::Catalogue catalogue = open();
        std::multiset<std::string> all;
        const auto meeting = catalogue.newest_meeting();
        if (!meeting)
            return all;
        for (const dossier::AgendaItem& item : meeting->candidates()) {
            const auto person = catalogue.person(item.person);
            if (!person)
                continue;
            all.insert(person->name + (person->has_form ? " form" : ""));
            for (const dossier::Material& material : catalogue.materials(person->id)) {
                std::string line = person->name + " ";
                line.append(dossier::code(material.kind)).append(" ").append(material.file_name);
                if (const auto* clip = std::get_if<dossier::ClipContent>(&material.content))
                    line += clip->transcript.empty() ? "" : " with transcript";
                all.insert(line);
            }
        }
        return all;
    }

    /// What the line of a path promises, as a line of contents(); empty where it promises nothing of its own.
    [[nodiscard]] static std::string promise(const std::string& line) {
        const fs::path path = line.substr(0, line.find(": "));
        const std::string owner = path.parent_path().filename().string();
        if (path.extension() == ".lrmx")
            return path.stem().string() + " form";
        if (path.extension() == ".txt")
            return owner + " report 说明.txt";
        if (path.extension() == ".mp4" || path.extension() == ".srt")
            return owner + " video 面谈.mp4 with transcript";
        return {};
    }

    void must_hold(const std::string& acknowledged) {
        const std::vector<db::Damage> damages = open().verify({});
        for (const db::Damage& damage : damages)
            EXPECT_EQ(damage.kind, db::Damage::Kind::note) << damage.subject << " " << damage.detail;
        const std::multiset<std::string> now = contents();
        std::size_t begin = 0;
        for (std::size_t end = acknowledged.find('\n'); end != std::string::npos;
             begin = end + 1, end = acknowledged.find('\n', begin)) {
            const std::string line = acknowledged.substr(begin, end - begin);
            const std::string promised = promise(line);
            EXPECT_TRUE(promised.empty() || now.contains(promised))
                << "acknowledged, but not there: " << line;
        }
    }

    support::Scratch scratch_;
};

TEST_F(KillTest, kills_lose_nothing_acknowledged_and_a_repeated_import_completes) {
    const char* kills_given = std::getenv("KILLS");
    const char* seed_given = std::getenv("SEED");
    const int kills = kills_given != nullptr ? std::atoi(kills_given) : 10;
    const auto seed = static_cast<unsigned>(
        seed_given != nullptr ? std::atol(seed_given) : static_cast<long>(std::random_device()()));
    std::printf("SEED=%u KILLS=%d\n", seed, kills);
    std::mt19937 random(seed);

    // One undisturbed import says what must be there in the end, and how long it takes.
    ASSERT_EQ(support::run_program({"new", (scratch_ / "c").string()}, home()).exit, 0);
    const auto begin = std::chrono::steady_clock::now();
    const support::Finished whole = support::run_program(command(), home());
    const auto duration = std::chrono::steady_clock::now() - begin;
    ASSERT_EQ(whole.exit, 0) << whole.out << whole.errors;
    must_hold(whole.out);
    const std::multiset<std::string> wanted = contents();
    ASSERT_EQ(wanted.size(), candidates + candidates + candidates / 4 * 2U);

    for (int kill = 0; kill < kills; ++kill) {
        if (kill % kills_per_catalogue == 0) {
            fs::remove_all(scratch_ / "c");
            ASSERT_EQ(support::run_program({"new", (scratch_ / "c").string()}, home()).exit, 0);
        }
        support::Program import(command(), home());
        // An interrupted import that goes on is quicker, so early moments count more.
        std::uniform_real_distribution<double> moment(0, kill % kills_per_catalogue == 0 ? 1.0 : 0.5);
        import.read_for(std::chrono::duration_cast<std::chrono::microseconds>(duration * moment(random)));
        import.signal(SIGKILL);
        const support::Finished killed = import.finish();
        must_hold(killed.out);
        if (HasFailure())
            FAIL() << "at kill " << kill << " of SEED=" << seed;
        if (kill % kills_per_catalogue == kills_per_catalogue - 1 || kill == kills - 1) {
            const support::Finished again = support::run_program(command(), home());
            EXPECT_EQ(again.exit, 0) << again.out << again.errors;
            EXPECT_EQ(contents(), wanted);
        }
    }
}

} // namespace
} // namespace app_import_kill_test

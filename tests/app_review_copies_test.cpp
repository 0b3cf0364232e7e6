// Review copies in a catalogue: what `dossier prepare` makes, keeps, makes anew, and never leaves half.
#include "app/media_facts.h"
#include "app/review_copies.h"
#include "app/workbench/review_maker.h"
#include "media/clip.h"
#include "media/log.h"
#include "media/record_line.h"
#include "media/seekable_copy.h"
#include "support/clips.h"
#include "support/program.h"
#include "support/recorded.h"
#include "support/scratch.h"
#include "support/wake_signal.h"

#include <csignal>
#include <cstdlib>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>

namespace app_review_copies_test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class ReviewCopiesTest : public testing::Test {
  protected:
    support::Finished run(const std::vector<std::string>& arguments) {
        return support::run_program(arguments, scratch_.path() / "home");
    }
    [[nodiscard]] std::string at(const std::string& name) const { return (scratch_.path() / name).string(); }

    /// A candidate with a clip of one long group.
    void make_catalogue(double seconds, double gop_seconds = 1000) {
        support::ClipRecipe recipe;
        recipe.seconds = seconds;
        recipe.writer.gop_seconds = gop_seconds;
        fs::create_directories(at("in/张三"));
        support::make_clip(at("in/张三/访谈.mp4"), recipe);
        const support::Finished imported = run({"new", at("c")}).exit == 0
                                               ? run({"import", at("c"), at("in"), "--meeting", "常委会"})
                                               : support::Finished{};
        ASSERT_EQ(imported.exit, 0) << imported.errors;
    }
    [[nodiscard]] std::vector<fs::path> derived(const std::string& ending) const {
        std::vector<fs::path> found;
        for (const auto& entry : fs::recursive_directory_iterator(at("c/derived")))
            if (entry.is_regular_file() && entry.path().string().ends_with(ending))
                found.push_back(entry.path());
        return found;
    }

    support::Scratch scratch_;
};

TEST_F(ReviewCopiesTest, prepare_makes_what_is_missing_once) {
    make_catalogue(3);
    EXPECT_TRUE(derived("review.mp4").empty()) << "not at import";
    const support::Finished first = run({"prepare", at("c")});
    ASSERT_EQ(first.exit, 0) << first.errors;
    EXPECT_THAT(first.out, HasSubstr("Review copies: 1"));
    ASSERT_EQ(derived("review.mp4").size(), 1U);
    const fs::path copy = derived("review.mp4").front();
    EXPECT_NEAR(media::probe_here(copy).duration, 3, 0.04);

    const std::string hash = copy.filename().string().substr(0, 64);
    const db::MediaStore store(at("c"));
    EXPECT_EQ(app::review_copy_of(store, hash), copy);
    const auto made = fs::last_write_time(copy);
    EXPECT_EQ(run({"prepare", at("c")}).exit, 0);
    EXPECT_EQ(fs::last_write_time(copy), made);

    // A copy that is not whole is none, and is made anew.
    fs::resize_file(copy, fs::file_size(copy) / 2);
    EXPECT_TRUE(app::review_copy_of(store, hash).empty());
    EXPECT_EQ(run({"prepare", at("c")}).exit, 0);
    EXPECT_EQ(app::review_copy_of(store, hash), copy);
    EXPECT_EQ(run({"verify", at("c")}).exit, 0);
}

TEST_F(ReviewCopiesTest, the_idle_workbench_makes_them_and_lets_go_when_it_is_told_to) {
    make_catalogue(3);
    support::WakeSignal signal;
    app::workbench::ReviewMaker maker(at("c"), PROGRAM, signal.function());
    maker.start();
    maker.stop_now(); // somebody records: nothing is made, nothing is half
    EXPECT_FALSE(maker.progress().working);
    EXPECT_TRUE(derived("review.mp4").empty());
    maker.start();
    const auto made = [&] { return maker.progress().made == 1 && !maker.progress().working; };
    // At the lowest priority it may take its time on a busy machine.
    for (int patience = 0; patience < 12 && !made(); ++patience)
        signal.until(made);
    ASSERT_TRUE(made()) << maker.progress().failure;
    EXPECT_EQ(maker.progress().done, maker.progress().all);
    EXPECT_EQ(maker.progress().failure, "");
    EXPECT_EQ(derived("review.mp4").size(), 1U);
}

TEST_F(ReviewCopiesTest, a_clip_that_seeks_well_is_judged_once_and_not_copied) {
    make_catalogue(2, 0.5);
    const support::Finished finished = run({"prepare", at("c")});
    ASSERT_EQ(finished.exit, 0) << finished.errors;
    ASSERT_EQ(derived("review.json").size(), 1U);
    const std::string judgement = support::read_file(derived("review.json").front());
    EXPECT_THAT(judgement, HasSubstr("decode_cost"));
    // How costly decoding is belongs to the machine the test runs on.
    EXPECT_EQ(derived("review.mp4").empty(), judgement.find("\"needed\":false") != std::string::npos);
    EXPECT_EQ(run({"prepare", at("c")}).exit, 0);
    EXPECT_EQ(support::read_file(derived("review.json").front()), judgement);
}

TEST_F(ReviewCopiesTest, a_clip_in_fragments_gets_its_own_packets_in_one_piece) {
    media::silence_library_log();
    std::vector<media::Fragment> fragments;
    media::RecordLine line({.size = support::recorded_size, .crf = 1}, media::Time(0),
                           [&](media::Fragment fragment) { fragments.push_back(std::move(fragment)); });
    for (int i = 0; i < 90; ++i) {
        line.picture(*support::grey(30 + i), media::Time(i / 30.0));
        line.sound(*support::tone(1600, media::Time(i / 30.0), 0.5), media::Time(i / 30.0));
        line.advance(media::Time(i / 30.0));
    }
    line.finish(media::Time(3));
    fs::create_directories(at("in/张三"));
    support::write_file(at("in/张三/访谈.mp4"), support::joined(fragments));
    ASSERT_EQ(run({"new", at("c")}).exit, 0);
    ASSERT_EQ(run({"import", at("c"), at("in"), "--meeting", "常委会"}).exit, 0);
    ASSERT_EQ(run({"prepare", at("c")}).exit, 0);
    ASSERT_EQ(derived("review.mp4").size(), 1U);
    const fs::path copy = derived("review.mp4").front();
    EXPECT_FALSE(media::is_fragmented(copy));
    EXPECT_EQ(support::decode(copy).lumas, support::decode(at("in/张三/访谈.mp4")).lumas);
    const db::MediaStore store(at("c"));
    EXPECT_EQ(app::review_copy_of(store, copy.filename().string().substr(0, 64)), copy);
    const auto made = fs::last_write_time(copy);
    ASSERT_EQ(run({"prepare", at("c")}).exit, 0);
    EXPECT_EQ(fs::last_write_time(copy), made);
}

TEST_F(ReviewCopiesTest, whoever_is_stopped_or_killed_leaves_no_half_copy_and_the_next_one_makes_it) {
    make_catalogue(30);
    const db::MediaStore store(at("c"));
    for (const int signal : {SIGTERM, SIGKILL}) {
        support::Program program({"prepare", at("c")}, scratch_.path() / "home");
        // The judgement says that the copy begins.
        for (int turn = 0; turn < 20000 && derived("review.json").empty(); ++turn)
            program.read_for(std::chrono::milliseconds(2));
        program.signal(signal);
        static_cast<void>(program.finish());
        // A slow test may come when it is done.
        for (const fs::path& copy : derived("review.mp4")) {
            EXPECT_EQ(app::review_copy_of(store, copy.filename().string().substr(0, 64)), copy);
            fs::remove(copy);
        }
        for (const fs::path& judgement : derived("review.json"))
            fs::remove(judgement);
    }
    ASSERT_EQ(run({"prepare", at("c")}).exit, 0);
    EXPECT_EQ(derived("review.mp4").size(), 1U);
}

/// A presentation, seen from outside: which file of the clip it has open.
class ReviewCopiesOnScreen : public ReviewCopiesTest {
  protected:
    void prepare() {
        make_catalogue(20);
        ASSERT_EQ(run({"prepare", at("c")}).exit, 0);
        ASSERT_EQ(derived("review.mp4").size(), 1U);
        copy_ = derived("review.mp4").front();
        original_ = db::MediaStore(at("c")).path(copy_.filename().string().substr(0, 64));
    }
    /// Whether any process has the file open.
    static bool is_open(const fs::path& file) {
        std::error_code error;
        for (const auto& process : fs::directory_iterator("/proc", error))
            for (const auto& descriptor : fs::directory_iterator(process.path() / "fd", error))
                if (fs::read_symlink(descriptor.path(), error) == file)
                    return true;
        return false;
    }
    /// Until `file` is open and `other` is not; false where that does not come about.
    bool comes_to(support::Program& program, const fs::path& file, const fs::path& other) {
        for (int turn = 0; turn < 400; ++turn) {
            if (is_open(file) && !is_open(other))
                return true;
            program.read_for(std::chrono::milliseconds(50));
        }
        return false;
    }
    static void press(const std::string& key) {
        ASSERT_EQ(std::system(("xdotool key --clearmodifiers " + key).c_str()), 0);
    }
    [[nodiscard]] std::vector<std::string> present() const {
        return {"present", at("c"), "--only", "video", "--windowed", "320x180", "--single"};
    }

    fs::path copy_;
    fs::path original_;
};

TEST_F(ReviewCopiesOnScreen, the_copy_plays_and_o_changes_to_the_original_and_back) {
    prepare();
    support::Program program(present(), scratch_.path() / "home");
    ASSERT_TRUE(comes_to(program, copy_, original_));
    press("o");
    ASSERT_TRUE(comes_to(program, original_, copy_));
    press("o");
    ASSERT_TRUE(comes_to(program, copy_, original_));
    program.signal(SIGTERM);
    EXPECT_EQ(program.finish().exit, 0);
}

TEST_F(ReviewCopiesOnScreen, a_copy_that_is_damaged_inside_is_left_for_the_original) {
    prepare();
    std::string bytes = support::read_file(copy_);
    std::mt19937 random(11);
    for (std::size_t at = bytes.size() / 20; at < bytes.size(); ++at)
        bytes[at] = static_cast<char>(random());
    support::write_file(copy_, bytes);
    support::Program program(present(), scratch_.path() / "home");
    EXPECT_TRUE(comes_to(program, original_, copy_));
    program.signal(SIGTERM);
    EXPECT_EQ(program.finish().exit, 0);
}

} // namespace
} // namespace app_review_copies_test

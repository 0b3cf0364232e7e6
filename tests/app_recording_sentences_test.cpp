// What devices and disks do wrong is said in the user's language, without the system's English.

#include "app/language.h"
#include "app/recording/recording_sentences.h"

#include <algorithm>
#include <cerrno>
#include <gtest/gtest.h>
#include <set>

namespace app_recording_sentences_test {
namespace {

using media::Failure;
using media::Fault;
using media::RecorderEvent;

bool has_letters(const std::string& text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

class RecordingSentences : public testing::Test {
  protected:
    void SetUp() override { app::choose_language("zh_CN"); }
    void TearDown() override { app::choose_language("en"); }
};

TEST_F(RecordingSentences, a_device_that_does_not_open_is_told_by_its_cause) {
    std::set<std::string> reasons;
    for (const int code : {ENODEV, EBUSY, EACCES, ETIMEDOUT, EINVAL, EIO}) {
        const std::string said =
            app::recording::device_sentence(media::CaptureKind::video, "一号机",
                                            Failure(Fault::device, code, "cannot open v4l2: Some words"));
        EXPECT_FALSE(has_letters(said)) << said;
        EXPECT_NE(said.find("一号机"), std::string::npos) << said;
        reasons.insert(said);
    }
    EXPECT_EQ(reasons.size(), 6U);
}

TEST_F(RecordingSentences, a_disk_that_takes_no_more_is_told_by_its_cause) {
    std::set<std::string> reasons;
    for (const int code : {ENOSPC, EDQUOT, EROFS, EACCES, ENOENT, EEXIST, EIO}) {
        const Failure why(Fault::write_failed, code, "Some words of the system");
        for (const auto kind : {RecorderEvent::Kind::disk_failed, RecorderEvent::Kind::mirror_failed,
                                RecorderEvent::Kind::sound_copy_failed, RecorderEvent::Kind::failed}) {
            const std::string said = app::recording::event_sentence(
                {.kind = kind, .position = media::Time(0), .detail = why.text, .why = why});
            EXPECT_FALSE(has_letters(said)) << said;
        }
        reasons.insert(app::recording::reason_of(why));
    }
    EXPECT_EQ(reasons.size(), 7U);
    EXPECT_EQ(app::recording::reason_of(Failure(Fault::write_failed, ENOSPC, "")), "磁盘已满");
}

TEST_F(RecordingSentences, a_fault_nobody_foresaw_points_to_the_log) {
    const std::string said = app::recording::reason_of(Failure(std::runtime_error("std::bad_alloc")));
    EXPECT_FALSE(has_letters(said)) << said;
    EXPECT_FALSE(said.empty());
}

TEST_F(RecordingSentences, only_good_news_are_no_trouble) {
    EXPECT_TRUE(app::recording::is_trouble(RecorderEvent::Kind::camera_lost));
    EXPECT_FALSE(app::recording::is_trouble(RecorderEvent::Kind::camera_back));
}

} // namespace
} // namespace app_recording_sentences_test

// What is set about sound, in the settings file.
#include "app/sound_settings.h"

#include "support/scratch.h"
#include "support/wake_signal.h"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace app_sound_settings_test {
namespace {

using app::SoundSettings;
using std::chrono::milliseconds;

class SoundSettingsTest : public testing::Test {
  protected:
    milliseconds offset_after_start(const std::string& device) {
        SoundSettings settings(file_, signal_.function());
        EXPECT_TRUE(signal_.until([&] { return settings.offset(device).has_value(); }));
        return settings.offset(device).value_or(milliseconds(-9999));
    }
    void write(const std::string& text) { std::ofstream(file_) << text; }

    support::Scratch scratch_;
    support::WakeSignal signal_;
    std::filesystem::path file_ = scratch_ / "settings.json";
};

TEST_F(SoundSettingsTest, an_offset_is_remembered_by_the_name_of_the_device) {
    {
        SoundSettings settings(file_, signal_.function());
        settings.set_offset("pulse:hall", milliseconds(85));
        settings.set_offset("sdl:", milliseconds(-20));
    }
    EXPECT_EQ(offset_after_start("pulse:hall"), milliseconds(85));
    EXPECT_EQ(offset_after_start("sdl:"), milliseconds(-20));
    EXPECT_EQ(offset_after_start("pulse:other"), milliseconds(0));
}

TEST_F(SoundSettingsTest, other_settings_in_the_file_stay) {
    write(R"({"language": "en", "sound_offset_ms": {"a": 5}})");
    {
        SoundSettings settings(file_, signal_.function());
        ASSERT_TRUE(signal_.until([&] { return settings.offset("a").has_value(); }));
        settings.set_offset("b", milliseconds(7));
    }
    std::ostringstream text;
    text << std::ifstream(file_).rdbuf();
    EXPECT_NE(text.str().find("\"language\": \"en\""), std::string::npos) << text.str();
    EXPECT_EQ(offset_after_start("a"), milliseconds(5));
}

TEST_F(SoundSettingsTest, the_chosen_device_and_the_one_level_are_remembered) {
    const auto after_start = [&](const auto& check) {
        SoundSettings settings(file_, signal_.function());
        ASSERT_TRUE(signal_.until([&] { return settings.device().has_value(); }));
        check(settings);
    };
    after_start([](const SoundSettings& settings) {
        EXPECT_EQ(settings.device(), media::AudioDevice());
        EXPECT_EQ(settings.one_level(), true);
    });
    const media::AudioDevice hall{.name = "alsa_output.hall", .title = "会议室音箱"};
    {
        SoundSettings settings(file_, signal_.function());
        settings.set_device(hall);
        settings.set_one_level(false);
    }
    after_start([&](SoundSettings& settings) {
        EXPECT_EQ(settings.device(), hall);
        EXPECT_EQ(settings.one_level(), false);
        settings.set_device({});
    });
    after_start([](const SoundSettings& settings) {
        EXPECT_EQ(settings.device(), media::AudioDevice());
        EXPECT_EQ(settings.one_level(), false) << "the other one stays";
    });
}

TEST_F(SoundSettingsTest, what_is_set_before_the_file_was_read_is_newer) {
    write(R"({"sound_device": {"name": "old"}, "sound_one_level": true})");
    SoundSettings settings(file_, signal_.function());
    settings.set_device({.name = "new", .title = "New"});
    settings.set_one_level(false);
    ASSERT_TRUE(signal_.until([&] { return settings.device().has_value(); }));
    EXPECT_EQ(settings.device()->name, "new");
    EXPECT_EQ(settings.one_level(), false);
}

TEST_F(SoundSettingsTest, nonsense_in_the_file_is_no_setting) {
    for (const char* text : {"", "[1", "{\"sound_offset_ms\": 3}", "{\"sound_offset_ms\": {\"a\": \"x\"}}"}) {
        write(text);
        EXPECT_EQ(offset_after_start("a"), milliseconds(0)) << text;
    }
    write(R"({"sound_device": 4, "sound_one_level": "no", "sound_offset_ms": {"a": 1}})");
    EXPECT_EQ(offset_after_start("a"), milliseconds(1));
    write(R"({"sound_device": {"name": ["x"]}})");
    EXPECT_EQ(offset_after_start("a"), milliseconds(0));
    write(R"({"sound_offset_ms": {"a": 999999999999}})");
    EXPECT_EQ(offset_after_start("a"), SoundSettings::most);
}

TEST_F(SoundSettingsTest, a_folder_that_cannot_be_written_changes_nothing_else) {
    SoundSettings settings("/proc/nothing/settings.json", signal_.function());
    ASSERT_TRUE(signal_.until([&] { return settings.offset("a").has_value(); }));
    settings.set_offset("a", milliseconds(40));
    EXPECT_EQ(settings.offset("a"), milliseconds(40));
}

} // namespace
} // namespace app_sound_settings_test

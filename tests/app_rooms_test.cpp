// What is remembered per room, and what a typed name finds.

#include "app/find_name.h"
#include "app/recording/rooms.h"
#include "support/scratch.h"

#include <fstream>
#include <gtest/gtest.h>

namespace app_rooms_test {
namespace {

using namespace app::recording;

TEST(Rooms, every_choice_comes_back) {
    const support::Scratch scratch;
    const RoomSetup setup{.camera = "/dev/v4l/by-id/usb-eye",
                          .microphone = "pulse:desk",
                          .size = {1280, 720},
                          .frame_rate = 25,
                          .codec = "opus",
                          .mirror = "/media/second",
                          .controls = {{"focus", 40}, {"exposure_auto", 1}}};
    const Rooms rooms{.last = "三楼谈话室", .setups = {{"三楼谈话室", setup}, {"", {}}}};
    ASSERT_TRUE(write_rooms(scratch / "rooms.json", rooms));
    EXPECT_EQ(read_rooms(scratch / "rooms.json"), rooms);
}

TEST(Rooms, nonsense_is_no_setting_and_a_folder_that_cannot_be_written_is_said) {
    const support::Scratch scratch;
    EXPECT_EQ(read_rooms(scratch / "none.json"), Rooms{});
    for (const char* text : {"", "[1", "{\"rooms\": 3}", "{\"rooms\": {\"a\": 7}}",
                             "{\"last\": 1, \"rooms\": {\"a\": {\"rate\": \"x\"}}}"}) {
        std::ofstream(scratch / "rooms.json", std::ios::trunc) << text;
        EXPECT_EQ(read_rooms(scratch / "rooms.json"), Rooms{}) << text;
    }
    std::ofstream(scratch / "rooms.json", std::ios::trunc)
        << R"({"last": "a", "rooms": {"a": {"rate": 1e9}}})";
    EXPECT_EQ(read_rooms(scratch / "rooms.json").setups.at("a").frame_rate, 30);
    EXPECT_FALSE(write_rooms(scratch / "missing" / "rooms.json", {}));
}

TEST(NameQuery, numbers_names_pinyin_and_initials) {
    EXPECT_TRUE(app::NameQuery(" ").empty());
    EXPECT_TRUE(app::NameQuery("12").matches(12, "张三"));
    EXPECT_FALSE(app::NameQuery("1").matches(12, "张三"));
    EXPECT_TRUE(app::NameQuery("三").matches(1, "张三"));
    EXPECT_TRUE(app::NameQuery("张　三").matches(1, "张三"));
    EXPECT_TRUE(app::NameQuery("ZS").matches(1, "张三"));
    EXPECT_TRUE(app::NameQuery("zhangs").matches(1, "张三"));
    EXPECT_FALSE(app::NameQuery("ls").matches(1, "张三"));
}

} // namespace
} // namespace app_rooms_test

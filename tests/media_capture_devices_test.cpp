// The list of cameras and microphones: what is always there, and what comes and goes on a real sound server.

#include "media/capture_devices.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace media_capture_devices_test {
namespace {

using namespace media;

template <class Condition>
bool wait_until(Condition&& condition) {
    for (int i = 0; i < 3000; ++i) {
        if (condition())
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

TEST(CaptureDevices, screen_and_test_signals_come_last_whatever_the_machine_has) {
    CaptureDevices devices;
    ASSERT_TRUE(wait_until([&] { return devices.generation() > 0; }));
    ASSERT_FALSE(devices.cameras().empty());
    ASSERT_FALSE(devices.microphones().empty());
    EXPECT_EQ(devices.cameras().back().spec.format, "lavfi");
    EXPECT_EQ(devices.microphones().back().spec.format, "lavfi");
    for (const CaptureDevice& device : devices.cameras()) {
        EXPECT_FALSE(device.id.empty());
        EXPECT_EQ(parse_capture(CaptureKind::video, text_of(device.spec)), device.spec);
    }
    for (const CaptureDevice& device : devices.microphones())
        EXPECT_EQ(parse_capture(CaptureKind::audio, text_of(device.spec)), device.spec);
    EXPECT_TRUE(modes_of(devices.cameras().back().spec).empty());
}

TEST(CaptureDevices, what_is_no_camera_has_no_modes) {
    EXPECT_TRUE(modes_of({CaptureKind::video, "v4l2", "/dev/null"}).empty());
    EXPECT_TRUE(modes_of({CaptureKind::video, "v4l2", "/no/such/camera"}).empty());
}

TEST(AudibleCaptureDevices, a_microphone_that_is_plugged_in_is_listed_and_gone_when_pulled_out) {
    std::atomic<int> woken{0};
    CaptureDevices devices([&] { ++woken; });
    const auto listed = [&] {
        const std::vector<CaptureDevice> list = devices.microphones();
        return std::any_of(list.begin(), list.end(), [](const CaptureDevice& device) {
            return device.id == "plugged.monitor" && device.monitor && device.spec.address == device.id;
        });
    };
    FILE* answer = popen("pactl load-module module-null-sink sink_name=plugged 2>/dev/null", "r");
    int module = -1;
    if (answer == nullptr || std::fscanf(answer, "%d", &module) != 1)
        module = -1;
    if (answer != nullptr)
        pclose(answer);
    if (module < 0)
        GTEST_SKIP() << "no sound server";
    EXPECT_TRUE(wait_until(listed));
    const std::uint64_t before = devices.generation();
    const int woken_before = woken;
    ASSERT_EQ(std::system(("pactl unload-module " + std::to_string(module)).c_str()), 0);
    EXPECT_TRUE(wait_until([&] { return !listed(); }));
    EXPECT_GT(devices.generation(), before);
    EXPECT_GT(woken, woken_before);
}

} // namespace
} // namespace media_capture_devices_test

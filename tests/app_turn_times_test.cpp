#include "app/meeting/turn_times.h"

#include "support/scratch.h"

#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace app::meeting {
namespace {

using namespace std::chrono_literals;

TEST(TurnTimes, WaitingAndSwappingDoNotCount) {
    TurnTimes::Clock::time_point now{};
    TurnTimes times(now);
    times.begin(now);
    times.leave_out(20ms);
    times.end(now += 25ms);
    now += 1000ms; // waiting
    times.begin(now);
    times.end(now += 3ms);
    EXPECT_EQ(times.longest(), 5ms);
    EXPECT_EQ(times.turns(), 2);
    EXPECT_EQ(times.too_long(), 0);
}

TEST(TurnTimes, TheLongestAreKeptWithTheirCommands) {
    const support::Scratch scratch;
    TurnTimes::Clock::time_point now{};
    TurnTimes times(now);
    for (int i = 1; i <= 40; ++i) {
        times.begin(now);
        if (i == 20)
            times.note(Command::black);
        times.end(now += i == 20 ? 100ms : std::chrono::milliseconds(i / 4));
    }
    times.write(scratch / "times.json");
    const nlohmann::json json = nlohmann::json::parse(std::ifstream(scratch / "times.json"));
    EXPECT_EQ(json["turns"], 40);
    EXPECT_EQ(json["longest_ms"], 100);
    EXPECT_EQ(json["over_8_ms"], times.too_long());
    ASSERT_EQ(json["worst"].size(), 12U);
    EXPECT_EQ(json["worst"][0]["command"], "Black screen");
    EXPECT_EQ(json["worst"][1]["ms"], 10);
}

TEST(TurnTimes, AFileThatCannotBeWrittenIsAnError) {
    const support::Scratch scratch;
    EXPECT_THROW(TurnTimes().write(scratch / "no folder" / "times.json"), std::runtime_error);
}

} // namespace
} // namespace app::meeting

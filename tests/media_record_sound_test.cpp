// Sound that follows the master clock, fed with scripted blocks: chosen clocks, holes, jumps.

#include "media/device_clock.h"
#include "media/sound_follower.h"

#include <gtest/gtest.h>

#include <functional>

#include <cmath>
#include <random>

namespace media_record_sound_test {
namespace {

using namespace media;

constexpr int rate = 48000;
constexpr int block = 960;

Frame block_of(int frames, double first_sample, double device_rate) {
    Frame frame = make_frame();
    frame->format = AV_SAMPLE_FMT_S16;
    frame->sample_rate = rate;
    frame->nb_samples = frames;
    av_channel_layout_default(&frame->ch_layout, 1);
    check(av_frame_get_buffer(frame.get(), 0), Fault::device, "block");
    auto* samples = reinterpret_cast<std::int16_t*>(frame->data[0]);
    for (int i = 0; i < frames; ++i)
        samples[i] =
            static_cast<std::int16_t>(8000 * std::sin(2 * M_PI * 440 * (first_sample + i) / device_rate));
    return frame;
}

/// A sound card whose clock is off, its stamps with some jitter; an hour in simulated time.
struct Drifted {
    double worst = 0; ///< after the first half minute
    double end = 0;
    double silence = 0;
    double dropped = 0;
};

Drifted drift(double ppm, double seconds) {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> jitter(-0.004, 0.004);
    const double device_rate = rate * (1 + ppm * 1e-6);
    const Time begin(1000);
    SoundFollower follower(rate, 1, begin);
    Drifted result;
    double captured = 0;
    while (captured / device_rate < seconds) {
        const Time at = begin + Time(captured / device_rate);
        follower.add(*block_of(block, captured, device_rate), at + Time(jitter(random)));
        captured += block;
        follower.take();
        const Time truth = begin + Time(captured / device_rate);
        const double error = (follower.end() - truth).count();
        if (captured / device_rate > 30)
            result.worst = std::max(result.worst, std::abs(error));
        result.end = error;
    }
    result.silence = follower.silence().count();
    result.dropped = follower.dropped().count();
    return result;
}

TEST(SoundFollower, an_hour_with_a_clock_off_by_300_ppm_ends_within_20_ms) {
    for (const double ppm : {300.0, -300.0}) {
        const Drifted result = drift(ppm, 3600);
        std::printf("%+.0f ppm: end %.2f ms, worst %.2f ms\n", ppm, result.end * 1000, result.worst * 1000);
        EXPECT_LT(std::abs(result.end), 0.020) << ppm;
        EXPECT_LT(result.worst, 0.040) << ppm;
        EXPECT_LT(result.silence, 0.01) << ppm;
        EXPECT_EQ(result.dropped, 0) << ppm;
    }
}

TEST(SoundFollower, a_hole_becomes_silence_of_its_length) {
    SoundFollower follower(rate, 1, Time(0));
    for (int i = 0; i < 100; ++i)
        follower.add(*block_of(block, i * block, rate), Time(i * 0.02));
    follower.take();
    follower.add(*block_of(block, 0, rate), Time(2.5)); // 2.0 was due
    EXPECT_NEAR(follower.silence().count(), 0.5, 0.002);
    EXPECT_NEAR(follower.end().count(), 2.52, 0.002);
    const std::vector<float> sound = follower.take();
    EXPECT_EQ(sound.at(sound.size() / 2), 0.0F);
}

TEST(SoundFollower, a_jump_back_leaves_out_what_is_too_much) {
    SoundFollower follower(rate, 2, Time(0));
    for (int i = 0; i < 100; ++i)
        follower.add(*block_of(block, i * block, rate), Time(i * 0.02));
    for (int i = 0; i < 50; ++i)
        follower.add(*block_of(block, i * block, rate), Time(1.7 + i * 0.02));
    EXPECT_NEAR(follower.dropped().count(), 0.3, 0.01);
    EXPECT_NEAR(follower.end().count(), 2.7, 0.01);
}

TEST(SoundFollower, sound_before_the_beginning_is_left_out_exactly) {
    SoundFollower follower(rate, 1, Time(10));
    for (int i = 0; i < 20; ++i)
        follower.add(*block_of(block, i * block, rate), Time(9.89 + i * 0.02));
    EXPECT_NEAR(follower.end().count(), 10.29, 0.001);
}

TEST(SoundFollower, where_nothing_comes_there_is_silence) {
    SoundFollower follower(rate, 1, Time(5));
    follower.fill(Time(6.5));
    EXPECT_NEAR(follower.end().count(), 6.5, 1e-4);
    EXPECT_EQ(follower.take().size(), 72000U);
    follower.add(*block_of(block, 0, rate), Time(6.5));
    EXPECT_NEAR(follower.end().count(), 6.52, 0.002);
}

/// Feeds a DeviceClock with blocks of 20 ms; `stamp(i)` and `arrival(i)` script them.
template <class Stamp, class Arrival>
Time last_mapped(
    DeviceClock& clock, int from, int to, Stamp stamp, Arrival arrival,
    const std::function<Time(int)>& wall = [](int) { return Time(0); }) {
    Time mapped{0};
    for (int i = from; i < to; ++i)
        mapped = clock.map(stamp(i), arrival(i), Time(0.02), wall(i));
    return mapped;
}

TEST(DeviceClock, stamps_of_the_wall_clock_are_mapped_to_the_monotonic_clock) {
    DeviceClock clock;
    const Time wall(-1.7e9); // monotonic minus wall
    const Time last = last_mapped(
        clock, 0, 100, [](int i) { return Time(1.7e9 + 500 + i * 0.02); },
        [](int i) { return Time(500 + i * 0.02 + 0.025); }, [&](int) { return wall; });
    EXPECT_NEAR(last.count(), 500 + 99 * 0.02, 0.001);
    EXPECT_EQ(clock.corrections(), 0);
}

TEST(DeviceClock, a_wall_clock_that_is_set_is_harmless) {
    for (const double jump : {3600.0, -3600.0, 0.5, -0.5}) {
        DeviceClock clock;
        const Time last = last_mapped(
            clock, 0, 200, [&](int i) { return Time(1e9 + i * 0.02 + (i >= 50 ? jump : 0)); },
            [](int i) { return Time(100 + i * 0.02 + 0.025); },
            [&](int i) { return Time(100 - 1e9 - (i >= 50 ? jump : 0)); });
        EXPECT_NEAR(last.count(), 100 + 199 * 0.02, 0.03) << jump;
    }
}

/// What the computer plays itself is there before it is heard.
TEST(DeviceClock, a_monitor_whose_queue_changes_keeps_the_time_when_it_is_heard) {
    DeviceClock clock;
    Time worst{0};
    for (int i = 0; i < 500; ++i) {
        const double heard = 100 + i * 0.02;
        const double queue = i < 100 ? 0.28 : i < 300 ? 1.4 : 0.01;
        const Time mapped = clock.map(Time(heard + 1e9), Time(heard + 0.02 - queue), Time(0.02), Time(-1e9));
        worst = std::max(worst, Time(std::abs(mapped.count() - heard)));
    }
    EXPECT_LT(worst.count(), 0.001);
}

TEST(DeviceClock, a_wall_clock_that_is_set_is_harmless_to_a_monitor) {
    for (const double jump : {3600.0, -3600.0, 0.5, -0.5}) {
        DeviceClock clock;
        double worst = 0;
        for (int i = 0; i < 400; ++i) {
            const double heard = 100 + i * 0.02;
            // The server smooths its stamps: they follow within a second.
            const double set = i < 50 ? 0 : jump;
            const double followed = i < 50 ? 0 : jump * (1 - std::exp(-(i - 50) / 4.0));
            const Time mapped = clock.map(Time(heard + followed + 1e9), Time(heard + 0.02 - 0.28), Time(0.02),
                                          Time(-1e9 - set));
            worst = std::max(worst, std::abs(mapped.count() - heard));
        }
        EXPECT_LT(worst, 0.001) << jump;
    }
}

TEST(DeviceClock, a_hole_that_smoothed_stamps_hide_is_found_by_the_arrivals) {
    DeviceClock clock;
    // From the 50th block on everything comes 300 ms later, while the stamps go on as if nothing had been.
    const Time last = last_mapped(
        clock, 0, 150, [](int i) { return Time(i * 0.02); },
        [](int i) { return Time(100 + i * 0.02 + 0.02 + (i >= 50 ? 0.3 : 0)); });
    EXPECT_NEAR(last.count(), 100 + 149 * 0.02 + 0.3, 0.03);
    EXPECT_EQ(clock.corrections(), 1);
}

TEST(DeviceClock, a_process_that_had_to_wait_is_no_hole) {
    DeviceClock clock;
    const Time last = last_mapped(
        clock, 0, 300, [](int i) { return Time(i * 0.02); },
        [](int i) { // two seconds asleep at the 100th block, then all at once
            const double due = i * 0.02 + 0.02;
            return Time(100 + (i >= 100 && due < 4.0 ? 4.0 + i * 1e-5 : due));
        });
    EXPECT_NEAR(last.count(), 100 + 299 * 0.02, 0.01);
    EXPECT_EQ(clock.corrections(), 0);
}

TEST(DeviceClock, a_clock_that_runs_300_ppm_off_is_followed_without_jumps) {
    for (const double ppm : {300e-6, -300e-6}) {
        DeviceClock clock;
        Time worst{0};
        for (int i = 0; i < 60 * 50 * 10; ++i) {
            const Time truth = Time(50 + i * 0.02);
            const Time mapped =
                clock.map(Time(i * 0.02 * (1 + ppm)), truth + Time(0.02), Time(0.02), Time(0));
            worst = std::max(worst, mapped > truth ? mapped - truth : truth - mapped);
        }
        EXPECT_LT(worst.count(), 0.005) << ppm;
        EXPECT_EQ(clock.corrections(), 0) << ppm;
    }
}

} // namespace
} // namespace media_record_sound_test

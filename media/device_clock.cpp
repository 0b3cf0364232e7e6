#include "media/device_clock.h"

#include <algorithm>
#include <cmath>
#include <ctime>

namespace media {

namespace {

constexpr Time window{0.5};
/// A lag beyond the usual one by more than this, for a whole window, is no lateness of ours.
constexpr Time tolerated{0.06};
constexpr double followed = 0.1;
/// Data cannot arrive before it was captured; a little less is the grain of the clocks.
constexpr Time impossible{-0.02};
/// But what is still to be heard is there earlier: no queue is longer.
constexpr Time earliest{-2.5};
constexpr Time least_setting{0.02};
constexpr Time settling{2.0};

bool near(Time a, Time b) {
    return std::abs((a - b).count()) < 2.0;
}

} // namespace

Time monotonic_now() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return Time(static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9);
}

void DeviceClock::anchor(Time stamp, Time arrival, Time length, Time wall_offset) {
    const Time end = stamp + length;
    if (near(end, arrival))
        offset_ = Time(0);
    else if (near(end + wall_offset, arrival))
        offset_ = wall_offset;
    else
        offset_ = arrival - end;
    wall_ = wall_offset;
    on_wall_ = offset_ == wall_offset;
    early_ = on_wall_ && arrival - (end + offset_) < impossible;
    // Another stamp from the future is no stamp of this clock.
    if (!early_ && arrival - (end + offset_) < impossible)
        offset_ = arrival - end;
    usual_lag_ = arrival - (end + offset_);
    anchored_ = true;
}

/// The least lag of half a second is hardly touched by how busy this machine is.
void DeviceClock::watch(Time lag, Time arrival) {
    if (!window_open_) {
        window_open_ = true;
        window_begin_ = arrival;
        window_lag_ = lag;
    }
    window_lag_ = std::min(window_lag_, lag);
    if (arrival - window_begin_ < window)
        return;
    window_open_ = false;
    if (!calibrated_) {
        calibrated_ = true;
        usual_lag_ = window_lag_;
        return;
    }
    const Time excess = window_lag_ - usual_lag_;
    if (excess > tolerated) {
        offset_ += excess;
        ++corrections_;
    } else {
        offset_ += excess * followed; // a clock that runs a little differently
    }
}

bool DeviceClock::clock_was_set(Time arrival, Time wall_offset) {
    if (on_wall_ && std::abs((wall_offset - wall_).count()) > least_setting.count())
        settled_ = arrival + settling;
    wall_ = wall_offset;
    return arrival < settled_;
}

Time DeviceClock::map(std::optional<Time> given, Time arrival, Time length, Time wall_offset) {
    const Time stamp = given.value_or(next_);
    if (!anchored_)
        anchor(stamp, arrival, length, wall_offset);
    const bool set = clock_was_set(arrival, wall_offset);
    const Time lag = arrival - (stamp + length + offset_);
    const bool ahead = on_wall_ && !set && lag > earliest && (early_ || lag < impossible);
    if (ahead) { // its queue may have another length now
        early_ = true;
        usual_lag_ = lag;
        window_open_ = false;
    } else if (early_ || lag < impossible) { // the wall clock was set, or the stamps run away
        offset_ += lag - usual_lag_;
        corrections_ += lag != usual_lag_ ? 1 : 0;
        window_open_ = false;
    } else {
        watch(lag, arrival);
    }
    next_ = stamp + length;
    return stamp + offset_;
}

} // namespace media

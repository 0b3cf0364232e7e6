// When a device's data was captured, on CLOCK_MONOTONIC, whatever clock the device stamps with.
#pragma once

#include "media/picture.h"

#include <optional>

namespace media {

/// CLOCK_MONOTONIC in seconds.
Time monotonic_now();

/// Devices stamp with the monotonic clock (cameras), the wall clock (sound servers, which smooth it until a
/// hole in the sound no longer shows) or from zero. The stamps keep the order and the spacing of the blocks;
/// the arrival, which is always measured, says where they belong. A difference between both that stays for
/// half a second is the stamps' fault: a hole, or a wall clock that was set. A shorter one is a process that
/// had to wait. What a computer plays itself (a monitor) arrives before it is heard, as long before as the
/// loudspeaker's queue is: its stamps lie ahead and are right, as long as nobody sets the clock. One thread.
class DeviceClock {
  public:
    /// `stamp`: of the block's first sample, seconds of the device's clock; none: only the arrival counts.
    /// `length`: of the block. `wall_offset`: monotonic minus wall clock, now. Returns the time of the
    /// block's first sample; never decreases by more than a correction needs.
    Time map(std::optional<Time> stamp, Time arrival, Time length, Time wall_offset);
    /// How often the stamps had to be corrected.
    [[nodiscard]] int corrections() const { return corrections_; }

  private:
    void anchor(Time stamp, Time arrival, Time length, Time wall_offset);
    void watch(Time lag, Time arrival);

    [[nodiscard]] bool clock_was_set(Time arrival, Time wall_offset);

    bool anchored_ = false;
    bool on_wall_ = false; ///< the stamps are the wall clock's
    bool early_ = false;   ///< a monitor
    Time wall_{0};         ///< monotonic minus wall clock, as it was at the last block
    Time settled_{0};      ///< until then the stamps may still be smoothed towards the clock that was set
    Time offset_{0};       ///< monotonic = stamp + offset
    bool calibrated_ = false;
    Time usual_lag_{0}; ///< arrival - end of the block: the least of the first window
    Time window_begin_{0};
    Time window_lag_{0}; ///< the least lag of the present window
    bool window_open_ = false;
    Time next_{0}; ///< where blocks without stamps go on
    int corrections_ = 0;
};

} // namespace media

// Where playback stands: a steady clock that can be started, stopped, and led by the sound card.
#pragma once

#include "media/picture.h"

#include <optional>

namespace media {

/// Position on a time line. `now` is any clock's time that never goes back. Lives under its owner's lock.
class PlaybackClock {
  public:
    void set(Time position);
    void start(Time now, double speed);
    void stop(Time now);
    [[nodiscard]] bool running() const { return running_; }
    [[nodiscard]] double speed() const { return speed_; }
    [[nodiscard]] Time position(Time now) const;
    /// The sound that is heard at `now` belongs to `heard`: small differences are slewed, so that pictures
    /// keep their rhythm, large ones taken over at once.
    void follow(Time heard, Time now);

  private:
    bool running_ = false;
    double speed_ = 1;
    Time position_{0}; ///< at at_
    Time at_{0};
};

} // namespace media

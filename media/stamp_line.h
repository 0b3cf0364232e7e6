// Makes one rising line of the time stamps of one stream, whatever the file says.
#pragma once

#include "media/ffmpeg.h"

#include <optional>

namespace media {

/// Times are seconds since the clip's beginning. One thread.
class StampLine {
  public:
    struct Rules {
        double start = 0;      ///< what the file calls its beginning
        bool may_jump = false; ///< the format may count anew (MPEG-TS)
        /// Nothing is placed before it. Sound may begin early (an encoder's lead-in is cut off), pictures
        /// not.
        double earliest = 0;
    };
    StampLine(AVRational base, const Rules& rules);

    /// Where what carries `stamp` belongs; `length` is its duration. The answer never goes back.
    double place(std::int64_t stamp, double length);
    [[nodiscard]] std::int64_t stamp_at(double time) const;
    [[nodiscard]] double time_of(std::int64_t stamp) const;
    /// The picture placed last belongs at `time`: the stamps count something else (AVI: order of decoding).
    void correct(double time);
    void set_start(double start);
    /// After a seek to `to`.
    void forget(double to);
    /// Stamps went back or jumped.
    [[nodiscard]] bool broken() const { return broken_; }

  private:
    AVRational base_;
    Rules rules_;
    double shift_ = 0;
    double after_seek_ = 0;
    std::optional<double> last_;
    std::optional<double> next_;
    bool broken_ = false;
};

} // namespace media

#include "media/stamp_line.h"

#include <algorithm>
#include <cmath>

namespace media {
namespace {

/// Time stamps that jump by more than this in a format that allows it are a new count, not a pause.
constexpr double largest_jump = 10;
constexpr double largest_step_back = 0.5;
/// Between two of the same time.
constexpr double least_step = 0.001;

} // namespace

StampLine::StampLine(AVRational base, const Rules& rules)
    : base_(base)
    , rules_(rules) {}

double StampLine::place(std::int64_t stamp, double length) {
    double time = next_.value_or(0);
    if (stamp != AV_NOPTS_VALUE) {
        time = time_of(stamp);
        if (next_ &&
            (time < *last_ - largest_step_back || (rules_.may_jump && time > *next_ + largest_jump))) {
            shift_ += *next_ - time;
            time = *next_;
            broken_ = true;
        }
    } else if (!next_) {
        time = after_seek_;
    }
    time = std::max(time, rules_.earliest);
    if (last_ && time <= *last_)
        time = *last_ + least_step;
    last_ = time;
    next_ = time + length;
    return time;
}

std::int64_t StampLine::stamp_at(double time) const {
    return static_cast<std::int64_t>(std::llround((time + rules_.start - shift_) / av_q2d(base_)));
}

double StampLine::time_of(std::int64_t stamp) const {
    return static_cast<double>(stamp) * av_q2d(base_) - rules_.start + shift_;
}

void StampLine::correct(double time) {
    shift_ += time - *last_;
    next_ = *next_ + time - *last_;
    last_ = time;
}

void StampLine::set_start(double start) {
    const double change = rules_.start - start;
    rules_.start = start;
    if (last_) {
        *last_ += change;
        *next_ += change;
    }
}

void StampLine::forget(double to) {
    last_.reset();
    next_.reset();
    after_seek_ = to;
}

} // namespace media

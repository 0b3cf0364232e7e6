// The decoded sound of a clip around the place that plays: one line without gaps, kept for short ways back.
#pragma once

#include "media/feed.h"

#include <deque>
#include <span>
#include <vector>

namespace media {

/// Frames at output_rate. Blocks are put where their time says: gaps become silence, overlaps are cut. One
/// thread.
class SoundLine {
  public:
    /// Forgets everything; the line will begin with the next block.
    void clear();
    [[nodiscard]] bool empty() const { return samples_.empty(); }
    [[nodiscard]] std::int64_t begin() const { return begin_; }
    [[nodiscard]] std::int64_t end() const {
        return begin_ + static_cast<std::int64_t>(samples_.size() / output_channels_);
    }
    void add(const SoundBlock& block);
    /// Copies what there is from frame `at` on; silence before the line's beginning. Returns the frames
    /// copied, 0 at the end.
    std::size_t copy(std::int64_t at, std::span<float> samples) const;
    /// Forgets what lies before `frame`.
    void trim(std::int64_t frame);

    static std::int64_t frame_at(Time time);
    static Time time_at(std::int64_t frame);

  private:
    static constexpr std::size_t output_channels_ = 2;
    std::deque<float> samples_;
    std::int64_t begin_ = 0;
};

} // namespace media

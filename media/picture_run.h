// Decoded pictures that follow each other without a gap: what stepping back and short seeks are served from.
#pragma once

#include "media/picture.h"

#include <deque>
#include <optional>
#include <vector>

namespace media {

/// Memory a picture holds.
std::size_t bytes_of(const Picture& picture);

/// A stretch of pictures in order of time, bounded in bytes. One thread.
class PictureRun {
  public:
    [[nodiscard]] bool empty() const { return pictures_.empty(); }
    [[nodiscard]] std::size_t size() const { return pictures_.size(); }
    [[nodiscard]] const PicturePtr& at(std::size_t index) const { return pictures_[index]; }
    [[nodiscard]] const PicturePtr& front() const { return pictures_.front(); }
    [[nodiscard]] const PicturePtr& back() const { return pictures_.back(); }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }

    void clear();
    void push_back(PicturePtr picture);
    /// `earlier` ends where this run begins.
    void prepend(const std::vector<PicturePtr>& earlier);
    void pop_front();
    void pop_back();
    /// Index of the picture on screen at `time`: the last that begins at or before it. Nothing before the
    /// first; the last one counts only until its end, since what follows it is not known.
    [[nodiscard]] std::optional<std::size_t> covering(Time time) const;
    /// Index of this very picture.
    [[nodiscard]] std::optional<std::size_t> find(const PicturePtr& picture) const;

  private:
    std::deque<PicturePtr> pictures_;
    std::size_t bytes_ = 0;
};

} // namespace media

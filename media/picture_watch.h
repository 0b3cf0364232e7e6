// Whether a camera's pictures are dark or stand still: a look at a few hundred points of each.
#pragma once

#include "media/ffmpeg.h"
#include "media/picture.h"

#include <cstdint>

namespace media {

/// One thread.
class PictureWatch {
  public:
    /// YUV 4:2:0 in video range, in the order they come. `standing`: the source may rightly give the same
    /// picture again and again.
    void add(const AVFrame& picture, Time now, bool standing);
    [[nodiscard]] bool dark() const { return dark_; }
    [[nodiscard]] bool frozen() const { return frozen_; }

  private:
    std::uint64_t sum_ = 0;
    Time changed_{-1};
    Time last_{-1};
    Time bright_{-1};
    bool dark_ = false;
    bool frozen_ = false;
};

/// The picture that stands where a camera is lost: dimmed and crossed out, so that nobody takes it for now.
Frame crossed_out(const AVFrame& picture);

} // namespace media

// Makes stereo float sound at the output rate of decoded frames of any rate, layout and format.
#pragma once

#include "media/feed.h"

struct AVFrame;

namespace media {

/// One per audio stream, not thread-safe. Follows changes of format inside a stream.
class SoundMaker {
  public:
    SoundMaker();
    ~SoundMaker();
    /// Appends the frame's sound to `samples`; false where the frame cannot be used.
    bool make(const AVFrame& frame, std::vector<float>& samples);
    /// What the resampler still holds.
    void drain(std::vector<float>& samples);
    void reset();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace media

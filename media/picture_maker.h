// Makes Pictures of decoded frames: layout, colour and orientation by tag, a stated rule where untagged.
#pragma once

#include "media/picture.h"

struct AVFrame;
struct AVStream;

namespace media {

/// The turn a display matrix (9 fixed-point numbers, FFmpeg's order) asks for, to the nearest quarter.
Orientation orientation_of(const std::int32_t* display_matrix);

/// Turns frames into Pictures that share the frame's memory; layouts Picture does not know are converted.
/// One per video stream, not thread-safe.
class PictureMaker {
  public:
    PictureMaker();
    ~PictureMaker();
    /// `stream`: display matrix and aspect that stand in the container.
    void set_stream(AVStream* stream);
    /// nullptr where the frame cannot be shown (no memory, hardware frame). Time and duration are the
    /// caller's.
    std::shared_ptr<Picture> make(const AVFrame& frame);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace media

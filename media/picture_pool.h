// Memory for decoded pictures: reused while pictures come and go, given back when they are gone.
#pragma once

#include <memory>

struct AVCodecContext;

namespace media {

/// Gives a decoder the memory of its pictures and keeps only a few unused ones: FFmpeg's own pool keeps as
/// many as ever were in use at once, and a player holds many to step back. Outlives its decoder; pictures may
/// outlive both.
class PicturePool {
  public:
    explicit PicturePool(int spare);
    ~PicturePool();
    PicturePool(PicturePool&&) noexcept;
    PicturePool& operator=(PicturePool&&) noexcept;
    /// Before the decoder is opened.
    void serve(AVCodecContext& decoder);
    /// Gives unused memory back to the system.
    void trim();

    class Blocks;

  private:
    /// Shared with the pictures.
    std::unique_ptr<std::shared_ptr<Blocks>> blocks_;
};

} // namespace media

// Decoded FFmpeg pictures to upright BGRA: scaling, aspect, turn, alpha; for .cpp files of media/.
#pragma once

#include "media/ffmpeg.h"
#include "media/picture.h"

namespace media {

struct Upright {
    Orientation orientation;
    double sample_aspect = 1;
    int limit = 0;                          ///< longer side of the result; 0 = full size
    Matrix untagged_matrix = Matrix::bt601; ///< where the frame does not say (JPEG and WebP: BT.601)
};

/// Throws Error(unsupported) for a pixel format that cannot be converted, std::bad_alloc.
PicturePtr upright_bgra(const AVFrame& frame, const Upright& how);

/// A frame of BGRA rows padded as the scaler's vector code needs.
Frame make_bgra_frame(Size size);

} // namespace media

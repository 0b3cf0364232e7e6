// One stream of a clip with its decoder, and which streams of a file a clip is made of.
#pragma once

#include "media/picture_pool.h"
#include "media/stamp_line.h"

#include <vector>

namespace media {

struct Track {
    Track(AVStream* stream, Decoder decoder, const StampLine::Rules& rules);
    void flush(double to); ///< also where it has no decoder

    AVStream* stream;
    Decoder decoder;
    StampLine times;
    bool drained = false;
    int errors = 0;
};

/// Null where FFmpeg cannot decode the stream. `pool` serves the pictures and must outlive the decoder.
Decoder open_decoder(const AVStream& stream, int threads, PicturePool* pool = nullptr);

/// The films of a file, the one to show first; no covers.
std::vector<AVStream*> films_of(AVFormatContext& input);
/// Streams that can be decoded, the one to be heard first; by index.
std::vector<int> sounds_of(const AVFormatContext& input);
/// The first stream of subtitles in letters, or null.
AVStream* lines_of(AVFormatContext& input);
/// Cover art of a sound file; null where there is none.
AVStream* cover_of(AVFormatContext& input);
/// Decodes a cover; null where it is broken.
Frame decode_cover(const AVStream& cover);

/// Seconds into the file's own count where the clip begins.
struct Beginning {
    double time = 0;
    bool sure = false; ///< else the first picture may show a little more
};
Beginning beginning_of(const AVFormatContext& input);
/// Seconds; 0 = unknown. What an index promises beyond the end of the file does not count.
double length_of(const AVFormatContext& input, std::int64_t bytes);

} // namespace media

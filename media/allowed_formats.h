// Which of FFmpeg's readers a foreign file may reach; for .cpp of media/.
#pragma once

#include "media/ffmpeg.h"

#include <string>

namespace media {

/// To call before avformat_open_input(): the format is chosen by content among the containers that
/// departments have, nothing that names other files or addresses (play lists, SDP, HLS, DASH, picture
/// series), no protocol, and no decoder but those of sound and film. Throws std::bad_alloc.
void allow_only_clips(AVFormatContext& format);

/// After avformat_open_input() failed with `code`: the name of the format that is not allowed, or "".
std::string refused_format(AVIOContext& io, const std::string& name, int code);

/// Looks for a decoder among the allowed ones; null where there is none.
const AVCodec* allowed_decoder(AVCodecID codec);

} // namespace media

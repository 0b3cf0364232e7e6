// Lines of text out of the packets of a subtitle stream.
#pragma once

#include "media/feed.h"
#include "media/ffmpeg.h"

namespace media {

/// Decodes SubRip, MP4 text, WebVTT, ASS ... to plain lines; styles are left out. One thread.
class SubtitleReader {
  public:
    /// `decoder` null: nothing comes.
    SubtitleReader(const AVStream& stream, Decoder decoder);
    /// Lines of one packet, at the file's own times less `start`.
    void read(AVPacket& packet, double start, std::vector<SubtitleLine>& lines);

  private:
    Decoder decoder_;
    AVRational base_;
};

/// The words of an event of ASS without its fields and styles; "\n" between rows.
std::string words_of_event(const std::string& event);

} // namespace media

// Writes a clip from scripted pictures and sound: for the sample catalogue, tests and review copies.
#pragma once

#include "media/clip.h"
#include "media/picture.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace media {

struct ClipWriterOptions {
    Size size{1280, 720}; ///< 0x0 = sound only
    int frame_rate = 30;
    double gop_seconds = 1;
    int crf = 23; ///< x264 quality
    std::string preset = "veryfast";
    int sample_rate = 48000; ///< mono sound; 0 = none
    std::string container;   ///< FFmpeg muxer name; empty = by the file's extension
    std::vector<ChapterFacts> chapters;
    bool faststart = true;
};

/// H.264 + AAC (or by extension: .mp3, .wav, .m4a, .mkv, .webm ...). Same input, same bytes. One thread.
class ClipWriter {
  public:
    ClipWriter(const std::filesystem::path& file, const ClipWriterOptions& options);
    ~ClipWriter(); ///< without finish(): the file is removed
    /// Next picture, BGRA, of options.size.
    void picture(std::span<const std::uint8_t> bgra);
    void sound(std::span<const float> mono);
    void finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace media

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
    Size size{1280, 720}; ///< 0x0 = sound only; odd sizes lose their last row or column where 4:2:0 needs it
    int frame_rate = 30;
    int frame_rate_base = 1; ///< 1001 with frame_rate 30000: 29.97 pictures a second
    double gop_seconds = 1;  ///< closed groups
    int crf = 23;            ///< x264 quality
    std::string preset = "veryfast";
    bool quick_to_decode = false; ///< no B pictures, no arithmetic coding: larger files
    int threads = 1;              ///< more than one: the bytes depend on them
    int sample_rate = 48000;      ///< 0 = no sound
    int channels = 1;             ///< of sound(), interleaved
    int audio_tracks = 1;
    bool own_sound = false;  ///< each track has its own; else all have the same: for tests of track choice
    std::string container;   ///< FFmpeg muxer name; empty = by the file's extension
    std::string video_codec; ///< FFmpeg encoder name; empty = H.264, or what the container takes
    std::string audio_codec; ///< FFmpeg encoder name; empty = AAC, MP3, PCM ... by container
    Orientation orientation; ///< written as a display matrix, the pictures are stored as given
    double sample_aspect = 1;
    Matrix matrix = Matrix::bt709; ///< the pictures are converted with it and tagged
    bool full_range = false;
    std::string title;   ///< of the file
    std::string comment; ///< of the file
    std::vector<ChapterFacts> chapters;
    bool faststart = true;
};

/// H.264 + AAC (or by extension: .mp3, .wav, .m4a, .flac, .ogg, .mkv, .webm, .avi ...). Same input, same
/// bytes: one thread, no dates, no versions. Pictures and sound may come in any order; what runs ahead is
/// held encoded in memory until the other has caught up. Throws Error (write_failed, unsupported).
class ClipWriter {
  public:
    /// Whether a picture is encoded without being converted: upright BT.709 4:2:0 of 8 bits, as the encoder
    /// takes it.
    static bool writes_as_it_is(const Picture& picture);
    ClipWriter(const std::filesystem::path& file, const ClipWriterOptions& options);
    ~ClipWriter(); ///< without finish(): the file is removed
    ClipWriter(const ClipWriter&) = delete;
    ClipWriter& operator=(const ClipWriter&) = delete;
    /// Next picture, BGRA, of options.size, rows without padding.
    void picture(std::span<const std::uint8_t> bgra);
    /// Next picture, of options.size as it is seen; BGRA, or what writes_as_it_is() takes.
    void picture(const Picture& picture);
    /// The last picture stays for so many picture times longer: a variable frame rate.
    void skip_pictures(int count);
    /// Interleaved samples of options.channels.
    void sound(std::span<const float> samples, int track = 0);
    void finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace media

// The encoders of a recording: H.264 without delay, key pictures at least once a second; AAC or Opus.
#pragma once

#include "media/ffmpeg.h"
#include "media/picture.h"

#include <functional>
#include <span>
#include <vector>

namespace media {

enum class SoundCodec { aac, opus };

struct RecordFormat {
    Size size;              ///< even; 0x0 = sound only
    double frame_rate = 30; ///< nominal: pictures keep the times they were captured at
    bool sound = true;      ///< 48 kHz, two channels
    SoundCodec sound_codec = SoundCodec::aac;
    int crf = 23; ///< x264 quality
    std::string preset = "veryfast";
    Time key_interval{1.0};
    Time fragment{0.25};
};

/// The last picture of a part stands for half a picture's time.
inline constexpr double last_picture_share = 0.5;
inline constexpr int record_rate = 48000;
inline constexpr int record_channels = 2;

using TakePacket = std::function<void(Packet)>;

/// Nothing stays inside: a picture that went in has come out as a packet, so a crash cannot take it. The time
/// base is 1/90000. One thread.
class RecordVideo {
  public:
    explicit RecordVideo(const RecordFormat& format);
    [[nodiscard]] const AVCodecContext& encoder() const { return *encoder_; }
    /// YUV 4:2:0 of the format's size; `at` in the file, later than the one before.
    void encode(const AVFrame& picture, Time at, const TakePacket& take);
    void finish(const TakePacket& take);

  private:
    void receive(const TakePacket& take);
    Encoder encoder_;
    Frame frame_ = make_frame();
    std::int64_t last_length_; ///< of the last picture; of the others the next one says it
    std::int64_t key_interval_;
    std::int64_t next_key_ = 0;
    std::int64_t last_pts_ = -1;
};

/// Interleaved float to AAC or Opus; time base 1/48000. One thread.
class RecordAudio {
  public:
    explicit RecordAudio(SoundCodec codec = SoundCodec::aac);
    [[nodiscard]] const AVCodecContext& encoder() const { return *encoder_; }
    /// How much later than its time a sample is heard in the file: the encoder's run-up.
    [[nodiscard]] Time lead() const {
        return Time(static_cast<double>(encoder_->initial_padding) / record_rate);
    }
    /// What a decoder needs before a packet in the middle to give that one whole.
    [[nodiscard]] int run_up() const;
    void encode(std::span<const float> samples, const TakePacket& take);
    void finish(const TakePacket& take);

  private:
    void encode_frame(const float* samples, int count, const TakePacket& take);
    void receive(const TakePacket& take);
    Encoder encoder_;
    Frame frame_ = make_frame();
    std::vector<float> waiting_;
    std::int64_t next_ = 0;
};

} // namespace media

// Encoded packets to an append-only MP4: a header, then fragments that are whole when they are handed over.
#pragma once

#include "media/ffmpeg.h"
#include "media/picture.h"

#include <deque>
#include <functional>
#include <string>
#include <vector>

namespace media {

/// Bytes to append. `end`: how far every track reaches in the file once they are there.
struct Fragment {
    std::string bytes;
    Time end{0};
};
using EmitFragment = std::function<void(Fragment)>;

/// Fragments are cut at times, not by the muxer: every track reaches the cut, so that a torn file loses sound
/// and picture alike. Both encoders were opened with AV_CODEC_FLAG_GLOBAL_HEADER. One thread.
class FragmentMuxer {
  public:
    /// Either may be null. Emits the header.
    FragmentMuxer(const AVCodecContext* video, const AVCodecContext* audio, EmitFragment emit);

    /// Packets of one encoder in their order, time stamps in its time base.
    void add_video(Packet packet) { add(video_, std::move(packet)); }
    void add_audio(Packet packet) { add(audio_, std::move(packet)); }
    /// Every track has reached `until`.
    [[nodiscard]] bool reaches(Time until) const;
    /// Emits what lies before `until`; reaches(until) must hold.
    void cut(Time until);
    /// Emits the rest and the index.
    void finish();

  private:
    struct Track {
        AVStream* stream = nullptr;
        AVRational base{1, 1};
        std::deque<Packet> waiting;
        Time written{0};
    };
    struct FreeIo {
        void operator()(AVIOContext* io) const;
    };
    static int write(void* self, std::uint8_t* bytes, int count);
    void add_stream(Track& track, const AVCodecContext& encoder);
    static void add(Track& track, Packet packet);
    static Time begin_of(const Track& track, const AVPacket& packet);
    void write_before(Track& track, Time until, bool all);
    void hand_over();
    [[nodiscard]] std::vector<Track*> tracks();

    EmitFragment emit_;
    std::string bytes_;
    std::unique_ptr<AVIOContext, FreeIo> io_;
    struct FreeOutput {
        void operator()(AVFormatContext* output) const { avformat_free_context(output); }
    };
    std::unique_ptr<AVFormatContext, FreeOutput> output_;
    Track video_;
    Track audio_;
};

} // namespace media

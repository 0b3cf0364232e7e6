// One part of a recording on its time line: pictures and sound with their times in, fragments out.
#pragma once

#include "media/fragment_muxer.h"
#include "media/record_encoders.h"
#include "media/sound_follower.h"

#include <deque>
#include <optional>

namespace media {

/// What has become of the pictures of one part.
struct PictureCounts {
    std::int64_t encoded = 0;  ///< captured and in the file
    std::int64_t repeated = 0; ///< the last one again, because none came
    std::int64_t thinned = 0;  ///< left out on purpose: the encoder is too slow
};

/// The clock is CLOCK_MONOTONIC and only what the caller says it is: no threads, no waiting. `begin` is where
/// the part's own time starts; what was captured earlier is left out to the sample, of pictures the last one
/// stands at the beginning. A picture keeps its time; where none comes for 200 ms the last one is repeated;
/// where no sound comes for 300 ms there is silence. So every track goes on whatever a device does, and
/// fragments are cut on time.
///
/// Until open_file() what is encoded is kept, and the file can begin in the past: at a key picture, with the
/// sound from the same instant on, in one run of the encoders.
class RecordLine {
  public:
    using TapSound = std::function<void(std::span<const float>)>;
    /// Where a file's bytes go; all but the first may be empty.
    struct Outputs {
        EmitFragment file;
        EmitFragment sound; ///< a second file: the same sound alone
        TapSound tap;       ///< the sound as it is encoded, from the file's beginning on
    };
    RecordLine(const RecordFormat& format, Time begin);
    /// The file begins with the line. Emits the header at once.
    RecordLine(const RecordFormat& format, Time begin, EmitFragment emit, TapSound tap = {});

    /// From what is kept since `earliest`, from its first key picture on; with nothing kept, from `begin` on.
    /// Emits the header at once. Returns where the part begins.
    Time open_file(Time earliest, Outputs outputs);
    /// Before open_file(): what begins before `earliest` is not needed, but for the key picture that leads to
    /// it. So what is kept is bounded.
    void forget_before(Time earliest);
    /// Where a file would begin at the earliest.
    [[nodiscard]] Time kept_since() const;
    [[nodiscard]] std::size_t kept_bytes() const { return kept_bytes_; }
    [[nodiscard]] Size size() const { return format_.size; }
    [[nodiscard]] bool has_sound() const { return audio_.has_value(); }

    /// YUV 4:2:0 of the format's size. In the order they were captured.
    void picture(const AVFrame& picture, Time time);
    void sound(const AVFrame& block, Time time);
    /// Fills what is missing by `now`, encodes, cuts fragments that are due.
    void advance(Time now);
    /// Nothing later than this is taken from now on; what is still on its way from the devices is.
    void end_at(Time end) { end_ = end; }
    /// The last fragment: sound and picture end where end_at() said (or at `now`).
    void finish(Time now);
    /// Only every n-th picture from now on.
    void thin_out(int every) { every_ = every; }

    /// Instead of the last picture, where none comes: of the format's size.
    void stand_in(Frame picture);
    [[nodiscard]] const AVFrame* last_picture() const { return have_picture_ ? last_.get() : nullptr; }

    /// Where the part begins in the file: after the run-up of the sound encoder.
    [[nodiscard]] Time lead() const { return lead_; }
    /// How far the time line has been made.
    [[nodiscard]] Time reached() const;
    [[nodiscard]] const PictureCounts& pictures() const { return counts_; }
    [[nodiscard]] const SoundFollower& sound_clock() const { return follower_; }

  private:
    void encode_picture(const AVFrame& picture, Time time);
    void repeat_until(Time time);
    void make_black();
    void encode_sound();
    void take_video(Packet packet);
    void take_audio(Packet packet);
    void write_video(Packet packet);
    void write_audio(Packet packet);
    [[nodiscard]] Time time_of_picture(const AVPacket& packet) const;
    [[nodiscard]] Time time_of_sound(const AVPacket& packet) const;
    [[nodiscard]] Time choose_begin(Time earliest) const;
    void choose_origin(Time begin);
    void give_kept_sound();

    RecordFormat format_;
    Time begin_;
    std::optional<RecordVideo> video_;
    std::optional<RecordAudio> audio_;
    Time run_up_; ///< of the sound encoder: `begin` on the encoders' time line
    Time lead_{0};
    Outputs outputs_;
    std::optional<FragmentMuxer> muxer_;
    std::optional<FragmentMuxer> sound_muxer_;
    std::int64_t origin_ = 0;   ///< of the file on the encoders' time line, in samples
    bool first_picture_ = true; ///< of the file: it stands at its beginning
    std::deque<Packet> kept_video_;
    std::deque<Packet> kept_audio_;
    std::deque<float> kept_sound_;      ///< what is in kept_audio_, before the encoder
    std::int64_t kept_sound_begin_ = 0; ///< of it, in frames since `begin`
    std::size_t kept_bytes_ = 0;
    SoundFollower follower_;
    Frame last_ = make_frame(); ///< the picture that is repeated
    bool have_picture_ = false;
    bool began_ = false; ///< a picture of this part is encoded
    Time last_time_{0};  ///< of the last encoded picture
    Time next_due_{0};   ///< thinned out: no picture before this
    int every_ = 1;
    Time next_cut_;
    std::optional<Time> end_;
    PictureCounts counts_;
};

} // namespace media

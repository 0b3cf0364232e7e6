// One part of a recording on its time line: pictures and sound with their times in, fragments out.
#pragma once

#include "media/fragment_muxer.h"
#include "media/record_encoders.h"
#include "media/sound_follower.h"

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
class RecordLine {
  public:
    using TapSound = std::function<void(std::span<const float>)>;
    /// Emits the header at once. `tap` gets the sound as it is encoded (may be empty).
    RecordLine(const RecordFormat& format, Time begin, EmitFragment emit, TapSound tap = {});

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

    /// Where `begin` lies in the file: the run-up of the sound encoder.
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

    RecordFormat format_;
    Time begin_;
    TapSound tap_;
    std::optional<RecordVideo> video_;
    std::optional<RecordAudio> audio_;
    Time lead_;
    FragmentMuxer muxer_;
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

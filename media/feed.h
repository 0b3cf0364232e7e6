// What a player draws from: pictures and sound of one time line, decoded on demand, one after the other.
#pragma once

#include "media/clip.h"
#include "media/picture.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace media {

/// Stereo float samples at output_rate; blocks follow each other in time, gaps and overlaps are the reader's.
struct SoundBlock {
    Time time{0};
    std::vector<float> samples; ///< left, right, left ...
};

struct SubtitleLine {
    Time begin{0};
    Time end{0};
    std::string text;
};

/// Where on the time line a part begins, and which of the parts asked for it is.
struct PartPlace {
    Time begin{0};
    std::size_t part = 0;
};

struct FeedFacts {
    Time duration{0}; ///< 0 = unknown
    bool has_video = false;
    bool has_audio = false;
    bool still = false; ///< the only picture is cover art: it stands for the whole time
    Size size;          ///< stored samples of the video
    int audio_tracks = 0;
    std::vector<PartPlace> parts; ///< in order of time; empty: one, from 0 on
};

/// One time line that begins at 0. Used by one thread (the player's decode thread), except cancel().
/// Pictures and sound may be asked for in any order; both go on where they were. A fault inside the material
/// never throws: what can be decoded comes, the rest is in take_faults().
class Feed {
  public:
    virtual ~Feed() = default;
    [[nodiscard]] virtual const FeedFacts& facts() const = 0;
    /// The next picture in order of time, nullptr at the end (or after cancel()).
    virtual PicturePtr next_picture() = 0;
    /// The next sound; false at the end.
    virtual bool next_sound(SoundBlock& block) = 0;
    /// The next picture will be a key picture at or before `to`, or as near to it as the file allows; the
    /// sound begins at or before `to` too.
    virtual void seek(Time to) = 0;
    /// The last key picture at or before `to`, where the file's index knows it; where the index knows of
    /// fragments only, no earlier than the last one lies.
    virtual std::optional<Time> key_before(Time to) = 0;
    /// Pictures before `time` need not come (unless others need them): a seek in progress, or playing late.
    virtual void skip_until(Time time) = 0;
    /// -1: no sound will be asked for.
    virtual void set_audio_track(int track) = 0;
    /// Lets go of memory; what comes next is seek().
    virtual void rest() {}
    /// Lets go of memory that is only kept to be quick; goes on where it was.
    virtual void trim() {}
    /// Subtitle lines met since the last call.
    virtual std::vector<SubtitleLine> take_subtitles() { return {}; }
    virtual std::vector<ClipFault> take_faults() { return {}; }
    /// Any thread: whatever the feed waits for ends at once, for good.
    virtual void cancel() = 0;
};

} // namespace media

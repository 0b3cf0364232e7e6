// Review copies: a derivative of a clip that seeks and plays at once on this machine, on the same time line.
#pragma once

#include "media/clip.h"
#include "media/feed.h"

#include <functional>
#include <string>

namespace media {

/// Whether a clip needs a review copy, and why.
///
/// The rule: the longest way between two key pictures is over 2 s, so that seeking decodes too much; or
/// decoding takes over 60 % of real time here: processor time of one thread, measured over the clip's first
/// seconds. Sound alone and stills need none.
struct ReviewNeed {
    static constexpr double longest_gop_allowed = 2;   ///< seconds
    static constexpr double decode_cost_allowed = 0.6; ///< of real time
    double longest_gop = 0;                            ///< seconds; 0 = unknown
    double decode_cost = 0;                            ///< 0 = not measured
    [[nodiscard]] bool needed() const {
        return longest_gop > longest_gop_allowed || decode_cost > decode_cost_allowed;
    }
};
/// Reads and decodes a few seconds of the file where `facts` do not say enough. Throws Error.
ReviewNeed review_need(const std::filesystem::path& file, const ClipFacts& facts,
                       const std::atomic<bool>& cancel);

struct ReviewCopyOptions {
    std::string comment; ///< kept in the file: what it is a copy of
    int threads = 2;
    int crf = 20; ///< x264 quality
    /// Called about once a second of the clip with the share that is done.
    std::function<void(double)> progress;
    /// Gets the lines of subtitles inside the original, which the copy does not have.
    std::function<void(const SubtitleLine&)> subtitle;
};

/// Writes `copy` (MP4): H.264 in closed groups of a quarter of a second, coded so that decoding is quick,
/// upright, square samples, at most 1920x1080 (or 1080x1920), deinterlaced, BT.709 (HDR tone-mapped), at a
/// constant rate, index first; every sound track as stereo AAC, in the order the player numbers them. Time on
/// its line is time on the original's, to within half a picture; chapters and subtitles stay with the
/// original. What cannot be decoded is bridged by the picture before and by silence. False: cancelled; then,
/// and where it throws Error, there is no file.
bool make_review_copy(const std::filesystem::path& original, const ClipFacts& facts,
                      const std::filesystem::path& copy, const ReviewCopyOptions& options,
                      const std::atomic<bool>& cancel);

} // namespace media

// What a look at packets and bytes finds that the header of a clip does not say; for probe.cpp.
#pragma once

#include "media/bounded_input.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace media {

/// One stream as far as it was looked at; times in seconds on the container's time line.
struct StreamScan {
    std::int64_t packets = 0;
    std::int64_t backwards = 0; ///< packets whose decoding time lies before the one before
    std::int64_t missing = 0;   ///< packets without any time
    std::int64_t jumps = 0;     ///< forward by more than 10 s
    double end = std::numeric_limits<double>::quiet_NaN();
    double longest_gop = 0;
    std::vector<double> intervals; ///< between packets, the first few thousand

    void see(double decoding_time, double presentation_time, double duration, bool key);
    /// Without this much after the last key picture the last group is not counted as whole.
    void finish();
    /// More than one picture in twenty comes clearly earlier or later than the usual distance.
    [[nodiscard]] bool variable_rate() const;

  private:
    double last_ = std::numeric_limits<double>::quiet_NaN();
    double last_key_ = std::numeric_limits<double>::quiet_NaN();
};

struct Scan {
    std::vector<StreamScan> streams;
    bool reached_end = false;       ///< the end of the file was seen
    bool beyond_end = false;        ///< the index names data that the file does not have
    std::int64_t first_packet = -1; ///< place in the file
    [[nodiscard]] std::optional<double> end() const;
};

/// By the container's own index where it lists every picture (MP4, MOV, AVI): no data are read.
std::optional<Scan> scan_index(BoundedInput& input);
/// By reading packets from where the demuxer stands, until the end or the input's limits.
Scan scan_packets(BoundedInput& input);
/// The end of the last packets: reads only the last stretch of the file. Nothing if that gave no times.
std::optional<double> end_by_tail(BoundedInput& input);

/// Bytes by which a container's own size field goes beyond the file; 0 = whole, or not known.
std::int64_t bytes_missing(const BoundedInput& input, const std::string& demuxer);
/// Length of the run of zeros at the end of the file, when it is at least 4 KiB.
std::int64_t zero_tail(const BoundedInput& input);
/// Bytes before the first thing that belongs to the format (MPEG-TS, MP3, AAC).
std::int64_t junk_at_start(const BoundedInput& input, const std::string& demuxer, std::int64_t first_packet);
/// A Matroska file without cues can only be sought by reading it.
bool matroska_without_cues(const BoundedInput& input);

} // namespace media

// What a crash left of a recording's file: how far it is whole, cutting off the torn tail, and the index at
// its end.
#pragma once

#include "media/picture.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace media {

/// One file as FragmentMuxer writes it: ftyp, moov, then pairs of moof and mdat, at the end perhaps mfra.
struct WholePart {
    bool has_header = false;
    std::int64_t fragments = 0;
    std::int64_t whole_bytes = 0; ///< up to the last whole pair (or mfra)
    std::int64_t file_bytes = 0;
    Time end{0}; ///< every track reaches it within the whole bytes
    bool has_index = false;
    /// Of the whole pairs: where each begins, in the clock of the first track and in the file.
    struct Place {
        std::uint64_t time = 0;
        std::int64_t offset = 0;
    };
    std::vector<Place> places;
    std::uint32_t track = 0; ///< the first one
    [[nodiscard]] bool torn() const { return whole_bytes < file_bytes; }
};

/// Reads the whole file. A pair is whole when its boxes end within the file and none of its bytes are
/// missing: after a power cut a file can have its length and zeros for its bytes, and neither H.264 nor AAC
/// has 512 of them in a row or one at its end. Throws Error (not_found, unreadable: it cannot be read;
/// timed_out: cancelled).
WholePart inspect_part(const std::filesystem::path& file, const std::atomic<bool>* cancel = nullptr);

/// Cuts the file to what is whole and makes that durable; gives it the index (mfra) it was to have at its
/// end, so that it opens without reading the head of every fragment. Without room for one it stays without.
/// Throws Error(write_failed).
void mend_part(const std::filesystem::path& file, const WholePart& whole);

} // namespace media

// What a crash left of a recording's file: how far it is whole, and cutting off the torn tail.
#pragma once

#include "media/picture.h"

#include <atomic>
#include <cstdint>
#include <filesystem>

namespace media {

/// One file as FragmentMuxer writes it: ftyp, moov, then pairs of moof and mdat, at the end perhaps mfra.
struct WholePart {
    bool has_header = false;
    std::int64_t fragments = 0;
    std::int64_t whole_bytes = 0; ///< up to the last whole pair (or mfra)
    std::int64_t file_bytes = 0;
    Time end{0}; ///< every track reaches it within the whole bytes
    [[nodiscard]] bool torn() const { return whole_bytes < file_bytes; }
};

/// Reads the whole file. A pair is whole when its boxes end within the file and none of its bytes are
/// missing: after a power cut a file can have its length and zeros for its bytes, and neither H.264 nor AAC
/// has 512 of them in a row or one at its end. Throws Error (not_found, unreadable: it cannot be read;
/// timed_out: cancelled).
WholePart inspect_part(const std::filesystem::path& file, const std::atomic<bool>* cancel = nullptr);

/// Cuts the file to `bytes` and makes that durable. Throws Error(write_failed).
void cut_part(const std::filesystem::path& file, std::int64_t bytes);

} // namespace media

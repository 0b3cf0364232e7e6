// The sound of a time line as a plain file for other programs: one channel, 16 bits, WAV.
#pragma once

#include "media/player.h"

#include <atomic>
#include <functional>

namespace media {

struct SpeechFileOptions {
    int rate = 16000; ///< what recognisers of speech are made for
    Time duration{0}; ///< of the time line, for the progress; 0 = as the files say
    std::function<void(double share)> progress;
};

/// Times in the file are times on the line: gaps and parts that cannot be read are silence. False: cancelled;
/// then, and where it throws Error (no sound at all, disk full), there is no file. It may be read by nobody
/// else.
bool write_speech(const std::vector<Part>& parts, const std::filesystem::path& file,
                  const SpeechFileOptions& options, const std::atomic<bool>& cancel);

} // namespace media

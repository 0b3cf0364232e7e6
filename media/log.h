// FFmpeg's and ALSA's own messages on standard error: off from the start, because ours say what matters.
#pragma once

namespace media {

/// Process-wide; call it once from main before any thread uses media/.
void silence_library_log();

} // namespace media

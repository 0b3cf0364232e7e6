// Figures of `dossier bench playback`: how quickly clips open, switch, seek and step, and what playing costs.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <vector>

namespace app {

struct PlaybackBench {
    std::vector<std::filesystem::path> clips; ///< empty: clips it makes itself (GOP 1 s, 2 s, 250; 4K)
    double play_seconds = 4;                  ///< per clip, at its own speed, converted for a 1080p window
    int rounds = 20;                          ///< of opening, switching and seeking
};

/// Milliseconds from the call to the picture that frame_at_now() gives; p50, p95, max; how many never came
/// within 20 s. Playing: pictures missing and repeated, how much later than the sound's clock a picture was
/// drawn (null where no sound device runs), processor time; paused: wake-ups. Throws media::Error for what is
/// no clip.
nlohmann::json bench_playback(const PlaybackBench& options);

} // namespace app

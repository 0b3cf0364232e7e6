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

/// Milliseconds from the call to the picture that frame_at_now() gives; p50, p95, max. Without sound device.
nlohmann::json bench_playback(const PlaybackBench& options);

} // namespace app

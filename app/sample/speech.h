// Spoken Mandarin from a speech program in a child process: sentences to samples.
#pragma once

#include <atomic>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace app::sample {

inline constexpr int speech_rate = 22050; ///< samples a second, mono

/// How somebody sounds; same voice and text, same samples.
struct Voice {
    bool female = false;
    int pitch = 50;  ///< 0..99
    int speed = 170; ///< words a minute
    int variant = 0; ///< 0..3, timbre
};

/// Speaks `text`; `work` is a folder for the sound file. nullopt where the speech program is missing or
/// fails: the sample is then made without speech. Thread-safe for different `work`.
std::optional<std::vector<float>> speak(const std::string& text, const Voice& voice,
                                        const std::filesystem::path& work, const std::atomic<bool>& stop);

/// Loudness of the samples in windows of `window` seconds, 0..1.
std::vector<double> loudness_curve(const std::vector<float>& samples, double window);

} // namespace app::sample

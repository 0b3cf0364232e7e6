// Speech to text by a program the department has: a command from the settings, run on the sound of a
// recording.
#pragma once

#include "app/recording/clip_parts.h"
#include "dossier/transcript_change.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace app::recording {

/// The setting "recogniser": a command, or {"command": ..., "language": "zh", "minutes": 120}. The command is
/// a line (words parted by blanks, 'quoted' or "quoted" where they hold some) or a list of words. No shell
/// runs it.
struct RecogniserSettings {
    std::vector<std::string>
        command; ///< with {audio} {output} {language} in its words; empty: none is set up
    std::string language = "zh";
    std::chrono::minutes longest{120};
    std::string trouble; ///< a sentence: the setting is there and cannot be understood
};
RecogniserSettings recogniser_settings(const std::filesystem::path& settings_file);
/// A command line as words; not `whole`: a quote does not end.
std::vector<std::string> words_of_command(const std::string& line, bool& whole);

/// What could not be done and why, in the user's language.
struct NotRecognised : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct RecogniserProgress {
    enum class Step { sound, program } step = Step::sound;
    double share = 0; ///< of the sound; the program's is not known
};

/// Writes the sound into a folder of its own within the catalogue, runs the command, reads what it wrote into
/// {output} (or else said) and removes the folder. Takes as long as the program; `stop` ends it. Temporary
/// files of the program are to go there too (TMPDIR). Throws NotRecognised; nothing of the catalogue has
/// changed.
dossier::Cues recognise(const std::filesystem::path& catalogue, const std::vector<media::Part>& parts,
                        double duration, const RecogniserSettings& settings,
                        const std::function<void(const RecogniserProgress&)>& progress,
                        const std::atomic<bool>& stop);

/// Removes what a recogniser that was killed left behind; one that still runs keeps its own.
void remove_left_sounds(const std::filesystem::path& catalogue);

} // namespace app::recording

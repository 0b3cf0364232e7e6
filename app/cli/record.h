// `dossier record` and `dossier recover`: their options, and what runs them.
#pragma once

#include "app/cli/terminal.h"

#include <filesystem>
#include <string>

namespace app::cli {

struct RecordOptions {
    std::filesystem::path catalogue;
    std::string person;
    std::string video; ///< SPEC, "none", or empty: the first camera
    std::string audio; ///< SPEC, "none", or empty: the default microphone
    std::string size;  ///< "1280x720"; empty: as the camera likes
    double frame_rate = 30;
    double seconds = 0; ///< 0 = until "stop"
    std::string place;
    std::string interviewer;
    std::string purpose;
    std::string consent;
    std::filesystem::path mirror;
    std::string continues; ///< id of a material; empty: a new one
    std::string codec = "aac";
    double pre_roll = -1; ///< seconds; -1: ten with `wait`, else none
    bool wait = false;    ///< begins on the line "start"
};
/// Lines on standard input: "start" (with `wait`), "mark [N]", "pause", "resume", "stop". A line of JSON per
/// state, notice, warning and saved mark.
int record(const RecordOptions& options, Terminal& terminal);

struct RecoverOptions {
    std::filesystem::path catalogue;
};
/// A line of JSON per recovered recording; waveforms and loudness afterwards.
int recover(const RecoverOptions& options, Terminal& terminal);

} // namespace app::cli

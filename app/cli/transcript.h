// `dossier transcript`: lists, takes in, writes out, recognises and signs off what was said in a recording.
#pragma once

#include "app/cli/terminal.h"

#include <filesystem>
#include <string>

namespace app::cli {

struct TranscriptOptions {
    enum class Verb { list, import_file, export_file, recognise, state };
    std::filesystem::path catalogue;
    std::string person;
    std::string material; ///< number in the list (from 1), id or title; empty: the only recording
    Verb verb = Verb::list;
    std::filesystem::path file; ///< "-" of an export: standard output
    std::string format;         ///< srt, vtt, txt; empty: by the file's name
    std::string state;          ///< in-progress, ready, checked
    std::string language;       ///< empty: as set up
    bool replace = false;
    bool json = false;
};
int transcript(const TranscriptOptions& options, Terminal& terminal);

} // namespace app::cli

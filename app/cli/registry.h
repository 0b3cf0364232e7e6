// The commands as CLI11 knows them: names, options, help; each sets the action that runs it.
#pragma once

#include "app/cli/commands.h"
#include "app/language.h"
#include "app/stop.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>

namespace app::cli {

/// What parsing decided on.
using Action = std::function<int(Terminal&)>;

void add_catalogue_commands(CLI::App& program, Action& action); ///< new, list, check, verify, backup, restore
void add_file_commands(CLI::App& program, Action& action);      ///< import, export, prepare
void add_record_commands(CLI::App& program, Action& action);    ///< record, recover
void add_transcript_command(CLI::App& program, Action& action); ///< transcript
void add_meeting_commands(CLI::App& program, Action& action, Stop& stop); ///< present, demo, bench

/// Adds one command that is a function of its options.
template <class Options>
CLI::App* add_command(CLI::App& program, Action& action, const char* name, const std::string& description,
                      int (*run)(const Options&, Terminal&), std::shared_ptr<Options> options) {
    CLI::App* command = program.add_subcommand(name, description);
    command->group(tr("Commands"));
    command->callback([&action, run, options] {
        action = [run, options](Terminal& terminal) { return run(*options, terminal); };
    });
    return command;
}

void add_catalogue(CLI::App* command, std::filesystem::path& catalogue);
void add_meeting(CLI::App* command, std::string& meeting);

} // namespace app::cli

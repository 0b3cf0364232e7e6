#include "app/cli/command_line.h"

#include "app/language.h"

#include <CLI/CLI.hpp>

namespace app::cli {

int run(int argc, char** argv) {
    choose_language("");
    CLI::App program("dossier", "dossier");
    program.set_version_flag("--version", DOSSIER_VERSION);
    CLI11_PARSE(program, argc, argv);
    return done;
}

} // namespace app::cli

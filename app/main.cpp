#include "app/cli/command_line.h"
#include "media/clip.h"
#include "media/log.h"

#include <string_view>

int main(int argc, char** argv) {
    if (argc == 2 && std::string_view(argv[1]) == "--probe-helper")
        return media::run_probe_helper();
    media::silence_library_log();
    return app::cli::run(argc, argv);
}

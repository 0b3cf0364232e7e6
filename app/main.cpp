#include "app/cli/command_line.h"
#include "media/clip.h"
#include "media/log.h"

#include <malloc.h>
#include <string_view>

int main(int argc, char** argv) {
    // Pictures and what was read ahead (256 KiB) go back to the system when they are freed. By itself glibc
    // raises this limit to the largest block ever freed, keeps them in its heaps and tears those to pieces:
    // 150-200 MB after a dozen clips.
    constexpr int block = 192 << 10;
    mallopt(M_MMAP_THRESHOLD, block);
    if (argc == 2 && std::string_view(argv[1]) == "--probe-helper")
        return media::run_probe_helper();
    media::silence_library_log();
    return app::cli::run(argc, argv);
}

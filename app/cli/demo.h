// `dossier demo`: the fictional sample, imported like any other folder, with a meeting.
#pragma once

#include "app/cli/terminal.h"

#include <cstdint>
#include <filesystem>

namespace app::cli {

struct DemoOptions {
    std::filesystem::path catalogue;
    int candidates = 24;
    std::uint64_t seed = 1;
};
int demo(const DemoOptions& options, Terminal& terminal);

} // namespace app::cli

// The commands: a struct of options and a function each, that returns the exit code.
#pragma once

#include "app/cli/terminal.h"

#include <filesystem>
#include <string>
#include <vector>

namespace app::cli {

/// Exit codes of design.md "Command line".
inline constexpr int done = 0;
inline constexpr int failed = 1;
inline constexpr int wrong_use = 2;

struct NewOptions {
    std::filesystem::path catalogue;
};
int new_catalogue(const NewOptions& options, Terminal& terminal);

struct ListOptions {
    std::filesystem::path catalogue;
    std::string meeting;
    std::string order = "manual";
    bool json = false;
};
int list(const ListOptions& options, Terminal& terminal);

struct ImportOptions {
    std::filesystem::path catalogue;
    std::vector<std::filesystem::path> paths;
    std::string meeting;
    bool dry_run = false;
};
int import_files(const ImportOptions& options, Terminal& terminal);

} // namespace app::cli

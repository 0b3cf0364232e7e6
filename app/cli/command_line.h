// Start here: the command line; each command is a function that returns an exit code.
#pragma once

namespace app::cli {

/// Exit codes of design.md "Command line".
inline constexpr int done = 0;
inline constexpr int failed = 1;
inline constexpr int wrong_use = 2;

/// Parses and runs. Messages go to standard error, listings to standard output.
int run(int argc, char** argv);

} // namespace app::cli

// Start here: the command line of the program; it parses and calls one of the commands.
#pragma once

namespace app::cli {

/// Parses and runs; returns the exit code. Messages go to standard error, listings to standard output.
int run(int argc, char** argv);

} // namespace app::cli

// How the command line explains itself: the layout of the help, and what is wrong with a line, in the user's
// language.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace app::cli {

/// Headings, kinds of values and columns of the help; commands that are added afterwards inherit them.
void word_help(CLI::App& program);
/// After the commands: their own "-h" belongs to the other options.
void finish_help(CLI::App& program);

/// What could not be understood, as a sentence; CLI11 says it in English only.
std::string sentence(const CLI::ParseError& error);
/// Where the help about it is: "See `dossier record --help`."
std::string where_help_is(const CLI::App& program);

} // namespace app::cli

// The program's log: rotating files in the XDG state folder; never names, numbers of identity or texts.
#pragma once

#include <initializer_list>
#include <string_view>

namespace app {

/// Sends spdlog's default logger to `dossier.log` in the state folder (1 MB, 3 files). Where that cannot be
/// written nothing is logged: a log never keeps a meeting from being held. Call once, before any thread.
void start_logging();

/// A line of the log; each {} of `text` becomes the next value. Any thread. No template: spdlog's own calls
/// compile a formatter into every file.
void log_error(std::string_view text, std::initializer_list<std::string_view> values = {});
void log_warning(std::string_view text, std::initializer_list<std::string_view> values = {});

} // namespace app

// The program's log: rotating files in the XDG state folder; never names, numbers of identity or texts.
#pragma once

namespace app {

/// Sends spdlog's default logger to `dossier.log` in the state folder (1 MB, 3 files). Where that cannot be
/// written nothing is logged: a log never keeps a meeting from being held. Call once, before any thread.
void start_logging();

} // namespace app

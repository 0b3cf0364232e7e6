// Who writes, and at which machine: for the edit log. Also the program's own folders.
#pragma once

#include "db/catalogue.h"

#include <filesystem>

namespace app {

/// `$XDG_STATE_HOME/dossier` or `~/.local/state/dossier`, made with mode 0700; for logs and the terminal's
/// id, never for anything about persons.
std::filesystem::path state_folder();
/// `$XDG_CONFIG_HOME/dossier` or `~/.config/dossier`, made with mode 0700: settings.
std::filesystem::path config_folder();

/// The login name and the stable id of this terminal (machine and account), made once.
db::Author author();

} // namespace app

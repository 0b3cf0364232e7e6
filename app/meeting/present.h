// Presenting a meeting: the audience window, the operator's console, keys and clips.
#pragma once

#include "app/meeting/backend.h"
#include "app/stop.h"
#include "dossier/material.h"
#include "media/picture.h"

#include <filesystem>
#include <optional>
#include <string>

namespace app::meeting {

struct PresentOptions {
    std::filesystem::path catalogue;
    std::string meeting; ///< number or title; empty = the newest
    std::optional<dossier::MaterialKind> only;
    std::optional<media::Size> windowed;
    bool single = false; ///< the audience window alone; the console comes with Tab
    BackendKind backend = BackendKind::automatic;
    Stop* stop = nullptr;         ///< ends presenting when a signal came; null: nothing but the operator does
    std::filesystem::path timing; ///< at the end: how long the main thread's turns were; empty = nowhere
    bool console = false;         ///< the console at once, whatever the number of displays (workbench)
};

/// Runs until the operator leaves or a signal comes. Returns an exit code of the command line; throws what
/// the catalogue throws before the first picture.
int present(const PresentOptions& options);

} // namespace app::meeting

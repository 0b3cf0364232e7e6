// The program's main window: candidates of a meeting on the left, what is done with one of them on the right.
#pragma once

#include "app/stop.h"
#include "media/picture.h"

#include <filesystem>
#include <optional>
#include <string>

namespace app::workbench {

struct WorkbenchOptions {
    std::filesystem::path catalogue;
    std::string meeting; ///< number or title; empty: the newest
    std::string person;  ///< id or name; empty: the first
    std::string page;    ///< "record" (the first), "transcript"
    std::optional<media::Size> windowed;
    Stop* stop = nullptr;
};

/// Returns the exit code when the window is closed. Recordings that a crash interrupted are filed meanwhile
/// and told. Throws db::Error, std::runtime_error where no window can be opened.
int run_workbench(const WorkbenchOptions& options);

} // namespace app::workbench

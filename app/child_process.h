// A foreign program run with limits: the readers of documents; its crash or endless loop is a status.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace app {

struct ChildLimits {
    std::chrono::seconds wall{60};
    std::chrono::seconds processor{60};
    std::uint64_t memory = std::uint64_t{3} << 30U;    ///< address space
    std::uint64_t file_size = std::uint64_t{1} << 30U; ///< of one file it writes
};

enum class ChildEnd { done, failed, timed_out, no_program, stopped };

/// Runs `arguments` (the first is searched in PATH), killed with its descendants at the end of `limits` or
/// when `stop` is raised. Standard output goes into the file `output`, standard error into `errors`, or with
/// it, or to /dev/null.
ChildEnd run_child(const std::vector<std::string>& arguments, const ChildLimits& limits,
                   const std::atomic<bool>& stop, const std::filesystem::path& output = {},
                   const std::filesystem::path& errors = {});

/// `arguments` in a sandbox of its own session that has the system's programs, libraries and fonts, the
/// document `input` and the folder `writable` (both under neutral names, where they stand in the arguments),
/// and nothing else: no home, no other catalogue, no network, no terminal, no environment. Unchanged where
/// bubblewrap is not installed or may not be used here.
std::vector<std::string> sandboxed(const std::vector<std::string>& arguments,
                                   const std::filesystem::path& input, const std::filesystem::path& writable);

} // namespace app

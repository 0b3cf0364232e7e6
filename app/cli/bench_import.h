// How fast forms come in, and whether memory stays flat meanwhile.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>

namespace app {

/// Writes `files` generated .lrmx (with photos of 20 kB) to a temporary folder under `place` and imports
/// them into a new catalogue beside it: {"files", "files_per_second", "seconds", "cpu_seconds", "rss_mb": at
/// a tenth and at the end, "repeat_files_per_second": of the same import again}.
nlohmann::json bench_import(std::int64_t files, const std::filesystem::path& place);

} // namespace app

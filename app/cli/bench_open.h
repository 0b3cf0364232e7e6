// How fast a dossier with many materials opens.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>

namespace app {

/// One candidate with `materials` materials (polls, reports, interviews of half an hour with transcripts,
/// photos, documents) in a catalogue under `place`, opened from its file to all materials in order:
/// {"materials", "open_ms": {"first", "p50", "max"}, "cpu_ms"}.
nlohmann::json bench_open(std::int64_t materials, const std::filesystem::path& place);

} // namespace app

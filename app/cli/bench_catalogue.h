// How fast a catalogue of many persons with forms answers what the workbench and a meeting ask.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>

namespace app {

/// Fills a catalogue in a temporary folder under `place` with persons with whole forms (no media) and one
/// dossier of 200 materials, then measures, in milliseconds: opening, a page of the roster anywhere, a
/// person, the dossier, words in all texts.
nlohmann::json bench_catalogue(std::int64_t persons, const std::filesystem::path& place);

} // namespace app

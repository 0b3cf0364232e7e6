// How fast names are found among many persons.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>

namespace app {

/// Fills a catalogue in a temporary folder under `place` with generated names (persons without forms, same
/// seed, same names) and asks for them as people type: one and two characters, initials, full pinyin.
/// Milliseconds: {"persons":..,"fill_seconds":..,"queries":{"one
/// character":{"p50":..,"p95":..,"hits":..},..}}
nlohmann::json bench_search(std::int64_t persons, const std::filesystem::path& place);

} // namespace app

// A small file, whole: forms, reports, sheets, transcripts.
#pragma once

#include <cstddef>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace app {

/// A file of the user that cannot be taken in; what() is the reason in the user's language, it follows
/// "path: ".
struct NotImported : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Throws NotImported: gone, not readable, larger than `limit`, a read error of the disk.
std::string file_bytes(const std::filesystem::path& file, std::size_t limit);

} // namespace app

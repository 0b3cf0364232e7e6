// A check sum in every page of the database, so that a flipped bit is an error and never a wrong name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace db::sqlite {

inline constexpr std::size_t page_size = 4096;
/// Bytes at the end of a page that SQLite leaves to us (offset 20 of the header says so).
inline constexpr std::size_t reserved_bytes = 8;

/// Registers the VFS "dossier" (once) and gives its name. It is SQLite's own file access; the pages of a main
/// database with reserved bytes get their sum when written and are held against it when read
/// (SQLITE_IOERR_DATA). Layout and sum are those of SQLite's cksumvfs extension.
const char* checked_files();

/// Numbers (1, 2 ...) of the pages whose sum is wrong; reads the file as it is, others may write meanwhile.
std::vector<std::int64_t> damaged_pages(const std::filesystem::path& file);

} // namespace db::sqlite

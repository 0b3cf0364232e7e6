// The few parts of the tar format a backup needs: plain files with short names, of any size.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace db::tar {

inline constexpr std::size_t block = 512;
using Block = std::array<char, block>;

struct Entry {
    std::string name; ///< at most 100 bytes
    std::uint64_t bytes = 0;
};

/// A ustar header (POSIX.1-1988); sizes from 8 GiB on in base 256, as GNU tar and libarchive write them.
Block header_of(const Entry& entry);
/// nullopt: not a header of a plain file, or damaged.
std::optional<Entry> entry_of(const Block& header);
/// Two of them end an archive.
bool is_end(const Block& header);
/// Zeros after the bytes of a file.
inline std::uint64_t padding(std::uint64_t bytes) {
    return (block - bytes % block) % block;
}

} // namespace db::tar

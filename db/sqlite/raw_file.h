// The bytes of a database file beside SQLite, without taking its locks away.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>

namespace db::sqlite {

/// Reads through SQLite's own file access. A plain open() and close() would drop every lock that connections
/// of this process hold on the file (POSIX), and another process that closes then believes to be alone: it
/// takes the write-ahead log away while we write into it (sqlite.org/howtocorrupt.html, 2.2).
class RawFile {
  public:
    explicit RawFile(const std::filesystem::path& file); ///< throws Error(other)
    ~RawFile();
    RawFile(const RawFile&) = delete;
    RawFile& operator=(const RawFile&) = delete;

    /// False: not as many bytes are there, or they cannot be read.
    [[nodiscard]] bool read(void* bytes, std::size_t count, std::int64_t offset) const;
    [[nodiscard]] std::int64_t size() const; ///< 0 where it cannot be told

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace db::sqlite

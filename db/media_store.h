// Content-addressed files: stream in, hash, fsync, rename; derivatives beside them.
#pragma once

#include "db/error.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace db {

/// SHA-256 in lower-case hex.
std::string sha256(std::string_view bytes);
/// SHA-256 of a file, read in pieces. Throws Error.
std::string sha256_of_file(const std::filesystem::path& file);

/// `CATALOGUE/media/ab/abcd...` (the originals, 0440, never rewritten) and `CATALOGUE/derived/` (what can be
/// made again). The file comes first, the row after. Thread-safe; several processes may put at once.
class MediaStore {
  public:
    explicit MediaStore(std::filesystem::path catalogue);

    /// Copies a file in: temp + hash + fsync + rename + fsync(dir). Returns its hash; one already there is
    /// kept. Throws Error (full, not_found, denied ...), then nothing is half-visible.
    std::string put_file(const std::filesystem::path& file);
    std::string put_bytes(std::string_view bytes);
    /// Several at once with one fsync of the folders: for imports.
    std::vector<std::string> put_files(const std::vector<std::filesystem::path>& files);

    [[nodiscard]] std::filesystem::path path(const std::string& hash) const;
    [[nodiscard]] bool has(const std::string& hash) const;
    [[nodiscard]] std::string read(const std::string& hash, std::size_t limit) const;

    /// `derived/ab/abcd....<what>`, e.g. what = "poster.png", "waveform", "page-001.png".
    [[nodiscard]] std::filesystem::path derived_path(const std::string& hash, const std::string& what) const;
    /// Temp + rename; no fsync: a derivative can be made again.
    void put_derived(const std::string& hash, const std::string& what, std::string_view bytes);

    struct Finding {
        enum class Kind { missing, damaged, unreferenced, temporary } kind;
        std::string hash; ///< or the file's name
    };
    /// Re-hashes every object of `referenced`, and lists files nobody references. `progress(done, total)`
    /// returns false to cancel.
    std::vector<Finding> verify(const std::vector<std::string>& referenced,
                                const std::function<bool(std::int64_t, std::int64_t)>& progress) const;

  private:
    std::filesystem::path catalogue_;
};

} // namespace db

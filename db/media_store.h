// Content-addressed files: stream in, hash, fsync, rename; derivatives beside them.
#pragma once

#include "db/error.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace db {

/// SHA-256 in lower-case hex.
std::string sha256(std::string_view bytes);
/// Whether `text` is what sha256() writes: 64 lower-case hex digits.
bool is_hash(std::string_view text);
/// SHA-256 of a file, read in pieces. Throws Error.
/// `stop`, polled, ends it: throws stopped.
std::string sha256_of_file(const std::filesystem::path& file, const std::atomic<bool>* stop = nullptr);

/// `CATALOGUE/media/ab/abcd...` (the originals, 0440, never rewritten) and `CATALOGUE/derived/` (what can be
/// made again). The file comes first, the row after. Thread-safe; several processes may put at once.
class MediaStore {
  public:
    explicit MediaStore(std::filesystem::path catalogue);

    /// Many puts, made durable together: an import of small files is as fast as the disk streams. What was
    /// put is in the store after commit() only; without it the destructor takes everything back. One thread;
    /// several batches may run beside each other.
    class Batch {
      public:
        /// `stop`, polled, ends the copying of a long file: put_file() throws stopped.
        explicit Batch(MediaStore& store, const std::atomic<bool>* stop = nullptr);
        Batch(const Batch&) = delete;
        Batch& operator=(const Batch&) = delete;
        ~Batch();
        /// Copies and hashes; returns the hash. Throws Error (full, not_found, denied ...): this file is then
        /// not in the batch, the others still are.
        std::string put_file(const std::filesystem::path& file);
        std::string put_bytes(std::string_view bytes);
        /// A file of the catalogue's own disk, finished and synced: hashed and given a second name instead of
        /// being copied; where the disk knows no second names, copied. The caller removes the first name once
        /// the rows are there. Its rights become those of an object.
        /// `read` (may be empty) is told how many bytes of it were read, now and then.
        std::string link_file(const std::filesystem::path& file,
                              const std::function<void(std::int64_t)>& read = {});
        /// Bytes of what was put under this hash.
        [[nodiscard]] std::int64_t size_of(const std::string& hash) const;
        [[nodiscard]] std::size_t count() const { return items_.size(); }
        /// Everything put so far is durable and visible when this returns. The batch can be used again.
        void commit();

      private:
        struct Item {
            std::filesystem::path temporary; ///< empty: the store has it already
            std::int64_t bytes = 0;
        };
        std::string keep(const std::filesystem::path& temporary, const std::string& hash, std::int64_t bytes);
        MediaStore& store_;
        const std::atomic<bool>* stop_;
        std::map<std::string, Item> items_; ///< by hash
    };

    /// Copies a file in: temp + hash + fsync + rename + fsync(dir). Returns its hash; one already there is
    /// kept. Throws Error (full, not_found, denied ...), then nothing is half-visible.
    std::string put_file(const std::filesystem::path& file);
    std::string put_bytes(std::string_view bytes);
    /// Several at once in one batch; all or none.
    std::vector<std::string> put_files(const std::vector<std::filesystem::path>& files);

    [[nodiscard]] std::filesystem::path path(const std::string& hash) const;
    [[nodiscard]] bool has(const std::string& hash) const;
    /// Bytes of an object; -1: it is not there.
    [[nodiscard]] std::int64_t size_of(const std::string& hash) const;
    /// Throws not_found; full when the object is larger than `limit`.
    [[nodiscard]] std::string read(const std::string& hash, std::size_t limit) const;

    /// `derived/ab/abcd....<what>`, e.g. what = "poster.png", "waveform", "page-001.png".
    [[nodiscard]] std::filesystem::path derived_path(const std::string& hash, const std::string& what) const;
    /// Where a large derivative is written before keep_derived(): beside its place, swept when forgotten.
    [[nodiscard]] std::filesystem::path derived_temporary(const std::string& hash) const;
    /// fsync + rename + fsync(dir): unlike a small derivative, a large one that is torn would cost hours.
    void keep_derived(const std::string& hash, const std::string& what,
                      const std::filesystem::path& temporary);
    /// Temp + rename; no fsync: a derivative can be made again.
    void put_derived(const std::string& hash, const std::string& what, std::string_view bytes);

    /// Takes objects and their derivatives away for good: only for erasing a person.
    void remove(const std::string& hash);
    /// Temporary files that a killed process left more than a day ago.
    void sweep() const;

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

// The file of one part being recorded: appended to and synced by a thread of its own, locked as long as it
// lives.
#pragma once

#include "media/fragment_muxer.h"
#include "media/guarded.h"

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <thread>

namespace media {

struct RecordFileOptions {
    std::filesystem::path file;
    std::filesystem::path reserve; ///< a file that is given up when the disk is full; empty = none
    std::function<void()> wake;    ///< after each write
};

/// What has happened to the bytes so far.
struct RecordFileState {
    Time durable{0};              ///< what survives a power cut, on the file's own time line
    std::int64_t bytes = 0;       ///< likewise
    std::size_t waiting = 0;      ///< bytes not yet written
    int error = 0;                ///< errno of what ended the writing: the file ends with a whole fragment
    std::int64_t free_bytes = -1; ///< of the disk, for this user
    bool closed = false;
    Time slowest_sync{0};
};

/// Makes the file and locks it (flock): whoever recovers leaves it alone. append() never waits for the disk.
/// Each piece is written and fdatasync'ed in one go, so that at any moment the file on the disk ends at most
/// with one torn fragment. A disk that is full gets the reserve back; what still does not fit is cut off.
class RecordFile {
  public:
    explicit RecordFile(RecordFileOptions options); ///< throws Error(write_failed)
    ~RecordFile();                                  ///< close(), then the lock is gone
    RecordFile(const RecordFile&) = delete;
    RecordFile& operator=(const RecordFile&) = delete;

    void append(Fragment fragment);
    /// Everything appended is durable (or has failed) when this returns.
    void close();
    [[nodiscard]] RecordFileState state() const;
    [[nodiscard]] const std::filesystem::path& path() const { return options_.file; }
    /// SHA-256 of what was written, in hex; after close().
    [[nodiscard]] const std::string& hash() const { return hash_; }

  private:
    struct Shared {
        std::deque<Fragment> queue;
        bool ending = false;
        RecordFileState state;
    };
    class Sum;
    void run();
    [[nodiscard]] std::int64_t free_bytes() const;
    int write(const Fragment& fragment);

    RecordFileOptions options_;
    int descriptor_ = -1;
    std::int64_t written_ = 0; // writer thread
    std::unique_ptr<Sum> sum_; // writer thread, then close()
    std::string hash_;
    mutable Guarded<Shared> shared_;
    std::condition_variable changed_;
    std::jthread thread_;
};

} // namespace media

// The bytes of one file, read on a thread of their own that is abandoned where a read() does not come back.
#pragma once

#include "media/error.h"
#include "media/picture.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>

struct AVIOContext;

namespace media {

/// Where bytes come from. Used by the reader thread only; every call may block for ever.
class ByteReader {
  public:
    virtual ~ByteReader() = default;
    virtual std::int64_t size() = 0;
    /// Reads up to bytes.size() at `offset`; 0 at the end. Throws Error.
    virtual std::size_t read_at(std::int64_t offset, std::span<std::uint8_t> bytes) = 0;
};
/// Runs on the reader thread, may block for ever, throws Error.
using OpenBytes = std::function<std::unique_ptr<ByteReader>()>;

/// Refuses what is no regular file (a FIFO would block).
OpenBytes open_file(std::filesystem::path file);

/// The same bytes without the first `skipped`.
OpenBytes from_byte(OpenBytes open, std::int64_t skipped);

/// FFmpeg's view of the bytes. A blocked read() cannot be interrupted, so the reader thread is never joined:
/// it shares its state with this object and ends by itself when the read comes back. Used by one thread
/// (decode), except cancel(), which any thread may call.
class Source {
  public:
    explicit Source(OpenBytes open);
    ~Source();
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;

    /// Waits until the file is open; throws Error when it cannot be, or at the deadline (timed_out).
    void wait_open();
    [[nodiscard]] AVIOContext* context() const { return context_; }
    /// Reads that have not come back by then fail; none = they wait for ever.
    void set_deadline(std::optional<std::chrono::steady_clock::time_point> deadline);
    [[nodiscard]] bool overdue() const;
    /// Every read fails at once from now on.
    void cancel();
    /// For FFmpeg's interrupt callback: cancelled or overdue.
    [[nodiscard]] bool interrupted() const;
    /// What the last failed read died of, if reading failed (an unplugged stick, a network folder gone).
    [[nodiscard]] std::optional<Error> failure() const;

  private:
    struct Shared;
    static int read(void* self, std::uint8_t* bytes, int count);
    static std::int64_t seek(void* self, std::int64_t offset, int whence);

    /// Shared with the reader thread, which may outlive this object.
    std::shared_ptr<Shared> shared_;
    std::int64_t position_ = 0;
    AVIOContext* context_ = nullptr;
};

} // namespace media

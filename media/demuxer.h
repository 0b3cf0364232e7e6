// Reads the packets of one file: a queue per stream, so that pictures and sound can be asked for separately.
#pragma once

#include "media/feed.h"
#include "media/ffmpeg.h"
#include "media/source.h"

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>

namespace media {

/// What a file is opened with. `limit` is how long opening may take before it is refused.
struct FileToOpen {
    OpenBytes open;
    std::string extension; ///< hint for formats without a signature, with its dot; content wins
    Time limit{0.9};
};

/// Owns source and input. One thread, except cancel(). Throws Error where the file cannot be opened. What
/// lies before a file's beginning (a mail's header, a camera's block) is skipped.
class Demuxer {
  public:
    explicit Demuxer(const FileToOpen& file);
    ~Demuxer();

    [[nodiscard]] AVFormatContext& input() { return *input_; }
    /// From now on packets of this stream are kept; of others they are thrown away.
    void select(int stream, bool wanted);
    /// nullptr at the end, or where reading failed or was cancelled.
    Packet next(int stream);
    /// A packet of `stream` that was met while reading for others, or nullptr; reads nothing.
    Packet waiting(int stream);
    [[nodiscard]] std::int64_t size() const { return size_; }
    /// The index has the fragments (media/fragment_index.h), and key pictures only of those that were read.
    [[nodiscard]] bool has_fragment_index() const { return *indexed_; }
    /// Goes to the key packet of `stream` at or before `timestamp` (its time base). False: the file cannot.
    bool seek(int stream, std::int64_t timestamp);
    /// Back to the first packet.
    bool rewind();
    /// Forgets what was read ahead: seek() before next().
    void drop_packets();
    void cancel() { source_->cancel(); }
    [[nodiscard]] bool interrupted() const { return source_->interrupted(); }
    /// Until then whatever waits for bytes gives up.
    void set_deadline(std::optional<std::chrono::steady_clock::time_point> deadline) {
        source_->set_deadline(deadline);
    }
    /// Code of what ended the reading early, or empty.
    [[nodiscard]] const std::string& fault() const { return fault_; }

  private:
    int open_input(const FileToOpen& file);
    bool read_one();

    std::unique_ptr<Source> source_;
    std::shared_ptr<std::atomic<bool>> indexed_ =
        std::make_shared<std::atomic<bool>>(false); ///< set by the reader thread, which may outlive this
    Input input_;
    std::set<int> wanted_;
    std::map<int, std::deque<Packet>> queues_;
    std::size_t queued_bytes_ = 0;
    bool at_end_ = false;
    std::int64_t bytes_since_seek_ = 0;
    std::int64_t size_ = 0;
    std::string fault_;
};

} // namespace media

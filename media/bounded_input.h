// Opens a foreign media file so that it can neither reach other files nor run for ever; for .cpp of media/.
#pragma once

#include "media/ffmpeg.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace media {

/// In seconds. Longer than this a recording of one person is a lie of its header.
inline constexpr double longest_clip = 48 * 3600.0;

/// When reading has to stop: every read fails from then on, FFmpeg's loops come back.
struct ReadLimits {
    std::optional<std::chrono::steady_clock::time_point> deadline;
    const std::atomic<bool>* cancel = nullptr;
    std::int64_t bytes = INT64_MAX; ///< read in all
};

/// A plain file under FFmpeg's demuxers. Playlists, references to other files and network addresses inside
/// it are refused, FIFOs and devices too. Not thread-safe.
class BoundedInput {
  public:
    /// Opens the file, reads nothing yet. All throw Error.
    BoundedInput(const std::filesystem::path& file, const ReadLimits& limits);
    ~BoundedInput();
    BoundedInput(const BoundedInput&) = delete;
    BoundedInput& operator=(const BoundedInput&) = delete;

    void open();         ///< recognises the format and reads the header
    void find_streams(); ///< reads on until the streams are known
    [[nodiscard]] AVFormatContext& format() { return *input_; }
    [[nodiscard]] std::int64_t size() const { return size_; } ///< without what was skipped
    /// Bytes before the clip's beginning, which do not count here.
    [[nodiscard]] std::int64_t skipped() const { return begin_; }
    [[nodiscard]] bool out_of_time() const;
    /// The limits for what comes now, e.g. less time for a scan than for the whole.
    void set_limits(const ReadLimits& limits) { limits_ = limits; }
    /// Raw bytes, past FFmpeg; shorter at the end.
    [[nodiscard]] std::string bytes_at(std::int64_t at, std::size_t count) const;

  private:
    static int read(void* self, std::uint8_t* to, int count);
    static std::int64_t seek(void* self, std::int64_t offset, int whence);
    static int refuse_other_files(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**);
    void make_io();
    void open_as(const char* name);
    void open_otherwise();

    std::string name_; ///< base name, for messages and for formats known by their extension only
    ReadLimits limits_;
    int descriptor_ = -1;
    std::int64_t begin_ = 0; ///< junk before the clip
    std::int64_t size_ = 0;
    std::int64_t position_ = 0;
    std::int64_t bytes_read_ = 0;
    AVIOContext* io_ = nullptr; ///< freed in the destructor, after input_
    Input input_;
};

/// The first stream of a kind that is no cover picture, -1 if there is none.
int first_stream(const AVFormatContext& format, AVMediaType type);
bool is_cover(const AVStream& stream);
/// Opens a decoder for a stream, or throws Error.
Decoder open_decoder(const AVStream& stream);

} // namespace media

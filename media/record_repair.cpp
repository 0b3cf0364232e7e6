#include "media/record_repair.h"

#include "media/bytes.h"
#include "media/error.h"
#include "media/fragment_boxes.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace media {

namespace {

constexpr std::size_t sector = 512;
/// Nothing of ours is larger; a length beyond is no length.
constexpr std::int64_t largest_box = 256 << 20;

struct CloseFile {
    int number;
    ~CloseFile() { ::close(number); }
};

class Walk {
  public:
    Walk(int descriptor, std::int64_t size, std::string name, const std::atomic<bool>* cancel)
        : descriptor_(descriptor)
        , name_(std::move(name))
        , cancel_(cancel) {
        found_.file_bytes = size;
    }

    WholePart run() {
        std::optional<std::int64_t> moof; // where the pair begun ends
        std::string moof_bytes;
        while (std::optional<std::string> box = next()) {
            const std::string_view type = std::string_view(*box).substr(4, 4);
            const std::string_view content = std::string_view(*box).substr(8);
            if (type == "moof") {
                moof = position_;
                moof_bytes.assign(content);
            } else if (type == "mdat") {
                if (!moof || !found_.has_header || lacks_bytes(moof_bytes, content))
                    break;
                tracks_.read_moof(moof_bytes);
                ++found_.fragments;
                found_.end = tracks_.end();
                found_.whole_bytes = position_;
                moof.reset();
            } else if (type == "moov") {
                tracks_.read_moov(content);
                found_.has_header = true;
                found_.whole_bytes = position_;
            } else if (type == "mfra" && !moof &&
                       number_at(*box, box->size() - 4, 4, Endian::big) == box->size()) { // mfro repeats it
                found_.whole_bytes = position_;
            } else if (type != "ftyp") {
                break;
            }
        }
        return found_;
    }

  private:
    /// The next box whole, or nothing where none is.
    std::optional<std::string> next() {
        if (cancel_ != nullptr && *cancel_)
            throw Error(Fault::timed_out, name_ + ": reading was stopped");
        std::string box = read(8);
        if (box.size() < 8)
            return std::nullopt;
        const std::int64_t size = number_at(box, 0, 4, Endian::big);
        if (size < 8 || size > largest_box || position_ - 8 + size > found_.file_bytes)
            return std::nullopt;
        box += read(static_cast<std::size_t>(size) - 8);
        return static_cast<std::int64_t>(box.size()) == size ? std::optional(std::move(box)) : std::nullopt;
    }

    std::string read(std::size_t count) {
        std::string bytes(count, '\0');
        std::size_t got = 0;
        while (got < count) {
            const ssize_t piece_read =
                ::pread(descriptor_, bytes.data() + got, count - got, position_ + static_cast<off_t>(got));
            if (piece_read < 0 && errno == EINTR)
                continue;
            if (piece_read <= 0) // a sector that cannot be read ends what is whole
                break;
            got += static_cast<std::size_t>(piece_read);
        }
        bytes.resize(got);
        position_ += static_cast<std::int64_t>(got);
        return bytes;
    }

    /// Neither a slice of H.264 nor a frame of AAC ends with a byte of zeros: both have a stop bit.
    static bool lacks_bytes(std::string_view moof, std::string_view mdat) {
        return mdat.empty() || mdat.back() == '\0' || has_zero_sector(moof) || has_zero_sector(mdat);
    }

    /// Wherever it lies: sectors of the disk do not begin where boxes do.
    static bool has_zero_sector(std::string_view bytes) {
        std::size_t run = 0;
        for (std::size_t at = sector - 1; at < bytes.size(); at += sector) {
            if (bytes[at] != 0)
                continue;
            std::size_t begin = at;
            while (begin > 0 && bytes[begin - 1] == 0 && at - begin < sector)
                --begin;
            std::size_t end = at;
            while (end + 1 < bytes.size() && bytes[end + 1] == 0 && end - at < sector)
                ++end;
            run = std::max(run, end - begin + 1);
        }
        return run >= sector;
    }

    int descriptor_;
    std::string name_;
    const std::atomic<bool>* cancel_;
    std::int64_t position_ = 0;
    WholePart found_;
    FragmentTracks tracks_;
};

} // namespace

WholePart inspect_part(const std::filesystem::path& file, const std::atomic<bool>* cancel) {
    const CloseFile opened{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    struct stat status {};
    if (opened.number < 0 || ::fstat(opened.number, &status) != 0)
        throw Error(Fault::not_found, "cannot read " + file.string() + ": " + std::strerror(errno));
    if (!S_ISREG(status.st_mode))
        throw Error(Fault::unreadable, file.string() + " is not a file");
    return Walk(opened.number, status.st_size, file.filename().string(), cancel).run();
}

void cut_part(const std::filesystem::path& file, std::int64_t bytes) {
    const CloseFile opened{::open(file.c_str(), O_WRONLY | O_CLOEXEC)};
    if (opened.number < 0 || ::ftruncate(opened.number, bytes) != 0 || ::fsync(opened.number) != 0)
        throw Error(Fault::write_failed, "cannot cut " + file.string() + ": " + std::strerror(errno));
}

} // namespace media

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
        std::int64_t moof = -1; // where the pair begins
        std::string moof_bytes;
        while (std::optional<std::string> box = next()) {
            const std::string_view type = std::string_view(*box).substr(4, 4);
            const std::string_view content = std::string_view(*box).substr(8);
            if (type == "moof") {
                moof = position_ - static_cast<std::int64_t>(box->size());
                moof_bytes.assign(content);
            } else if (type == "mdat") {
                if (moof < 0 || !found_.has_header || lacks_bytes(moof_bytes, content))
                    break;
                tracks_.read_moof(moof_bytes);
                ++found_.fragments;
                found_.places.push_back({tracks_.begin_of(found_.track), moof});
                found_.end = tracks_.end();
                found_.whole_bytes = position_;
                moof = -1;
            } else if (type == "moov") {
                tracks_.read_moov(content);
                found_.track = tracks_.first();
                found_.has_header = true;
                found_.whole_bytes = position_;
            } else if (type == "mfra" && moof < 0 &&
                       number_at(*box, box->size() - 4, 4, Endian::big) == box->size()) { // mfro repeats it
                found_.whole_bytes = position_;
                found_.has_index = true;
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

/// ISO 14496-12 8.8.9 to 8.8.11: mfra with one tfra (version 1, numbers of one byte) and mfro.
std::string make_mfra(const WholePart& whole) {
    std::string tfra;
    put_number(tfra, 0x01000000, 4);
    put_number(tfra, whole.track, 4);
    put_number(tfra, 0, 4);
    put_number(tfra, whole.places.size(), 4);
    for (const WholePart::Place& place : whole.places) {
        put_number(tfra, place.time, 8);
        put_number(tfra, static_cast<std::uint64_t>(place.offset), 8);
        tfra += "\x01\x01\x01"; // the first sample of the first run of the first track
    }
    std::string mfra;
    const std::size_t size = 8 + 8 + tfra.size() + 16;
    put_number(mfra, size, 4);
    mfra += "mfra";
    put_number(mfra, 8 + tfra.size(), 4);
    mfra += "tfra" + tfra;
    put_number(mfra, 16, 4);
    mfra += "mfro";
    put_number(mfra, 0, 4);
    put_number(mfra, size, 4);
    return mfra;
}

bool write_all(int descriptor, std::string_view bytes, std::int64_t at) {
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(descriptor, bytes.data(), bytes.size(), at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
        at += written;
    }
    return true;
}

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

void mend_part(const std::filesystem::path& file, const WholePart& whole) {
    const CloseFile opened{::open(file.c_str(), O_WRONLY | O_CLOEXEC)};
    if (opened.number < 0 || ::ftruncate(opened.number, whole.whole_bytes) != 0)
        throw Error(Fault::write_failed, "cannot cut " + file.string() + ": " + std::strerror(errno));
    // Half an index is a torn tail; at worst it is written anew.
    if (!whole.has_index && !whole.places.empty() &&
        !write_all(opened.number, make_mfra(whole), whole.whole_bytes) &&
        ::ftruncate(opened.number, whole.whole_bytes) != 0)
        throw Error(Fault::write_failed, "cannot cut " + file.string() + ": " + std::strerror(errno));
    if (::fsync(opened.number) != 0)
        throw Error(Fault::write_failed, "cannot keep " + file.string() + ": " + std::strerror(errno));
}

} // namespace media

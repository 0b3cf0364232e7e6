#include "media/photo.h"

#include "media/bytes.h"
#include "media/photo_decoders.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace media {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t most_bytes = std::size_t{512} << 20U;

class Descriptor {
  public:
    explicit Descriptor(int number)
        : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0)
            close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }

  private:
    int number_;
};

/// Only plain files: a FIFO or a device would never end.
std::string read_plain_file(const std::filesystem::path& file) {
    const std::string name = file.filename().string();
    const Descriptor opened(open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    struct stat facts {};
    if (opened.number() < 0 || fstat(opened.number(), &facts) != 0)
        throw Error(Fault::not_found, "cannot open " + name + ": " + std::strerror(errno));
    if (!S_ISREG(facts.st_mode))
        throw Error(Fault::unreadable, name + " is no plain file");
    if (facts.st_size > static_cast<off_t>(most_bytes))
        throw Error(Fault::too_large, name + " is larger than 512 MiB");
    std::string bytes(static_cast<std::size_t>(facts.st_size), '\0');
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const ssize_t got = read(opened.number(), bytes.data() + filled, bytes.size() - filled);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            throw Error(Fault::unreadable, "cannot read " + name + ": " + std::strerror(errno));
        if (got == 0)
            break;
        filled += static_cast<std::size_t>(got);
    }
    bytes.resize(filled);
    return bytes;
}

ImageFormat by_brands(std::string_view bytes) {
    const std::size_t length = number_at(bytes, 0, 4, Endian::big);
    const std::string_view box = piece(bytes, 0, std::min<std::size_t>(length, 256));
    // The major brand, then (after a version) the compatible ones; "mif1" alone does not say which codec.
    bool heif = false;
    for (std::size_t at = 8; at + 4 <= box.size(); at += at == 8 ? 8 : 4) {
        const std::string_view brand = box.substr(at, 4);
        if (brand == "avif"sv || brand == "avis"sv)
            return ImageFormat::avif;
        for (const std::string_view known : {"heic"sv, "heix"sv, "heim"sv, "heis"sv, "hevc"sv, "hevx"sv})
            if (brand == known)
                return ImageFormat::heic;
        heif = heif || brand == "mif1"sv || brand == "msf1"sv;
    }
    return heif ? ImageFormat::heic : ImageFormat::unknown;
}

bool is_bmp(std::string_view bytes) {
    if (!bytes.starts_with("BM"sv) || bytes.size() < 26)
        return false;
    const std::uint32_t header = number_at(bytes, 14, 4, Endian::little);
    return header == 12 || (header >= 16 && header <= 124); // OS/2 1 and 2, Windows 3, 4, 5
}

} // namespace

ImageFormat sniff_image(std::string_view bytes) {
    if (bytes.starts_with("\xff\xd8\xff"sv))
        return ImageFormat::jpeg;
    if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv))
        return ImageFormat::png;
    if (bytes.starts_with("RIFF"sv) && piece(bytes, 8, 4) == "WEBP"sv)
        return ImageFormat::webp;
    if (bytes.starts_with("GIF87a"sv) || bytes.starts_with("GIF89a"sv))
        return ImageFormat::gif;
    if (bytes.starts_with("II*\0"sv) || bytes.starts_with("MM\0*"sv))
        return ImageFormat::tiff;
    if (is_bmp(bytes))
        return ImageFormat::bmp;
    if (piece(bytes, 4, 4) == "ftyp"sv)
        return by_brands(bytes);
    return ImageFormat::unknown;
}

PicturePtr decode_photo(std::string_view bytes, int limit) {
    if (bytes.empty())
        throw Error(Fault::damaged, "the photo's file is empty");
    if (bytes.size() > most_bytes)
        throw Error(Fault::too_large, "the photo's file is larger than 512 MiB");
    const ImageFormat format = sniff_image(bytes);
    switch (format) {
    case ImageFormat::unknown:
        throw Error(Fault::unreadable, "no known kind of photo");
    case ImageFormat::heic:
    case ImageFormat::avif:
        return decode_with_heif(bytes, limit);
    default:
        return decode_with_ffmpeg(bytes, format, limit);
    }
}

PicturePtr decode_photo(const std::filesystem::path& file, int limit) {
    const std::string bytes = read_plain_file(file);
    try {
        return decode_photo(bytes, limit);
    } catch (const Error& error) {
        throw Error(error.fault, file.filename().string() + ": " + error.what());
    }
}

} // namespace media

#include "media/beginning.h"

#include "media/bytes.h"
#include "media/ffmpeg.h"

#include <algorithm>
#include <array>

namespace media {
namespace {

using namespace std::string_view_literals;

constexpr std::uint32_t longest_ftyp = 4096;

bool is_mp4(std::string_view bytes) {
    const std::uint32_t size = number_at(bytes, 0, 4, Endian::big);
    return piece(bytes, 4, 4) == "ftyp" && size >= 16 && size <= longest_ftyp && size % 4 == 0;
}

bool begins(std::string_view bytes) {
    switch (bytes.front()) {
    case '\0':
        return is_mp4(bytes);
    case '\x1a':
        return bytes.starts_with("\x1a\x45\xdf\xa3");
    case 'R':
        return bytes.starts_with("RIFF") && (piece(bytes, 8, 4) == "AVI " || piece(bytes, 8, 4) == "WAVE");
    case 'O':
        return bytes.starts_with("OggS\0\x02"sv);
    case 'f':
        return bytes.starts_with("fLaC\0\0\0\x22"sv);
    default:
        return false;
    }
}

} // namespace

std::int64_t beginning_within(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size(); ++at)
        if (begins(bytes.substr(at)))
            return static_cast<std::int64_t>(at);
    return 0;
}

bool is_bare_stream(const AVInputFormat& format) {
    static constexpr std::array bare{"h261"sv,  "h263"sv,      "h264"sv,  "hevc"sv, "m4v"sv,
                                     "mjpeg"sv, "mpegvideo"sv, "dirac"sv, "vc1"sv,  "cavsvideo"sv};
    return std::find(bare.begin(), bare.end(), std::string_view(format.name)) != bare.end();
}

} // namespace media

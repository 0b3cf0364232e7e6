#include "media/beginning.h"
#include "media/bytes.h"
#include "media/probe_scan.h"

#include <algorithm>

namespace media {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view cues_id = "\x1c\x53\xbb\x6b"sv;

/// ISO base media: the last top-level box that begins within the file says how long it should be.
std::int64_t missing_in_boxes(const BoundedInput& input) {
    std::int64_t at = 0;
    for (int boxes = 0; boxes < 100'000 && at + 8 <= input.size(); ++boxes) {
        const std::string head = input.bytes_at(at, 16);
        std::int64_t length = number_at(head, 0, 4, Endian::big);
        if (length == 1)
            length = (std::int64_t{number_at(head, 8, 4, Endian::big)} << 32) |
                     number_at(head, 12, 4, Endian::big);
        if (length < 8) // 0 = to the end of the file; zeros of a torn tail
            return 0;
        if (length > input.size() - at)
            return length - (input.size() - at);
        at += length;
    }
    return 0;
}

/// An EBML number; all ones mean "unknown". Moves `at` behind it.
std::optional<std::int64_t> ebml_size(std::string_view bytes, std::size_t& at) {
    if (at >= bytes.size() || bytes[at] == 0)
        return std::nullopt;
    const auto first = static_cast<unsigned char>(bytes[at]);
    const int length = __builtin_clz(static_cast<unsigned>(first)) - 23;
    std::int64_t value = first & (0xffU >> static_cast<unsigned>(length));
    bool ones = value == (0xff >> length);
    for (int i = 1; i < length; ++i) {
        const auto byte = static_cast<unsigned char>(
            at + static_cast<std::size_t>(i) < bytes.size() ? bytes[at + static_cast<std::size_t>(i)] : 0);
        ones = ones && byte == 0xff;
        value = (value << 8) | byte;
    }
    at += static_cast<std::size_t>(length);
    return ones ? std::nullopt : std::optional(value);
}

std::int64_t missing_in_matroska(const BoundedInput& input) {
    const std::string head = input.bytes_at(0, 4096);
    const std::size_t segment = head.find("\x18\x53\x80\x67"sv);
    if (segment == std::string::npos)
        return 0;
    std::size_t at = segment + 4;
    const std::optional<std::int64_t> length = ebml_size(head, at);
    if (!length || *length > (std::int64_t{1} << 50))
        return 0;
    return std::max<std::int64_t>(0, static_cast<std::int64_t>(at) + *length - input.size());
}

std::int64_t missing_in_riff(const BoundedInput& input) {
    const std::string head = input.bytes_at(0, 8);
    const std::int64_t length = number_at(head, 4, 4, Endian::little);
    if (length == 0 || length >= 0xffffff00) // written to a pipe: never filled in
        return 0;
    return std::max<std::int64_t>(0, length + 8 - input.size());
}

/// After an ID3v2 tag, 0 without one.
std::int64_t after_id3(const BoundedInput& input) {
    const std::string head = input.bytes_at(0, 10);
    if (head.size() < 10 || !head.starts_with("ID3"sv))
        return 0;
    std::int64_t length = 0;
    for (std::size_t i = 6; i < 10; ++i)
        length = (length << 7) | (static_cast<unsigned char>(head[i]) & 0x7f);
    return length + 10;
}

bool transport_stream_at(std::string_view bytes, std::size_t at) {
    for (const std::size_t packet : {188U, 192U, 204U}) {
        bool all = true;
        for (std::size_t i = 0; i < 4; ++i)
            all = all && at + i * packet < bytes.size() && bytes[at + i * packet] == '\x47';
        if (all)
            return true;
    }
    return false;
}

} // namespace

std::int64_t bytes_missing(const BoundedInput& input, const std::string& demuxer) {
    if (demuxer.starts_with("mov"))
        return missing_in_boxes(input);
    if (demuxer.starts_with("matroska"))
        return missing_in_matroska(input);
    if (demuxer == "avi" || demuxer == "wav")
        return missing_in_riff(input);
    return 0;
}

std::int64_t zero_tail(const BoundedInput& input) {
    constexpr std::int64_t piece_bytes = 64 * 1024;
    constexpr std::int64_t most = std::int64_t{64} << 20;
    std::int64_t zeros = 0;
    while (zeros < std::min(most, input.size())) {
        const std::int64_t count = std::min(piece_bytes, input.size() - zeros);
        const std::string bytes =
            input.bytes_at(input.size() - zeros - count, static_cast<std::size_t>(count));
        const std::size_t last = bytes.find_last_not_of('\0');
        if (last == std::string::npos) {
            zeros += count;
            continue;
        }
        zeros += static_cast<std::int64_t>(bytes.size() - last - 1);
        break;
    }
    return zeros >= 4096 ? zeros : 0;
}

std::int64_t junk_at_start(const BoundedInput& input, const std::string& demuxer, std::int64_t first_packet) {
    if (demuxer == "mpegts") {
        const std::string head = input.bytes_at(0, 256 * 1024);
        for (std::size_t at = 0; at < head.size(); ++at)
            if (transport_stream_at(head, at)) // in m2ts a time of 4 bytes stands before each packet
                return at <= 4 ? 0 : static_cast<std::int64_t>(at);
        return 0;
    }
    if (demuxer == "mp3" || demuxer == "aac") {
        const std::int64_t begin = after_id3(input);
        const std::string sync = input.bytes_at(begin, 2);
        const bool there =
            sync.size() == 2 && sync[0] == '\xff' && (static_cast<unsigned char>(sync[1]) & 0xe0U) == 0xe0;
        return there || first_packet <= begin ? 0 : first_packet - begin;
    }
    if (demuxer == "avi")
        return beginning_within(input.bytes_at(0, most_junk));
    return 0;
}

bool matroska_without_cues(const BoundedInput& input) {
    constexpr std::int64_t tail = 4 << 20;
    return input.bytes_at(0, 128 * 1024).find(cues_id) == std::string::npos &&
           input.bytes_at(std::max<std::int64_t>(0, input.size() - tail), static_cast<std::size_t>(tail))
                   .find(cues_id) == std::string::npos;
}

} // namespace media

#include "db/tar.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace db::tar {

namespace {

// Offsets and lengths of the ustar header.
constexpr std::size_t mode_at = 100, owner_at = 108, group_at = 116, size_at = 124, time_at = 136,
                      sum_at = 148, type_at = 156, magic_at = 257;
constexpr std::size_t name_length = 100, number_length = 8, size_length = 12;

void put_octal(Block& header, std::size_t at, std::size_t length, std::uint64_t value) {
    for (std::size_t i = length - 1; i-- > 0; value >>= 3U)
        header[at + i] = static_cast<char>('0' + (value & 7U));
}

void put_size(Block& header, std::uint64_t bytes) {
    if (bytes < (1ULL << 33U))
        return put_octal(header, size_at, size_length, bytes);
    for (std::size_t i = size_length; i-- > 0; bytes >>= 8U)
        header[size_at + i] = static_cast<char>(bytes & 0xffU);
    header[size_at] = static_cast<char>(0x80);
}

std::optional<std::uint64_t> get_octal(const Block& header, std::size_t at, std::size_t length) {
    std::uint64_t value = 0;
    for (std::size_t i = at; i < at + length; ++i) {
        if (header[i] == '\0' || header[i] == ' ')
            return i == at ? std::nullopt : std::optional(value);
        if (header[i] < '0' || header[i] > '7')
            return std::nullopt;
        value = value << 3U | static_cast<std::uint64_t>(header[i] - '0');
    }
    return value;
}

std::optional<std::uint64_t> get_size(const Block& header) {
    if (static_cast<unsigned char>(header[size_at]) != 0x80)
        return get_octal(header, size_at, size_length);
    std::uint64_t value = 0;
    for (std::size_t i = size_at + size_length - 8; i < size_at + size_length; ++i)
        value = value << 8U | static_cast<unsigned char>(header[i]);
    return value < (1ULL << 62U) ? std::optional(value) : std::nullopt;
}

/// Sum of the bytes with the field of the sum taken as blanks.
std::uint64_t sum_of(const Block& header) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < block; ++i)
        sum += i >= sum_at && i < sum_at + number_length ? static_cast<unsigned char>(' ')
                                                         : static_cast<unsigned char>(header[i]);
    return sum;
}

} // namespace

Block header_of(const Entry& entry) {
    Block header{};
    std::copy_n(entry.name.data(), std::min(entry.name.size(), name_length), header.data());
    put_octal(header, mode_at, number_length, 0440);
    put_octal(header, owner_at, number_length, 0);
    put_octal(header, group_at, number_length, 0);
    put_size(header, entry.bytes);
    put_octal(header, time_at, size_length, 0);
    header[type_at] = '0';
    std::memcpy(header.data() + magic_at, "ustar\00000", 8);
    put_octal(header, sum_at, number_length - 1, sum_of(header));
    header[sum_at + number_length - 1] = ' ';
    return header;
}

std::optional<Entry> entry_of(const Block& header) {
    const bool plain = header[type_at] == '0' && std::memcmp(header.data() + magic_at, "ustar", 5) == 0;
    const auto sum = get_octal(header, sum_at, number_length);
    const auto bytes = get_size(header);
    if (!plain || !sum || *sum != sum_of(header) || !bytes)
        return std::nullopt;
    return Entry{.name = std::string(header.data(), strnlen(header.data(), name_length)), .bytes = *bytes};
}

bool is_end(const Block& header) {
    return std::all_of(header.begin(), header.end(), [](char c) { return c == 0; });
}

} // namespace db::tar

// Numbers read from foreign bytes, never past their end; for file headers.
#pragma once

#include <cstdint>
#include <string_view>

namespace media {

enum class Endian { little, big };

/// `count` bytes (1..4) at `at` as an unsigned number; 0 past the end: callers check sizes first where 0
/// means something.
inline std::uint32_t number_at(std::string_view bytes, std::size_t at, int count, Endian endian) {
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i) {
        const std::size_t place = at + static_cast<std::size_t>(endian == Endian::big ? i : count - 1 - i);
        const std::uint32_t byte = place < bytes.size() ? static_cast<unsigned char>(bytes[place]) : 0U;
        value = (value << 8U) | byte;
    }
    return value;
}

/// As substr, but empty instead of an exception when `at` lies behind the end.
inline std::string_view piece(std::string_view bytes, std::size_t at,
                              std::size_t count = std::string_view::npos) {
    return at < bytes.size() ? bytes.substr(at, count) : std::string_view();
}

} // namespace media

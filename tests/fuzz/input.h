// What the fuzzers of documents share: bytes as text, parts of an archive as text.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace fuzz {

inline std::string_view text(const std::uint8_t* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

/// A property of the program that no input may break.
inline void must(bool holds) {
    if (!holds)
        std::abort();
}

inline std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = 0xffffffffU;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc & 1U ? 0xedb88320U ^ (crc >> 1U) : crc >> 1U;
    }
    return crc ^ 0xffffffffU;
}

/// An archive of the parts of `input`, which "%%%" at the start of a line separates; `names` in order. Input
/// that begins like an archive is one. So the search can change the parts without repairing check sums.
inline std::string archive_of(std::string_view input, const std::vector<std::string>& names) {
    if (input.starts_with("PK"))
        return std::string(input);
    std::string zip;
    std::string directory;
    std::uint16_t count = 0;
    const auto number = [](std::string& out, std::uint64_t value, int length) {
        for (int i = 0; i < length; ++i)
            out += static_cast<char>(value >> (8 * i) & 0xffU);
    };
    for (const std::string& name : names) {
        const std::size_t end = input.find("\n%%%\n");
        const std::string_view part = input.substr(0, end);
        input.remove_prefix(end == std::string_view::npos ? input.size() : end + 5);
        if (part.empty())
            continue;
        std::string head;
        number(head, 20, 2);
        number(head, 0, 2);
        number(head, 0, 2);
        number(head, 0, 4);
        number(head, crc32(part), 4);
        number(head, part.size(), 4);
        number(head, part.size(), 4);
        number(head, name.size(), 2);
        number(head, 0, 2);
        directory += std::string("PK\x01\x02\x14\x00", 6) + head;
        directory.append(10, '\0');
        number(directory, zip.size(), 4);
        directory += name;
        zip += std::string("PK\x03\x04", 4) + head + name + std::string(part);
        ++count;
    }
    const std::size_t start = zip.size();
    zip += directory + std::string("PK\x05\x06\x00\x00\x00\x00", 8);
    number(zip, count, 2);
    number(zip, count, 2);
    number(zip, directory.size(), 4);
    number(zip, start, 4);
    number(zip, 0, 2);
    return zip;
}

} // namespace fuzz

#include "text_tables.h"

#include <algorithm>
#include <iostream>
#include <stdexcept>

namespace tables {

std::u32string decode(std::string_view text) {
    std::u32string characters;
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        if (i + length > text.size())
            throw std::runtime_error("cut UTF-8 in " + std::string(text));
        char32_t c = length == 1 ? byte : byte & (0xFFU >> (length + 1));
        for (std::size_t k = 1; k < length; ++k)
            c = (c << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3F);
        characters.push_back(c);
        i += length;
    }
    return characters;
}

std::vector<std::string> split(std::string_view text, std::string_view separators) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find_first_of(separators, begin), text.size());
        if (end > begin)
            parts.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

bool next(std::istream& stream, UnihanLine& line) {
    for (std::string text; std::getline(stream, text);) {
        auto parts = split(text, "\t");
        if (parts.size() != 3 || !parts[0].starts_with("U+"))
            continue;
        line = {static_cast<std::uint32_t>(std::stoul(parts[0].substr(2), nullptr, 16)), std::move(parts[1]),
                std::move(parts[2])};
        return true;
    }
    return false;
}

void write_numbers(std::string_view declaration, const std::vector<std::uint32_t>& values) {
    std::cout << "constexpr " << declaration << " = {";
    int column = 0;
    for (const std::uint32_t value : values)
        std::cout << (column++ % 24 == 0 ? "\n" : "") << value << ',';
    std::cout << "};\n";
}

} // namespace tables

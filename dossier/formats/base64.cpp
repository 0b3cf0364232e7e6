#include "dossier/formats/base64.h"

#include <array>
#include <cstdint>

namespace formats {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t bad = 0xff;
constexpr std::uint8_t space = 0xfe;

constexpr std::array<std::uint8_t, 256> make_values() {
    std::array<std::uint8_t, 256> values{};
    values.fill(bad);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    for (const char c : {' ', '\t', '\r', '\n'})
        values[static_cast<unsigned char>(c)] = space;
    return values;
}
constexpr std::array<std::uint8_t, 256> values = make_values();

} // namespace

std::string to_base64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t rest = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (k < rest ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            text += k <= rest ? alphabet[group >> (18 - 6 * k) & 63U] : '=';
    }
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3 + 3);
    std::uint32_t group = 0;
    unsigned count = 0;
    std::size_t i = 0;
    for (; i < text.size() && text[i] != '='; ++i) {
        while (count == 0 &&
               i + 4 <= text.size()) { // four at a time, as long as nothing but the alphabet comes
            const std::uint32_t a = values[static_cast<unsigned char>(text[i])];
            const std::uint32_t b = values[static_cast<unsigned char>(text[i + 1])];
            const std::uint32_t c = values[static_cast<unsigned char>(text[i + 2])];
            const std::uint32_t d = values[static_cast<unsigned char>(text[i + 3])];
            if ((a | b | c | d) > 63)
                break;
            const std::uint32_t four = a << 18 | b << 12 | c << 6 | d;
            const char three[]{static_cast<char>(four >> 16 & 0xff), static_cast<char>(four >> 8 & 0xff),
                               static_cast<char>(four & 0xff)};
            bytes.append(three, 3);
            i += 4;
        }
        if (i == text.size() || text[i] == '=')
            break;
        const std::uint8_t value = values[static_cast<unsigned char>(text[i])];
        if (value == space)
            continue;
        if (value == bad)
            return std::nullopt;
        group = group << 6 | value;
        if (++count == 4) {
            bytes += static_cast<char>(group >> 16 & 0xff);
            bytes += static_cast<char>(group >> 8 & 0xff);
            bytes += static_cast<char>(group & 0xff);
            group = 0;
            count = 0;
        }
    }
    for (; i < text.size(); ++i)
        if (text[i] != '=' && values[static_cast<unsigned char>(text[i])] != space)
            return std::nullopt;
    if (count == 1)
        return std::nullopt;
    if (count >= 2)
        bytes += static_cast<char>(group >> (count == 2 ? 4 : 10) & 0xff);
    if (count == 3)
        bytes += static_cast<char>(group >> 2 & 0xff);
    return bytes;
}

} // namespace formats

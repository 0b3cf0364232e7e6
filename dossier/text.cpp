#include "dossier/text.h"

#include <cstdint>
#include <cstring>

namespace dossier {

namespace {

struct Decoded {
    char32_t character;
    std::size_t bytes;
    bool valid;
};

Decoded decode(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at);
    if (first < 0x80)
        return {first, 1, true};
    std::size_t length = 0;
    char32_t c = 0;
    char32_t least = 0;
    if ((first & 0xe0U) == 0xc0U)
        length = 2, c = first & 0x1fU, least = 0x80;
    else if ((first & 0xf0U) == 0xe0U)
        length = 3, c = first & 0x0fU, least = 0x800;
    else if ((first & 0xf8U) == 0xf0U)
        length = 4, c = first & 0x07U, least = 0x10000;
    if (length == 0 || at + length > text.size())
        return {0xfffd, 1, false};
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xc0U) != 0x80U)
            return {0xfffd, 1, false};
        c = (c << 6U) | (byte(at + i) & 0x3fU);
    }
    if (c < least || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
        return {0xfffd, 1, false};
    return {c, length, true};
}

} // namespace

std::u32string code_points(std::string_view text) {
    std::u32string characters;
    characters.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size();) {
        const Decoded d = decode(text, i);
        characters += d.character;
        i += d.bytes;
    }
    return characters;
}

void append_utf8(std::string& text, char32_t c) {
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xc0U | (c >> 6U));
        text += static_cast<char>(0x80U | (c & 0x3fU));
    } else if (c < 0x10000) {
        text += static_cast<char>(0xe0U | (c >> 12U));
        text += static_cast<char>(0x80U | ((c >> 6U) & 0x3fU));
        text += static_cast<char>(0x80U | (c & 0x3fU));
    } else {
        text += static_cast<char>(0xf0U | (c >> 18U));
        text += static_cast<char>(0x80U | ((c >> 12U) & 0x3fU));
        text += static_cast<char>(0x80U | ((c >> 6U) & 0x3fU));
        text += static_cast<char>(0x80U | (c & 0x3fU));
    }
}

std::string utf8(std::u32string_view characters) {
    std::string text;
    text.reserve(characters.size() * 3);
    for (const char32_t c : characters)
        append_utf8(text, c);
    return text;
}

bool is_valid_utf8(std::string_view text) {
    constexpr std::uint64_t high_bits = 0x8080808080808080ULL;
    for (std::size_t i = 0; i < text.size();) {
        // Photos in base64 are most of the bytes of a form: eight ASCII characters at a time.
        if (std::uint64_t eight = 0; i + sizeof eight <= text.size()) {
            std::memcpy(&eight, text.data() + i, sizeof eight);
            if ((eight & high_bits) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        const Decoded d = decode(text, i);
        if (!d.valid)
            return false;
        i += d.bytes;
    }
    return true;
}

bool is_space_or_invisible(char32_t c) {
    return c <= 0x20 || c == 0x7f || c == 0x85 || c == 0xa0 || c == 0xad || c == 0x1680 || c == 0x180e ||
           (c >= 0x2000 && c <= 0x200f) || (c >= 0x2028 && c <= 0x202f) || (c >= 0x205f && c <= 0x2064) ||
           c == 0x3000 || c == 0xfeff;
}

bool is_digit(char32_t c) {
    return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９');
}

bool is_han(char32_t c) {
    return c == 0x3007 || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff) ||
           (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x323af);
}

std::string_view trimmed(std::string_view text) {
    std::size_t begin = 0;
    while (begin < text.size()) {
        const Decoded d = decode(text, begin);
        if (!is_space_or_invisible(d.character))
            break;
        begin += d.bytes;
    }
    std::size_t end = text.size();
    while (end > begin) {
        std::size_t last = end - 1; // where the last character begins
        while (last > begin && end - last < 4 && (static_cast<unsigned char>(text[last]) & 0xc0U) == 0x80)
            --last;
        const Decoded d = decode(text, last);
        if (last + d.bytes != end || !is_space_or_invisible(d.character))
            break;
        end = last;
    }
    return text.substr(begin, end - begin);
}

std::string tidy(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\r') {
            clean += '\n';
            if (i + 1 < text.size() && text[i + 1] == '\n')
                ++i;
        } else if (static_cast<unsigned char>(c) >= 0x20 ? c != 0x7f : c == '\n' || c == '\t') {
            clean += c;
        }
    }
    return std::string(trimmed(clean));
}

} // namespace dossier

#include "media/clip_text.h"

namespace media {
namespace {

/// Bytes of the UTF-8 sequence at `text`, 0 if it is none.
std::size_t sequence(const char* text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(0);
    const std::size_t length = first < 0x80                     ? 1
                               : first >= 0xc2 && first <= 0xdf ? 2
                               : first >= 0xe0 && first <= 0xef ? 3
                               : first >= 0xf0 && first <= 0xf4 ? 4
                                                                : 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0U) != 0x80) // ends at the terminator too
            return 0;
    const bool overlong = (first == 0xe0 && byte(1) < 0xa0) || (first == 0xf0 && byte(1) < 0x90);
    const bool surrogate = first == 0xed && byte(1) > 0x9f;
    const bool beyond = first == 0xf4 && byte(1) > 0x8f;
    return overlong || surrogate || beyond ? 0 : length;
}

} // namespace

std::string shown_text(const char* text, std::size_t most) {
    std::string made;
    if (text == nullptr)
        return made;
    while (*text != '\0') {
        const std::size_t length = sequence(text);
        if (length == 0)
            return {};
        if (made.size() + length > most)
            break;
        const bool control = static_cast<unsigned char>(*text) < 0x20 || *text == 0x7f;
        if (!control)
            made.append(text, length);
        text += length;
    }
    return made;
}

} // namespace media

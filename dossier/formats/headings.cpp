#include "dossier/formats/headings.h"

#include "dossier/text.h"

namespace formats {

namespace {

constexpr std::size_t longest_heading = 36; ///< characters
constexpr std::size_t longest_title = 60;

bool is_chinese_number(char32_t c) {
    return std::u32string_view(U"一二三四五六七八九十〇百").find(c) != std::u32string_view::npos;
}

bool ends_with_stop(const std::u32string& characters) {
    return !characters.empty() &&
           std::u32string_view(U"。；，、;,!！?？").find(characters.back()) != std::u32string_view::npos;
}

std::size_t width(char32_t c) {
    return c >= 0x1100 && (c <= 0x115f || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) ||
                           (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) ||
                           (c >= 0xff01 && c <= 0xff60) || c >= 0x20000)
               ? 2
               : 1;
}

} // namespace

std::optional<int> heading_level(std::string_view line) {
    if (line.size() > 4 * longest_heading)
        return std::nullopt;
    const std::u32string characters = dossier::code_points(dossier::trimmed(line));
    if (characters.size() > longest_heading || ends_with_stop(characters))
        return std::nullopt;
    std::size_t i = 0;
    const bool bracket = !characters.empty() && (characters[0] == U'（' || characters[0] == U'(');
    i += bracket ? 1 : 0;
    const std::size_t first = i;
    while (i < characters.size() && is_chinese_number(characters[i]))
        ++i;
    if (i > first && i < characters.size()) {
        if (bracket && (characters[i] == U'）' || characters[i] == U')'))
            return i + 1 < characters.size() ? std::optional(2) : std::nullopt;
        if (!bracket && (characters[i] == U'、' || characters[i] == U'．' || characters[i] == U'.'))
            return i + 1 < characters.size() ? std::optional(1) : std::nullopt;
        return std::nullopt;
    }
    while (i < characters.size() && characters[i] >= U'0' && characters[i] <= U'9')
        ++i;
    // "1.5" and "2020.01" are numbers, not headings.
    const bool dot = i > first && i - first <= 2 && i + 1 < characters.size() &&
                     (characters[i] == U'.' || characters[i] == U'．' || characters[i] == U'、') &&
                     !(characters[i + 1] >= U'0' && characters[i + 1] <= U'9');
    return dot && !bracket ? std::optional(3) : std::nullopt;
}

bool can_be_title(std::string_view line) {
    if (line.size() > 4 * longest_title)
        return false;
    const std::u32string characters = dossier::code_points(dossier::trimmed(line));
    return !characters.empty() && characters.size() <= longest_title && !ends_with_stop(characters);
}

std::size_t columns(std::string_view text) {
    std::size_t count = 0;
    for (const char32_t c : dossier::code_points(text))
        count += width(c);
    return count;
}

std::size_t take_indent(dossier::Paragraph& paragraph) {
    std::size_t taken = 0;
    auto run = paragraph.runs.begin();
    for (; run != paragraph.runs.end(); ++run) {
        const std::u32string characters = dossier::code_points(run->text);
        std::size_t i = 0;
        for (; i < characters.size() && dossier::is_space_or_invisible(characters[i]); ++i)
            taken += characters[i] == U'\t' ? 4 : width(characters[i]);
        if (i == characters.size())
            continue;
        if (i > 0)
            run->text = dossier::utf8(std::u32string_view(characters).substr(i));
        break;
    }
    paragraph.runs.erase(paragraph.runs.begin(), run);
    return taken;
}

std::string text_of(const dossier::Paragraph& paragraph) {
    std::string text;
    for (const dossier::Paragraph::Run& run : paragraph.runs)
        text += run.text;
    return text;
}

} // namespace formats

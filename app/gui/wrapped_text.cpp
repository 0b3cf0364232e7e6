#include "app/gui/wrapped_text.h"

#include "dossier/text.h"

#include <algorithm>

namespace app::gui {

namespace {

constexpr std::string_view newline_sign = "↵"; ///< before a newline of the text; others are ours

bool may_not_begin(char32_t c) {
    return std::u32string_view(U"，。！？；：、）》」』】”’…—,.!?;:)]}%").find(c) !=
           std::u32string_view::npos;
}

bool is_word(char32_t c) {
    return (c < 0x2000 && c > U' ') || (c >= 0xc0 && c < 0x2000);
}

/// Where the line that is too long at `end` is broken: after `from`, at `end` at the latest.
std::size_t break_before(const std::u32string& text, std::size_t from, std::size_t end) {
    std::size_t at = end;
    while (at > from + 1 && (may_not_begin(text[at]) || (is_word(text[at]) && is_word(text[at - 1]))))
        --at;
    return at > from + 1 || at == end ? at : end; // one long word is cut
}

} // namespace

std::string wrapped(const std::string& text, const Advance& advance, float width) {
    const std::u32string characters = dossier::code_points(text);
    std::u32string shown;
    std::size_t from = 0;
    float used = 0;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        if (characters[i] == U'\n') {
            shown.append(characters, from, i - from).append(U"↵\n");
            from = i + 1;
            used = 0;
            continue;
        }
        const float wide = advance(characters[i]);
        if (used + wide > width && i > from && characters[i] != U' ') {
            const std::size_t at = break_before(characters, from, i);
            shown.append(characters, from, at - from).append(1, U'\n');
            from = at;
            used = 0;
            for (std::size_t k = from; k < i; ++k)
                used += advance(characters[k]);
        }
        used += wide;
    }
    shown.append(characters, from);
    return dossier::utf8(shown);
}

std::string unwrapped(const std::string& shown) {
    std::string text;
    for (std::size_t i = 0; i < shown.size();) {
        if (shown.compare(i, newline_sign.size(), newline_sign) == 0) {
            i += newline_sign.size();
            if (i < shown.size() && shown[i] == '\n') {
                text += '\n';
                ++i;
            } // a sign that lost its newline was deleted with it
            continue;
        }
        if (shown[i] != '\n')
            text += shown[i];
        ++i;
    }
    return text;
}

std::size_t place_in_text(const std::string& shown, std::size_t in_shown) {
    return unwrapped(shown.substr(0, std::min(in_shown, shown.size()))).size();
}

std::size_t place_in_shown(const std::string& shown, std::size_t in_text) {
    std::size_t text = 0;
    std::size_t i = 0;
    while (i < shown.size()) {
        const bool sign = shown.compare(i, newline_sign.size(), newline_sign) == 0;
        if (text >= in_text && shown[i] != '\n')
            break;
        if (text >= in_text && shown[i] == '\n') {
            ++i; // behind a break of ours: on the new line
            break;
        }
        if (sign) {
            i += newline_sign.size() + 1;
            ++text;
        } else {
            if (shown[i] != '\n')
                ++text;
            ++i;
        }
    }
    return std::min(i, shown.size());
}

} // namespace app::gui

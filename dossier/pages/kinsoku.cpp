#include "dossier/pages/kinsoku.h"

#include "dossier/text.h"

#include <string_view>

namespace pages {

namespace {

constexpr std::u32string_view closing =
    U"。，、；：？！）》】〉」』〕］｝”’…～·・‧︰％‰℃°％.,;:?!)]}%>»々ーㄧ／";
constexpr std::u32string_view opening = U"（《【〈「『〔［｛“‘([{<«￥＄￡";
constexpr std::u32string_view half_behind = U"。，、；：）》】〉」』〕］｝”’";
constexpr std::u32string_view half_before = U"（《【〈「『〔［｛“‘";

bool contains(std::u32string_view set, char32_t c) {
    return set.find(c) != std::u32string_view::npos;
}

/// Numbers, signs in rings and geometric marks are set like Chinese characters.
bool is_symbol(char32_t c) {
    return (c >= 0x2460 && c <= 0x27bf) || (c >= 0x2190 && c <= 0x22ff);
}

} // namespace

Kind kind_of(char32_t c) {
    if (dossier::is_space_or_invisible(c))
        return Kind::space;
    if (c == U'—' || c == U'―' || c == U'─')
        return Kind::dash;
    if (contains(closing, c))
        return Kind::close;
    if (contains(opening, c))
        return Kind::open;
    if (dossier::is_han(c) || c >= 0x1f000 || (c >= 0x2e80 && c < 0xfb00) || (c >= 0xff00 && c < 0xfff0) ||
        is_symbol(c))
        return Kind::han;
    return Kind::word;
}

bool may_break_between(char32_t before, char32_t after) {
    const Kind a = kind_of(before);
    const Kind b = kind_of(after);
    if (b == Kind::space || b == Kind::close || a == Kind::open)
        return false;
    if (a == Kind::space)
        return true;
    if (a == Kind::dash && b == Kind::dash)
        return false;
    // "don’t", "1,234.5" and "3:0" stay whole: an ASCII or curly mark within a word breaks nothing.
    const bool inner_mark = a == Kind::close && (before < 0x80 || before == U'’');
    // "1998.09--2001.07" may end a line behind its hyphens.
    if ((before == U'-' || before == U'–') && after >= U'0' && after <= U'9')
        return true;
    if (b == Kind::word && (a == Kind::word || inner_mark))
        return false;
    return !(a == Kind::word && b == Kind::open && after < 0x80);
}

bool blank_behind(char32_t c) {
    return contains(half_behind, c);
}
bool blank_before(char32_t c) {
    return contains(half_before, c);
}

} // namespace pages

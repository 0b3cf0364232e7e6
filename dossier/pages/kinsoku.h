// Line-breaking classes of Chinese typesetting: what may begin and end a line, what may be squeezed.
#pragma once

namespace pages {

/// After CLREQ and GB/T 15834: marks that close may not begin a line, marks that open may not end one.
enum class Kind { han, word, space, open, close, dash };

Kind kind_of(char32_t c);
/// Whether a line may end after `before` when `after` follows it.
bool may_break_between(char32_t before, char32_t after);
/// Full-width punctuation with a blank half behind it (，。）) or before it (（《): the half that may be
/// given up.
bool blank_behind(char32_t c);
bool blank_before(char32_t c);

} // namespace pages

// Text broken into lines for a field that cannot do it itself, and back.
#pragma once

#include <functional>
#include <string>

namespace app::gui {

/// How wide a character is.
using Advance = std::function<float(char32_t)>;

/// `text` with a newline wherever it would be wider than `width`: between Chinese characters, not before
/// punctuation that may not begin a line, between words of letters. Its own newlines are shown as ↵.
std::string wrapped(const std::string& text, const Advance& advance, float width);
/// What wrapped() was made of; also after somebody edited it.
std::string unwrapped(const std::string& shown);
/// From a place in the one to the same place in the other, bytes.
std::size_t place_in_shown(const std::string& shown, std::size_t in_text);
std::size_t place_in_text(const std::string& shown, std::size_t in_shown);

} // namespace app::gui

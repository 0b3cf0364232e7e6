// The language of the interface: chosen once at start, words through gettext.
#pragma once

#include <initializer_list>
#include <string>

namespace app {

/// Chooses `lang` ("zh_CN", "en"), else LANGUAGE/LC_ALL/LANG's language, else zh_CN; binds the message
/// catalogue beside the program (`locale/`) or installed (`../share/locale`). Process locale C.UTF-8,
/// LC_NUMERIC C: a fresh Debian has no zh_CN.UTF-8 and setlocale fails silently. Call once, before any
/// thread.
void choose_language(const std::string& lang);

/// The language chosen is Chinese: glossaries have their own Chinese words.
bool language_is_chinese();

/// The message in the user's language; `english` is the key. Mark strings of tables with N_().
const char* tr(const char* english);

/// tr() with {0}, {1} ... filled.
std::string tr(const char* english, std::initializer_list<std::string> values);

} // namespace app

#define N_(english) (english)

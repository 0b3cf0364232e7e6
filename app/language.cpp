#include "app/language.h"

#include "dossier/pages/words.h"

#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <libintl.h>
#include <string_view>

namespace app {

namespace {

std::string language_of_environment() {
    for (const char* variable : {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(variable);
        if (value == nullptr || *value == '\0')
            continue;
        const std::string_view text(value);
        if (text.starts_with("zh"))
            return "zh_CN";
        if (text.starts_with("en"))
            return "en";
        // C and POSIX name no language; other languages have no translation: Chinese comes first.
    }
    return "zh_CN";
}

} // namespace

void choose_language(const std::string& lang) {
    const std::string language = lang.empty() ? language_of_environment() : lang;
    setenv("LANGUAGE", language.c_str(), 1);
    // gettext translates nothing in the locales C and POSIX.
    if (std::setlocale(LC_ALL, "C.UTF-8") == nullptr)
        std::setlocale(LC_ALL, "en_US.UTF-8");
    std::setlocale(LC_NUMERIC, "C");
    std::error_code error;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
    std::filesystem::path locale = program.parent_path() / "locale";
    if (!std::filesystem::exists(locale, error))
        locale = program.parent_path().parent_path() / "share" / "locale";
    bindtextdomain("dossier", locale.c_str());
    bind_textdomain_codeset("dossier", "UTF-8");
    textdomain("dossier");
}

bool language_is_chinese() {
    const char* language = std::getenv("LANGUAGE");
    return language != nullptr && std::string_view(language).starts_with("zh");
}

const char* tr(const char* english) {
    return gettext(english);
}

std::string tr(const char* english, std::initializer_list<std::string> values) {
    return pages::format(tr(english), values);
}

} // namespace app

#include "dossier/person.h"

#include "dossier/text.h"

namespace dossier {

std::string matching_name(std::string_view text) {
    std::string name;
    for (const char32_t c : code_points(text))
        if (!is_space_or_invisible(c))
            append_utf8(name, c);
    return name;
}

std::string display_name(std::string_view name, bool spaced) {
    const std::u32string characters = code_points(matching_name(name));
    std::string shown;
    for (const char32_t c : characters) {
        if (spaced && characters.size() == 2 && !shown.empty() && c >= 0x2e80)
            append_utf8(shown, U'　');
        append_utf8(shown, c);
    }
    return shown;
}

} // namespace dossier

#include "dossier/pages/words.h"

#include <initializer_list>

namespace pages {

std::string format(std::string pattern, std::initializer_list<std::string> values) {
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}' && pattern[i + 1] >= '0' &&
            static_cast<std::size_t>(pattern[i + 1] - '0') < values.size()) {
            text += *(values.begin() + (pattern[i + 1] - '0'));
            i += 2;
        } else {
            text += pattern[i];
        }
    }
    return text;
}

} // namespace pages

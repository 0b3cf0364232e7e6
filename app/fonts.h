// Fonts for the console: found through fontconfig, Chinese first, rare planes merged in.
#pragma once

#include <string>

namespace app {

struct FontFile {
    std::string path; ///< empty if none is installed
    int index = 0;    ///< face within a collection
};

/// The file that shows Chinese (zh-cn) text in this family.
FontFile find_font(const std::string& family);
/// The file that has this character, or an empty path.
FontFile find_font_with(char32_t character);

} // namespace app

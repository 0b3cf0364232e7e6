// A text field of several lines that breaks them itself; Enter is its owner's.
#pragma once

#include <imgui.h>
#include <string>

namespace app::gui {

/// What a field keeps between frames.
struct WrappedField {
    std::string text;      ///< as it is, without breaks
    std::size_t caret = 0; ///< bytes in `text`
    bool reload = false;   ///< `text` and `caret` were set from outside
    bool focus = false;    ///< it is to have the keyboard
    bool active = false;   ///< it has

    bool focusing = false; // the field's own, as all below
    std::string shown;
    std::string last;
    float width = 0;
};

/// Returns whether somebody edited `field.text`. With the present font.
bool wrapped_field(const char* id, WrappedField& field, ImVec2 size, bool read_only);

} // namespace app::gui

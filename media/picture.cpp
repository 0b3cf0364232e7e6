#include "media/picture.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace media {

Size Picture::display_size() const {
    Size shown = size;
    // Aspect by widening only, so that no sample is lost.
    if (sample_aspect > 1)
        shown.width = static_cast<int>(std::lround(shown.width * sample_aspect));
    else if (sample_aspect > 0 && sample_aspect < 1)
        shown.height = static_cast<int>(std::lround(shown.height / sample_aspect));
    if (orientation.quarter_turns % 2 != 0)
        std::swap(shown.width, shown.height);
    return shown;
}

Rect fit(Size picture, Rect bounds) {
    if (picture.width <= 0 || picture.height <= 0 || bounds.width <= 0 || bounds.height <= 0)
        return {bounds.x, bounds.y, 0, 0};
    const double scale = std::min(static_cast<double>(bounds.width) / picture.width,
                                  static_cast<double>(bounds.height) / picture.height);
    const int width = std::clamp(static_cast<int>(std::lround(picture.width * scale)), 1, bounds.width);
    const int height = std::clamp(static_cast<int>(std::lround(picture.height * scale)), 1, bounds.height);
    return {bounds.x + (bounds.width - width) / 2, bounds.y + (bounds.height - height) / 2, width, height};
}

} // namespace media

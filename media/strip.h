// The picture strip of a clip: up to sixty small pictures over its length on one sheet, drawn at any width.
#pragma once

#include "media/picture.h"

#include <atomic>
#include <filesystem>
#include <string>
#include <string_view>

namespace media {

/// Picture i stands for the i-th of `count` equal stretches of `seconds`.
struct Strip {
    static constexpr int most = 60;
    static constexpr int columns = 10;
    int count = 0; ///< 0: there is nothing to show
    double seconds = 0;
    Size cell;
    PicturePtr sheet; ///< BGRA without padding, rows of `columns` cells

    /// The picture for a time of the clip; -1 where there is none.
    [[nodiscard]] int picture_at(double time) const;
    /// Its place on the sheet.
    [[nodiscard]] Rect place_of(int picture) const;
};

/// Decodes the clip here and there; in the worst case (one long group) once. A key picture no further away
/// than half a stretch is near enough. Empty for sound, for stills, and where `cancel` is raised. Throws
/// Error.
Strip make_strip(const std::filesystem::path& file, const std::atomic<bool>& cancel);

/// A header and the sheet as JPEG. Damaged bytes give an empty strip.
std::string strip_bytes(const Strip& strip);
Strip strip_of(std::string_view bytes);

} // namespace media

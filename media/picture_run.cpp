#include "media/picture_run.h"

#include <algorithm>
#include <cmath>

namespace media {
namespace {

/// Rounded time stamps: this close counts as reached.
constexpr Time tolerance{0.0005};

} // namespace

std::size_t bytes_of(const Picture& picture) {
    std::size_t bytes = 0;
    for (std::size_t plane = 0; plane < 3; ++plane) {
        if (picture.planes[plane] == nullptr)
            continue;
        const bool chroma = plane > 0 && picture.layout != PixelLayout::bgra;
        const int rows = chroma ? picture.size.height >> picture.chroma_shift_y : picture.size.height;
        bytes += static_cast<std::size_t>(std::abs(picture.strides[plane])) * static_cast<std::size_t>(rows);
    }
    return bytes;
}

void PictureRun::clear() {
    pictures_.clear();
    bytes_ = 0;
}

void PictureRun::push_back(PicturePtr picture) {
    bytes_ += bytes_of(*picture);
    pictures_.push_back(std::move(picture));
}

void PictureRun::prepend(const std::vector<PicturePtr>& earlier) {
    for (const PicturePtr& picture : earlier)
        bytes_ += bytes_of(*picture);
    pictures_.insert(pictures_.begin(), earlier.begin(), earlier.end());
}

void PictureRun::pop_front() {
    bytes_ -= bytes_of(*pictures_.front());
    pictures_.pop_front();
}

void PictureRun::pop_back() {
    bytes_ -= bytes_of(*pictures_.back());
    pictures_.pop_back();
}

std::optional<std::size_t> PictureRun::covering(Time time) const {
    const auto after =
        std::upper_bound(pictures_.begin(), pictures_.end(), time + tolerance,
                         [](Time value, const PicturePtr& picture) { return value < picture->time; });
    if (after == pictures_.begin())
        return std::nullopt;
    if (after == pictures_.end() && time + tolerance >= back()->time + back()->duration)
        return std::nullopt;
    return static_cast<std::size_t>(after - pictures_.begin()) - 1;
}

std::optional<std::size_t> PictureRun::find(const PicturePtr& picture) const {
    const auto found = std::find(pictures_.begin(), pictures_.end(), picture);
    if (found == pictures_.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - pictures_.begin());
}

} // namespace media

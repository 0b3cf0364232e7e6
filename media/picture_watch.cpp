#include "media/picture_watch.h"

#include <algorithm>
#include <cstring>

namespace media {

namespace {

constexpr int columns = 32;
constexpr int rows = 18;
constexpr int dark_luma = 24; ///< 16 is black
constexpr Time dark_for{2};
constexpr Time frozen_for{2};
constexpr Time gives_within{1};
constexpr int black = 16;
constexpr int bar_luma = 180;

} // namespace

void PictureWatch::add(const AVFrame& picture, Time now, bool standing) {
    constexpr std::uint64_t prime = 1099511628211U; // FNV-1a
    std::uint64_t sum = 14695981039346656037U;
    int luma = 0;
    for (int row = 0; row < rows; ++row) {
        const std::uint8_t* line =
            picture.data[0] +
            static_cast<std::ptrdiff_t>((2 * row + 1) * picture.height / (2 * rows)) * picture.linesize[0];
        for (int column = 0; column < columns; ++column) {
            const std::uint8_t point = line[(2 * column + 1) * picture.width / (2 * columns)];
            luma += point;
            sum = (sum ^ point) * prime;
        }
    }
    const bool began = last_ < Time(0) || now - last_ > gives_within;
    last_ = now;
    if (began || sum != sum_)
        changed_ = now;
    if (began || luma >= dark_luma * rows * columns)
        bright_ = now;
    sum_ = sum;
    dark_ = now - bright_ > dark_for;
    frozen_ = !standing && now - changed_ > frozen_for;
}

Frame crossed_out(const AVFrame& picture) {
    Frame out = make_frame();
    out->format = picture.format;
    out->width = picture.width;
    out->height = picture.height;
    check(av_frame_get_buffer(out.get(), 0), Fault::write_failed, "cannot make a picture");
    check(av_frame_copy(out.get(), &picture), Fault::write_failed, "cannot make a picture");
    const int width = out->width;
    const int height = out->height;
    for (int y = 0; y < height; ++y) {
        std::uint8_t* line = out->data[0] + static_cast<std::ptrdiff_t>(y) * out->linesize[0];
        for (int x = 0; x < width; ++x)
            line[x] = static_cast<std::uint8_t>(black + std::max(0, line[x] - black) / 2);
    }
    // A cross in the middle, as high as a third of the picture.
    const int reach = std::max(4, height / 6);
    const int thick = std::max(2, height / 60);
    for (int step = -reach; step <= reach; ++step) {
        const int y = height / 2 + step;
        if (y < 0 || y >= height)
            continue;
        std::uint8_t* line = out->data[0] + static_cast<std::ptrdiff_t>(y) * out->linesize[0];
        for (const int middle : {width / 2 + step, width / 2 - step}) {
            const int from = std::clamp(middle - thick, 0, width);
            std::memset(line + from, bar_luma,
                        static_cast<std::size_t>(std::clamp(middle + thick, from, width) - from));
        }
    }
    return out;
}

} // namespace media

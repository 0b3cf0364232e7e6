#include "media/bgra.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

extern "C" {
#include <libavutil/pixdesc.h>
}

namespace media {
namespace {

constexpr int quality = SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP;

/// The older "J" formats say full range by their name, which the scaler warns of.
AVPixelFormat without_j(int format, bool& full_range) {
    switch (format) {
    case AV_PIX_FMT_YUVJ420P:
        full_range = true;
        return AV_PIX_FMT_YUV420P;
    case AV_PIX_FMT_YUVJ422P:
        full_range = true;
        return AV_PIX_FMT_YUV422P;
    case AV_PIX_FMT_YUVJ444P:
        full_range = true;
        return AV_PIX_FMT_YUV444P;
    case AV_PIX_FMT_YUVJ440P:
        full_range = true;
        return AV_PIX_FMT_YUV440P;
    case AV_PIX_FMT_YUVJ411P:
        full_range = true;
        return AV_PIX_FMT_YUV411P;
    default:
        return static_cast<AVPixelFormat>(format);
    }
}

int coefficients(const AVFrame& frame, Matrix untagged) {
    switch (frame.colorspace) {
    case AVCOL_SPC_BT709:
        return SWS_CS_ITU709;
    case AVCOL_SPC_BT2020_NCL:
    case AVCOL_SPC_BT2020_CL:
        return SWS_CS_BT2020;
    case AVCOL_SPC_SMPTE240M:
        return SWS_CS_SMPTE240M;
    case AVCOL_SPC_BT470BG:
    case AVCOL_SPC_SMPTE170M:
        return SWS_CS_ITU601;
    default:
        return untagged == Matrix::bt709    ? SWS_CS_ITU709
               : untagged == Matrix::bt2020 ? SWS_CS_BT2020
                                            : SWS_CS_ITU601;
    }
}

Scaler make_scaler(const AVFrame& from, AVPixelFormat format, Size to) {
    // Lanczos is the sharpest; where its filter grows too long (a panorama to a thumbnail) area averaging is
    // as good, and nearest neighbour is the last resort for shapes the scaler knows no filter for.
    for (const int kind : {SWS_LANCZOS, SWS_AREA, SWS_POINT}) {
        Scaler scaler(sws_getContext(from.width, from.height, format, to.width, to.height, AV_PIX_FMT_BGRA,
                                     kind | quality, nullptr, nullptr, nullptr));
        if (scaler)
            return scaler;
    }
    throw Error(Fault::unsupported, "the picture cannot be scaled");
}

Frame convert(const AVFrame& frame, Size to, Matrix untagged) {
    bool full_range = frame.color_range == AVCOL_RANGE_JPEG;
    const AVPixelFormat format = without_j(frame.format, full_range);
    if (sws_isSupportedInput(format) == 0)
        throw Error(Fault::unsupported, "a kind of pixels that cannot be converted");
    const Scaler scaler = make_scaler(frame, format, to);
    sws_setColorspaceDetails(scaler.get(), sws_getCoefficients(coefficients(frame, untagged)),
                             full_range ? 1 : 0, sws_getCoefficients(SWS_CS_DEFAULT), 1, 0, 1 << 16, 1 << 16);
    Frame made = make_bgra_frame(to);
    sws_scale(scaler.get(), frame.data, frame.linesize, 0, frame.height, made->data, made->linesize);
    return made;
}

bool has_alpha(int format) {
    const AVPixFmtDescriptor* description = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(format));
    return description != nullptr && (description->flags & AV_PIX_FMT_FLAG_ALPHA) != 0;
}

void premultiply(AVFrame& frame) {
    for (int y = 0; y < frame.height; ++y) {
        std::uint8_t* row = frame.data[0] + static_cast<std::ptrdiff_t>(y) * frame.linesize[0];
        for (int x = 0; x < frame.width; ++x, row += 4) {
            const unsigned alpha = row[3];
            if (alpha == 255)
                continue;
            for (int channel = 0; channel < 3; ++channel)
                row[channel] = static_cast<std::uint8_t>((row[channel] * alpha + 127) / 255);
        }
    }
}

Size swapped_if_turned(Size size, Orientation orientation) {
    if (orientation.quarter_turns % 2 != 0)
        std::swap(size.width, size.height);
    return size;
}

/// The size to scale to before turning.
Size scaled_size(const AVFrame& frame, const Upright& how) {
    double width = frame.width;
    double height = frame.height;
    if (how.sample_aspect > 1)
        width *= how.sample_aspect;
    else if (how.sample_aspect > 0)
        height /= how.sample_aspect;
    const double longer = std::max(width, height);
    if (how.limit > 0 && longer > how.limit) {
        width *= how.limit / longer;
        height *= how.limit / longer;
    }
    return {std::max(1, static_cast<int>(std::lround(width))),
            std::max(1, static_cast<int>(std::lround(height)))};
}

/// Where the pixel (x, y) of the upright picture comes from in a stored one of `stored` size.
struct Walk {
    std::ptrdiff_t begin; ///< of the first pixel, in pixels' bytes
    std::ptrdiff_t step_x;
    std::ptrdiff_t step_y;
};

Walk walk(const AVFrame& stored, Orientation orientation) {
    const std::ptrdiff_t pixel = 4;
    const std::ptrdiff_t row = stored.linesize[0];
    const std::ptrdiff_t last_x = (stored.width - 1) * pixel;
    const std::ptrdiff_t last_y = (stored.height - 1) * row;
    Walk way{};
    switch (orientation.quarter_turns & 3) {
    case 0:
        way = {0, pixel, row};
        break;
    case 1: // the left column becomes the top row, read upwards
        way = {last_y, -row, pixel};
        break;
    case 2:
        way = {last_y + last_x, -pixel, -row};
        break;
    default: // the right column becomes the top row
        way = {last_x, row, -pixel};
        break;
    }
    if (orientation.mirrored) {
        // Mirrored before turning: columns of the stored picture are counted from the other side.
        const auto mirror = [&](std::ptrdiff_t step) {
            return step == pixel || step == -pixel ? -step : step;
        };
        const bool from_left = way.begin == 0 || way.begin == last_y;
        way.begin += from_left ? last_x : -last_x;
        way.step_x = mirror(way.step_x);
        way.step_y = mirror(way.step_y);
    }
    return way;
}

Frame turned(Frame stored, Orientation orientation) {
    if (orientation == Orientation{})
        return stored;
    Frame made = make_bgra_frame(swapped_if_turned({stored->width, stored->height}, orientation));
    const Walk way = walk(*stored, orientation);
    // In tiles, because a turn by 90 degrees reads down columns.
    constexpr int tile = 64;
    for (int top = 0; top < made->height; top += tile)
        for (int left = 0; left < made->width; left += tile)
            for (int y = top; y < std::min(top + tile, made->height); ++y) {
                std::uint8_t* to =
                    made->data[0] + static_cast<std::ptrdiff_t>(y) * made->linesize[0] + left * 4;
                const std::uint8_t* from = stored->data[0] + way.begin + y * way.step_y + left * way.step_x;
                for (int x = left; x < std::min(left + tile, made->width); ++x, to += 4, from += way.step_x)
                    std::memcpy(to, from, 4);
            }
    return made;
}

PicturePtr as_picture(Frame frame) {
    auto picture = std::make_shared<Picture>();
    picture->size = {frame->width, frame->height};
    picture->planes[0] = frame->data[0];
    picture->strides[0] = frame->linesize[0];
    picture->full_range = true;
    picture->owner = std::shared_ptr<AVFrame>(std::move(frame));
    return picture;
}

} // namespace

Frame make_bgra_frame(Size size) {
    Frame frame = make_frame();
    frame->format = AV_PIX_FMT_BGRA;
    frame->width = size.width;
    frame->height = size.height;
    if (av_frame_get_buffer(frame.get(), 0) < 0)
        throw std::bad_alloc();
    return frame;
}

PicturePtr upright_bgra(const AVFrame& frame, const Upright& how) {
    const Size to = scaled_size(frame, how);
    Frame made;
    if (has_alpha(frame.format)) {
        // Premultiplied before scaling: else the colour hidden under transparent pixels bleeds into the edge.
        made = convert(frame, {frame.width, frame.height}, how.untagged_matrix);
        premultiply(*made);
        if (to != Size{frame.width, frame.height})
            made = convert(*made, to, how.untagged_matrix);
    } else {
        made = convert(frame, to, how.untagged_matrix);
    }
    return as_picture(turned(std::move(made), how.orientation));
}

} // namespace media

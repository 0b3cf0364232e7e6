#include "media/picture.h"

#include "media/ffmpeg.h"
#include "media/tone_map.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

namespace media {
namespace {

AVPixelFormat format_of(const Picture& picture) {
    switch (picture.layout) {
    case PixelLayout::bgra:
        return AV_PIX_FMT_BGRA;
    case PixelLayout::nv12:
        return AV_PIX_FMT_NV12;
    case PixelLayout::yuv_planar:
    case PixelLayout::yuv_planar_high:
        break;
    }
    const int shift = picture.chroma_shift_x * 10 + picture.chroma_shift_y;
    std::string name = shift == 11   ? "yuv420p"
                       : shift == 10 ? "yuv422p"
                       : shift == 0  ? "yuv444p"
                       : shift == 1  ? "yuv440p"
                       : shift == 20 ? "yuv411p"
                       : shift == 22 ? "yuv410p"
                                     : "none";
    if (picture.bits > 8)
        name += std::to_string(picture.bits) + "le";
    return av_get_pix_fmt(name.c_str());
}

/// What a scaler was made for; another key needs another one.
struct ScalerKey {
    int format = AV_PIX_FMT_NONE;
    Size from;
    Size to;
    Matrix matrix = Matrix::bt709;
    bool full_range = false;
    int target = AV_PIX_FMT_BGR0;
    bool operator==(const ScalerKey&) const = default;
};

struct ToneKey {
    Matrix matrix = Matrix::bt2020;
    Transfer transfer = Transfer::hlg;
    bool full_range = false;
    bool operator==(const ToneKey&) const = default;
};

Scaler make_scaler(const ScalerKey& key) {
    SwsContext* context = sws_alloc_context();
    Scaler scaler(context);
    if (!scaler)
        return nullptr;
    av_opt_set_int(context, "srcw", key.from.width, 0);
    av_opt_set_int(context, "srch", key.from.height, 0);
    av_opt_set_int(context, "src_format", key.format, 0);
    av_opt_set_int(context, "dstw", key.to.width, 0);
    av_opt_set_int(context, "dsth", key.to.height, 0);
    av_opt_set_int(context, "dst_format", key.target, 0);
    av_opt_set_int(context, "sws_flags", SWS_BILINEAR, 0);
    // Between formats of the same kind the range stays what it was: the tone table knows it.
    const int full = key.full_range ? 1 : 0;
    const int target_full = key.target == AV_PIX_FMT_BGR0 ? 1 : full;
    const int* coefficients = sws_getCoefficients(scaler_matrix(key.matrix));
    if (sws_init_context(context, nullptr, nullptr) < 0)
        return nullptr;
    sws_setColorspaceDetails(context, coefficients, full, coefficients, target_full, 0, 1 << 16, 1 << 16);
    return scaler;
}

/// Turns `from` into `target`: mirrored first, then clockwise. Square tiles keep both sides in the cache.
void turn(const Surface& from, const Surface& target, Orientation orientation) {
    constexpr int tile = 16;
    const int width = target.size.width;
    const int height = target.size.height;
    const auto source_at = [&](int x, int y) {
        int sx = x;
        int sy = y;
        switch (orientation.quarter_turns) {
        case 1:
            sx = y, sy = width - 1 - x;
            break;
        case 2:
            sx = width - 1 - x, sy = height - 1 - y;
            break;
        case 3:
            sx = height - 1 - y, sy = x;
            break;
        default:
            break;
        }
        if (orientation.mirrored)
            sx = from.size.width - 1 - sx;
        return reinterpret_cast<const std::uint32_t*>(from.pixels + sy * from.stride) + sx;
    };
    for (int top = 0; top < height; top += tile)
        for (int left = 0; left < width; left += tile)
            for (int y = top; y < std::min(top + tile, height); ++y) {
                auto* row = reinterpret_cast<std::uint32_t*>(target.pixels + y * target.stride);
                for (int x = left; x < std::min(left + tile, width); ++x)
                    row[x] = *source_at(x, y);
            }
}

} // namespace

struct PictureScaler::State {
    ScalerKey key;
    Scaler scaler;
    ToneTable tones;
    std::optional<ToneKey> tone_key;
    std::vector<std::uint16_t> scaled;
    std::vector<std::uint8_t> aside; ///< for what cannot be drawn straight into the target

    /// Draws the stored picture, unturned, into all of `target`.
    void convert(const Picture& picture, Surface target) {
        Size from = picture.size;
        std::array<std::ptrdiff_t, 3> strides = picture.strides;
        // One field only: no comb, half the lines.
        if (picture.interlaced && from.height >= 16 && picture.layout != PixelLayout::bgra) {
            from.height /= 2;
            for (std::ptrdiff_t& stride : strides)
                stride *= 2;
        }
        const bool toned = needs_tone_map(picture);
        const ScalerKey wanted{format_of(picture), from,
                               target.size,        picture.matrix,
                               picture.full_range, toned ? AV_PIX_FMT_YUV444P10LE : AV_PIX_FMT_BGR0};
        if (!scaler || !(wanted == key)) {
            scaler = wanted.format == AV_PIX_FMT_NONE ? nullptr : make_scaler(wanted);
            key = wanted;
        }
        if (!scaler)
            return;
        const std::uint8_t* planes[4] = {picture.planes[0], picture.planes[1], picture.planes[2], nullptr};
        const int source_strides[4] = {static_cast<int>(strides[0]), static_cast<int>(strides[1]),
                                       static_cast<int>(strides[2]), 0};
        if (toned) {
            convert_toned(picture, planes, source_strides, from.height, target);
            return;
        }
        std::uint8_t* pixels[4] = {target.pixels, nullptr, nullptr, nullptr};
        const int target_strides[4] = {static_cast<int>(target.stride), 0, 0, 0};
        sws_scale(scaler.get(), planes, source_strides, 0, from.height, pixels, target_strides);
    }

    /// Scaled first, as 10-bit Y'CbCr, then coloured: the table is asked once per pixel shown.
    void convert_toned(const Picture& picture, const std::uint8_t* const planes[4],
                       const int source_strides[4], int height, Surface target) {
        const ToneKey wanted{picture.matrix, picture.transfer, picture.full_range};
        if (!(tone_key == wanted)) {
            tones.make(wanted.matrix, wanted.transfer, wanted.full_range);
            tone_key = wanted;
        }
        const int stride = (target.size.width * 2 + 127) / 64 * 64;
        const std::size_t plane =
            static_cast<std::size_t>(stride) * static_cast<std::size_t>(target.size.height + 1);
        scaled.resize(plane * 3 / 2 + 64);
        auto* start = reinterpret_cast<std::uint8_t*>(scaled.data());
        std::uint8_t* to[4] = {start, start + plane, start + 2 * plane, nullptr};
        const int to_strides[4] = {stride, stride, stride, 0};
        sws_scale(scaler.get(), planes, source_strides, 0, height, to, to_strides);
        for (int y = 0; y < target.size.height; ++y) {
            const auto row = [&](int index) {
                return reinterpret_cast<const std::uint16_t*>(to[index] +
                                                              static_cast<std::ptrdiff_t>(y) * stride);
            };
            tones.convert(row(0), row(1), row(2), target.pixels + y * target.stride, target.size.width);
        }
    }

    /// A surface of our own with rows the scaler's vector code may overrun.
    Surface make_aside(Size size) {
        const std::ptrdiff_t stride = (static_cast<std::ptrdiff_t>(size.width) * 4 + 127) / 64 * 64;
        const std::size_t bytes =
            static_cast<std::size_t>(stride) * static_cast<std::size_t>(size.height) + 128;
        if (aside.size() < bytes)
            aside.resize(bytes);
        auto* start = aside.data() + (64 - reinterpret_cast<std::uintptr_t>(aside.data()) % 64) % 64;
        return {start, size, stride};
    }
};

PictureScaler::PictureScaler()
    : state_(std::make_unique<State>()) {}
PictureScaler::~PictureScaler() = default;

void PictureScaler::draw(const Picture& picture, Surface target, Rect where) {
    if (where.width <= 0 || where.height <= 0 || where.x < 0 || where.y < 0 ||
        where.x + where.width > target.size.width || where.y + where.height > target.size.height ||
        picture.size.width <= 0 || picture.size.height <= 0 || picture.planes[0] == nullptr)
        return;
    const Surface inside{target.pixels + where.y * target.stride + static_cast<std::ptrdiff_t>(where.x) * 4,
                         {where.width, where.height},
                         target.stride};
    const bool upright = picture.orientation == Orientation{};
    // The vector code writes whole groups of pixels on aligned rows: only then straight into the target.
    const bool aligned = reinterpret_cast<std::uintptr_t>(inside.pixels) % 16 == 0 &&
                         inside.stride % 16 == 0 && inside.size.width % 16 == 0;
    if (upright && aligned) {
        state_->convert(picture, inside);
        return;
    }
    Size unturned = inside.size;
    if (picture.orientation.quarter_turns % 2 != 0)
        std::swap(unturned.width, unturned.height);
    const Surface aside = state_->make_aside(unturned);
    state_->convert(picture, aside);
    if (!upright) {
        turn(aside, inside, picture.orientation);
        return;
    }
    for (int y = 0; y < where.height; ++y)
        std::memcpy(inside.pixels + y * inside.stride, aside.pixels + y * aside.stride,
                    static_cast<std::size_t>(where.width) * 4);
}

PicturePtr make_bgra(Size size, std::vector<std::uint8_t> pixels) {
    auto held = std::make_shared<const std::vector<std::uint8_t>>(std::move(pixels));
    auto picture = std::make_shared<Picture>();
    picture->layout = PixelLayout::bgra;
    picture->size = size;
    picture->planes[0] = held->data();
    picture->strides[0] = static_cast<std::ptrdiff_t>(size.width) * 4;
    picture->full_range = true;
    picture->owner = held;
    return picture;
}

PicturePtr to_bgra(const Picture& picture, int limit) {
    Size size = picture.display_size();
    const int longer = std::max(size.width, size.height);
    if (limit > 0 && longer > limit) {
        const double scale = static_cast<double>(limit) / longer;
        size = {std::max(1, static_cast<int>(std::lround(size.width * scale))),
                std::max(1, static_cast<int>(std::lround(size.height * scale)))};
    }
    const std::size_t bytes =
        static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 4;
    std::vector<std::uint8_t> pixels(bytes);
    PictureScaler().draw(picture, {pixels.data(), size, static_cast<std::ptrdiff_t>(size.width) * 4},
                         {0, 0, size.width, size.height});
    auto made = std::make_shared<Picture>(*make_bgra(size, std::move(pixels)));
    made->time = picture.time;
    made->duration = picture.duration;
    return made;
}

} // namespace media

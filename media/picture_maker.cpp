#include "media/picture_maker.h"

#include "media/ffmpeg.h"

extern "C" {
#include <libavutil/display.h>
}

#include <cmath>

namespace media {
namespace {

Matrix matrix_of(const AVFrame& frame) {
    switch (frame.colorspace) {
    case AVCOL_SPC_BT709:
        return Matrix::bt709;
    case AVCOL_SPC_FCC:
    case AVCOL_SPC_BT470BG:
    case AVCOL_SPC_SMPTE170M:
        return Matrix::bt601;
    case AVCOL_SPC_BT2020_NCL:
    case AVCOL_SPC_BT2020_CL:
        return Matrix::bt2020;
    default:
        break;
    }
    // Untagged: high definition is BT.709, everything smaller BT.601 (as mpv and VLC do; an upright telephone
    // picture counts by its longer side).
    return frame.height >= 720 || frame.width >= 1280 ? Matrix::bt709 : Matrix::bt601;
}

Transfer transfer_of(const AVFrame& frame) {
    switch (frame.color_trc) {
    case AVCOL_TRC_ARIB_STD_B67:
        return Transfer::hlg;
    case AVCOL_TRC_SMPTE2084:
        return Transfer::pq;
    default:
        return Transfer::sdr;
    }
}

bool full_range(const AVFrame& frame) {
    switch (frame.format) {
    case AV_PIX_FMT_YUVJ420P:
    case AV_PIX_FMT_YUVJ422P:
    case AV_PIX_FMT_YUVJ444P:
    case AV_PIX_FMT_YUVJ440P:
    case AV_PIX_FMT_YUVJ411P:
        return true;
    default:
        return frame.color_range == AVCOL_RANGE_JPEG;
    }
}

/// Describes formats whose planes a Picture can hold as they are.
bool describe(int format, Picture& picture) {
    if (format == AV_PIX_FMT_NV12) {
        picture.layout = PixelLayout::nv12;
        return true;
    }
    const AVPixFmtDescriptor* facts = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(format));
    constexpr std::uint64_t unfit = AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_ALPHA | AV_PIX_FMT_FLAG_BE |
                                    AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_HWACCEL |
                                    AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_FLOAT;
    if (facts == nullptr || (facts->flags & unfit) != 0 || (facts->flags & AV_PIX_FMT_FLAG_PLANAR) == 0 ||
        facts->nb_components != 3 || facts->comp[1].plane != 1 || facts->comp[2].plane != 2 ||
        facts->comp[0].shift != 0)
        return false;
    const int depth = facts->comp[0].depth;
    picture.layout = depth == 8 ? PixelLayout::yuv_planar : PixelLayout::yuv_planar_high;
    picture.bits = depth;
    picture.chroma_shift_x = facts->log2_chroma_w;
    picture.chroma_shift_y = facts->log2_chroma_h;
    return depth >= 8 && depth <= 16;
}

void premultiply(AVFrame& frame) {
    for (int y = 0; y < frame.height; ++y) {
        std::uint8_t* pixel = frame.data[0] + static_cast<std::ptrdiff_t>(y) * frame.linesize[0];
        for (int x = 0; x < frame.width; ++x, pixel += 4)
            for (int channel = 0; channel < 3; ++channel)
                pixel[channel] = static_cast<std::uint8_t>((pixel[channel] * pixel[3] + 127) / 255);
    }
}

bool has_alpha(int format) {
    const AVPixFmtDescriptor* facts = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(format));
    return facts != nullptr &&
           ((facts->flags & AV_PIX_FMT_FLAG_ALPHA) != 0 || (facts->flags & AV_PIX_FMT_FLAG_PAL) != 0);
}

/// The range of sizes we take: beyond it a header lies.
bool sane(const AVFrame& frame) {
    return frame.width > 0 && frame.height > 0 && frame.width <= 16384 && frame.height <= 16384;
}

} // namespace

Orientation orientation_of(const std::int32_t* display_matrix) {
    double a = display_matrix[0];
    double b = display_matrix[1];
    const double c = display_matrix[3];
    const double d = display_matrix[4];
    Orientation result;
    if (a * d - b * c < 0) {
        // Mirrored first, then turned: take the mirror out of the x column.
        result.mirrored = true;
        a = -a;
        b = -b;
    }
    if (a == 0 && b == 0)
        return result;
    const double turns = std::atan2(b, a) / (std::acos(-1.0) / 2);
    result.quarter_turns = ((static_cast<int>(std::lround(turns)) % 4) + 4) % 4;
    return result;
}

struct PictureMaker::State {
    Orientation orientation;
    bool orientation_in_stream = false;
    AVRational stream_aspect{0, 1};
    Scaler converter;

    Frame to_bgra(const AVFrame& frame) {
        converter.reset(sws_getCachedContext(
            converter.release(), frame.width, frame.height, static_cast<AVPixelFormat>(frame.format),
            frame.width, frame.height, AV_PIX_FMT_BGRA, SWS_POINT, nullptr, nullptr, nullptr));
        if (!converter)
            return nullptr;
        const int* coefficients = sws_getCoefficients(matrix_of(frame) == Matrix::bt601   ? SWS_CS_ITU601
                                                      : matrix_of(frame) == Matrix::bt709 ? SWS_CS_ITU709
                                                                                          : SWS_CS_BT2020);
        sws_setColorspaceDetails(converter.get(), coefficients, full_range(frame) ? 1 : 0, coefficients, 1, 0,
                                 1 << 16, 1 << 16);
        Frame target = make_frame();
        target->format = AV_PIX_FMT_BGRA;
        target->width = frame.width;
        target->height = frame.height;
        if (av_frame_get_buffer(target.get(), 0) < 0 ||
            sws_scale(converter.get(), frame.data, frame.linesize, 0, frame.height, target->data,
                      target->linesize) <= 0)
            return nullptr;
        if (has_alpha(frame.format))
            premultiply(*target);
        return target;
    }
};

PictureMaker::PictureMaker()
    : state_(std::make_unique<State>()) {}
PictureMaker::~PictureMaker() = default;

void PictureMaker::set_stream(AVStream* stream) {
    std::size_t bytes = 0;
    const std::uint8_t* matrix = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &bytes);
    state_->orientation_in_stream = matrix != nullptr && bytes >= 9 * sizeof(std::int32_t);
    if (state_->orientation_in_stream)
        state_->orientation = orientation_of(reinterpret_cast<const std::int32_t*>(matrix));
    state_->stream_aspect = stream->sample_aspect_ratio;
}

std::shared_ptr<Picture> PictureMaker::make(const AVFrame& frame) {
    if (!sane(frame) || frame.hw_frames_ctx != nullptr)
        return nullptr;
    auto picture = std::make_shared<Picture>();
    Frame kept;
    if (describe(frame.format, *picture)) {
        kept.reset(av_frame_clone(&frame));
    } else {
        kept = state_->to_bgra(frame);
        picture->layout = PixelLayout::bgra;
    }
    if (!kept)
        return nullptr;
    picture->size = {frame.width, frame.height};
    for (std::size_t plane = 0; plane < 3; ++plane) {
        picture->planes[plane] = kept->data[plane];
        picture->strides[plane] = kept->linesize[plane];
    }
    picture->full_range = picture->layout == PixelLayout::bgra || full_range(frame);
    picture->matrix = matrix_of(frame);
    picture->transfer = transfer_of(frame);
    picture->interlaced = frame.interlaced_frame != 0;
    // The container's aspect wins over the codec's, as in the peers: it is what an editor sets last.
    AVRational aspect = state_->stream_aspect;
    if (aspect.num <= 0 || aspect.den <= 0)
        aspect = frame.sample_aspect_ratio;
    if (aspect.num > 0 && aspect.den > 0) {
        const double value = av_q2d(aspect);
        picture->sample_aspect = value > 0.1 && value < 10 ? value : 1;
    }
    picture->orientation = state_->orientation;
    if (!state_->orientation_in_stream) {
        const AVFrameSideData* turn = av_frame_get_side_data(&frame, AV_FRAME_DATA_DISPLAYMATRIX);
        if (turn != nullptr && turn->size >= 9 * sizeof(std::int32_t))
            picture->orientation = orientation_of(reinterpret_cast<const std::int32_t*>(turn->data));
    }
    picture->owner = std::shared_ptr<const void>(kept.release(), [](const void* held) {
        auto* owned = const_cast<AVFrame*>(static_cast<const AVFrame*>(held));
        av_frame_free(&owned);
    });
    return picture;
}

} // namespace media

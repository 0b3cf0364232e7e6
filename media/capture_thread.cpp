#include "media/capture_thread.h"

#include "media/device_clock.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstring>
#include <mutex>

namespace media {

namespace {

constexpr auto device_retry = std::chrono::seconds(1);
/// A camera that was pulled out may just fall silent.
constexpr Time silent_for{5};
constexpr Size most{1920, 1080};
/// Half a second, 125 MB of a full screen at most.
constexpr std::size_t most_raw = 15;

int even(double value) {
    return std::max(2, static_cast<int>(value) & ~1);
}

struct FreePool {
    void operator()(AVBufferPool* pool) const { av_buffer_pool_uninit(&pool); }
};

} // namespace

class CaptureThread::Converter {
  public:
    explicit Converter(Size wanted)
        : wanted_(wanted) {}

    /// `device`: where it changes, the size is chosen anew.
    Frame convert(const AVFrame& from, int device, double share) {
        if (device != device_ || share != share_) {
            device_ = device;
            share_ = share;
            choose_size(from);
        }
        prepare(from);
        Frame to = empty_picture();
        std::array<std::uint8_t*, 4> planes{to->data[0], to->data[1], to->data[2]};
        if (!(fitted_ == Rect{0, 0, size_.width, size_.height}))
            blacken(*to);
        planes[0] += fitted_.y * to->linesize[0] + fitted_.x;
        for (std::size_t plane : {1U, 2U})
            planes[plane] += fitted_.y / 2 * to->linesize[plane] + fitted_.x / 2;
        sws_scale(scaler_.get(), from.data, from.linesize, 0, from.height, planes.data(), to->linesize);
        return to;
    }

  private:
    void choose_size(const AVFrame& from) {
        const Size whole = wanted_.width > 0 ? wanted_ : Size{from.width, from.height};
        const double scale = std::min({1.0, static_cast<double>(most.width) / whole.width,
                                       static_cast<double>(most.height) / whole.height});
        const double wanted_scale = wanted_.width > 0 ? 1.0 : scale;
        const Size chosen{even(whole.width * wanted_scale * share_),
                          even(whole.height * wanted_scale * share_)};
        if (chosen == size_)
            return;
        size_ = chosen;
        scaler_.reset();
        pool_.reset();
    }

    void prepare(const AVFrame& from) {
        const bool full = from.color_range == AVCOL_RANGE_JPEG || from.format == AV_PIX_FMT_YUVJ420P ||
                          from.format == AV_PIX_FMT_YUVJ422P || from.format == AV_PIX_FMT_YUVJ444P;
        if (scaler_ && from.width == width_ && from.height == height_ && from.format == format_ &&
            full == full_)
            return;
        width_ = from.width;
        height_ = from.height;
        format_ = from.format;
        full_ = full;
        fitted_ = fit({width_, height_}, {0, 0, size_.width, size_.height});
        fitted_ = {fitted_.x & ~1, fitted_.y & ~1, even(fitted_.width), even(fitted_.height)};
        // Of the same size only colours are averaged by twos: what bicubic adds there nobody sees, and it
        // costs a sixth more.
        const int how =
            fitted_.width == width_ && fitted_.height == height_ ? SWS_FAST_BILINEAR : SWS_BICUBIC;
        scaler_.reset(sws_getContext(width_, height_, static_cast<AVPixelFormat>(format_), fitted_.width,
                                     fitted_.height, AV_PIX_FMT_YUV420P, how, nullptr, nullptr, nullptr));
        if (!scaler_)
            throw Error(Fault::device, "the camera's pictures cannot be converted");
        const int* to = sws_getCoefficients(SWS_CS_ITU709);
        const int* camera =
            sws_getCoefficients(from.colorspace == AVCOL_SPC_BT709 ? SWS_CS_ITU709 : SWS_CS_ITU601);
        sws_setColorspaceDetails(scaler_.get(), camera, full ? 1 : 0, to, 0, 0, 1 << 16, 1 << 16);
    }

    Frame empty_picture() {
        const int luma = (size_.width + 63) & ~63;
        const int chroma = (size_.width / 2 + 63) & ~63;
        const std::size_t bytes = static_cast<std::size_t>(luma * size_.height) +
                                  static_cast<std::size_t>(chroma * size_.height) + 64;
        if (!pool_)
            pool_.reset(checked(av_buffer_pool_init(bytes, nullptr)));
        Frame frame = make_frame();
        frame->format = AV_PIX_FMT_YUV420P;
        frame->width = size_.width;
        frame->height = size_.height;
        frame->buf[0] = checked(av_buffer_pool_get(pool_.get()));
        frame->data[0] = frame->buf[0]->data;
        frame->data[1] = frame->data[0] + luma * size_.height;
        frame->data[2] = frame->data[1] + chroma * (size_.height / 2);
        frame->linesize[0] = luma;
        frame->linesize[1] = frame->linesize[2] = chroma;
        frame->extended_data = frame->data;
        return frame;
    }

    void blacken(AVFrame& frame) const {
        std::memset(frame.data[0], 16,
                    static_cast<std::size_t>(frame.linesize[0]) * static_cast<std::size_t>(size_.height));
        for (const int plane : {1, 2})
            std::memset(frame.data[plane], 128,
                        static_cast<std::size_t>(frame.linesize[plane]) *
                            static_cast<std::size_t>(size_.height / 2));
    }

    Size wanted_;
    int device_ = -1;
    double share_ = 1;
    Size size_;
    Rect fitted_;
    Scaler scaler_;
    std::unique_ptr<AVBufferPool, FreePool> pool_;
    int width_ = 0;
    int height_ = 0;
    int format_ = -1;
    bool full_ = false;
};

CaptureThread::CaptureThread(Options options)
    : options_(std::move(options))
    , open_(options_.open)
    , converter_(std::make_shared<Converter>(options_.picture_size))
    , converting_([this](const std::stop_token& stop) { convert(stop); })
    , thread_([this](const std::stop_token& stop) { run(stop); }) {}

void CaptureThread::hand_over(Captured block) {
    if (block.frame->width == 0) {
        options_.deliver(std::move(block));
        return;
    }
    {
        const std::scoped_lock lock(raw_mutex_);
        if (raw_.size() >= most_raw)
            raw_.pop_front();
        raw_.push_back({std::move(block), device_});
    }
    raw_changed_.notify_one();
}

void CaptureThread::convert(const std::stop_token& stop) {
    for (;;) {
        Raw raw;
        {
            std::unique_lock lock(raw_mutex_);
            if (!raw_changed_.wait(lock, stop, [this] { return !raw_.empty(); }))
                return;
            raw = std::move(raw_.front());
            raw_.pop_front();
        }
        try {
            raw.block.frame = converter_->convert(*raw.block.frame, raw.device, share_);
        } catch (const std::exception& error) {
            options_.lost(Failure(error));
            continue;
        }
        options_.deliver(std::move(raw.block));
    }
}

void CaptureThread::use(OpenCapture open) {
    {
        const std::scoped_lock lock(wish_mutex_);
        open_ = std::move(open);
        ++wish_;
    }
    wish_changed_.notify_all();
}

void CaptureThread::run(const std::stop_token& stop) {
    for (;;) {
        OpenCapture open;
        int wish = 0;
        {
            std::unique_lock lock(wish_mutex_);
            if (!wish_changed_.wait(lock, stop, [this] { return static_cast<bool>(open_); }))
                return;
            open = open_;
            wish = wish_;
        }
        try {
            const std::unique_ptr<CaptureSource> source = open();
            ++device_;
            options_.opened(*source);
            read(*source, wish, stop);
        } catch (const std::exception& error) {
            options_.lost(Failure(error));
        }
        std::unique_lock lock(wish_mutex_);
        wish_changed_.wait_for(lock, stop, device_retry, [&] { return wish_ != wish; });
        if (stop.stop_requested())
            return;
    }
}

void CaptureThread::read(CaptureSource& source, int wish, const std::stop_token& stop) {
    Time last = monotonic_now();
    while (!stop.stop_requested() && wish_ == wish) {
        if (std::optional<Captured> block = source.next()) {
            last = monotonic_now();
            hand_over(std::move(*block));
        } else if (monotonic_now() - last > silent_for) {
            throw Error(Fault::device, source.description() + " gives nothing any more", ETIMEDOUT);
        }
    }
}

} // namespace media

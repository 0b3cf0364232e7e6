#include "media/picture_pool.h"

#include "media/ffmpeg.h"

extern "C" {
#include <libavutil/imgutils.h>
}

#include <algorithm>
#include <array>
#include <mutex>
#include <sys/mman.h>
#include <vector>

namespace media {

/// Memory straight from the system: the allocator would keep blocks of this size for itself.
class PicturePool::Blocks {
  public:
    explicit Blocks(int spare)
        : spare_(static_cast<std::size_t>(spare)) {}
    ~Blocks() {
        for (void* block : unused_)
            munmap(block, size_);
    }
    Blocks(const Blocks&) = delete;
    Blocks& operator=(const Blocks&) = delete;

    void* take(std::size_t size) {
        {
            const std::lock_guard lock(mutex_);
            if (size != size_)
                forget();
            size_ = size;
            if (!unused_.empty()) {
                void* block = unused_.back();
                unused_.pop_back();
                return block;
            }
        }
        void* block = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        return block == MAP_FAILED ? nullptr : block;
    }
    void trim() {
        const std::lock_guard lock(mutex_);
        forget();
    }
    void give_back(void* block, std::size_t size) {
        {
            const std::lock_guard lock(mutex_);
            // Of 4K pictures two: a resting neighbour would hold 75 MB for nothing.
            if (size == size_ && unused_.size() < spare_ && (unused_.size() + 1) * size <= spare_bytes) {
                unused_.push_back(block);
                return;
            }
        }
        munmap(block, size);
    }

  private:
    static constexpr std::size_t spare_bytes = std::size_t{26} << 20U;

    void forget() {
        for (void* block : unused_)
            munmap(block, size_);
        unused_.clear();
    }
    std::mutex mutex_;
    std::size_t spare_;
    std::size_t size_ = 0;
    std::vector<void*> unused_;
};

namespace {

constexpr std::size_t plane_align = 64;
/// Vector code reads and writes beyond the last row.
constexpr std::size_t plane_margin = 256;

using Pool = std::shared_ptr<PicturePool::Blocks>;

/// What one buffer needs to find its way back.
struct Loan {
    Pool pool;
    std::size_t size;
};

void give_back(void* loan, std::uint8_t* block) {
    const std::unique_ptr<Loan> held(static_cast<Loan*>(loan));
    held->pool->give_back(block, held->size);
}

/// Row lengths as FFmpeg's default allocator chooses them: as wide as the codec's vector code needs.
bool plan(AVCodecContext& decoder, const AVFrame& frame, std::array<int, 4>& lines,
          std::array<std::size_t, 4>& sizes) {
    int width = frame.width;
    int height = frame.height;
    std::array<int, AV_NUM_DATA_POINTERS> align{};
    avcodec_align_dimensions2(&decoder, &width, &height, align.data());
    const auto format = static_cast<AVPixelFormat>(frame.format);
    for (int tries = 0; tries < 8; ++tries) {
        if (av_image_fill_linesizes(lines.data(), format, width) < 0)
            return false;
        bool aligned = true;
        for (std::size_t plane = 0; plane < 4; ++plane)
            aligned = aligned && (align[plane] == 0 || lines[plane] % align[plane] == 0);
        if (aligned)
            break;
        width += width & ~(width - 1);
    }
    std::array<std::ptrdiff_t, 4> strides{};
    std::copy(lines.begin(), lines.end(), strides.begin());
    return av_image_fill_plane_sizes(sizes.data(), format, height, strides.data()) >= 0;
}

int get_buffer(AVCodecContext* decoder, AVFrame* frame, int flags) {
    const AVPixFmtDescriptor* facts = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame->format));
    const bool ours = facts != nullptr &&
                      (facts->flags & (AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_HWACCEL)) == 0 &&
                      (decoder->codec->capabilities & AV_CODEC_CAP_DR1) != 0;
    std::array<int, 4> lines{};
    std::array<std::size_t, 4> sizes{};
    if (!ours || !plan(*decoder, *frame, lines, sizes))
        return avcodec_default_get_buffer2(decoder, frame, flags);
    std::size_t size = 0;
    std::array<std::size_t, 4> places{};
    for (std::size_t plane = 0; plane < 4; ++plane) {
        places[plane] = size;
        if (sizes[plane] > 0)
            size += (sizes[plane] + plane_margin + plane_align - 1) / plane_align * plane_align;
    }
    const Pool& pool = *static_cast<Pool*>(decoder->opaque);
    void* block = pool->take(size);
    if (block == nullptr)
        return AVERROR(ENOMEM);
    auto loan = std::make_unique<Loan>(Loan{pool, size});
    frame->buf[0] = av_buffer_create(static_cast<std::uint8_t*>(block), size, give_back, loan.get(), 0);
    if (frame->buf[0] == nullptr) {
        pool->give_back(block, size);
        return AVERROR(ENOMEM);
    }
    static_cast<void>(loan.release());
    for (std::size_t plane = 0; plane < 4; ++plane) {
        frame->data[plane] = sizes[plane] > 0 ? static_cast<std::uint8_t*>(block) + places[plane] : nullptr;
        frame->linesize[plane] = lines[plane];
    }
    frame->extended_data = frame->data;
    return 0;
}

} // namespace

PicturePool::PicturePool(int spare)
    : blocks_(std::make_unique<Pool>(std::make_shared<Blocks>(spare))) {}
PicturePool::~PicturePool() = default;
PicturePool::PicturePool(PicturePool&&) noexcept = default;
PicturePool& PicturePool::operator=(PicturePool&&) noexcept = default;

void PicturePool::trim() {
    (*blocks_)->trim();
}

void PicturePool::serve(AVCodecContext& decoder) {
    decoder.opaque = blocks_.get();
    decoder.get_buffer2 = get_buffer;
#if LIBAVCODEC_VERSION_MAJOR < 60
    // Ours may be called on any of the codec's threads; later versions expect nothing else.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    decoder.thread_safe_callbacks = 1;
#pragma GCC diagnostic pop
#endif
}

} // namespace media

#include "media/photo_decoders.h"

#include "media/bgra.h"

#include <libheif/heif.h>

#include <new>

namespace media {
namespace {

struct FreeHeif {
    void operator()(heif_context* context) const { heif_context_free(context); }
    void operator()(heif_image_handle* handle) const { heif_image_handle_release(handle); }
    void operator()(heif_image* image) const { heif_image_release(image); }
};
template <class Object>
using Heif = std::unique_ptr<Object, FreeHeif>;

void check(const heif_error& error) {
    if (error.code == heif_error_Ok)
        return;
    const bool unsupported =
        error.code == heif_error_Unsupported_feature || error.code == heif_error_Unsupported_filetype;
    const bool large = error.code == heif_error_Memory_allocation_error;
    throw Error(unsupported ? Fault::unsupported
                : large     ? Fault::too_large
                            : Fault::damaged,
                std::string("cannot decode the photo: ") + error.message);
}

void check_size(const heif_image_handle* handle) {
    const std::int64_t width = heif_image_handle_get_width(handle);
    const std::int64_t height = heif_image_handle_get_height(handle);
    if (width <= 0 || height <= 0)
        throw Error(Fault::damaged, "the photo's header has no size");
    if (width * height > most_pixels)
        throw Error(Fault::too_large, "the photo has more than 200 million pixels");
}

} // namespace

PicturePtr decode_with_heif(std::string_view bytes, int limit) {
    const Heif<heif_context> context(heif_context_alloc());
    if (!context)
        throw std::bad_alloc();
    heif_context_set_maximum_image_size_limit(context.get(), 32768);
    heif_context_set_max_decoding_threads(context.get(), 0);
    check(heif_context_read_from_memory_without_copy(context.get(), bytes.data(), bytes.size(), nullptr));
    heif_image_handle* found = nullptr;
    check(heif_context_get_primary_image_handle(context.get(), &found));
    const Heif<heif_image_handle> handle(found);
    check_size(handle.get());

    heif_image* decoded = nullptr;
    check(heif_decode_image(handle.get(), &decoded, heif_colorspace_RGB, heif_chroma_interleaved_RGBA,
                            nullptr));
    const Heif<heif_image> image(decoded);
    int stride = 0;
    std::uint8_t* pixels = heif_image_get_plane(image.get(), heif_channel_interleaved, &stride);
    const Frame frame = make_frame();
    frame->format =
        heif_image_handle_has_alpha_channel(handle.get()) != 0 ? AV_PIX_FMT_RGBA : AV_PIX_FMT_RGB0;
    frame->width = heif_image_get_width(image.get(), heif_channel_interleaved);
    frame->height = heif_image_get_height(image.get(), heif_channel_interleaved);
    if (pixels == nullptr || frame->width <= 0 || frame->height <= 0)
        throw Error(Fault::damaged, "the photo has no picture");
    frame->data[0] = pixels; // borrowed: the frame owns no buffer
    frame->linesize[0] = stride;
    return upright_bgra(*frame, {.limit = limit});
}

} // namespace media

// Photos of every format: sniffing, EXIF, headers, repairs and the decoders behind them.

#include "media/exif.h"
#include "media/log.h"
#include "media/photo_header.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
    media::silence_library_log();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace media;
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    const ImageFormat format = sniff_image(input);
    (void)exif_orientation(input);
    for (const ImageFormat assumed :
         {ImageFormat::jpeg, ImageFormat::png, ImageFormat::webp, ImageFormat::tiff}) {
        (void)exif_orientation(exif_block(input, assumed));
        (void)stored_size(input, assumed);
        (void)passes(input, assumed);
        (void)repaired(input, assumed);
    }
    (void)plain_cmyk_jpeg(input);
    const std::optional<Size> stored = stored_size(input, format);
    // Large pictures are refused or take their time by right; here they would only slow the search.
    if (stored && std::int64_t{stored->width} * stored->height > 1'000'000)
        return 0;
    try {
        const PicturePtr picture = decode_photo(input, 64);
        if (picture->size.width <= 0 || picture->size.width > 64 || picture->size.height <= 0 ||
            picture->size.height > 64)
            std::abort();
    } catch (const Error&) {
    }
    return 0;
}

#include "media/strip.h"

#include "media/clip_feed.h"
#include "media/error.h"
#include "media/photo.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace media {
namespace {

constexpr Size largest_cell{128, 72};
constexpr int most_decoded = 300; ///< pictures for one of the strip
constexpr Time open_limit{10};
constexpr std::string_view magic = "STRP";
constexpr std::size_t header = 20; ///< magic, count, milliseconds, cell width and height
static_assert(std::endian::native == std::endian::little);

/// Walks forward through the clip, from one target to the next.
class Walk {
  public:
    explicit Walk(Feed& feed)
        : feed_(feed) {}

    /// The picture that shows at `target`, or one no more than `near` before it; the last where the clip
    /// ends.
    PicturePtr to(Time target, Time near) {
        const std::optional<Time> key = feed_.key_before(target);
        if (!picture_ || !key || *key > picture_->time) {
            feed_.seek(target);
            take(feed_.next_picture());
        }
        feed_.skip_until(target);
        for (int decoded = 0; picture_ && target - picture_->time > near && decoded < most_decoded; ++decoded)
            if (!take(feed_.next_picture()))
                break;
        return picture_;
    }

  private:
    bool take(PicturePtr picture) {
        if (!picture)
            return false;
        picture_ = std::move(picture);
        return true;
    }
    Feed& feed_;
    PicturePtr picture_;
};

Size cell_for(const Picture& picture) {
    const Rect fitted = fit(picture.display_size(), {0, 0, largest_cell.width, largest_cell.height});
    return {std::max(2, fitted.width), std::max(2, fitted.height)};
}

void put_number(std::string& bytes, std::uint32_t number) {
    char raw[4];
    std::memcpy(raw, &number, 4);
    bytes.append(raw, 4);
}

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
    std::uint32_t number = 0;
    std::memcpy(&number, bytes.data() + at, 4);
    return number;
}

Size sheet_size(int count, Size cell) {
    const int columns = std::min(count, Strip::columns);
    return {columns * cell.width, (count + Strip::columns - 1) / Strip::columns * cell.height};
}

} // namespace

int Strip::picture_at(double time) const {
    if (count <= 0 || seconds <= 0)
        return -1;
    return std::clamp(static_cast<int>(std::floor(time / seconds * count)), 0, count - 1);
}

Rect Strip::place_of(int picture) const {
    return {picture % columns * cell.width, picture / columns * cell.height, cell.width, cell.height};
}

Strip make_strip(const std::filesystem::path& file, const std::atomic<bool>& cancel) {
    const std::unique_ptr<Feed> feed = open_clip(file, {.open_limit = open_limit});
    feed->set_audio_track(-1);
    const double seconds = feed->facts().duration.count();
    if (!feed->facts().has_video || feed->facts().still || !(seconds > 0) || !std::isfinite(seconds))
        return {};
    Strip strip{.count = std::clamp(static_cast<int>(seconds), 1, Strip::most), .seconds = seconds};
    const double stretch = seconds / strip.count;
    Walk walk(*feed);
    PictureScaler scaler;
    std::vector<std::uint8_t> pixels;
    Size sheet;
    for (int at = 0; at < strip.count; ++at) {
        const PicturePtr picture = cancel ? nullptr : walk.to(Time((at + 0.5) * stretch), Time(stretch / 2));
        if (!picture)
            return {};
        if (pixels.empty()) {
            strip.cell = cell_for(*picture);
            sheet = sheet_size(strip.count, strip.cell);
            pixels.assign(static_cast<std::size_t>(sheet.width) * static_cast<std::size_t>(sheet.height) * 4,
                          0);
        }
        const Rect place = strip.place_of(at);
        const Rect fitted = fit(picture->display_size(), {0, 0, place.width, place.height});
        scaler.draw(*picture, {pixels.data(), sheet, std::ptrdiff_t{sheet.width} * 4},
                    {place.x + fitted.x, place.y + fitted.y, fitted.width, fitted.height});
    }
    for (std::size_t alpha = 3; alpha < pixels.size(); alpha += 4)
        pixels[alpha] = 255;
    strip.sheet = make_bgra(sheet, std::move(pixels));
    return strip;
}

std::string strip_bytes(const Strip& strip) {
    std::string bytes(magic);
    put_number(bytes, static_cast<std::uint32_t>(strip.sheet ? strip.count : 0));
    put_number(bytes, static_cast<std::uint32_t>(std::llround(strip.seconds * 1000)));
    put_number(bytes, static_cast<std::uint32_t>(strip.cell.width));
    put_number(bytes, static_cast<std::uint32_t>(strip.cell.height));
    if (strip.sheet)
        bytes += encode_jpeg(*strip.sheet, 80);
    return bytes;
}

Strip strip_of(std::string_view bytes) {
    if (bytes.size() <= header || !bytes.starts_with(magic))
        return {};
    const std::uint32_t count = number_at(bytes, 4);
    const std::uint32_t width = number_at(bytes, 12);
    const std::uint32_t height = number_at(bytes, 16);
    if (count < 1 || count > Strip::most || width < 1 || height < 1 ||
        width > static_cast<std::uint32_t>(largest_cell.width) ||
        height > static_cast<std::uint32_t>(largest_cell.height))
        return {};
    Strip strip{.count = static_cast<int>(count),
                .seconds = number_at(bytes, 8) / 1000.0,
                .cell = {static_cast<int>(width), static_cast<int>(height)}};
    try {
        strip.sheet = to_bgra(*decode_photo(bytes.substr(header)), 0);
    } catch (const Error&) {
        return {};
    }
    if (strip.sheet == nullptr || strip.sheet->size != sheet_size(strip.count, strip.cell))
        return {};
    return strip;
}

} // namespace media

#include "media/clip.h"

#include "media/bounded_input.h"
#include "media/photo.h"
#include "media/picture_maker.h"

#include <algorithm>
#include <cstring>

namespace media {
namespace {

using std::chrono::steady_clock;

struct Search {
    AVDiscard skip; ///< which pictures the decoder may leave out
    double seconds; ///< how far into the clip
    steady_clock::time_point deadline;
};

struct Found {
    PicturePtr first = nullptr;
    PicturePtr not_black = nullptr;
    bool no_video = false;
};

bool is_black(const Picture& picture) {
    const PicturePtr small = to_bgra(picture, 32);
    std::int64_t sum = 0;
    for (int y = 0; y < small->size.height; ++y)
        for (int x = 0; x < small->size.width; ++x) {
            const std::uint8_t* pixel = small->planes[0] + y * small->strides[0] + x * 4;
            sum += std::max({pixel[0], pixel[1], pixel[2]});
        }
    constexpr int dark = 20; // of 255, on average: leader, lens cap, fade-in
    return sum < std::int64_t{dark} * small->size.width * small->size.height;
}

/// Decodes from the beginning until a picture is not black or the search is over.
class PosterSearch {
  public:
    PosterSearch(const std::filesystem::path& file, int limit, const Search& search)
        : input_(file, {.deadline = search.deadline})
        , limit_(limit)
        , search_(search) {}

    Found run() {
        input_.open();
        input_.find_streams();
        const int index = first_stream(input_.format(), AVMEDIA_TYPE_VIDEO);
        if (index < 0)
            return {.not_black = cover(), .no_video = true};
        AVStream* stream = input_.format().streams[index];
        maker_.set_stream(stream);
        begin_ = stream->start_time == AV_NOPTS_VALUE
                     ? 0
                     : static_cast<double>(stream->start_time) * av_q2d(stream->time_base);
        const Decoder decoder = open_decoder(*stream);
        decoder->skip_frame = search_.skip;
        const Packet packet = make_packet();
        while (!over_ && av_read_frame(&input_.format(), packet.get()) >= 0) {
            if (packet->stream_index == index && avcodec_send_packet(decoder.get(), packet.get()) >= 0)
                receive(*decoder, *stream);
            av_packet_unref(packet.get());
        }
        if (!over_ && avcodec_send_packet(decoder.get(), nullptr) >= 0)
            receive(*decoder, *stream);
        return found_;
    }

  private:
    /// The picture a sound file carries as its cover: a whole image file.
    PicturePtr cover() {
        for (unsigned i = 0; i < input_.format().nb_streams; ++i) {
            const AVPacket& packet = input_.format().streams[i]->attached_pic;
            if (packet.size > 0)
                return decode_photo(std::string_view(reinterpret_cast<const char*>(packet.data),
                                                     static_cast<std::size_t>(packet.size)),
                                    limit_);
        }
        return nullptr;
    }
    void receive(AVCodecContext& decoder, const AVStream& stream) {
        const Frame frame = make_frame();
        while (!over_ && avcodec_receive_frame(&decoder, frame.get()) >= 0) {
            consider(*frame, stream);
            av_frame_unref(frame.get());
        }
    }
    void consider(const AVFrame& frame, const AVStream& stream) {
        const std::shared_ptr<Picture> picture = maker_.make(frame);
        if (!picture)
            return;
        const bool dark = is_black(*picture);
        if (!dark || !found_.first)
            (dark ? found_.first : found_.not_black) = to_bgra(*picture, limit_);
        const double time =
            static_cast<double>(frame.best_effort_timestamp) * av_q2d(stream.time_base) - begin_;
        over_ = found_.not_black || time > search_.seconds || input_.out_of_time();
    }

    BoundedInput input_;
    int limit_;
    Search search_;
    PictureMaker maker_;
    double begin_ = 0;
    Found found_;
    bool over_ = false;
};

/// Videos have no transparency that a thumbnail should show.
PicturePtr without_alpha(const Picture& picture) {
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < picture.size.height; ++y) {
        const std::uint8_t* row = picture.planes[0] + y * picture.strides[0];
        pixels.insert(pixels.end(), row, row + std::ptrdiff_t{picture.size.width} * 4);
    }
    for (std::size_t alpha = 3; alpha < pixels.size(); alpha += 4)
        pixels[alpha] = 255;
    return make_bgra(picture.size, std::move(pixels));
}

} // namespace

PicturePtr poster_here(const std::filesystem::path& file, int limit) {
    const steady_clock::time_point begin = steady_clock::now();
    // Key pictures first, they are cheap to reach. Where all of them are black, every picture of the first
    // seconds: a fade-in within a long group.
    Found found =
        PosterSearch(file, limit, {AVDISCARD_NONKEY, 10, begin + std::chrono::milliseconds(1000)}).run();
    if (!found.not_black && !found.no_video) {
        const Found more =
            PosterSearch(file, limit, {AVDISCARD_DEFAULT, 4, begin + std::chrono::milliseconds(1800)}).run();
        found.not_black = more.not_black;
        if (!found.first)
            found.first = more.first;
    }
    const PicturePtr& best = found.not_black ? found.not_black : found.first;
    return best ? without_alpha(*best) : nullptr;
}

} // namespace media

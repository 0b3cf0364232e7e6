// Sound and video files: opened, played, sought and stepped through, as the meeting does it.

#include "media/clip_feed.h"
#include "media/log.h"
#include "media/player.h"

#include "fuzz/input.h"
#include "support/wake_signal.h"

#include <cmath>
#include <cstring>
#include <future>

namespace {

using media::Time;

/// Kept by reader threads that nobody joins.
using Bytes = std::shared_ptr<const std::string>;

class Memory final : public media::ByteReader {
  public:
    explicit Memory(Bytes bytes)
        : bytes_(std::move(bytes)) {}
    std::int64_t size() override { return static_cast<std::int64_t>(bytes_->size()); }
    std::size_t read_at(std::int64_t offset, std::span<std::uint8_t> to) override {
        if (offset >= size())
            return 0;
        const std::string_view rest =
            std::string_view(*bytes_).substr(static_cast<std::size_t>(offset), to.size());
        std::memcpy(to.data(), rest.data(), rest.size());
        return rest.size();
    }

  private:
    Bytes bytes_;
};

/// What to do with a file follows from its bytes, so that a finding can be repeated.
class Whims {
  public:
    explicit Whims(std::uint32_t seed)
        : state_(seed) {}
    std::uint32_t below(std::uint32_t limit) {
        state_ = state_ * 1664525U + 1013904223U;
        return (state_ >> 8U) % limit;
    }
    /// A place in or a little beyond a clip of that length.
    Time place(Time duration) {
        const double length = duration > Time(0) ? duration.count() : 2;
        return Time(length * below(1100) / 1000);
    }

  private:
    std::uint32_t state_;
};

/// Every row of a picture can be read, and drawn.
void look_at(const media::Picture& picture, bool draw) {
    fuzz::must(picture.size.width > 0 && picture.size.height > 0);
    fuzz::must(std::isfinite(picture.time.count()) && picture.time >= Time(0));
    fuzz::must(std::isfinite(picture.duration.count()) && picture.duration >= Time(0));
    unsigned sum = 0;
    for (std::size_t plane = 0; plane < 3 && picture.planes[plane] != nullptr; ++plane) {
        const bool chroma = plane > 0;
        const int rows =
            chroma ? (picture.size.height + (1 << picture.chroma_shift_y) - 1) >> picture.chroma_shift_y
                   : picture.size.height;
        for (int row : {0, rows - 1})
            sum += picture.planes[plane][row * picture.strides[plane]];
    }
    if (draw)
        sum += media::to_bgra(picture, 96)->planes[0][0];
    fuzz::must(sum < 8U * 256U);
}

media::OpenFeed opener(const Bytes& bytes, const std::string& extension) {
    return [=] {
        return media::open_clip([=] { return std::make_unique<Memory>(bytes); }, extension, {.threads = 1});
    };
}

/// The feed alone: every picture and block rises in time.
void read_all(media::Feed& feed, Whims& whims) {
    int most = 40;
    Time last(-1);
    media::SoundBlock block;
    while (const media::PicturePtr picture = feed.next_picture()) {
        fuzz::must(picture->time > last);
        last = picture->time;
        look_at(*picture, most % 8 == 0);
        if (feed.next_sound(block))
            for (const float sample : block.samples)
                fuzz::must(std::isfinite(sample));
        if (--most <= 0)
            break;
    }
    for (most = 200; most > 0 && feed.next_sound(block); --most)
        fuzz::must(std::isfinite(block.time.count()) && block.samples.size() % 2 == 0);
    const Time duration = feed.facts().duration;
    for (int round = 0; round < 3; ++round) {
        const Time to = whims.place(duration);
        if (const auto key = feed.key_before(to))
            fuzz::must(std::isfinite(key->count()));
        feed.seek(to);
        feed.skip_until(to);
        for (most = 4; most > 0; --most)
            if (const media::PicturePtr picture = feed.next_picture())
                look_at(*picture, false);
        static_cast<void>(feed.next_sound(block));
        if (whims.below(3) == 0)
            feed.rest();
        if (feed.facts().audio_tracks > 0)
            feed.set_audio_track(
                static_cast<int>(whims.below(static_cast<std::uint32_t>(feed.facts().audio_tracks))));
    }
    static_cast<void>(feed.take_subtitles());
    static_cast<void>(feed.take_faults());
}

void play(const media::OpenFeed& open, Whims& whims) {
    support::WakeSignal signal;
    const auto clock = std::make_shared<media::ManualClock>();
    media::Player player(open, nullptr, signal.function(), {.cache_bytes = std::size_t{8} << 20U}, clock);
    const auto wait = [&](auto&& ready) { fuzz::must(signal.until(ready) || signal.until(ready)); };
    wait([&] { return player.status().state != media::PlayerState::opening; });
    if (player.status().state == media::PlayerState::failed) {
        fuzz::must(!player.status().failure.empty());
        return;
    }
    const auto sought = [&] {
        return !player.status().seeking || player.status().state == media::PlayerState::failed;
    };
    double now = 0;
    for (int round = 0; round < 6; ++round) {
        const Time to = whims.place(player.status().duration);
        switch (whims.below(4)) {
        case 0:
            player.seek(to, media::SeekMode::preview);
            break;
        case 1:
            player.step(static_cast<int>(whims.below(9)) - 4);
            break;
        case 2:
            player.set_loop(to, to + Time(0.3));
            player.play();
            break;
        default:
            player.seek(to);
            break;
        }
        wait(sought);
        for (int tick = 0; tick < 8; ++tick) {
            clock->set(Time(now += 0.04));
            if (const media::PicturePtr picture = player.frame_at_now())
                look_at(*picture, false);
        }
        const media::PlayerStatus status = player.status();
        fuzz::must(status.position >= Time(0) &&
                   (status.duration <= Time(0) || status.position <= status.duration));
    }
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
    media::silence_library_log();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::promise<void> let_go;
    Bytes bytes(new std::string(fuzz::text(data, size)), [&](const std::string* held) {
        delete held;
        let_go.set_value();
    });
    Whims whims(fuzz::crc32(std::string_view(*bytes).substr(0, 4096)) + static_cast<std::uint32_t>(size));
    static const std::array<const char*, 4> extensions{".mp4", ".mp3", ".avi", ""};
    media::OpenFeed open = opener(bytes, extensions[whims.below(extensions.size())]);
    bytes.reset();
    if (whims.below(4) == 0) {
        play(open, whims);
    } else {
        try {
            read_all(*open(), whims);
        } catch (const media::Error& error) {
            fuzz::must(*error.what() != '\0');
        }
    }
    open = nullptr;
    // Readers of the next input must not be counted with this one's.
    let_go.get_future().wait();
    return 0;
}

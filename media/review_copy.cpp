#include "media/review_copy.h"

#include "media/audio_output.h"
#include "media/bounded_input.h"
#include "media/clip_feed.h"
#include "media/clip_writer.h"
#include "media/sound_line.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>

namespace media {
namespace {

constexpr double measured_seconds = 3;  ///< of the clip, for the cost of decoding
constexpr double measured_cost = 2;     ///< seconds of processor time that measuring may take
constexpr double scanned_seconds = 60;  ///< of the clip, for the distance of key pictures
constexpr double rate_of_variable = 30; ///< pictures a second where the original has no constant rate
constexpr double slack = 60;            ///< seconds beyond the probed duration that are believed
constexpr Time open_limit{10};
constexpr int most_tracks = 8;

double thread_seconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

const StreamFacts* video_of(const ClipFacts& facts) {
    for (const StreamFacts& stream : facts.streams)
        if (stream.kind == StreamKind::video)
            return &stream;
    return nullptr;
}

double measure_decoding(const std::filesystem::path& file, const std::atomic<bool>& cancel) {
    const std::unique_ptr<Feed> feed = open_clip(file, {.threads = 1, .open_limit = open_limit});
    feed->set_audio_track(-1);
    // The first picture pays for opening.
    if (!feed->next_picture())
        return 0;
    const double begin = thread_seconds();
    int pictures = 0;
    double length = 0;
    while (!cancel && length < measured_seconds && thread_seconds() - begin < measured_cost) {
        const PicturePtr picture = feed->next_picture();
        if (!picture)
            break;
        ++pictures;
        length += picture->duration.count();
    }
    return pictures > 0 && length > 0 ? (thread_seconds() - begin) / length : 0;
}

/// The longest way between key pictures in the first minute, by reading without decoding.
double scan_for_keys(const std::filesystem::path& file, const std::atomic<bool>& cancel) {
    BoundedInput input(file, {.cancel = &cancel});
    input.open();
    input.find_streams();
    const int index = first_stream(input.format(), AVMEDIA_TYPE_VIDEO);
    if (index < 0)
        return 0;
    const AVRational base = input.format().streams[index]->time_base;
    const Packet packet = make_packet();
    std::optional<double> first;
    std::optional<double> key;
    double longest_gop = 0;
    double time = 0;
    while ((!first || time - *first < scanned_seconds) && av_read_frame(&input.format(), packet.get()) >= 0) {
        const std::int64_t stamp = packet->dts != AV_NOPTS_VALUE ? packet->dts : packet->pts;
        if (packet->stream_index == index && stamp != AV_NOPTS_VALUE) {
            time = static_cast<double>(stamp) * av_q2d(base);
            first = first.value_or(time);
            if ((packet->flags & AV_PKT_FLAG_KEY) != 0)
                key = time;
            if (key)
                longest_gop = std::max(longest_gop, time - *key);
        }
        av_packet_unref(packet.get());
    }
    return longest_gop;
}

AVRational rate_of(double rate) {
    if (rate <= 0 || !std::isfinite(rate))
        rate = rate_of_variable;
    while (rate > 60.5)
        rate /= 2;
    rate = std::max(rate, 5.0);
    constexpr std::array<AVRational, 9> usual{
        {{24000, 1001}, {24, 1}, {25, 1}, {30000, 1001}, {30, 1}, {48, 1}, {50, 1}, {60000, 1001}, {60, 1}}};
    const auto nearest = *std::min_element(usual.begin(), usual.end(), [&](AVRational a, AVRational b) {
        return std::abs(av_q2d(a) - rate) < std::abs(av_q2d(b) - rate);
    });
    return std::abs(av_q2d(nearest) - rate) < 0.01 ? nearest : av_d2q(rate, 1001);
}

/// As large as it is seen, but no larger than 1920x1080 or 1080x1920; even.
Size size_of_copy(const Picture& picture) {
    const Size seen = picture.display_size();
    const bool upright = seen.height > seen.width;
    const Rect bounds{0, 0, upright ? 1080 : 1920, upright ? 1920 : 1080};
    Size size = seen;
    if (seen.width > bounds.width || seen.height > bounds.height) {
        const Rect fitted = fit(seen, bounds);
        size = {fitted.width, fitted.height};
    }
    return {std::max(2, size.width & ~1), std::max(2, size.height & ~1)};
}

/// One sound track of the original on its way to the copy.
struct CopiedTrack {
    std::unique_ptr<Feed> own; ///< null: the feed of the pictures
    Feed* feed = nullptr;
    SoundLine line;
    SoundBlock block;
    std::int64_t cursor = 0;
    bool ended = false;

    /// Decodes until frame `until` is known, or the end.
    void fill(std::int64_t until) {
        while (!ended && (line.empty() || line.end() <= until)) {
            if (feed->next_sound(block))
                line.add(block);
            else
                ended = true;
        }
    }
    /// Frames up to `until`, silence where there is no sound.
    void take(std::int64_t until, std::vector<float>& samples) {
        fill(until);
        samples.assign(static_cast<std::size_t>(std::max<std::int64_t>(0, until - cursor)) * output_channels,
                       0);
        line.copy(cursor, samples);
        cursor = std::max(cursor, until);
        line.trim(cursor);
    }
    /// Frames known beyond what was taken.
    [[nodiscard]] std::int64_t left() const {
        return line.empty() ? 0 : std::max<std::int64_t>(0, line.end() - cursor);
    }
};

class ReviewCopy {
  public:
    ReviewCopy(const std::filesystem::path& original, const ClipFacts& facts,
               const std::filesystem::path& target, const ReviewCopyOptions& options)
        : options_(options)
        , duration_(facts.duration)
        , feed_(open_clip(original, {.threads = options.threads, .open_limit = open_limit})) {
        const StreamFacts* video = video_of(facts);
        if (video == nullptr || !feed_->facts().has_video || feed_->facts().still)
            throw Error(Fault::unsupported, "no moving picture to copy");
        rate_ = rate_of(video->frame_rate);
        current_ = feed_->next_picture();
        if (!current_)
            throw Error(Fault::damaged, "no picture could be decoded");
        next_ = feed_->next_picture();
        open_tracks(original);
        size_ = size_of_copy(*current_);
        writer_.emplace(target, writer_options());
    }

    bool run(const std::atomic<bool>& cancel) {
        const double length = av_q2d(av_inv_q(rate_));
        const double limit = std::min(longest_clip, duration_ > 0 ? duration_ + slack : longest_clip);
        double said = -1;
        for (std::int64_t number = 0;; ++number) {
            if (cancel)
                return false;
            const double time = static_cast<double>(number) * length;
            while (next_ && next_->time.count() <= time + length / 2) {
                current_ = std::move(next_);
                next_ = feed_->next_picture();
            }
            if (time > limit || (number > 0 && is_over(time, length)))
                break;
            write_picture();
            pass_subtitles();
            for (CopiedTrack& track : tracks_)
                write_sound(track, SoundLine::frame_at(Time(time + length)));
            if (options_.progress && duration_ > 0 && time - said >= 1) {
                options_.progress(std::min(1.0, time / duration_));
                said = time;
            }
        }
        // What the coder of the original's sound added at its end is too short for another picture.
        for (CopiedTrack& track : tracks_)
            if (track.left() < SoundLine::frame_at(Time(length)))
                write_sound(track, track.cursor + track.left());
        writer_->finish();
        return true;
    }

  private:
    /// Neither a picture nor the sound of a whole picture's time is left.
    bool is_over(double time, double length) {
        const std::int64_t sound = SoundLine::frame_at(Time(time + length));
        return !next_ && time + length / 2 >= (current_->time + current_->duration).count() &&
               std::all_of(tracks_.begin(), tracks_.end(), [sound](CopiedTrack& track) {
                   track.fill(sound);
                   return track.ended && track.cursor + track.left() <= sound;
               });
    }

    ClipWriterOptions writer_options() const {
        return {.size = size_,
                .frame_rate = rate_.num,
                .frame_rate_base = rate_.den,
                .gop_seconds = 0.25,
                .crf = options_.crf,
                .quick_to_decode = true,
                .threads = options_.threads,
                .sample_rate = tracks_.empty() ? 0 : output_rate,
                .channels = output_channels,
                .audio_tracks = static_cast<int>(tracks_.size()),
                .own_sound = true,
                .container = "mp4",
                .comment = options_.comment};
    }

    void open_tracks(const std::filesystem::path& original) {
        const int count = std::min(feed_->facts().audio_tracks, most_tracks);
        for (int track = 0; track < count; ++track) {
            CopiedTrack& copied = tracks_.emplace_back();
            if (track > 0) {
                copied.own = open_clip(original, {.threads = 1, .open_limit = open_limit, .pictures = false});
                copied.own->set_audio_track(track);
            }
            copied.feed = track > 0 ? copied.own.get() : feed_.get();
        }
    }

    void write_picture() {
        if (ClipWriter::writes_as_it_is(*current_) && current_->size == size_) {
            writer_->picture(*current_);
            return;
        }
        if (drawn_of_ != current_) {
            drawn_.assign(static_cast<std::size_t>(size_.width) * static_cast<std::size_t>(size_.height) * 4,
                          0);
            const Rect whole{0, 0, size_.width, size_.height};
            // One row or column was given up to be even: no black line for it.
            const Size seen = current_->display_size();
            const bool as_it_is =
                std::abs(seen.width - size_.width) <= 1 && std::abs(seen.height - size_.height) <= 1;
            const Rect fitted = fit(seen, whole);
            const bool nearly =
                std::abs(fitted.width - whole.width) <= 2 && std::abs(fitted.height - whole.height) <= 2;
            scaler_.draw(*current_, {drawn_.data(), size_, std::ptrdiff_t{size_.width} * 4},
                         as_it_is || nearly ? whole : fitted);
            drawn_of_ = current_;
        }
        writer_->picture(std::span<const std::uint8_t>(drawn_));
    }

    void pass_subtitles() {
        for (const SubtitleLine& line : feed_->take_subtitles())
            if (options_.subtitle)
                options_.subtitle(line);
    }

    void write_sound(CopiedTrack& track, std::int64_t until) {
        track.take(until, samples_);
        writer_->sound(samples_, static_cast<int>(&track - tracks_.data()));
    }

    const ReviewCopyOptions& options_;
    double duration_;
    std::unique_ptr<Feed> feed_;
    AVRational rate_{30, 1};
    PicturePtr current_;
    PicturePtr next_;
    std::vector<CopiedTrack> tracks_;
    Size size_;
    std::optional<ClipWriter> writer_;
    PictureScaler scaler_;
    std::vector<std::uint8_t> drawn_;
    PicturePtr drawn_of_;
    std::vector<float> samples_;
};

} // namespace

ReviewNeed review_need(const std::filesystem::path& file, const ClipFacts& facts,
                       const std::atomic<bool>& cancel) {
    const StreamFacts* video = video_of(facts);
    ReviewNeed need;
    if (!facts.playable || video == nullptr)
        return need;
    need.longest_gop = video->longest_gop > 0 ? video->longest_gop : scan_for_keys(file, cancel);
    if (!need.needed())
        need.decode_cost = measure_decoding(file, cancel);
    return need;
}

bool make_review_copy(const std::filesystem::path& original, const ClipFacts& facts,
                      const std::filesystem::path& copy, const ReviewCopyOptions& options,
                      const std::atomic<bool>& cancel) {
    return ReviewCopy(original, facts, copy, options).run(cancel);
}

} // namespace media

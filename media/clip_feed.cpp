#include "media/clip_feed.h"

#include "media/audio_output.h"
#include "media/demuxer.h"
#include "media/fragment_index.h"
#include "media/picture_maker.h"
#include "media/sound_maker.h"
#include "media/subtitle_reader.h"
#include "media/track.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <thread>
#include <utility>

namespace media {
namespace {

constexpr int spare_pictures = 6;
constexpr double frame_guess = 1.0 / 25;
/// The first picture may lie so little beside what the file calls its beginning.
constexpr double longest_lead_in = 0.1;
constexpr double sound_lead_in = 10;
constexpr double shortest_margin = 0.045;

class ClipFeed final : public Feed {
  public:
    ClipFeed(const FileToOpen& file, const ClipFeedOptions& options)
        : options_(options)
        , demuxer_(file)
        , frame_(make_frame()) {
        const AVFormatContext& input = demuxer_.input();
        const Beginning beginning = beginning_of(input);
        start_known_ = beginning.sure;
        start_ = beginning.time;
        may_jump_ = (input.iformat->flags & AVFMT_TS_DISCONT) != 0;
        if (options.pictures)
            choose_video();
        choose_audio();
        choose_lines();
        if (!video_ && !cover_ && audio_tracks_.empty())
            throw Error(Fault::unsupported, "cannot play: no sound or picture we can decode");
        facts_.duration = Time(length_of(input, demuxer_.size()));
        facts_.still = cover_ != nullptr;
        facts_.has_video = video_.has_value() || cover_;
        facts_.audio_tracks = static_cast<int>(audio_tracks_.size());
        facts_.has_audio = audio_.has_value();
    }

    const FeedFacts& facts() const override { return facts_; }

    PicturePtr next_picture() override {
        if (cover_)
            return std::exchange(cover_given_, true) ? nullptr : cover_;
        if (pending_)
            return std::exchange(pending_, nullptr);
        return video_ ? decode_picture() : nullptr;
    }

    bool next_sound(SoundBlock& block) override {
        block.samples.clear();
        while (audio_ && block.samples.empty()) {
            if (!receive(*audio_)) {
                if (sound_drained_)
                    return false;
                sound_drained_ = true;
                block.time = Time(sound_end_);
                sound_.drain(block.samples);
                continue;
            }
            const AVFrame& frame = *frame_;
            const double length =
                frame.sample_rate > 0 ? static_cast<double>(frame.nb_samples) / frame.sample_rate : 0;
            const double time = audio_->times.place(frame.best_effort_timestamp, length);
            if (!sound_.make(frame, block.samples))
                continue;
            // Rounded stamps (MKV: 1 ms) must not tear the sound apart: what nearly follows, follows.
            const bool follows = sound_known_ && std::abs(time - sound_end_) < 0.04;
            block.time = Time(follows ? sound_end_ : time);
            sound_known_ = true;
            sound_end_ = block.time.count() +
                         static_cast<double>(block.samples.size()) / (output_channels * output_rate);
        }
        return !block.samples.empty();
    }

    void seek(Time to) override {
        pending_ = nullptr;
        cover_given_ = false;
        skip_until_ = 0;
        if (!video_) {
            if (audio_)
                seek_stream(*audio_, std::max(0.0, to.count() - 0.1)) || rewind();
            return;
        }
        // Where the index leads past the target (streams cut anywhere, B pictures), try earlier.
        // The first picture shows what the time stamps mean.
        if (!first_seen_ && (!start_known_ || std::string_view(demuxer_.input().iformat->name) == "avi"))
            decode_picture();
        for (const double earlier : {0.0, 1.0, 4.0, 15.0}) {
            const double target = to.count() - earlier;
            if (target <= 0 || !seek_stream(*video_, target))
                break;
            pending_ = decode_picture();
            if (pending_ && pending_->time <= to)
                return;
        }
        pending_ = nullptr;
        rewind();
    }

    std::optional<Time> key_before(Time to) override {
        if (!video_)
            return std::nullopt;
        const AVIndexEntry* entry = avformat_index_get_entry_from_timestamp(
            video_->stream, video_->times.stamp_at(to.count()), AVSEEK_FLAG_BACKWARD);
        if (entry == nullptr)
            return std::nullopt;
        const Time key(video_->times.time_of(entry->timestamp));
        // Of a file in fragments only those are known that have been read: there is a later one by rule.
        return demuxer_.has_fragment_index() ? std::max(key, to - Time(longest_key_interval)) : key;
    }

    void skip_until(Time time) override { skip_until_ = time.count(); }

    void set_audio_track(int track) override {
        if (audio_)
            demuxer_.select(audio_->stream->index, false);
        audio_.reset();
        if (track < 0 || track >= static_cast<int>(audio_tracks_.size()))
            return;
        open_audio(audio_tracks_[static_cast<std::size_t>(track)]);
    }

    std::vector<SubtitleLine> take_subtitles() override {
        std::vector<SubtitleLine> found;
        while (const Packet packet = lines_ ? demuxer_.waiting(lines_stream_) : nullptr)
            lines_->read(*packet, start_, found);
        return found;
    }

    std::vector<ClipFault> take_faults() override {
        std::vector<ClipFault> found;
        const auto say = [&](const std::string& code) {
            if (!code.empty() && std::find(said_.begin(), said_.end(), code) == said_.end()) {
                said_.push_back(code);
                found.push_back({code, {}});
            }
        };
        say(demuxer_.fault());
        if ((video_ && video_->times.broken()) || (audio_ && audio_->times.broken()))
            say("timestamps_backwards");
        if ((video_ && video_->errors > 0) || (audio_ && audio_->errors > 0))
            say("damaged");
        return found;
    }

    /// A decoder of 4K keeps 60 MB of tables even where it holds no picture; opening one anew takes 2 ms.
    void rest() override {
        if (video_)
            video_->decoder.reset();
        pool_.trim();
        pending_ = nullptr;
        demuxer_.drop_packets();
    }

    void trim() override { pool_.trim(); }

    void cancel() override { demuxer_.cancel(); }

  private:
    /// Frame threads wait for each other's rows: one more than cores keeps all busy. Each holds one picture
    /// more; beyond four that buys little, and of large ones it costs too much.
    [[nodiscard]] int decoder_threads(const AVStream& stream) const {
        constexpr unsigned most = 4;
        constexpr int large_picture = 2'500'000;
        if (options_.threads > 0)
            return options_.threads;
        const AVCodecParameters& codec = *stream.codecpar;
        const bool large = std::int64_t{codec.width} * codec.height > large_picture;
        return static_cast<int>(std::clamp(std::thread::hardware_concurrency() + (large ? 0 : 1), 1U, most));
    }

    void choose_video() {
        AVFormatContext& input = demuxer_.input();
        for (AVStream* stream : films_of(input)) {
            Decoder decoder = open_decoder(*stream, decoder_threads(*stream), &pool_);
            if (!decoder)
                continue;
            facts_.size = {decoder->width, decoder->height};
            video_.emplace(stream, std::move(decoder),
                           StampLine::Rules{.start = start_, .may_jump = may_jump_});
            pictures_.set_stream(stream);
            demuxer_.select(stream->index, true);
            const AVRational rate = stream->avg_frame_rate;
            if (rate.num > 0 && rate.den > 0 && av_q2d(rate) < 1000)
                frame_length_ = 1 / av_q2d(rate);
            return;
        }
        AVStream* cover = cover_of(input);
        const Frame frame = cover != nullptr ? decode_cover(*cover) : nullptr;
        if (!frame)
            return;
        pictures_.set_stream(cover);
        cover_ = pictures_.make(*frame);
        if (cover_)
            facts_.size = cover_->size;
    }

    void choose_audio() {
        audio_tracks_ = sounds_of(demuxer_.input());
        while (!audio_ && !audio_tracks_.empty()) {
            open_audio(audio_tracks_.front());
            if (!audio_)
                audio_tracks_.erase(audio_tracks_.begin());
        }
    }

    void choose_lines() {
        AVStream* stream = video_ ? lines_of(demuxer_.input()) : nullptr;
        if (stream == nullptr)
            return;
        lines_.emplace(*stream, open_decoder(*stream, 1));
        lines_stream_ = stream->index;
        demuxer_.select(lines_stream_, true);
    }

    void open_audio(int index) {
        AVStream* stream = demuxer_.input().streams[index];
        Decoder decoder = open_decoder(*stream, 1);
        if (!decoder)
            return;
        audio_.emplace(stream, std::move(decoder),
                       StampLine::Rules{.start = start_, .may_jump = may_jump_, .earliest = -sound_lead_in});
        demuxer_.select(index, true);
        forget_sound();
    }

    void forget_sound() {
        sound_.reset();
        sound_known_ = false;
        sound_drained_ = false;
    }

    bool seek_stream(Track& track, double to) {
        if (!demuxer_.seek(track.stream->index, track.times.stamp_at(to)))
            return false;
        flush(to);
        return true;
    }
    bool rewind() {
        if (!demuxer_.rewind())
            return false;
        flush(0);
        return true;
    }
    void flush(double to) {
        if (video_ && !video_->decoder)
            video_->decoder = open_decoder(*video_->stream, decoder_threads(*video_->stream), &pool_);
        if (video_)
            video_->flush(to);
        if (audio_)
            audio_->flush(to);
        forget_sound();
    }

    /// Decodes the next frame of a track into frame_; false at its end.
    bool receive(Track& track) {
        if (!track.decoder)
            return false;
        for (;;) {
            const int got = avcodec_receive_frame(track.decoder.get(), frame_.get());
            if (got >= 0)
                return true;
            if (got == AVERROR_EOF || track.drained)
                return false;
            if (got != AVERROR(EAGAIN))
                ++track.errors;
            const Packet packet = demuxer_.next(track.stream->index);
            if (demuxer_.interrupted())
                return false;
            if (!packet)
                track.drained = true;
            else if (&track == &*video_)
                choose_effort(*packet);
            const int sent = avcodec_send_packet(track.decoder.get(), packet.get());
            if (sent < 0 && sent != AVERROR(EAGAIN) && sent != AVERROR_EOF)
                ++track.errors;
        }
    }

    /// Pictures that are over before the target and that no other needs are not decoded. Files that count in
    /// fields say half of how long a picture stands: so much before the target nothing is left out.
    void choose_effort(const AVPacket& packet) {
        const double length = static_cast<double>(packet.duration) * av_q2d(video_->stream->time_base);
        const bool early =
            packet.pts != AV_NOPTS_VALUE && skip_until_ > 0 &&
            video_->times.time_of(packet.pts) + std::max(shortest_margin, length * 1.2) < skip_until_;
        video_->decoder->skip_frame = early ? AVDISCARD_NONREF : AVDISCARD_DEFAULT;
    }

    PicturePtr decode_picture() {
        while (receive(*video_)) {
            const AVFrame& frame = *frame_;
            double length = frame_length_;
            if (frame.pkt_duration > 0)
                length = static_cast<double>(frame.pkt_duration) * av_q2d(video_->stream->time_base);
            const std::shared_ptr<Picture> picture = pictures_.make(frame);
            double time = video_->times.place(frame.best_effort_timestamp, length);
            if (!first_seen_ && frame.pts == AV_NOPTS_VALUE) {
                video_->times.correct(0);
                time = 0;
            }
            if (!first_seen_ && !start_known_ && time > 0 && time <= longest_lead_in) {
                start_ += time;
                video_->times.set_start(start_);
                if (audio_)
                    audio_->times.set_start(start_);
                time = 0;
            }
            first_seen_ = true;
            av_frame_unref(frame_.get());
            if (!picture)
                continue;
            picture->time = Time(time);
            picture->duration = Time(length);
            return picture;
        }
        return nullptr;
    }

    ClipFeedOptions options_;
    PicturePool pool_{spare_pictures}; ///< before the decoder it serves
    Demuxer demuxer_;
    Frame frame_;
    FeedFacts facts_;
    double start_ = 0;
    bool start_known_ = false;
    bool may_jump_ = false;
    std::optional<Track> video_;
    double frame_length_ = frame_guess;
    PictureMaker pictures_;
    double skip_until_ = 0;
    PicturePtr pending_; ///< first picture after a seek, already decoded
    bool first_seen_ = false;
    PicturePtr cover_;
    bool cover_given_ = false;
    std::vector<int> audio_tracks_;
    std::optional<Track> audio_;
    SoundMaker sound_;
    bool sound_known_ = false;
    bool sound_drained_ = false;
    double sound_end_ = 0;
    std::optional<SubtitleReader> lines_;
    int lines_stream_ = -1;
    std::vector<std::string> said_;
};

} // namespace

std::unique_ptr<Feed> open_clip(const std::filesystem::path& file, ClipFeedOptions options) {
    return open_clip(open_file(file), file.extension().string(), options);
}

std::unique_ptr<Feed> open_clip(OpenBytes open, const std::string& extension, ClipFeedOptions options) {
    return std::make_unique<ClipFeed>(FileToOpen{std::move(open), extension, options.open_limit}, options);
}

} // namespace media

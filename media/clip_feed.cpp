#include "media/clip_feed.h"

#include "media/audio_output.h"
#include "media/demuxer.h"
#include "media/picture_maker.h"
#include "media/picture_pool.h"
#include "media/sound_maker.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

namespace media {
namespace {

constexpr int spare_pictures = 6;
constexpr double frame_guess = 1.0 / 25;
/// Time stamps that jump by more than this in a format that allows it are a new count, not a pause.
constexpr double largest_jump = 10;
constexpr double longest_lead_in = 0.1;

Decoder open_decoder(const AVStream& stream, int threads, PicturePool* pool = nullptr) {
    const AVCodec* codec = avcodec_find_decoder(stream.codecpar->codec_id);
    if (codec == nullptr)
        return nullptr;
    Decoder decoder(checked(avcodec_alloc_context3(codec)));
    if (avcodec_parameters_to_context(decoder.get(), stream.codecpar) < 0)
        return nullptr;
    decoder->pkt_timebase = stream.time_base;
    decoder->thread_count = threads;
    decoder->thread_type = FF_THREAD_FRAME | FF_THREAD_SLICE;
    // A header may claim any size; beyond this it lies, and memory would fill.
    decoder->max_pixels = std::int64_t{16384} * 8704;
    if (pool != nullptr)
        pool->serve(*decoder);
    if (avcodec_open2(decoder.get(), codec, nullptr) < 0)
        return nullptr;
    return decoder;
}

bool is_cover(const AVStream& stream) {
    return (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
}

/// Makes one rising line of the time stamps of one stream.
class TimeLine {
  public:
    TimeLine(AVRational base, double start, bool may_jump)
        : base_(base)
        , start_(start)
        , may_jump_(may_jump) {}

    /// `length` is the duration of what carried the stamp; the answer never goes back.
    double place(std::int64_t stamp, double length) {
        double time = next_.value_or(0);
        if (stamp != AV_NOPTS_VALUE) {
            time = static_cast<double>(stamp) * av_q2d(base_) - start_ + shift_;
            if (next_ && (time < *last_ - 0.5 || (may_jump_ && time > *next_ + largest_jump))) {
                shift_ += *next_ - time;
                time = *next_;
                broken_ = true;
            } else if (last_ && time <= *last_) {
                time = *last_ + 0.001;
            }
        } else if (!next_) {
            time = after_seek_;
        }
        last_ = time;
        next_ = time + length;
        return time;
    }
    [[nodiscard]] std::int64_t stamp_at(double time) const {
        return static_cast<std::int64_t>(std::llround((time + start_ - shift_) / av_q2d(base_)));
    }
    [[nodiscard]] double time_of(std::int64_t stamp) const {
        return static_cast<double>(stamp) * av_q2d(base_) - start_ + shift_;
    }
    /// The picture placed last belongs at `time`: the stamps count something else (AVI: order of decoding).
    void correct(double time) {
        shift_ += time - *last_;
        next_ = *next_ + time - *last_;
        last_ = time;
    }
    void set_start(double start) {
        const double change = start_ - start;
        start_ = start;
        if (last_) {
            *last_ += change;
            *next_ += change;
        }
    }
    void forget(double to) {
        last_.reset();
        next_.reset();
        after_seek_ = to;
    }
    [[nodiscard]] bool broken() const { return broken_; }

  private:
    AVRational base_;
    double start_;
    bool may_jump_;
    double shift_ = 0;
    double after_seek_ = 0;
    std::optional<double> last_;
    std::optional<double> next_;
    bool broken_ = false;
};

/// A stream with its decoder.
struct Track {
    Track(AVStream* stream, Decoder decoder, double start, bool may_jump)
        : stream(stream)
        , decoder(std::move(decoder))
        , times(stream->time_base, start, may_jump) {}
    AVStream* stream;
    Decoder decoder;
    TimeLine times;
    bool drained = false;
    int errors = 0;
    void flush(double to) {
        avcodec_flush_buffers(decoder.get());
        times.forget(to);
        drained = false;
    }
};

class ClipFeed final : public Feed {
  public:
    ClipFeed(FileToOpen file, const ClipFeedOptions& options)
        : options_(options)
        , demuxer_(file)
        , frame_(make_frame()) {
        const AVFormatContext& input = demuxer_.input();
        start_known_ = input.start_time != AV_NOPTS_VALUE;
        if (start_known_)
            start_ = static_cast<double>(input.start_time) / AV_TIME_BASE;
        // Sound that begins a little before the pictures is an encoder's lead-in (AAC or Opus in MKV).
        for (unsigned index = 0; index < input.nb_streams; ++index) {
            const AVStream& stream = *input.streams[index];
            if (stream.codecpar->codec_type != AVMEDIA_TYPE_VIDEO || is_cover(stream) ||
                stream.start_time == AV_NOPTS_VALUE)
                continue;
            const double lead = static_cast<double>(stream.start_time) * av_q2d(stream.time_base) - start_;
            if (lead > 0 && lead <= longest_lead_in)
                start_ += lead;
            break;
        }
        may_jump_ = (input.iformat->flags & AVFMT_TS_DISCONT) != 0;
        if (options.pictures)
            choose_video();
        choose_audio();
        if (!video_ && !cover_ && audio_tracks_.empty())
            throw Error(Fault::unsupported, "cannot play: no sound or picture we can decode");
        if (input.duration != AV_NOPTS_VALUE && input.duration > 0)
            facts_.duration = Time(static_cast<double>(input.duration) / AV_TIME_BASE);
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
                         static_cast<double>(block.samples.size() / output_channels) / output_rate;
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
        return Time(video_->times.time_of(entry->timestamp));
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

    void rest() override {
        if (video_)
            avcodec_flush_buffers(video_->decoder.get());
        pending_ = nullptr;
        demuxer_.drop_packets();
    }

    void cancel() override { demuxer_.cancel(); }

  private:
    void choose_video() {
        AVFormatContext& input = demuxer_.input();
        std::vector<AVStream*> films;
        for (unsigned index = 0; index < input.nb_streams; ++index)
            if (input.streams[index]->codecpar->codec_type == AVMEDIA_TYPE_VIDEO &&
                !is_cover(*input.streams[index]))
                films.push_back(input.streams[index]);
        std::stable_sort(films.begin(), films.end(), [](const AVStream* a, const AVStream* b) {
            return (a->disposition & AV_DISPOSITION_DEFAULT) > (b->disposition & AV_DISPOSITION_DEFAULT);
        });
        for (AVStream* stream : films) {
            Decoder decoder = open_decoder(*stream, options_.threads, &pool_);
            if (!decoder)
                continue;
            facts_.size = {decoder->width, decoder->height};
            video_.emplace(stream, std::move(decoder), start_, may_jump_);
            pictures_.set_stream(stream);
            demuxer_.select(stream->index, true);
            const AVRational rate = stream->avg_frame_rate;
            if (rate.num > 0 && rate.den > 0 && av_q2d(rate) < 1000)
                frame_length_ = 1 / av_q2d(rate);
            return;
        }
        for (unsigned index = 0; index < input.nb_streams && !cover_; ++index)
            if (is_cover(*input.streams[index]))
                decode_cover(*input.streams[index]);
    }

    void decode_cover(AVStream& stream) {
        Decoder decoder = open_decoder(stream, 1);
        if (!decoder || stream.attached_pic.size <= 0)
            return;
        if (avcodec_send_packet(decoder.get(), &stream.attached_pic) < 0)
            return;
        avcodec_send_packet(decoder.get(), nullptr);
        if (avcodec_receive_frame(decoder.get(), frame_.get()) < 0)
            return;
        pictures_.set_stream(&stream);
        cover_ = pictures_.make(*frame_);
        if (cover_)
            facts_.size = cover_->size;
    }

    void choose_audio() {
        AVFormatContext& input = demuxer_.input();
        for (unsigned index = 0; index < input.nb_streams; ++index)
            if (input.streams[index]->codecpar->codec_type == AVMEDIA_TYPE_AUDIO)
                audio_tracks_.push_back(static_cast<int>(index));
        std::stable_sort(audio_tracks_.begin(), audio_tracks_.end(), [&](int a, int b) {
            return (input.streams[a]->disposition & AV_DISPOSITION_DEFAULT) >
                   (input.streams[b]->disposition & AV_DISPOSITION_DEFAULT);
        });
        std::erase_if(audio_tracks_, [&](int index) {
            return avcodec_find_decoder(input.streams[index]->codecpar->codec_id) == nullptr;
        });
        while (!audio_ && !audio_tracks_.empty()) {
            open_audio(audio_tracks_.front());
            if (!audio_)
                audio_tracks_.erase(audio_tracks_.begin());
        }
    }

    void open_audio(int index) {
        AVStream* stream = demuxer_.input().streams[index];
        Decoder decoder = open_decoder(*stream, 1);
        if (!decoder)
            return;
        audio_.emplace(stream, std::move(decoder), start_, may_jump_);
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
        if (video_)
            video_->flush(to);
        if (audio_)
            audio_->flush(to);
        forget_sound();
    }

    /// Decodes the next frame of a track into frame_; false at its end.
    bool receive(Track& track) {
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

    /// Pictures before the target that no other needs are not decoded.
    void choose_effort(const AVPacket& packet) {
        const bool early = packet.pts != AV_NOPTS_VALUE && skip_until_ > 0 &&
                           video_->times.time_of(packet.pts) < skip_until_ - 0.2;
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

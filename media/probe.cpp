#include "media/clip.h"

#include "media/allowed_formats.h"
#include "media/bounded_input.h"
#include "media/clip_text.h"
#include "media/probe_scan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace media {
namespace {

using std::chrono::steady_clock;
using namespace std::string_view_literals;

// The helper is killed after one second; the steps share less, so that a slow disk still gives an answer.
constexpr auto time_for_all = std::chrono::milliseconds(800);
constexpr auto time_for_scan = std::chrono::milliseconds(300);
constexpr auto time_for_decoding = std::chrono::milliseconds(200);
constexpr auto time_for_tail = std::chrono::milliseconds(200);
constexpr std::int64_t scan_bytes = std::int64_t{96} << 20;
constexpr std::size_t most_chapters = 2000;

std::string figure(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.3f", value);
    return text.data();
}

std::string lower(std::string text) {
    for (char& letter : text)
        letter = static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter);
    return text;
}

/// Whether `word` stands in a list with commas.
bool lists(const char* list, std::string_view word) {
    std::string_view rest = list == nullptr ? std::string_view() : list;
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        if (rest.substr(0, comma) == word)
            return true;
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return false;
}

/// Endings FFmpeg's own lists leave out.
const char* more_extensions(const std::string& demuxer) {
    static constexpr std::array<std::pair<std::string_view, const char*>, 9> more{{
        {"mov", "m4v,qt,3gpp,m4r,mp4v,insv,mov"},
        {"mpegts", "mts,m2ts,m2t,ts,tod,trp"},
        {"mpeg", "mpg,mpeg,vob,mod,m2p,ps,dat"},
        {"ogg", "ogv,oga,ogx,opus,spx,ogg"},
        {"asf", "wmv,wma,asf"},
        {"wav", "wave,wav"},
        {"amr", "amr,3ga,awb"},
        {"aiff", "aif,aifc,aiff"},
        {"rm", "rm,rmvb,ra"},
    }};
    for (const auto& [name, extensions] : more)
        if (demuxer.starts_with(name))
            return extensions;
    return nullptr;
}

bool wrong_extension(const AVInputFormat& format, const std::string& extension) {
    const char* more = more_extensions(format.name);
    if (extension.empty() || (format.extensions == nullptr && more == nullptr))
        return false;
    return !lists(format.extensions, extension) && !lists(more, extension) && !lists(format.name, extension);
}

/// The name out of "mov,mp4,m4a,..." that the file's ending says, else the first.
std::string container_name(const AVInputFormat& format, const std::string& extension) {
    if (lists(format.name, extension))
        return extension;
    const std::string names = format.name;
    return names.substr(0, names.find(','));
}

Size displayed_size(const AVStream& stream) {
    double width = stream.codecpar->width;
    double height = stream.codecpar->height;
    AVRational aspect = stream.sample_aspect_ratio;
    if (aspect.num <= 0 || aspect.den <= 0)
        aspect = stream.codecpar->sample_aspect_ratio;
    if (aspect.num > 0 && aspect.den > 0) {
        // As Picture::display_size: aspect by widening only. A nonsense ratio is not believed.
        const double ratio = av_q2d(aspect);
        if (ratio > 1 && ratio < 20)
            width *= ratio;
        else if (ratio < 1 && ratio > 0.05)
            height /= ratio;
    }
    std::size_t bytes = 0;
    const auto* matrix = reinterpret_cast<const std::int32_t*>(
        av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, &bytes));
    // The matrix is a turn by a quarter where x goes into y more than into x.
    if (matrix != nullptr && bytes >= 9 * sizeof(std::int32_t) &&
        std::abs(double{1} * matrix[1]) > std::abs(double{1} * matrix[0]))
        std::swap(width, height);
    return {static_cast<int>(std::lround(width)), static_cast<int>(std::lround(height))};
}

double frame_rate(const AVStream& stream) {
    for (const AVRational rate : {stream.avg_frame_rate, stream.r_frame_rate})
        if (rate.num > 0 && rate.den > 0 && av_q2d(rate) <= 300)
            return av_q2d(rate);
    return 0;
}

bool interlaced(const AVStream& stream) {
    const AVFieldOrder order = stream.codecpar->field_order;
    return order == AV_FIELD_TT || order == AV_FIELD_BB || order == AV_FIELD_TB || order == AV_FIELD_BT;
}

bool kind_of(const AVStream& stream, StreamKind& kind) {
    switch (stream.codecpar->codec_type) {
    case AVMEDIA_TYPE_VIDEO:
        kind = is_cover(stream) ? StreamKind::cover : StreamKind::video;
        return true;
    case AVMEDIA_TYPE_AUDIO:
        kind = StreamKind::audio;
        return true;
    case AVMEDIA_TYPE_SUBTITLE:
        kind = StreamKind::subtitle;
        return true;
    default:
        return false;
    }
}

std::string tag(const AVDictionary* metadata, const char* name, std::size_t most) {
    const AVDictionaryEntry* entry = av_dict_get(metadata, name, nullptr, 0);
    return entry != nullptr ? shown_text(entry->value, most) : std::string();
}

/// One probe: the file, what is known so far, and the rest of the time.
class Probe {
  public:
    explicit Probe(const std::filesystem::path& file)
        : file_(file)
        , deadline_(steady_clock::now() + time_for_all)
        , extension_(lower(file.extension().string()))
        , input_(file, {.deadline = deadline_}) {
        if (!extension_.empty())
            extension_.erase(0, 1);
    }
    ClipFacts run();

  private:
    void fault(const char* code, const std::string& detail = {}) { facts_.faults.push_back({code, detail}); }
    void fault(const char* code, std::int64_t count) { fault(code, std::to_string(count)); }
    void read_streams();
    [[nodiscard]] std::string unplayable(const AVStream& stream, StreamKind kind);
    [[nodiscard]] bool gives_a_picture(const AVStream& stream) const;
    void read_chapters();
    void look();
    void judge_stream(StreamFacts& stream, const StreamScan& seen);
    void judge_duration();
    void judge_file();
    [[nodiscard]] steady_clock::time_point at_most(std::chrono::milliseconds time) const {
        return std::min(deadline_, steady_clock::now() + time);
    }
    [[nodiscard]] std::string demuxer() { return input_.format().iformat->name; }

    std::filesystem::path file_;
    steady_clock::time_point deadline_;
    std::string extension_;
    BoundedInput input_;
    ClipFacts facts_;
    Scan scan_;
    std::optional<double> end_; ///< on the container's time line, as measured
    bool end_is_certain_ = false;
};

/// Decodes from the beginning with a reader of its own, so that the scan misses nothing.
bool Probe::gives_a_picture(const AVStream& stream) const {
    try {
        BoundedInput again(file_, {.deadline = at_most(time_for_decoding)});
        again.open();
        const Decoder decoder = open_decoder(stream);
        const Packet packet = make_packet();
        const Frame frame = make_frame();
        while (av_read_frame(&again.format(), packet.get()) >= 0) {
            const bool ours = packet->stream_index == stream.index;
            if (ours && avcodec_send_packet(decoder.get(), packet.get()) >= 0 &&
                avcodec_receive_frame(decoder.get(), frame.get()) >= 0)
                return true;
            av_packet_unref(packet.get());
        }
        return again.out_of_time(); // in doubt for the file: the player will see
    } catch (const Error&) {
        return false;
    }
}

/// Why a stream cannot be played; empty if it can.
std::string Probe::unplayable(const AVStream& stream, StreamKind kind) {
    const AVCodecParameters& facts = *stream.codecpar;
    facts_.refusal_fault = Fault::unsupported;
    if (allowed_decoder(facts.codec_id) == nullptr)
        return std::string("no decoder for ") + avcodec_get_name(facts.codec_id);
    if (kind == StreamKind::video && (facts.width > 16384 || facts.height > 16384))
        return "the picture is larger than 16384 x 16384";
    facts_.refusal_fault = Fault::damaged;
    if (kind == StreamKind::audio && (facts.sample_rate <= 0 || facts.ch_layout.nb_channels <= 0))
        return "no sound could be decoded";
    if (kind == StreamKind::video && (facts.width <= 0 || facts.height <= 0))
        return "the picture has no size";
    // The kind of pixels stays open where no picture was decoded while the streams were looked for.
    if (kind == StreamKind::video && facts.format == AV_PIX_FMT_NONE && !gives_a_picture(stream))
        return "no picture could be decoded";
    return {};
}

void Probe::read_streams() {
    const AVFormatContext& format = input_.format();
    std::string reason = "no sound and no moving picture";
    for (unsigned i = 0; i < format.nb_streams; ++i) {
        const AVStream& stream = *format.streams[i];
        StreamFacts facts;
        if (!kind_of(stream, facts.kind))
            continue;
        if (facts.kind == StreamKind::video || facts.kind == StreamKind::audio) {
            const std::string why = unplayable(stream, facts.kind);
            if (!why.empty()) {
                reason = why;
                fault("unplayable_stream", avcodec_get_name(stream.codecpar->codec_id));
                continue;
            }
            facts_.playable = true;
        }
        facts.index = static_cast<int>(i);
        facts.codec = avcodec_get_name(stream.codecpar->codec_id);
        facts.language = tag(stream.metadata, "language", 16);
        facts.title = tag(stream.metadata, "title", 200);
        if (facts.kind == StreamKind::video || facts.kind == StreamKind::cover)
            facts.size = displayed_size(stream);
        if (facts.kind == StreamKind::video) {
            facts.frame_rate = frame_rate(stream);
            facts.interlaced = interlaced(stream);
        }
        facts.channels = stream.codecpar->ch_layout.nb_channels;
        facts.sample_rate = stream.codecpar->sample_rate;
        facts_.streams.push_back(std::move(facts));
    }
    if (!facts_.playable)
        facts_.refusal = reason;
    else
        facts_.refusal_fault = Fault::unreadable; // no meaning
}

void Probe::read_chapters() {
    const AVFormatContext& format = input_.format();
    for (unsigned i = 0; i < format.nb_chapters && i < most_chapters; ++i) {
        const AVChapter& chapter = *format.chapters[i];
        const double begin = static_cast<double>(chapter.start) * av_q2d(chapter.time_base);
        const double end =
            chapter.end == AV_NOPTS_VALUE ? 0 : static_cast<double>(chapter.end) * av_q2d(chapter.time_base);
        if (begin >= 0 && begin < longest_clip)
            facts_.chapters.push_back({begin, std::max(begin, end), tag(chapter.metadata, "title", 300)});
    }
}

/// Reads packets, or the index where there is a whole one, and the end of the file.
void Probe::look() {
    if (std::optional<Scan> index = scan_index(input_); index) {
        scan_ = std::move(*index);
        end_ = scan_.end();
        end_is_certain_ = true;
        return;
    }
    input_.set_limits(
        {.deadline = at_most(time_for_scan), .bytes = input_.size() < scan_bytes ? INT64_MAX : scan_bytes});
    // Back to the beginning: what was read to find the streams is still queued and comes again.
    scan_ = scan_packets(input_);
    end_ = scan_.end();
    end_is_certain_ = scan_.reached_end;
    if (scan_.reached_end)
        return;
    input_.set_limits({.deadline = at_most(time_for_tail)});
    if (const std::optional<double> tail = end_by_tail(input_); tail) {
        end_ = std::max(end_.value_or(*tail), *tail);
        end_is_certain_ = true;
    }
}

void Probe::judge_stream(StreamFacts& stream, const StreamScan& seen) {
    if (stream.kind == StreamKind::video) {
        stream.longest_gop = seen.longest_gop;
        if (seen.variable_rate()) {
            fault("vfr", figure(stream.frame_rate));
            stream.frame_rate = 0;
        }
        if (stream.interlaced)
            fault("interlaced");
    }
    if (stream.kind != StreamKind::video && stream.kind != StreamKind::audio)
        return;
    if (seen.backwards > 0)
        fault("timestamps_backwards", seen.backwards);
    if (seen.missing > 0)
        fault("timestamps_missing", seen.missing);
    if (seen.jumps > 0)
        fault("timestamps_jump", seen.jumps);
}

void Probe::judge_duration() {
    const AVFormatContext& format = input_.format();
    const double start =
        format.start_time == AV_NOPTS_VALUE ? 0 : static_cast<double>(format.start_time) / AV_TIME_BASE;
    const double said = format.duration <= 0 ? 0 : static_cast<double>(format.duration) / AV_TIME_BASE;
    const double measured = end_ ? std::max(0.0, *end_ - start) : 0;
    const bool guessed = format.duration_estimation_method == AVFMT_DURATION_FROM_BITRATE;
    const bool believable = said > 0 && said <= longest_clip && !guessed;
    if (said <= 0)
        fault("duration_unknown", figure(measured));
    if (end_is_certain_ && measured > 0 && measured <= longest_clip) {
        const bool differs = std::abs(said - measured) > std::max(1.0, 0.05 * measured);
        facts_.duration = believable && !differs ? said : measured;
        if (said > 0 && differs && !guessed)
            fault("duration_wrong", figure(said));
        return;
    }
    if (said > longest_clip)
        fault("duration_wrong", figure(said));
    facts_.duration = said > 0 && said <= longest_clip ? said : measured <= longest_clip ? measured : 0;
}

void Probe::judge_file() {
    if (wrong_extension(*input_.format().iformat, extension_))
        fault("wrong_extension", container_name(*input_.format().iformat, {}));
    const std::int64_t missing = bytes_missing(input_, demuxer());
    if (missing > 0 || scan_.beyond_end)
        fault("truncated", missing);
    if (const std::int64_t zeros = zero_tail(input_); zeros > 0 && demuxer() != "wav")
        fault("zero_tail", zeros);
    const std::int64_t junk = input_.skipped() + junk_at_start(input_, demuxer(), scan_.first_packet);
    if (junk > 0)
        fault("junk_at_start", junk);
    if (demuxer().starts_with("matroska") && matroska_without_cues(input_))
        fault("no_index");
    if (demuxer() == "avi" && scan_.first_packet >= 0 && facts_.has_video()) // else the index was used
        fault("no_index");
    const auto tracks =
        std::count_if(facts_.streams.begin(), facts_.streams.end(),
                      [](const StreamFacts& stream) { return stream.kind == StreamKind::audio; });
    if (tracks > 1)
        fault("several_audio_tracks", tracks);
}

ClipFacts Probe::run() {
    input_.open();
    input_.find_streams();
    facts_.container = container_name(*input_.format().iformat, extension_);
    read_streams();
    read_chapters();
    if (!facts_.playable)
        return facts_;
    look();
    for (StreamFacts& stream : facts_.streams)
        if (const auto index = static_cast<std::size_t>(stream.index); index < scan_.streams.size())
            judge_stream(stream, scan_.streams[index]);
    judge_duration();
    judge_file();
    return facts_;
}

} // namespace

bool ClipFacts::has_video() const {
    return std::any_of(streams.begin(), streams.end(),
                       [](const StreamFacts& stream) { return stream.kind == StreamKind::video; });
}

bool ClipFacts::has_audio() const {
    return std::any_of(streams.begin(), streams.end(),
                       [](const StreamFacts& stream) { return stream.kind == StreamKind::audio; });
}

ClipFacts probe_here(const std::filesystem::path& file) {
    try {
        return Probe(file).run();
    } catch (const Error& error) {
        ClipFacts facts;
        facts.refusal = error.what();
        facts.refusal_fault = error.fault;
        return facts;
    }
}

} // namespace media

#include "media/track.h"

#include "media/allowed_formats.h"
#include "media/bounded_input.h"

#include <algorithm>
#include <string_view>

namespace media {
namespace {

/// A header may claim any size; beyond this it lies, and memory would fill.
constexpr std::int64_t most_pixels = std::int64_t{16384} * 8704;
/// Sound that begins so little before the pictures is an encoder's lead-in (AAC or Opus in MKV).
constexpr double longest_lead_in = 0.1;
constexpr double shortest_delay = 0.5;

bool comes_first(const AVStream* a, const AVStream* b) {
    return (a->disposition & AV_DISPOSITION_DEFAULT) > (b->disposition & AV_DISPOSITION_DEFAULT);
}

/// Whether the header's length counts from 0, wherever the clip begins.
bool counts_from_zero(const AVFormatContext& input) {
    const std::string_view name = input.iformat->name;
    return name.starts_with("mov") || name.starts_with("matroska");
}

/// Entries of the index that lie wholly within the file.
int entries_within(AVStream* stream, std::int64_t bytes) {
    int first = 0;
    int last = avformat_index_get_entries_count(stream);
    while (first < last) {
        const int middle = first + (last - first) / 2;
        const AVIndexEntry* entry = avformat_index_get_entry(stream, middle);
        const bool within = entry != nullptr && entry->pos + entry->size <= bytes;
        (within ? first : last) = within ? middle + 1 : middle;
    }
    return first;
}

} // namespace

Track::Track(AVStream* stream, Decoder decoder, const StampLine::Rules& rules)
    : stream(stream)
    , decoder(std::move(decoder))
    , times(stream->time_base, rules) {}

void Track::flush(double to) {
    if (decoder)
        avcodec_flush_buffers(decoder.get());
    times.forget(to);
    drained = false;
}

Decoder open_decoder(const AVStream& stream, int threads, PicturePool* pool) {
    const AVCodec* codec = allowed_decoder(stream.codecpar->codec_id);
    if (codec == nullptr)
        return nullptr;
    Decoder decoder(checked(avcodec_alloc_context3(codec)));
    if (avcodec_parameters_to_context(decoder.get(), stream.codecpar) < 0)
        return nullptr;
    decoder->pkt_timebase = stream.time_base;
    decoder->thread_count = threads;
    decoder->thread_type = FF_THREAD_FRAME | FF_THREAD_SLICE;
    decoder->max_pixels = most_pixels;
    if (pool != nullptr)
        pool->serve(*decoder);
    if (avcodec_open2(decoder.get(), codec, nullptr) < 0)
        return nullptr;
    return decoder;
}

std::vector<AVStream*> films_of(AVFormatContext& input) {
    std::vector<AVStream*> films;
    for (unsigned index = 0; index < input.nb_streams; ++index) {
        AVStream* stream = input.streams[index];
        if (stream->codecpar->codec_type == AVMEDIA_TYPE_VIDEO && !is_cover(*stream))
            films.push_back(stream);
    }
    std::stable_sort(films.begin(), films.end(), comes_first);
    return films;
}

std::vector<int> sounds_of(const AVFormatContext& input) {
    std::vector<AVStream*> sounds;
    for (unsigned index = 0; index < input.nb_streams; ++index) {
        AVStream* stream = input.streams[index];
        if (stream->codecpar->codec_type == AVMEDIA_TYPE_AUDIO &&
            allowed_decoder(stream->codecpar->codec_id) != nullptr)
            sounds.push_back(stream);
    }
    std::stable_sort(sounds.begin(), sounds.end(), comes_first);
    std::vector<int> indices;
    indices.reserve(sounds.size());
    for (const AVStream* stream : sounds)
        indices.push_back(stream->index);
    return indices;
}

AVStream* lines_of(AVFormatContext& input) {
    std::vector<AVStream*> lines;
    for (unsigned index = 0; index < input.nb_streams; ++index) {
        AVStream* stream = input.streams[index];
        const AVCodecDescriptor* codec = avcodec_descriptor_get(stream->codecpar->codec_id);
        if (stream->codecpar->codec_type == AVMEDIA_TYPE_SUBTITLE && codec != nullptr &&
            (codec->props & AV_CODEC_PROP_TEXT_SUB) != 0)
            lines.push_back(stream);
    }
    std::stable_sort(lines.begin(), lines.end(), comes_first);
    return lines.empty() ? nullptr : lines.front();
}

AVStream* cover_of(AVFormatContext& input) {
    for (unsigned index = 0; index < input.nb_streams; ++index) {
        AVStream* stream = input.streams[index];
        if (is_cover(*stream) && stream->attached_pic.size > 0)
            return stream;
    }
    return nullptr;
}

Frame decode_cover(const AVStream& cover) {
    const Decoder decoder = open_decoder(cover, 1);
    Frame frame = make_frame();
    if (!decoder || avcodec_send_packet(decoder.get(), &cover.attached_pic) < 0)
        return nullptr;
    avcodec_send_packet(decoder.get(), nullptr);
    if (avcodec_receive_frame(decoder.get(), frame.get()) < 0)
        return nullptr;
    return frame;
}

Beginning beginning_of(const AVFormatContext& input) {
    Beginning found;
    std::optional<double> sound;
    std::optional<double> film;
    for (unsigned index = 0; index < input.nb_streams; ++index) {
        const AVStream& stream = *input.streams[index];
        const AVMediaType type = stream.codecpar->codec_type;
        if (is_cover(stream) || stream.start_time == AV_NOPTS_VALUE)
            continue;
        const double start = static_cast<double>(stream.start_time) * av_q2d(stream.time_base);
        if (type == AVMEDIA_TYPE_VIDEO && !film)
            film = start;
        else if (type == AVMEDIA_TYPE_AUDIO)
            sound = std::min(sound.value_or(start), start);
    }
    found.sure = input.start_time != AV_NOPTS_VALUE;
    if (found.sure)
        found.time = static_cast<double>(input.start_time) / AV_TIME_BASE;
    else if (film && sound)
        found.time = std::min(*film, *sound);
    else
        found.time = film.value_or(sound.value_or(0));
    if (film && *film > found.time && *film <= found.time + longest_lead_in)
        found.time = *film;
    return found;
}

double length_of(const AVFormatContext& input, std::int64_t bytes) {
    double said = input.duration == AV_NOPTS_VALUE ? 0 : static_cast<double>(input.duration) / AV_TIME_BASE;
    if (const double begin = beginning_of(input).time;
        counts_from_zero(input) && begin > shortest_delay && begin < said)
        said -= begin;
    if (said <= 0 || said > longest_clip)
        return 0;
    // An index of the whole (MP4) in a file cut short: as long as the longest stream that is still there.
    double there = 0;
    bool cut = false;
    for (unsigned index = 0; index < input.nb_streams; ++index) {
        AVStream* stream = input.streams[index];
        const AVMediaType type = stream->codecpar->codec_type;
        const int count = avformat_index_get_entries_count(stream);
        if ((type != AVMEDIA_TYPE_VIDEO && type != AVMEDIA_TYPE_AUDIO) || is_cover(*stream) || count == 0)
            continue;
        const int within = entries_within(stream, bytes);
        cut = cut || within < count;
        const AVIndexEntry* end = avformat_index_get_entry(stream, std::min(within, count - 1));
        const std::int64_t start = stream->start_time == AV_NOPTS_VALUE ? 0 : stream->start_time;
        there = std::max(there, static_cast<double>(end->timestamp - start) * av_q2d(stream->time_base));
    }
    return cut && there > 0 ? std::min(said, there) : said;
}

} // namespace media

#include "media/probe_scan.h"

#include <algorithm>
#include <cmath>

namespace media {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

double seconds(std::int64_t ticks, AVRational base) {
    return ticks == AV_NOPTS_VALUE ? unknown : static_cast<double>(ticks) * av_q2d(base);
}

bool index_lists_every_picture(const AVStream& stream) {
    const int entries = avformat_index_get_entries_count(&stream);
    for (int i = 0; i < entries; ++i)
        if ((avformat_index_get_entry(const_cast<AVStream*>(&stream), i)->flags & AVINDEX_KEYFRAME) == 0)
            return true;
    return entries > 1 && stream.codecpar->codec_type == AVMEDIA_TYPE_AUDIO;
}

} // namespace

void StreamScan::see(double decoding_time, double presentation_time, double duration, bool key) {
    ++packets;
    const double time = std::isnan(decoding_time) ? presentation_time : decoding_time;
    const double shown = std::isnan(presentation_time) ? time : presentation_time;
    if (std::isnan(time)) {
        ++missing;
        return;
    }
    if (time < last_)
        ++backwards;
    if (time > last_ + 10)
        ++jumps;
    constexpr std::size_t most_intervals = 4000;
    if (!std::isnan(last_) && intervals.size() < most_intervals)
        intervals.push_back(time - last_);
    last_ = time;
    if (key) {
        if (!std::isnan(last_key_))
            longest_gop = std::max(longest_gop, shown - last_key_);
        last_key_ = shown;
    }
    const double to = std::max(shown, time) + (duration > 0 ? duration : 0);
    end = std::isnan(end) ? to : std::max(end, to);
}

void StreamScan::finish() {
    if (!std::isnan(last_key_) && !std::isnan(end))
        longest_gop = std::max(longest_gop, end - last_key_);
}

bool StreamScan::variable_rate() const {
    if (intervals.size() < 10)
        return false;
    std::vector<double> sorted = intervals;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    const double usual = *middle;
    const auto odd = std::count_if(sorted.begin(), sorted.end(),
                                   [&](double gap) { return std::abs(gap - usual) > 0.25 * usual + 0.002; });
    return odd * 20 > static_cast<std::ptrdiff_t>(sorted.size());
}

std::optional<double> Scan::end() const {
    std::optional<double> latest;
    for (const StreamScan& stream : streams)
        if (!std::isnan(stream.end))
            latest = std::max(latest.value_or(stream.end), stream.end);
    return latest;
}

std::optional<Scan> scan_index(BoundedInput& input) {
    const AVFormatContext& format = input.format();
    const std::string demuxer = format.iformat->name;
    if (!demuxer.starts_with("mov") && demuxer != "avi") // the others note places while they read
        return std::nullopt;
    Scan scan;
    scan.streams.resize(format.nb_streams);
    bool any = false;
    for (unsigned i = 0; i < format.nb_streams; ++i) {
        AVStream& stream = *format.streams[i];
        if (is_cover(stream) || stream.codecpar->codec_type == AVMEDIA_TYPE_DATA)
            continue;
        const bool video = stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO;
        if (video && !index_lists_every_picture(stream))
            return std::nullopt;
        const int entries = avformat_index_get_entries_count(&stream);
        double before = unknown;
        for (int at = 0; at < entries; ++at) {
            const AVIndexEntry& entry = *avformat_index_get_entry(&stream, at);
            if (entry.pos + entry.size > input.size()) {
                scan.beyond_end = true;
                break;
            }
            const double time = seconds(entry.timestamp, stream.time_base);
            const double step = std::isnan(before) ? 0 : time - before;
            scan.streams[i].see(time, unknown, step, (entry.flags & AVINDEX_KEYFRAME) != 0);
            before = time;
            any = true;
        }
        scan.streams[i].finish();
    }
    if (!any)
        return std::nullopt;
    scan.reached_end = true;
    return scan;
}

Scan scan_packets(BoundedInput& input) {
    AVFormatContext& format = input.format();
    Scan scan;
    scan.streams.resize(format.nb_streams);
    const Packet packet = make_packet();
    int code = 0;
    while (!input.out_of_time() && (code = av_read_frame(&format, packet.get())) >= 0) {
        const auto index = static_cast<std::size_t>(packet->stream_index);
        if (index >= scan.streams.size()) // a stream that appeared on the way
            scan.streams.resize(index + 1);
        const AVStream& stream = *format.streams[index];
        if (scan.first_packet < 0 && packet->pos >= 0)
            scan.first_packet = packet->pos;
        if (!is_cover(stream))
            scan.streams[index].see(
                seconds(packet->dts, stream.time_base), seconds(packet->pts, stream.time_base),
                seconds(packet->duration, stream.time_base), (packet->flags & AV_PKT_FLAG_KEY) != 0);
        av_packet_unref(packet.get());
    }
    scan.reached_end = code < 0 && code != AVERROR_EXIT && !input.out_of_time();
    if (scan.reached_end)
        for (StreamScan& stream : scan.streams)
            stream.finish();
    return scan;
}

std::optional<double> end_by_tail(BoundedInput& input) {
    constexpr std::int64_t tail_bytes = 4 << 20;
    AVFormatContext& format = input.format();
    // Only where packets carry their own times; elsewhere counting would begin anew after the seek.
    const std::string demuxer = format.iformat->name;
    const bool timed = demuxer.starts_with("matroska") || demuxer == "mpegts" || demuxer == "mpeg" ||
                       demuxer == "ogg" || demuxer == "flv";
    if (!timed || av_seek_frame(&format, -1, std::max<std::int64_t>(0, input.size() - tail_bytes),
                                AVSEEK_FLAG_BYTE) < 0)
        return std::nullopt;
    return scan_packets(input).end();
}

} // namespace media

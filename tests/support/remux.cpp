#include "support/remux.h"

#include "media/ffmpeg.h"

#include "support/scratch.h"

#include <cmath>
#include <cstring>

namespace support {
namespace {

using media::check;
using media::Fault;

media::Packet packet_of(const std::string& bytes, int stream) {
    media::Packet packet = media::make_packet();
    check(av_new_packet(packet.get(), static_cast<int>(bytes.size())), Fault::write_failed, "packet");
    std::memcpy(packet->data, bytes.data(), bytes.size());
    packet->stream_index = stream;
    return packet;
}

AVStream& add_cover(AVFormatContext& out, const std::filesystem::path& cover) {
    AVStream& stream = *media::checked(avformat_new_stream(&out, nullptr));
    stream.disposition = AV_DISPOSITION_ATTACHED_PIC;
    stream.codecpar->codec_type = AVMEDIA_TYPE_VIDEO;
    stream.codecpar->codec_id = cover.extension() == ".png" ? AV_CODEC_ID_PNG : AV_CODEC_ID_MJPEG;
    stream.codecpar->width = stream.codecpar->height = 64;
    stream.time_base = {1, 1000};
    return stream;
}

AVStream& add_lines(AVFormatContext& out) {
    AVStream& stream = *media::checked(avformat_new_stream(&out, nullptr));
    stream.codecpar->codec_type = AVMEDIA_TYPE_SUBTITLE;
    stream.codecpar->codec_id =
        std::string(out.oformat->name) == "matroska" ? AV_CODEC_ID_SUBRIP : AV_CODEC_ID_MOV_TEXT;
    stream.time_base = {1, 1000};
    return stream;
}

void write_lines(AVFormatContext& out, const AVStream& stream,
                 const std::vector<media::SubtitleLine>& lines) {
    for (const media::SubtitleLine& line : lines) {
        std::string bytes = line.text;
        if (stream.codecpar->codec_id == AV_CODEC_ID_MOV_TEXT)
            bytes = std::string{static_cast<char>(line.text.size() >> 8U),
                                static_cast<char>(line.text.size() & 0xffU)} +
                    line.text;
        media::Packet packet = packet_of(bytes, stream.index);
        packet->pts = packet->dts = std::llround(line.begin.count() / av_q2d(stream.time_base));
        packet->duration = std::llround((line.end - line.begin).count() / av_q2d(stream.time_base));
        check(av_interleaved_write_frame(&out, packet.get()), Fault::write_failed, "line");
    }
}

} // namespace

void remux(const std::filesystem::path& from, const std::filesystem::path& to, const Remux& how) {
    AVFormatContext* opened = nullptr;
    check(avformat_open_input(&opened, from.c_str(), nullptr, nullptr), Fault::unreadable, "open");
    const media::Input in(opened);
    check(avformat_find_stream_info(in.get(), nullptr), Fault::unreadable, "streams");
    AVFormatContext* made = nullptr;
    check(avformat_alloc_output_context2(&made, nullptr, nullptr, to.c_str()), Fault::unsupported, "muxer");
    const media::Output out(made);
    out->avoid_negative_ts = AVFMT_AVOID_NEG_TS_DISABLED;
    for (unsigned index = 0; index < in->nb_streams; ++index) {
        AVStream& stream = *media::checked(avformat_new_stream(out.get(), nullptr));
        check(avcodec_parameters_copy(stream.codecpar, in->streams[index]->codecpar), Fault::unsupported,
              "stream");
        stream.codecpar->codec_tag = 0;
        stream.time_base = in->streams[index]->time_base;
        stream.avg_frame_rate = in->streams[index]->avg_frame_rate;
    }
    const AVStream* cover = how.cover.empty() ? nullptr : &add_cover(*out, how.cover);
    const AVStream* lines = how.lines.empty() ? nullptr : &add_lines(*out);
    check(avio_open(&out->pb, to.c_str(), AVIO_FLAG_WRITE), Fault::write_failed, "file");
    check(avformat_write_header(out.get(), nullptr), Fault::write_failed, "header");
    if (cover != nullptr) {
        const media::Packet packet = packet_of(read_file(how.cover), cover->index);
        packet->pts = packet->dts = 0;
        check(av_interleaved_write_frame(out.get(), packet.get()), Fault::write_failed, "cover");
    }
    if (lines != nullptr)
        write_lines(*out, *lines, how.lines);
    const media::Packet packet = media::make_packet();
    while (av_read_frame(in.get(), packet.get()) >= 0) {
        const AVRational base = in->streams[packet->stream_index]->time_base;
        const std::int64_t shift = std::llround(how.shift / av_q2d(base));
        packet->pts += shift;
        packet->dts += shift;
        packet->pos = -1;
        av_packet_rescale_ts(packet.get(), base, out->streams[packet->stream_index]->time_base);
        check(av_interleaved_write_frame(out.get(), packet.get()), Fault::write_failed, "packet");
    }
    check(av_write_trailer(out.get()), Fault::write_failed, "trailer");
}

} // namespace support

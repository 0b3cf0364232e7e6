#include "media/fragment_muxer.h"

#include <algorithm>

namespace media {

namespace {

constexpr const char* cannot_write = "cannot make the recording's file";

} // namespace

void FragmentMuxer::FreeIo::operator()(AVIOContext* io) const {
    av_freep(&io->buffer);
    avio_context_free(&io);
}

int FragmentMuxer::write(void* self, std::uint8_t* bytes, int count) {
    static_cast<FragmentMuxer*>(self)->bytes_.append(reinterpret_cast<const char*>(bytes),
                                                     static_cast<std::size_t>(count));
    return count;
}

FragmentMuxer::FragmentMuxer(const AVCodecContext* video, const AVCodecContext* audio, EmitFragment emit)
    : emit_(std::move(emit)) {
    constexpr int buffer = 64 * 1024;
    io_.reset(checked(avio_alloc_context(static_cast<unsigned char*>(checked(av_malloc(buffer))), buffer, 1,
                                         this, nullptr, &FragmentMuxer::write, nullptr)));
    io_->seekable = 0;
    AVFormatContext* made = nullptr;
    check(avformat_alloc_output_context2(&made, nullptr, "mp4", nullptr), Fault::unsupported, cannot_write);
    output_.reset(made);
    output_->pb = io_.get();
    output_->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_BITEXACT;
    if (video != nullptr)
        add_stream(video_, *video);
    if (audio != nullptr)
        add_stream(audio_, *audio);
    Dictionary settings;
    settings.set("movflags", "frag_custom+empty_moov+default_base_moof");
    check(avformat_write_header(output_.get(), settings.address()), Fault::unsupported, cannot_write);
    hand_over();
}

void FragmentMuxer::add_stream(Track& track, const AVCodecContext& encoder) {
    track.stream = checked(avformat_new_stream(output_.get(), nullptr));
    check(avcodec_parameters_from_context(track.stream->codecpar, &encoder), Fault::unsupported,
          cannot_write);
    track.stream->time_base = encoder.time_base;
    track.stream->avg_frame_rate = encoder.framerate;
    track.base = encoder.time_base;
}

std::vector<FragmentMuxer::Track*> FragmentMuxer::tracks() {
    std::vector<Track*> list;
    for (Track* track : {&video_, &audio_})
        if (track->stream != nullptr)
            list.push_back(track);
    return list;
}

void FragmentMuxer::add(Track& track, Packet packet) {
    track.waiting.push_back(std::move(packet));
}

Time FragmentMuxer::begin_of(const Track& track, const AVPacket& packet) {
    return Time(static_cast<double>(packet.dts) * av_q2d(track.base));
}

bool FragmentMuxer::reaches(Time until) const {
    for (const Track* track : {&video_, &audio_})
        if (track->stream != nullptr &&
            (track->waiting.empty() || begin_of(*track, *track->waiting.back()) < until))
            return false;
    return true;
}

/// Each packet lasts until the next one begins, which has come by now.
void FragmentMuxer::write_before(Track& track, Time until, bool all) {
    while (!track.waiting.empty() && (all || begin_of(track, *track.waiting.front()) < until)) {
        const Packet packet = std::move(track.waiting.front());
        track.waiting.pop_front();
        if (!track.waiting.empty())
            packet->duration = track.waiting.front()->dts - packet->dts;
        track.written =
            begin_of(track, *packet) + Time(static_cast<double>(packet->duration) * av_q2d(track.base));
        packet->stream_index = track.stream->index;
        av_packet_rescale_ts(packet.get(), track.base, track.stream->time_base);
        check(av_write_frame(output_.get(), packet.get()), Fault::write_failed, cannot_write);
    }
}

void FragmentMuxer::cut(Time until) {
    for (Track* track : tracks())
        write_before(*track, until, false);
    check(av_write_frame(output_.get(), nullptr), Fault::write_failed, cannot_write);
    hand_over();
}

void FragmentMuxer::finish() {
    for (Track* track : tracks())
        write_before(*track, Time(0), true);
    check(av_write_trailer(output_.get()), Fault::write_failed, cannot_write);
    hand_over();
}

void FragmentMuxer::hand_over() {
    avio_flush(io_.get());
    if (bytes_.empty())
        return;
    Fragment fragment;
    fragment.bytes.swap(bytes_);
    bool first = true;
    for (const Track* track : tracks()) {
        fragment.end = first ? track->written : std::min(fragment.end, track->written);
        first = false;
    }
    emit_(std::move(fragment));
}

} // namespace media

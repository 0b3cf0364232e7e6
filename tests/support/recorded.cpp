#include "support/recorded.h"

#include "media/record_encoders.h"

#include <cmath>
#include <cstring>

namespace support {

using namespace media;
namespace fs = std::filesystem;

Frame grey(int level) {
    Frame frame = make_frame();
    frame->format = AV_PIX_FMT_YUV420P;
    frame->width = recorded_size.width;
    frame->height = recorded_size.height;
    check(av_frame_get_buffer(frame.get(), 0), Fault::device, "picture");
    for (int plane = 0; plane < 3; ++plane)
        memset(frame->data[plane], plane == 0 ? level : 128,
               static_cast<std::size_t>(frame->linesize[plane] *
                                        (plane == 0 ? recorded_size.height : recorded_size.height / 2)));
    return frame;
}

Frame tone(int frames, Time begin, double level) {
    Frame frame = make_frame();
    frame->format = AV_SAMPLE_FMT_FLT;
    frame->sample_rate = record_rate;
    frame->nb_samples = frames;
    av_channel_layout_default(&frame->ch_layout, 1);
    check(av_frame_get_buffer(frame.get(), 0), Fault::device, "sound");
    auto* samples = reinterpret_cast<float*>(frame->data[0]);
    for (int i = 0; i < frames; ++i)
        samples[i] =
            static_cast<float>(level * std::sin(2 * M_PI * 1000 * (begin.count() + i * 1.0 / record_rate)));
    return frame;
}

bool flashes(Time at) {
    const double within = at.count() - std::floor(at.count());
    return within < 0.1;
}

std::string joined(const std::vector<Fragment>& fragments) {
    std::string bytes;
    for (const Fragment& fragment : fragments)
        bytes += fragment.bytes;
    return bytes;
}

Decoded decode(const fs::path& file) {
    Decoded seen;
    AVFormatContext* opened = nullptr;
    check(avformat_open_input(&opened, file.c_str(), nullptr, nullptr), Fault::unreadable, "open");
    const Input input(opened);
    check(avformat_find_stream_info(opened, nullptr), Fault::unreadable, "streams");
    std::vector<Decoder> decoders;
    for (unsigned i = 0; i < opened->nb_streams; ++i) {
        const AVCodecParameters& codec = *opened->streams[i]->codecpar;
        decoders.emplace_back(avcodec_alloc_context3(avcodec_find_decoder(codec.codec_id)));
        check(avcodec_parameters_to_context(decoders.back().get(), &codec), Fault::unreadable, "codec");
        check(avcodec_open2(decoders.back().get(), nullptr, nullptr), Fault::unreadable, "codec");
    }
    const Packet packet = make_packet();
    const Frame frame = make_frame();
    bool lit = false;
    bool loud = false;
    const auto take = [&](unsigned index) {
        while (avcodec_receive_frame(decoders[index].get(), frame.get()) >= 0) {
            const double at = static_cast<double>(frame->pts) * av_q2d(opened->streams[index]->time_base);
            if (frame->width > 0) {
                seen.pictures.push_back(at);
                seen.lumas.push_back(frame->data[0][0]);
                if (frame->key_frame != 0)
                    seen.keys.push_back(at);
                const bool now = frame->data[0][0] > 150;
                if (now && !lit)
                    seen.flashes.push_back(at);
                lit = now;
            } else {
                const auto* samples = reinterpret_cast<const float*>(frame->data[0]);
                if (seen.sound_begin < 0)
                    seen.sound_begin = at;
                seen.sound.insert(seen.sound.end(), samples, samples + frame->nb_samples);
                int quiet = 0;
                for (int i = 0; i < frame->nb_samples; ++i) {
                    const bool sounds = std::abs(samples[i]) > 0.1F;
                    quiet = sounds ? 0 : quiet + 1;
                    if (sounds && !loud)
                        seen.beeps.push_back(at + i * 1.0 / record_rate);
                    loud = sounds || (loud && quiet < 500);
                }
                seen.sound_end = at + frame->nb_samples * 1.0 / record_rate;
            }
        }
    };
    while (av_read_frame(opened, packet.get()) >= 0) {
        const auto index = static_cast<unsigned>(packet->stream_index);
        seen.errors += avcodec_send_packet(decoders[index].get(), packet.get()) < 0 ? 1 : 0;
        take(index);
        av_packet_unref(packet.get());
    }
    for (unsigned i = 0; i < decoders.size(); ++i) {
        avcodec_send_packet(decoders[i].get(), nullptr);
        take(i);
    }
    return seen;
}

} // namespace support

#include "media/clip_writer.h"

#include "media/ffmpeg.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>
#include <new>
#include <system_error>

extern "C" {
#include <libavutil/channel_layout.h>
#include <libavutil/display.h>
#include <libavutil/imgutils.h>
#include <libavutil/pixdesc.h>
}

namespace media {
namespace {

const AVCodec& named_encoder(const std::string& name) {
    const AVCodec* codec = avcodec_find_encoder_by_name(name.c_str());
    if (codec == nullptr)
        throw Error(Fault::unsupported, "this FFmpeg has no encoder " + name);
    return *codec;
}

const AVCodec& encoder_for(AVCodecID id) {
    // The libraries behind these make better sound than FFmpeg's own experimental encoders.
    static const std::map<AVCodecID, const char*> preferred{
        {AV_CODEC_ID_H264, "libx264"}, {AV_CODEC_ID_MP3, "libmp3lame"}, {AV_CODEC_ID_VORBIS, "libvorbis"},
        {AV_CODEC_ID_OPUS, "libopus"}, {AV_CODEC_ID_VP9, "libvpx-vp9"}, {AV_CODEC_ID_VP8, "libvpx"}};
    if (const auto found = preferred.find(id); found != preferred.end())
        return named_encoder(found->second);
    const AVCodec* codec = avcodec_find_encoder(id);
    if (codec == nullptr)
        throw Error(Fault::unsupported, std::string("no encoder for ") + avcodec_get_name(id));
    return *codec;
}

const AVCodec& video_encoder(const AVOutputFormat& muxer, const std::string& wanted) {
    if (!wanted.empty())
        return named_encoder(wanted);
    const bool takes_h264 = std::string(muxer.name) == "mpegts" || // it cannot be asked
                            avformat_query_codec(&muxer, AV_CODEC_ID_H264, FF_COMPLIANCE_NORMAL) == 1;
    return encoder_for(takes_h264 ? AV_CODEC_ID_H264 : muxer.video_codec);
}

const AVCodec& audio_encoder(const AVOutputFormat& muxer, const std::string& wanted) {
    if (!wanted.empty())
        return named_encoder(wanted);
    const std::string name = muxer.name;
    const bool takes_aac = name == "matroska" || name == "mpegts";
    return encoder_for(takes_aac ? AV_CODEC_ID_AAC : muxer.audio_codec);
}

AVPixelFormat pixel_format(const AVCodec& codec) {
    if (codec.pix_fmts == nullptr)
        return AV_PIX_FMT_YUV420P;
    for (const AVPixelFormat* format = codec.pix_fmts; *format != AV_PIX_FMT_NONE; ++format)
        if (*format == AV_PIX_FMT_YUV420P)
            return *format;
    return codec.pix_fmts[0];
}

void tag_colours(AVCodecContext& codec, const ClipWriterOptions& options) {
    codec.color_range = options.full_range ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
    switch (options.matrix) {
    case Matrix::bt601:
        codec.colorspace = AVCOL_SPC_SMPTE170M;
        codec.color_primaries = AVCOL_PRI_SMPTE170M;
        codec.color_trc = AVCOL_TRC_SMPTE170M;
        break;
    case Matrix::bt709:
        codec.colorspace = AVCOL_SPC_BT709;
        codec.color_primaries = AVCOL_PRI_BT709;
        codec.color_trc = AVCOL_TRC_BT709;
        break;
    case Matrix::bt2020:
        codec.colorspace = AVCOL_SPC_BT2020_NCL;
        codec.color_primaries = AVCOL_PRI_BT2020;
        codec.color_trc = AVCOL_TRC_BT2020_10;
        break;
    }
}

void write_orientation(AVStream& stream, Orientation orientation) {
    if (orientation == Orientation{})
        return;
    auto* matrix = reinterpret_cast<std::int32_t*>(
        av_stream_new_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, 9 * sizeof(std::int32_t)));
    if (matrix == nullptr)
        throw std::bad_alloc();
    av_display_rotation_set(matrix, 90.0 * orientation.quarter_turns); // clockwise
    if (orientation.mirrored) {
        // Mirrored before it is turned: what a stored column contributes changes its sign.
        matrix[0] = -matrix[0];
        matrix[1] = -matrix[1];
    }
}

/// A device or a pipe somebody named as the target is not ours to remove.
void remove_half_written(const std::filesystem::path& file) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(file, ignored))
        std::filesystem::remove(file, ignored);
}

AVSampleFormat sample_format(const AVCodec& codec) {
    if (codec.sample_fmts == nullptr)
        return AV_SAMPLE_FMT_S16;
    for (const AVSampleFormat* format = codec.sample_fmts; *format != AV_SAMPLE_FMT_NONE; ++format)
        if (*format == AV_SAMPLE_FMT_FLTP || *format == AV_SAMPLE_FMT_S16)
            return *format;
    return codec.sample_fmts[0];
}

} // namespace

struct ClipWriter::State {
    std::filesystem::path file;
    ClipWriterOptions options;
    Output output;
    Packet packet = make_packet();

    Encoder video;
    AVStream* video_stream = nullptr;
    Scaler scaler;
    Frame picture = make_frame();
    std::int64_t next_picture = 0;

    struct Sound {
        Encoder encoder;
        std::vector<AVStream*> streams;
        Resampler resampler;
        std::vector<float> pending; ///< interleaved, not yet a whole frame of the encoder
        std::int64_t next_sample = 0;
    };
    std::vector<Sound> sounds;
    Frame samples = make_frame();

    bool finished = false;

    [[nodiscard]] std::string cannot_write() const { return "cannot write " + file.filename().string(); }

    void open_video();
    void open_audio();
    void open_sound(Sound& sound, int tracks);
    void write_chapters();
    void begin();
    void new_picture();
    void encode_bgra(const std::uint8_t* pixels, std::ptrdiff_t stride);
    void encode_planes(const Picture& source);
    void encode_samples(Sound& sound, const float* from, std::size_t frames);
    Sound& sound_of(int track);
    void drain(AVCodecContext& encoder, const std::vector<AVStream*>& streams, const AVFrame* frame);
};

void ClipWriter::State::open_video() {
    const AVCodec& codec = video_encoder(*output->oformat, options.video_codec);
    video.reset(avcodec_alloc_context3(&codec));
    video->width = options.size.width;
    video->height = options.size.height;
    video->pix_fmt = pixel_format(codec);
    if (video->pix_fmt == AV_PIX_FMT_YUV420P && options.size.width > 1 && options.size.height > 1) {
        video->width &= ~1;
        video->height &= ~1;
    }
    video->time_base = {options.frame_rate_base, options.frame_rate};
    video->framerate = {options.frame_rate, options.frame_rate_base};
    const double rate = static_cast<double>(options.frame_rate) / options.frame_rate_base;
    video->gop_size = std::max(1, static_cast<int>(std::lround(options.gop_seconds * rate)));
    video->sample_aspect_ratio = av_d2q(options.sample_aspect, 1000);
    video->thread_count = options.threads;
    video->flags |= AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_CLOSED_GOP;
    if ((output->oformat->flags & AVFMT_GLOBALHEADER) != 0)
        video->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    video->bit_rate = static_cast<std::int64_t>(options.size.width) * options.size.height * 3;
    tag_colours(*video, options);
    Dictionary settings;
    if (std::strcmp(codec.name, "libx264") == 0) {
        video->bit_rate = 0;
        settings.set("preset", options.preset);
        settings.set("crf", std::to_string(options.crf));
        std::string parameters = "scenecut=0:open-gop=0:keyint=" + std::to_string(video->gop_size);
        if (options.quick_to_decode) {
            settings.set("bf", "0");
            parameters += ":cabac=0:weightp=0:ref=1";
        }
        settings.set("x264-params", parameters);
    } else if (std::strncmp(codec.name, "libvpx", 6) == 0) {
        settings.set("deadline", "realtime");
        settings.set("cpu-used", "8");
    } else {
        settings.set("sc_threshold", "1000000000"); // FFmpeg's own encoders close no groups otherwise
    }
    check(avcodec_open2(video.get(), &codec, settings.address()), Fault::unsupported, cannot_write());
    video_stream = avformat_new_stream(output.get(), nullptr);
    if (video_stream == nullptr)
        throw std::bad_alloc();
    check(avcodec_parameters_from_context(video_stream->codecpar, video.get()), Fault::write_failed,
          cannot_write());
    video_stream->time_base = video->time_base;
    video_stream->avg_frame_rate = video->framerate;
    video_stream->sample_aspect_ratio = video->sample_aspect_ratio;
    write_orientation(*video_stream, options.orientation);
    scaler.reset(sws_getContext(options.size.width, options.size.height, AV_PIX_FMT_BGRA, video->width,
                                video->height, video->pix_fmt, SWS_BICUBIC | SWS_BITEXACT | SWS_ACCURATE_RND,
                                nullptr, nullptr, nullptr));
    if (!scaler)
        throw Error(Fault::unsupported, cannot_write() + ": no conversion for this picture size");
    const int* to = sws_getCoefficients(scaler_matrix(options.matrix));
    sws_setColorspaceDetails(scaler.get(), sws_getCoefficients(SWS_CS_DEFAULT), 1, to,
                             options.full_range ? 1 : 0, 0, 1 << 16, 1 << 16);
}

void ClipWriter::State::open_audio() {
    const int tracks = std::max(1, options.audio_tracks);
    sounds.resize(static_cast<std::size_t>(options.own_sound ? tracks : 1));
    for (Sound& sound : sounds)
        open_sound(sound, options.own_sound ? 1 : tracks);
}

void ClipWriter::State::open_sound(Sound& sound, int tracks) {
    const AVCodec& codec = audio_encoder(*output->oformat, options.audio_codec);
    sound.encoder.reset(avcodec_alloc_context3(&codec));
    AVCodecContext* audio = sound.encoder.get();
    audio->sample_rate = options.sample_rate;
    audio->sample_fmt = sample_format(codec);
    av_channel_layout_default(&audio->ch_layout, options.channels);
    audio->time_base = {1, options.sample_rate};
    audio->bit_rate = 96000L * options.channels;
    audio->thread_count = 1;
    audio->flags |= AV_CODEC_FLAG_BITEXACT;
    if ((output->oformat->flags & AVFMT_GLOBALHEADER) != 0)
        audio->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    audio->strict_std_compliance = FF_COMPLIANCE_EXPERIMENTAL;
    check(avcodec_open2(audio, &codec, nullptr), Fault::unsupported, cannot_write());
    for (int track = 0; track < tracks; ++track) {
        AVStream* stream = avformat_new_stream(output.get(), nullptr);
        if (stream == nullptr)
            throw std::bad_alloc();
        check(avcodec_parameters_from_context(stream->codecpar, audio), Fault::write_failed, cannot_write());
        stream->time_base = audio->time_base;
        sound.streams.push_back(stream);
    }
    SwrContext* made = nullptr;
    check(swr_alloc_set_opts2(&made, &audio->ch_layout, audio->sample_fmt, audio->sample_rate,
                              &audio->ch_layout, AV_SAMPLE_FMT_FLT, audio->sample_rate, 0, nullptr),
          Fault::unsupported, cannot_write());
    sound.resampler.reset(made);
    check(swr_init(sound.resampler.get()), Fault::unsupported, cannot_write());
}

void ClipWriter::State::write_chapters() {
    if (options.chapters.empty())
        return;
    output->chapters =
        static_cast<AVChapter**>(av_calloc(options.chapters.size(), sizeof(*output->chapters)));
    if (output->chapters == nullptr)
        throw std::bad_alloc();
    for (const ChapterFacts& facts : options.chapters) {
        auto* chapter = static_cast<AVChapter*>(av_mallocz(sizeof(AVChapter)));
        if (chapter == nullptr)
            throw std::bad_alloc();
        output->chapters[output->nb_chapters++] = chapter;
        chapter->id = static_cast<std::int64_t>(output->nb_chapters);
        chapter->time_base = {1, 1000};
        chapter->start = std::llround(facts.begin * 1000);
        chapter->end = std::llround(facts.end * 1000);
        av_dict_set(&chapter->metadata, "title", facts.title.c_str(), 0);
    }
}

void ClipWriter::State::begin() {
    AVFormatContext* made = nullptr;
    const char* container = options.container.empty() ? nullptr : options.container.c_str();
    check(avformat_alloc_output_context2(&made, nullptr, container, file.c_str()), Fault::unsupported,
          cannot_write());
    output.reset(made);
    output->flags |= AVFMT_FLAG_BITEXACT;
    // Wait for the other stream however far one runs ahead; the default of 10 s would write out of order.
    output->max_interleave_delta = 0;
    if (options.size.width > 0 && options.size.height > 0)
        open_video();
    if (options.sample_rate > 0)
        open_audio();
    if (output->nb_streams == 0)
        throw Error(Fault::unsupported, cannot_write() + ": neither pictures nor sound");
    write_chapters();
    if (!options.title.empty())
        av_dict_set(&output->metadata, "title", options.title.c_str(), 0);
    if (!options.comment.empty())
        av_dict_set(&output->metadata, "comment", options.comment.c_str(), 0);
    check(avio_open(&output->pb, file.c_str(), AVIO_FLAG_WRITE), Fault::write_failed, cannot_write());
    Dictionary settings;
    if (options.faststart)
        settings.set("movflags", "+faststart");
    check(avformat_write_header(output.get(), settings.address()), Fault::write_failed, cannot_write());
}

void ClipWriter::State::drain(AVCodecContext& encoder, const std::vector<AVStream*>& streams,
                              const AVFrame* frame) {
    check(avcodec_send_frame(&encoder, frame), Fault::write_failed, cannot_write());
    for (;;) {
        const int code = avcodec_receive_packet(&encoder, packet.get());
        if (code == AVERROR(EAGAIN) || code == AVERROR_EOF)
            return;
        check(code, Fault::write_failed, cannot_write());
        if (packet->duration == 0 && &encoder == video.get())
            packet->duration = 1;
        for (AVStream* stream : streams) {
            const Packet copy(av_packet_clone(packet.get()));
            if (!copy)
                throw std::bad_alloc();
            av_packet_rescale_ts(copy.get(), encoder.time_base, stream->time_base);
            copy->stream_index = stream->index;
            check(av_interleaved_write_frame(output.get(), copy.get()), Fault::write_failed, cannot_write());
        }
        av_packet_unref(packet.get());
    }
}

void ClipWriter::State::new_picture() {
    av_frame_unref(picture.get());
    picture->format = video->pix_fmt;
    picture->width = video->width;
    picture->height = video->height;
    check(av_frame_get_buffer(picture.get(), 0), Fault::write_failed, cannot_write());
}

void ClipWriter::State::encode_bgra(const std::uint8_t* pixels, std::ptrdiff_t stride) {
    new_picture();
    const std::array<const std::uint8_t*, 4> from{pixels};
    const std::array<int, 4> strides{static_cast<int>(stride)};
    sws_scale(scaler.get(), from.data(), strides.data(), 0, options.size.height, picture->data,
              picture->linesize);
    picture->pts = next_picture++;
    drain(*video, {video_stream}, picture.get());
}

void ClipWriter::State::encode_planes(const Picture& source) {
    new_picture();
    for (std::size_t plane = 0; plane < 3; ++plane) {
        const int shift = plane == 0 ? 0 : 1;
        av_image_copy_plane(picture->data[plane], picture->linesize[plane], source.planes[plane],
                            static_cast<int>(source.strides[plane]), video->width >> shift,
                            video->height >> shift);
    }
    picture->pts = next_picture++;
    drain(*video, {video_stream}, picture.get());
}

ClipWriter::State::Sound& ClipWriter::State::sound_of(int track) {
    if (track < 0 || static_cast<std::size_t>(track) >= sounds.size())
        throw Error(Fault::write_failed, cannot_write() + ": no sound was asked for");
    return sounds[static_cast<std::size_t>(track)];
}

void ClipWriter::State::encode_samples(Sound& sound, const float* from, std::size_t frames) {
    const AVCodecContext& audio = *sound.encoder;
    av_frame_unref(samples.get());
    samples->format = audio.sample_fmt;
    samples->nb_samples = static_cast<int>(frames);
    samples->sample_rate = audio.sample_rate;
    check(av_channel_layout_copy(&samples->ch_layout, &audio.ch_layout), Fault::write_failed, cannot_write());
    check(av_frame_get_buffer(samples.get(), 0), Fault::write_failed, cannot_write());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(from);
    const int count = static_cast<int>(frames);
    check(swr_convert(sound.resampler.get(), samples->extended_data, count, &bytes, count),
          Fault::write_failed, cannot_write());
    samples->pts = sound.next_sample;
    sound.next_sample += count;
    drain(*sound.encoder, sound.streams, samples.get());
}

bool ClipWriter::writes_as_it_is(const Picture& picture) {
    return picture.layout == PixelLayout::yuv_planar && picture.chroma_shift_x == 1 &&
           picture.chroma_shift_y == 1 && picture.bits == 8 && !picture.full_range &&
           picture.matrix == Matrix::bt709 && picture.transfer == Transfer::sdr && !picture.interlaced &&
           picture.orientation == Orientation{} && picture.display_size() == picture.size;
}

ClipWriter::ClipWriter(const std::filesystem::path& file, const ClipWriterOptions& options)
    : state_(std::make_unique<State>()) {
    state_->file = file;
    state_->options = options;
    try {
        state_->begin();
    } catch (...) {
        const bool opened = state_->output && state_->output->pb != nullptr;
        state_.reset();
        if (opened)
            remove_half_written(file);
        throw;
    }
}

ClipWriter::~ClipWriter() {
    if (state_->finished)
        return;
    const std::filesystem::path file = state_->file;
    state_.reset();
    remove_half_written(file);
}

void ClipWriter::picture(std::span<const std::uint8_t> bgra) {
    const auto needed = static_cast<std::size_t>(state_->options.size.width) * 4U *
                        static_cast<std::size_t>(state_->options.size.height);
    if (!state_->video || bgra.size() < needed)
        throw Error(Fault::write_failed, state_->cannot_write() + ": a picture of another size");
    state_->encode_bgra(bgra.data(), std::ptrdiff_t{state_->options.size.width} * 4);
}

void ClipWriter::picture(const Picture& picture) {
    State& state = *state_;
    const bool planes = writes_as_it_is(picture) && state.video &&
                        state.video->pix_fmt == AV_PIX_FMT_YUV420P && state.options.matrix == Matrix::bt709 &&
                        !state.options.full_range;
    if (!state.video || picture.size != state.options.size ||
        (!planes && picture.layout != PixelLayout::bgra))
        throw Error(Fault::write_failed, state.cannot_write() + ": a picture of another size or kind");
    if (planes)
        state.encode_planes(picture);
    else
        state.encode_bgra(picture.planes[0], picture.strides[0]);
}

void ClipWriter::skip_pictures(int count) {
    state_->next_picture += count;
}

void ClipWriter::sound(std::span<const float> samples, int track) {
    State& state = *state_;
    State::Sound& sound = state.sound_of(track);
    std::vector<float>& pending = sound.pending;
    pending.insert(pending.end(), samples.begin(), samples.end());
    const int wanted = sound.encoder->frame_size;
    const auto frame = static_cast<std::size_t>(wanted > 0 ? wanted : 1024);
    const std::size_t step = frame * static_cast<std::size_t>(state.options.channels);
    std::size_t used = 0;
    for (; pending.size() - used >= step; used += step)
        state.encode_samples(sound, pending.data() + used, frame);
    pending.erase(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(used));
}

void ClipWriter::finish() {
    State& state = *state_;
    if (state.video)
        state.drain(*state.video, {state.video_stream}, nullptr);
    for (State::Sound& sound : state.sounds) {
        const std::size_t rest = sound.pending.size() / static_cast<std::size_t>(state.options.channels);
        if (rest > 0)
            state.encode_samples(sound, sound.pending.data(), rest);
        state.drain(*sound.encoder, sound.streams, nullptr);
    }
    check(av_write_trailer(state.output.get()), Fault::write_failed, state.cannot_write());
    // Closing flushes: the last chance to learn that the disk is full.
    const int earlier = state.output->pb->error;
    const int closed = avio_closep(&state.output->pb);
    check(earlier < 0 ? earlier : closed, Fault::write_failed, state.cannot_write());
    state.finished = true;
}

} // namespace media

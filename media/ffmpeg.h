// FFmpeg's objects as unique_ptr and its error numbers as text; included by .cpp files of media/ only.
#pragma once

#include "media/error.h"

#include <memory>
#include <new>
#include <string>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/channel_layout.h>
#include <libavutil/frame.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>
}

namespace media {

enum class Matrix;
/// Its SWS_CS_ number.
int scaler_matrix(Matrix matrix);

struct FreePacket {
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};
struct FreeFrame {
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
struct FreeCodec {
    void operator()(AVCodecContext* codec) const { avcodec_free_context(&codec); }
};
struct CloseInput {
    void operator()(AVFormatContext* input) const { avformat_close_input(&input); }
};
struct CloseOutput {
    void operator()(AVFormatContext* output) const {
        if (output->pb != nullptr && (output->oformat->flags & AVFMT_NOFILE) == 0)
            avio_closep(&output->pb);
        avformat_free_context(output);
    }
};
struct FreeScaler {
    void operator()(SwsContext* scaler) const { sws_freeContext(scaler); }
};
struct FreeResampler {
    void operator()(SwrContext* resampler) const { swr_free(&resampler); }
};

using Packet = std::unique_ptr<AVPacket, FreePacket>;
using Frame = std::unique_ptr<AVFrame, FreeFrame>;
using Decoder = std::unique_ptr<AVCodecContext, FreeCodec>;
using Encoder = std::unique_ptr<AVCodecContext, FreeCodec>;
using Input = std::unique_ptr<AVFormatContext, CloseInput>;
using Output = std::unique_ptr<AVFormatContext, CloseOutput>;
using Scaler = std::unique_ptr<SwsContext, FreeScaler>;
using Resampler = std::unique_ptr<SwrContext, FreeResampler>;

/// Options for opening; what was not understood stays in it.
class Dictionary {
  public:
    Dictionary() = default;
    ~Dictionary() { av_dict_free(&entries_); }
    Dictionary(const Dictionary&) = delete;
    Dictionary& operator=(const Dictionary&) = delete;
    void set(const char* key, const std::string& value) { av_dict_set(&entries_, key, value.c_str(), 0); }
    AVDictionary** address() { return &entries_; }

  private:
    AVDictionary* entries_ = nullptr;
};

/// What FFmpeg allocated, or std::bad_alloc where it is null.
template <class T>
T* checked(T* pointer) {
    if (pointer == nullptr)
        throw std::bad_alloc();
    return pointer;
}
Packet make_packet();
Frame make_frame();

std::string av_error_text(int code);
/// What the system said, as errno; 0: an error of FFmpeg's own.
int errno_of(int code);
/// Returns `code` when it is no error, else throws Error("<what>: <FFmpeg's words>").
int check(int code, Fault fault, const std::string& what);

} // namespace media

#include "media/ffmpeg.h"

#include "media/log.h"

#include <array>
#include <new>

namespace media {

Packet make_packet() {
    Packet packet(av_packet_alloc());
    if (!packet)
        throw std::bad_alloc();
    return packet;
}

Frame make_frame() {
    Frame frame(av_frame_alloc());
    if (!frame)
        throw std::bad_alloc();
    return frame;
}

std::string av_error_text(int code) {
    std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
    av_strerror(code, text.data(), text.size());
    return text.data();
}

int check(int code, Fault fault, const std::string& what) {
    if (code < 0)
        throw Error(fault, what + ": " + av_error_text(code));
    return code;
}

void silence_library_log() {
    av_log_set_level(AV_LOG_QUIET);
}

} // namespace media

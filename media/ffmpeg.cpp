#include "media/ffmpeg.h"

#include "media/log.h"
#include "media/picture.h"

#include <alsa/asoundlib.h>
#include <array>
#include <new>

namespace media {

namespace {

void nothing_said(const char* /*file*/, int /*line*/, const char* /*function*/, int /*code*/,
                  const char* /*format*/, ...) {}

} // namespace

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

int errno_of(int code) {
    constexpr int largest = 4095; // Linux; FFmpeg's own codes are four letters
    return code < 0 && AVUNERROR(code) <= largest ? AVUNERROR(code) : 0;
}

int check(int code, Fault fault, const std::string& what) {
    if (code < 0)
        throw Error(fault, what + ": " + av_error_text(code), errno_of(code));
    return code;
}

void silence_library_log() {
    av_log_set_level(AV_LOG_QUIET);
    // The ALSA library writes English lines to standard error; what failed comes back as an error number.
    [[maybe_unused]] static const int alsa = snd_lib_error_set_handler(&nothing_said);
}

int scaler_matrix(Matrix matrix) {
    switch (matrix) {
    case Matrix::bt601:
        return SWS_CS_ITU601;
    case Matrix::bt709:
        return SWS_CS_ITU709;
    case Matrix::bt2020:
        return SWS_CS_BT2020;
    }
    return SWS_CS_ITU709;
}

} // namespace media

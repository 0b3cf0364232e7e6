#include "media/bounded_input.h"

#include "media/allowed_formats.h"
#include "media/beginning.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <sys/stat.h>
#include <unistd.h>

namespace media {
namespace {

constexpr int buffer_bytes = 64 * 1024;

/// A single picture or drawn text is no clip, though FFmpeg has demuxers for them.
bool is_no_clip(const std::string& name) {
    return name.ends_with("_pipe") || name == "image2" || name == "tty" || name == "bin" || name == "xbin" ||
           name == "adf" || name == "idf" || name == "ffmetadata" || name == "webp_pipe";
}

} // namespace

BoundedInput::BoundedInput(const std::filesystem::path& file, const ReadLimits& limits)
    : name_(file.filename().string())
    , limits_(limits) {
    struct stat facts {};
    descriptor_ = ::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor_ < 0)
        throw Error(Fault::not_found, "cannot open " + name_ + ": " + std::strerror(errno));
    const bool plain = fstat(descriptor_, &facts) == 0 && S_ISREG(facts.st_mode);
    if (plain)
        make_io();
    if (io_ == nullptr) {
        close(descriptor_);
        if (plain)
            throw std::bad_alloc();
        throw Error(Fault::unreadable, name_ + " is no plain file");
    }
    size_ = facts.st_size;
}

/// Null where there is no memory. What another has read is forgotten.
void BoundedInput::make_io() {
    if (io_ != nullptr)
        av_freep(&io_->buffer);
    avio_context_free(&io_);
    if (auto* buffer = static_cast<unsigned char*>(av_malloc(buffer_bytes)); buffer != nullptr)
        io_ = avio_alloc_context(buffer, buffer_bytes, 0, this, &BoundedInput::read, nullptr,
                                 &BoundedInput::seek);
}

BoundedInput::~BoundedInput() {
    input_.reset();
    if (io_ != nullptr)
        av_freep(&io_->buffer);
    avio_context_free(&io_);
    close(descriptor_);
}

bool BoundedInput::out_of_time() const {
    return (limits_.deadline && std::chrono::steady_clock::now() >= *limits_.deadline) ||
           (limits_.cancel != nullptr && limits_.cancel->load()) || bytes_read_ >= limits_.bytes;
}

int BoundedInput::read(void* self, std::uint8_t* to, int count) {
    auto& input = *static_cast<BoundedInput*>(self);
    if (input.out_of_time())
        return AVERROR_EXIT;
    for (;;) {
        const ssize_t got =
            pread(input.descriptor_, to, static_cast<std::size_t>(count), input.begin_ + input.position_);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return AVERROR(errno);
        if (got == 0)
            return AVERROR_EOF;
        input.position_ += got;
        input.bytes_read_ += got;
        return static_cast<int>(got);
    }
}

std::int64_t BoundedInput::seek(void* self, std::int64_t offset, int whence) {
    auto& input = *static_cast<BoundedInput*>(self);
    switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE:
        return input.size_;
    case SEEK_SET:
        break;
    case SEEK_CUR:
        offset += input.position_;
        break;
    case SEEK_END:
        offset += input.size_;
        break;
    default:
        return AVERROR(EINVAL);
    }
    if (offset < 0)
        return AVERROR(EINVAL);
    input.position_ = offset;
    return offset;
}

int BoundedInput::refuse_other_files(AVFormatContext* /*format*/, AVIOContext** /*io*/, const char* /*url*/,
                                     int /*flags*/, AVDictionary** /*options*/) {
    return AVERROR(EACCES);
}

void BoundedInput::open_as(const char* name) {
    AVFormatContext* made = avformat_alloc_context();
    if (made == nullptr)
        throw std::bad_alloc();
    avio_seek(io_, 0, SEEK_SET);
    made->pb = io_;
    made->flags |= AVFMT_FLAG_CUSTOM_IO;
    made->io_open = &BoundedInput::refuse_other_files;
    made->interrupt_callback = {
        [](void* self) { return static_cast<BoundedInput*>(self)->out_of_time() ? 1 : 0; }, this};
    made->max_streams = 100;
    allow_only_clips(*made);
    const int code = avformat_open_input(&made, name, nullptr, nullptr); // frees `made` when it fails
    if (code >= 0) {
        input_.reset(made);
        return;
    }
    if (out_of_time())
        throw Error(Fault::timed_out, name_ + " could not be read in time");
    if (const std::string format = refused_format(*io_, name, code); !format.empty())
        throw Error(Fault::unreadable, name_ + " is no clip but: " + format);
    const bool known = code != AVERROR_INVALIDDATA || bytes_at(4, 4) == "ftyp";
    throw Error(known ? Fault::damaged : Fault::unreadable,
                "cannot open " + name_ + ": " + av_error_text(code));
}

void BoundedInput::open() {
    if (size_ == 0)
        throw Error(Fault::damaged, name_ + " is empty");
    try {
        open_as("");
        if (is_bare_stream(*input_->iformat) && beginning_within(bytes_at(0, most_junk)) > 0)
            open_otherwise();
    } catch (const Error& error) {
        if (error.fault != Fault::unreadable || begin_ > 0)
            throw;
        open_otherwise();
    }
    if (is_no_clip(input_->iformat->name))
        throw Error(Fault::unreadable, name_ + " is no sound and no moving picture");
}

/// Behind what somebody put before it, or by its name: a few raw formats have no signature.
void BoundedInput::open_otherwise() {
    input_.reset();
    begin_ = beginning_within(bytes_at(0, most_junk));
    size_ -= begin_;
    position_ = 0;
    make_io();
    if (io_ == nullptr)
        throw std::bad_alloc();
    open_as(begin_ > 0 ? "" : name_.c_str());
}

void BoundedInput::find_streams() {
    const int code = avformat_find_stream_info(input_.get(), nullptr);
    if (code < 0 && out_of_time())
        throw Error(Fault::timed_out, name_ + " could not be read in time");
    check(code, Fault::damaged, "cannot read " + name_);
}

std::string BoundedInput::bytes_at(std::int64_t at, std::size_t count) const {
    std::string bytes(count, '\0');
    ssize_t got = -1;
    do
        got = pread(descriptor_, bytes.data(), count, begin_ + at);
    while (got < 0 && errno == EINTR);
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(0, got)));
    return bytes;
}

bool is_cover(const AVStream& stream) {
    constexpr int still =
        AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS | AV_DISPOSITION_STILL_IMAGE;
    return stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO && (stream.disposition & still) != 0;
}

int first_stream(const AVFormatContext& format, AVMediaType type) {
    int found = -1;
    for (unsigned i = 0; i < format.nb_streams; ++i) {
        const AVStream& stream = *format.streams[i];
        if (stream.codecpar->codec_type != type || is_cover(stream))
            continue;
        if ((stream.disposition & AV_DISPOSITION_DEFAULT) != 0)
            return static_cast<int>(i);
        if (found < 0)
            found = static_cast<int>(i);
    }
    return found;
}

Decoder open_decoder(const AVStream& stream) {
    const char* name = avcodec_get_name(stream.codecpar->codec_id);
    const AVCodec* codec = allowed_decoder(stream.codecpar->codec_id);
    if (codec == nullptr)
        throw Error(Fault::unsupported, std::string("no decoder for ") + name);
    Decoder decoder(avcodec_alloc_context3(codec));
    if (!decoder)
        throw std::bad_alloc();
    const std::string what = std::string("cannot open the decoder for ") + name;
    check(avcodec_parameters_to_context(decoder.get(), stream.codecpar), Fault::damaged, what);
    decoder->pkt_timebase = stream.time_base;
    decoder->max_pixels = 16384LL * 16384;
    decoder->thread_count = 1;
    check(avcodec_open2(decoder.get(), codec, nullptr), Fault::unsupported, what);
    return decoder;
}

} // namespace media

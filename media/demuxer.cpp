#include "media/demuxer.h"

#include "media/allowed_formats.h"
#include "media/beginning.h"
#include "media/fragment_index.h"

#include <algorithm>
#include <string_view>

namespace media {
namespace {

constexpr std::size_t most_queued = std::size_t{96} << 20U;
constexpr int most_errors = 20;

int interrupted_callback(void* source) {
    return static_cast<Source*>(source)->interrupted() ? 1 : 0;
}

/// A clip is one file: a play list must not reach for others, let alone for a network.
int refuse_to_open(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**) {
    return AVERROR(EPERM);
}

/// Whether the header leaves open what decoding needs. Finding out costs decoding the first picture twice; an
/// index in MP4 tells everything, how far B pictures are out of order included.
bool must_look_inside(const AVFormatContext& input) {
    if (std::string_view(input.iformat->name).find("mp4") == std::string_view::npos || input.duration <= 0)
        return true;
    for (unsigned index = 0; index < input.nb_streams; ++index) {
        AVStream* stream = input.streams[index];
        const AVCodecParameters& codec = *stream->codecpar;
        const bool picture = codec.codec_type == AVMEDIA_TYPE_VIDEO;
        if (picture && (codec.width <= 0 || codec.height <= 0 ||
                        (codec.codec_id != AV_CODEC_ID_H264 && codec.codec_id != AV_CODEC_ID_HEVC &&
                         codec.codec_id != AV_CODEC_ID_MJPEG) ||
                        avformat_index_get_entries_count(stream) == 0))
            return true;
        if (codec.codec_type == AVMEDIA_TYPE_AUDIO &&
            (codec.codec_id != AV_CODEC_ID_AAC || codec.sample_rate <= 0 || codec.ch_layout.nb_channels <= 0))
            return true;
    }
    return false;
}

/// As many bytes of the beginning as are there.
std::string first_bytes(const Source& source) {
    std::string bytes(most_junk, '\0');
    std::size_t have = 0;
    const std::int64_t before = avio_tell(source.context());
    if (avio_seek(source.context(), 0, SEEK_SET) < 0)
        return {};
    while (have < bytes.size()) {
        const int got = avio_read(source.context(), reinterpret_cast<unsigned char*>(bytes.data() + have),
                                  static_cast<int>(bytes.size() - have));
        if (got <= 0)
            break;
        have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
    avio_seek(source.context(), before, SEEK_SET);
    return bytes;
}

Fault fault_of(int error) {
    switch (error) {
    case AVERROR_EXIT:
        return Fault::timed_out;
    case AVERROR_DECODER_NOT_FOUND:
    case AVERROR_PATCHWELCOME:
        return Fault::unsupported;
    default:
        return Fault::unreadable;
    }
}

} // namespace

Demuxer::Demuxer(const FileToOpen& file) {
    const auto deadline = std::chrono::steady_clock::now() +
                          std::chrono::duration_cast<std::chrono::steady_clock::duration>(file.limit);
    source_ = std::make_unique<Source>(with_fragment_index(file.open, indexed_));
    source_->set_deadline(deadline);
    int error = open_input(file);
    if ((error < 0 || is_bare_stream(*input_->iformat)) && !source_->interrupted()) {
        const std::int64_t junk = beginning_within(first_bytes(*source_));
        if (junk > 0) {
            input_.reset();
            source_ = std::make_unique<Source>(from_byte(file.open, junk));
            source_->set_deadline(deadline);
            error = open_input(file);
        }
    }
    if (error < 0)
        throw Error(fault_of(error), "cannot open: " + av_error_text(error));
    // Its text-mode renderer would show any text file as a film.
    if (std::string_view(input_->iformat->name) == "tty")
        throw Error(Fault::unreadable, "cannot open: a text");
    error = must_look_inside(*input_) ? avformat_find_stream_info(input_.get(), nullptr) : 0;
    if (error < 0 && (input_->nb_streams == 0 || source_->interrupted()))
        throw Error(fault_of(error), "cannot open: " + av_error_text(error));
    source_->set_deadline(std::nullopt);
    for (unsigned index = 0; index < input_->nb_streams; ++index)
        input_->streams[index]->discard = AVDISCARD_ALL;
}

int Demuxer::open_input(const FileToOpen& file) {
    source_->wait_open();
    size_ = avio_size(source_->context());
    AVFormatContext* context = checked(avformat_alloc_context());
    context->pb = source_->context();
    context->interrupt_callback = {interrupted_callback, source_.get()};
    context->io_open = refuse_to_open;
    allow_only_clips(*context);
    const std::string name = "clip" + file.extension;
    // It frees the context where it fails.
    const int error = avformat_open_input(&context, name.c_str(), nullptr, nullptr);
    if (error >= 0)
        input_.reset(context);
    return error;
}

Demuxer::~Demuxer() {
    input_.reset(); // before the source it reads from
}

void Demuxer::select(int stream, bool wanted) {
    input_->streams[stream]->discard = wanted ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
    if (wanted) {
        wanted_.insert(stream);
        return;
    }
    wanted_.erase(stream);
    for (const Packet& packet : queues_[stream])
        queued_bytes_ -= static_cast<std::size_t>(packet->size);
    queues_.erase(stream);
}

Packet Demuxer::next(int stream) {
    std::deque<Packet>& queue = queues_[stream];
    while (queue.empty()) {
        if (at_end_ || !read_one()) {
            at_end_ = true;
            return nullptr;
        }
    }
    Packet packet = std::move(queue.front());
    queue.pop_front();
    queued_bytes_ -= static_cast<std::size_t>(packet->size);
    return packet;
}

Packet Demuxer::waiting(int stream) {
    const auto queue = queues_.find(stream);
    if (queue == queues_.end() || queue->second.empty())
        return nullptr;
    Packet packet = std::move(queue->second.front());
    queue->second.pop_front();
    queued_bytes_ -= static_cast<std::size_t>(packet->size);
    return packet;
}

bool Demuxer::read_one() {
    for (int errors = 0; errors < most_errors && !source_->interrupted(); ++errors) {
        Packet packet = make_packet();
        const int error = av_read_frame(input_.get(), packet.get());
        if (error == AVERROR_EOF)
            return false;
        if (error < 0) {
            if (source_->failure()) {
                fault_ = "read_failed";
                return false;
            }
            fault_ = "damaged";
            continue;
        }
        // A demuxer that goes in circles would never end: it cannot deliver more than the file holds.
        bytes_since_seek_ += std::max(packet->size, 16);
        if (bytes_since_seek_ > 8 * size_ + (std::int64_t{64} << 20U)) {
            fault_ = "demuxer_loops";
            return false;
        }
        if (!wanted_.contains(packet->stream_index))
            return true;
        queued_bytes_ += static_cast<std::size_t>(packet->size);
        queues_[packet->stream_index].push_back(std::move(packet));
        if (queued_bytes_ > most_queued) {
            // Sound and pictures lie so far apart in the file that one must do without.
            fault_ = "badly_interleaved";
            drop_packets();
        }
        return true;
    }
    return false;
}

void Demuxer::drop_packets() {
    queues_.clear();
    queued_bytes_ = 0;
}

bool Demuxer::seek(int stream, std::int64_t timestamp) {
    // Only what FFmpeg has read of the fragments before the place leads it to the key picture there.
    if (*indexed_) {
        const double tick = av_q2d(input_->streams[stream]->time_base);
        for (double back = longest_key_interval; back > 0; back -= longest_fragment / 4)
            av_seek_frame(input_.get(), stream, timestamp - static_cast<std::int64_t>(back / tick),
                          AVSEEK_FLAG_BACKWARD);
    }
    int error = av_seek_frame(input_.get(), stream, timestamp, AVSEEK_FLAG_BACKWARD);
    if (error < 0)
        error = avformat_seek_file(input_.get(), stream, INT64_MIN, timestamp, INT64_MAX, 0);
    if (error < 0)
        return false;
    drop_packets();
    at_end_ = false;
    bytes_since_seek_ = 0;
    return true;
}

bool Demuxer::rewind() {
    const std::int64_t start = input_->start_time == AV_NOPTS_VALUE ? 0 : input_->start_time;
    const auto to_start = [&] { return av_seek_frame(input_.get(), -1, start, AVSEEK_FLAG_BACKWARD) >= 0; };
    const auto to_first_byte = [&] { return av_seek_frame(input_.get(), -1, 0, AVSEEK_FLAG_BYTE) >= 0; };
    // A stream without an index is searched by decoding times, and the first picture's time of showing lies
    // behind the decoding times of several: its key picture would be jumped over.
    const bool no_index = (input_->iformat->flags & AVFMT_TS_DISCONT) != 0;
    if (!(no_index ? to_first_byte() || to_start() : to_start() || to_first_byte()))
        return false;
    drop_packets();
    at_end_ = false;
    bytes_since_seek_ = 0;
    return true;
}

} // namespace media

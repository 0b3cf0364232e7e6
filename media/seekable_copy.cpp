#include "media/seekable_copy.h"

#include "media/bounded_input.h"
#include "media/fragment_boxes.h"

#include <algorithm>
#include <vector>

namespace media {

namespace {

constexpr const char* cannot_copy = "cannot make the seekable copy";
constexpr int most_boxes = 16; ///< before the first fragment
constexpr int packets_a_word = 2000;

/// Removes the file unless it was finished.
class Unfinished {
  public:
    explicit Unfinished(std::filesystem::path file)
        : file_(std::move(file)) {}
    ~Unfinished() {
        std::error_code ignored;
        if (!file_.empty())
            std::filesystem::remove(file_, ignored);
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    void keep() { file_.clear(); }

  private:
    std::filesystem::path file_;
};

Output open_output(const std::filesystem::path& copy) {
    const std::string url =
        "file:" + copy.string(); // the muxer opens it once more, to move what comes first there
    AVFormatContext* made = nullptr;
    check(avformat_alloc_output_context2(&made, nullptr, "mp4", url.c_str()), Fault::unsupported,
          cannot_copy);
    Output output(made);
    output->flags |= AVFMT_FLAG_BITEXACT;
    check(avio_open(&output->pb, url.c_str(), AVIO_FLAG_WRITE), Fault::write_failed, cannot_copy);
    return output;
}

/// For each stream of the input the one of the output, or -1.
std::vector<int> add_streams(AVFormatContext& input, AVFormatContext& output) {
    std::vector<int> streams(input.nb_streams, -1);
    for (unsigned i = 0; i < input.nb_streams; ++i) {
        const AVStream& from = *input.streams[i];
        const AVMediaType type = from.codecpar->codec_type;
        if ((type != AVMEDIA_TYPE_VIDEO && type != AVMEDIA_TYPE_AUDIO) || is_cover(from))
            continue;
        AVStream* to = checked(avformat_new_stream(&output, nullptr));
        check(avcodec_parameters_copy(to->codecpar, from.codecpar), Fault::unsupported, cannot_copy);
        to->codecpar->codec_tag = 0;
        to->time_base = from.time_base;
        to->avg_frame_rate = from.avg_frame_rate;
        to->disposition = from.disposition;
        av_dict_copy(&to->metadata, from.metadata, 0);
        for (int k = 0; k < from.nb_side_data; ++k) { // the display matrix, for one
            const AVPacketSideData& data = from.side_data[k];
            std::copy_n(data.data, data.size, checked(av_stream_new_side_data(to, data.type, data.size)));
        }
        streams[i] = to->index;
    }
    return streams;
}

} // namespace

bool is_fragmented(const std::filesystem::path& file) {
    try {
        const BoundedInput input(file, {});
        std::int64_t at = 0;
        for (int i = 0; i < most_boxes; ++i) {
            const std::string head = input.bytes_at(at, 16);
            if (head.size() < 16)
                return false;
            const std::string_view type = std::string_view(head).substr(4, 4);
            if (type == "moof")
                return true;
            std::int64_t size = number_at(head, 0, 4, Endian::big);
            if (size == 1)
                size = static_cast<std::int64_t>(wide_at(head, 8));
            if (size < 8 || type == "mdat")
                return false;
            at += size;
        }
    } catch (const Error&) { // then it is not ours to copy
    }
    return false;
}

bool make_seekable_copy(const std::filesystem::path& original, const std::filesystem::path& copy,
                        const std::function<void(double)>& progress, const std::atomic<bool>& cancel) {
    BoundedInput input(original, {.cancel = &cancel});
    input.open();
    input.find_streams();
    Unfinished unfinished(copy);
    const Output output = open_output(copy);
    const std::vector<int> streams = add_streams(input.format(), *output);
    if (output->nb_streams == 0)
        throw Error(Fault::unsupported, "nothing to copy");
    Dictionary settings;
    settings.set("movflags", "faststart");
    check(avformat_write_header(output.get(), settings.address()), Fault::unsupported, cannot_copy);
    const Packet packet = make_packet();
    int result = 0;
    for (int count = 1; !cancel && (result = av_read_frame(&input.format(), packet.get())) >= 0; ++count) {
        const int from = packet->stream_index;
        const int to = from < static_cast<int>(streams.size()) ? streams[static_cast<std::size_t>(from)] : -1;
        if (to < 0) {
            av_packet_unref(packet.get());
            continue;
        }
        if (progress && count % packets_a_word == 0 && packet->pos > 0)
            progress(static_cast<double>(packet->pos) / static_cast<double>(input.size()));
        packet->stream_index = to;
        packet->pos = -1;
        av_packet_rescale_ts(packet.get(), input.format().streams[from]->time_base,
                             output->streams[to]->time_base);
        check(av_interleaved_write_frame(output.get(), packet.get()), Fault::write_failed, cannot_copy);
    }
    if (cancel)
        return false;
    // A disk that vanished is not the end of the recording: the copy would hide what comes behind.
    if (result != AVERROR_EOF)
        check(result, Fault::damaged, cannot_copy);
    check(av_write_trailer(output.get()), Fault::write_failed, cannot_copy);
    check(avio_closep(&output->pb), Fault::write_failed, cannot_copy);
    unfinished.keep();
    return true;
}

} // namespace media

#include "media/subtitle_reader.h"

#include "media/clip_text.h"

#include <algorithm>
#include <cmath>

namespace media {
namespace {

constexpr std::size_t longest_line = 1000; ///< bytes; what follows is no subtitle
/// Where neither the container nor the text says how long a line stands.
constexpr double usual_length = 4;
constexpr double longest_length = 60;
/// Fields before the text in what FFmpeg's decoders make: ReadOrder, Layer, Style, Name, three margins,
/// Effect.
constexpr int fields_before_text = 8;

struct FreeSubtitle {
    AVSubtitle subtitle{};
    ~FreeSubtitle() { avsubtitle_free(&subtitle); }
};

} // namespace

std::string words_of_event(const std::string& event) {
    std::size_t at = 0;
    for (int field = 0; field < fields_before_text; ++field) {
        const std::size_t comma = event.find(',', at);
        if (comma == std::string::npos)
            return {};
        at = comma + 1;
    }
    std::string rows;
    std::string row;
    const auto end_row = [&] {
        const std::string shown = shown_text(row.c_str(), longest_line);
        if (!shown.empty())
            rows += (rows.empty() ? "" : "\n") + shown;
        row.clear();
    };
    while (at < event.size() && rows.size() < longest_line) {
        const char next = at + 1 < event.size() ? event[at + 1] : '\0';
        if (event[at] == '{' && next == '\\') {
            const std::size_t end = event.find('}', at);
            at = end == std::string::npos ? event.size() : end + 1;
        } else if (event[at] == '\\' && (next == 'N' || next == 'n')) {
            end_row();
            at += 2;
        } else if (event[at] == '\\' && next == 'h') {
            row += ' ';
            at += 2;
        } else {
            row += event[at++];
        }
    }
    end_row();
    return rows;
}

SubtitleReader::SubtitleReader(const AVStream& stream, Decoder decoder)
    : decoder_(std::move(decoder))
    , base_(stream.time_base) {}

void SubtitleReader::read(AVPacket& packet, double start, std::vector<SubtitleLine>& lines) {
    FreeSubtitle made;
    int got = 0;
    if (!decoder_ || packet.pts == AV_NOPTS_VALUE ||
        avcodec_decode_subtitle2(decoder_.get(), &made.subtitle, &got, &packet) < 0 || got == 0)
        return;
    const double begin = static_cast<double>(packet.pts) * av_q2d(base_) - start;
    double length = packet.duration > 0 ? static_cast<double>(packet.duration) * av_q2d(base_) : usual_length;
    length = std::clamp(length, 0.0, longest_length);
    std::string text;
    for (unsigned index = 0; index < made.subtitle.num_rects && text.size() < longest_line; ++index) {
        const AVSubtitleRect& rect = *made.subtitle.rects[index];
        const std::string words = rect.ass != nullptr ? words_of_event(rect.ass) : std::string();
        if (!words.empty())
            text += (text.empty() ? "" : "\n") + words;
    }
    if (!text.empty() && std::isfinite(begin))
        lines.push_back({Time(begin), Time(begin + length), std::move(text)});
}

} // namespace media

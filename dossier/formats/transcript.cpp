#include "dossier/formats/transcript.h"

#include "dossier/formats/text_encoding.h"
#include "dossier/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>

namespace formats {

using dossier::Cue;

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// A time at the start of `text`: [hh:]mm:ss[.,]fff, also 90:05 and 1:2:3; `length` is what it took.
std::optional<double> time_at(std::string_view text, std::size_t& length) {
    std::array<double, 3> parts{};
    std::size_t count = 0;
    std::size_t at = 0;
    for (;;) {
        std::size_t digits = 0;
        double value = 0;
        while (at < text.size() && is_digit(text[at]) && digits < 9) {
            value = value * 10 + (text[at] - '0');
            ++at;
            ++digits;
        }
        if (digits == 0 || count == parts.size())
            return std::nullopt;
        parts.at(count++) = value;
        if (at >= text.size() || text[at] != ':')
            break;
        ++at;
    }
    if (count < 2)
        return std::nullopt;
    double seconds = 0;
    for (std::size_t i = 0; i < count; ++i)
        seconds = seconds * 60 + parts.at(i);
    if (at + 1 < text.size() && (text[at] == '.' || text[at] == ',') && is_digit(text[at + 1])) {
        ++at;
        for (double scale = 0.1; at < text.size() && is_digit(text[at]); ++at, scale /= 10)
            seconds += scale * (text[at] - '0');
    }
    length = at;
    return seconds <= longest_transcript ? std::optional(std::round(seconds * 1000) / 1000) : std::nullopt;
}

struct Times {
    double begin = 0;
    double end = 0;
};

/// "00:01.000 --> 00:02,5 align:start"; also -> and full-width arrows.
std::optional<Times> times_of(std::string_view line) {
    line = dossier::trimmed(line);
    std::size_t length = 0;
    const std::optional<double> begin = time_at(line, length);
    if (!begin)
        return std::nullopt;
    line = dossier::trimmed(line.substr(length));
    for (const std::string_view arrow : {"-->", "->", "—>", "→"}) {
        if (!line.starts_with(arrow))
            continue;
        line = dossier::trimmed(line.substr(arrow.size()));
        const std::optional<double> end = time_at(line, length);
        return end ? std::optional(Times{*begin, *end}) : std::nullopt;
    }
    return std::nullopt;
}

bool looks_like_times(std::string_view line) {
    return line.find("-->") != std::string_view::npos || times_of(line).has_value();
}

/// Removes <i>, {\an8} and decodes the entities of WebVTT; <v Name> gives the speaker.
std::string without_markup(std::string_view line, std::string& speaker) {
    std::string out;
    std::size_t no_tag = 0; // a '<' before this place has no '>' behind it
    for (std::size_t i = 0; i < line.size();) {
        const std::string_view rest = line.substr(i);
        const char close = rest.front() == '<' ? '>' : rest.starts_with("{\\") ? '}' : '\0';
        if (close != '\0' && i >= no_tag) {
            const std::size_t end = rest.substr(0, 300).find(close);
            if (end != std::string_view::npos) {
                const std::string_view tag = rest.substr(1, end - 1);
                if ((tag.starts_with("v ") || tag.starts_with("v.")) &&
                    tag.find(' ') != std::string_view::npos && speaker.empty())
                    speaker = dossier::trimmed(tag.substr(tag.find(' ')));
                i += end + 1;
                continue;
            }
            no_tag = i + 1;
        }
        struct Entity {
            std::string_view text;
            std::string_view value;
        };
        constexpr std::array<Entity, 6> entities{
            {{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&nbsp;", " "}, {"&lrm;", ""}, {"&rlm;", ""}}};
        const auto found = std::find_if(entities.begin(), entities.end(),
                                        [&](const Entity& entity) { return rest.starts_with(entity.text); });
        out += found == entities.end() ? rest.substr(0, 1) : found->value;
        i += found == entities.end() ? 1 : found->text.size();
    }
    return out;
}

/// "张三：您好" names the speaker; twelve characters at most, no stop or space before the colon.
void take_speaker(Cue& cue) {
    if (!cue.speaker.empty())
        return;
    const std::u32string characters = dossier::code_points(std::string_view(cue.text).substr(0, 64));
    for (std::size_t i = 0; i < characters.size() && i <= 12; ++i) {
        const char32_t c = characters[i];
        if (c == U'：' || c == U':') {
            const std::string name = dossier::utf8(std::u32string_view(characters).substr(0, i));
            const std::size_t colon = name.size() + (c == U':' ? 1 : 3);
            if (i == 0 || is_digit(name.back()))
                return;
            cue.speaker = name;
            cue.text = dossier::trimmed(std::string_view(cue.text).substr(colon));
            return;
        }
        if (std::u32string_view(U"，。！？、；,!?;\n\"“”（(").find(c) != std::u32string_view::npos)
            return;
    }
}

std::vector<std::string_view> cue_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

class TranscriptReader {
  public:
    explicit TranscriptReader(std::vector<std::string_view> lines)
        : lines_(std::move(lines)) {}

    TranscriptResult read() {
        const bool timed = std::any_of(lines_.begin(), lines_.end(),
                                       [](std::string_view line) { return times_of(line).has_value(); });
        if (timed)
            read_cues();
        else
            read_stamped_text();
        finish();
        return std::move(result_);
    }

  private:
    /// SubRip and WebVTT: a line of times, then text to the next blank line or the next times.
    void read_cues() {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (!looks_like_times(lines_[i]))
                continue;
            const std::optional<Times> times = times_of(lines_[i]);
            if (!times) {
                note_bad(i);
                continue;
            }
            Cue cue{.begin = times->begin, .end = times->end};
            std::size_t next = i + 1;
            for (; next < lines_.size(); ++next) {
                const std::string_view line = dossier::trimmed(lines_[next]);
                if (line.empty() || looks_like_times(line) || is_number_before_times(next))
                    break;
                append_line(cue, line);
            }
            i = next - 1;
            if (!add(std::move(cue)))
                return;
        }
    }

    /// The number of the next cue, where no blank line parts them.
    [[nodiscard]] bool is_number_before_times(std::size_t i) const {
        const std::string_view line = dossier::trimmed(lines_[i]);
        return i + 1 < lines_.size() && line.size() < 9 && std::all_of(line.begin(), line.end(), is_digit) &&
               times_of(lines_[i + 1]).has_value();
    }

    /// Text with [00:01:02] or 00:01:02 before lines: a cue lasts until the next.
    void read_stamped_text() {
        std::optional<Cue> cue;
        for (const std::string_view raw : lines_) {
            std::string_view line = dossier::trimmed(raw);
            const bool bracket = line.starts_with('[') || line.starts_with('(');
            std::size_t length = 0;
            const std::optional<double> begin = time_at(line.substr(bracket ? 1 : 0), length);
            if (begin) {
                if (cue && !add(std::move(*cue)))
                    return;
                cue = Cue{.begin = *begin, .end = -1};
                line = line.substr(length + (bracket ? 1 : 0));
                if (bracket && (line.starts_with(']') || line.starts_with(')')))
                    line.remove_prefix(1);
                line = dossier::trimmed(line);
            }
            if (cue && !line.empty())
                append_line(*cue, line);
        }
        if (cue)
            add(std::move(*cue));
    }

    void append_line(Cue& cue, std::string_view line) {
        const std::string text = without_markup(line, cue.speaker);
        const std::string_view bare = dossier::trimmed(text);
        if (bare.empty())
            return;
        if (!cue.text.empty())
            cue.text += '\n';
        cue.text += bare;
    }

    bool add(Cue cue) {
        cue.text = dossier::tidy(cue.text);
        take_speaker(cue);
        if (cue.text.empty() && cue.speaker.empty())
            return true;
        if (result_.cues.size() >= cue_limit) {
            result_.notes.push_back({Remark::cut_off, {}, std::to_string(cue_limit)});
            return false;
        }
        result_.cues.push_back(std::move(cue));
        return true;
    }

    void note_bad(std::size_t line) {
        if (result_.notes.size() < 100)
            result_.notes.push_back({Remark::bad_cue, std::to_string(line + 1), {}});
    }

    void finish() {
        std::vector<Cue>& cues = result_.cues;
        if (cues.empty())
            throw Error(Fault::no_cues);
        std::stable_sort(cues.begin(), cues.end(),
                         [](const Cue& a, const Cue& b) { return a.begin < b.begin; });
        std::size_t overlapping = 0;
        for (std::size_t i = 0; i < cues.size(); ++i) {
            const bool last = i + 1 == cues.size();
            if (cues[i].end <= cues[i].begin)
                cues[i].end = last || cues[i + 1].begin <= cues[i].begin ? cues[i].begin + last_cue_length
                                                                         : cues[i + 1].begin;
            else if (!last && cues[i].end > cues[i + 1].begin)
                ++overlapping;
        }
        if (overlapping > 0)
            result_.notes.push_back({Remark::overlapping_cues, {}, std::to_string(overlapping)});
    }

    std::vector<std::string_view> lines_;
    TranscriptResult result_;
};

std::string time_text(double seconds, char point) {
    const double bounded = std::isfinite(seconds) ? std::clamp(seconds, 0.0, longest_transcript) : 0.0;
    const auto milliseconds = static_cast<long long>(std::llround(bounded * 1000));
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%02lld:%02lld:%02lld%c%03lld", milliseconds / 3600000,
                  milliseconds / 60000 % 60, milliseconds / 1000 % 60, point, milliseconds % 1000);
    return text.data();
}

/// Without blank lines, which would end the cue.
std::string without_blank_lines(const std::string& text) {
    std::string out;
    for (const std::string_view line : cue_lines(text)) {
        if (dossier::trimmed(line).empty())
            continue;
        out += out.empty() ? "" : "\n";
        out += line;
    }
    return out;
}

std::string vtt_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else
            out += c;
    }
    return out;
}

} // namespace

TranscriptResult read_transcript(std::string_view bytes) {
    if (bytes.size() > transcript_limit)
        throw Error(Fault::too_large, std::to_string(transcript_limit));
    const std::string text = dossier::tidy(decode_text(bytes).text);
    return TranscriptReader(cue_lines(text)).read();
}

std::string write_srt(const std::vector<Cue>& cues) {
    std::string out;
    std::size_t number = 0;
    for (const Cue& cue : cues) {
        out += std::to_string(++number) + "\r\n" + time_text(cue.begin, ',') + " --> " +
               time_text(cue.end, ',') + "\r\n";
        if (!cue.speaker.empty())
            out += cue.speaker + "：";
        for (const char c : without_blank_lines(cue.text))
            out += c == '\n' ? std::string("\r\n") : std::string(1, c);
        out += "\r\n\r\n";
    }
    return out;
}

std::string write_vtt(const std::vector<Cue>& cues) {
    std::string out = "WEBVTT\n\n";
    for (const Cue& cue : cues) {
        out += time_text(cue.begin, '.') + " --> " + time_text(cue.end, '.') + "\n";
        if (!cue.speaker.empty())
            out += "<v " + vtt_text(cue.speaker) + ">";
        out += vtt_text(without_blank_lines(cue.text)) + "\n\n";
    }
    return out;
}

std::string write_text(const std::vector<Cue>& cues) {
    std::string out;
    for (const Cue& cue : cues) {
        std::string time = time_text(cue.begin, '.');
        if (time.ends_with(".000"))
            time.resize(time.size() - 4);
        out += "[" + time + "] ";
        if (!cue.speaker.empty())
            out += cue.speaker + "：";
        out += without_blank_lines(cue.text) + "\n";
    }
    return out;
}

} // namespace formats

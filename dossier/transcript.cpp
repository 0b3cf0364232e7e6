#include "dossier/transcript.h"

#include "dossier/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dossier {

namespace {

constexpr std::array<std::string_view, 4> transcript_states{"", "in progress", "ready", "checked"};

double to_milliseconds(double seconds) {
    return std::round(seconds * 1000) / 1000;
}

/// The beginning of a character at `byte` or behind it.
std::size_t character_from(const std::string& text, std::size_t byte) {
    byte = std::min(byte, text.size());
    while (byte < text.size() && (static_cast<unsigned char>(text[byte]) & 0xC0U) == 0x80U)
        ++byte;
    return byte;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Chinese is written on without a space, words of letters are not.
std::string joined(const std::string& a, const std::string& b) {
    const std::string first(trimmed(a));
    const std::string second(trimmed(b));
    if (first.empty() || second.empty())
        return first + second;
    const auto is_letter = [](char c) { return static_cast<unsigned char>(c) < 0x80U; };
    return first + (is_letter(first.back()) && is_letter(second.front()) ? " " : "") + second;
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

/// How far left a cell may begin: where the cells before it end, unless they overlap it already.
double earliest(const Cues& cues, std::size_t place) {
    if (place == 0)
        return 0;
    const Cue& before = cues[place - 1];
    return before.end <= cues[place].begin ? before.end : before.begin;
}

} // namespace

std::string_view code(TranscriptState state) {
    return transcript_states.at(static_cast<std::size_t>(state));
}

std::optional<TranscriptState> transcript_state_of(std::string_view code) {
    const auto found = std::find(transcript_states.begin(), transcript_states.end(), code);
    if (found == transcript_states.end())
        return std::nullopt;
    return static_cast<TranscriptState>(found - transcript_states.begin());
}

bool may_step(TranscriptState from, TranscriptState to, TranscriptHand hand) {
    using State = TranscriptState;
    const bool checker = hand == TranscriptHand::checker;
    switch (from) {
    case State::none: // a file that was taken in may be complete
        return to == State::in_progress || to == State::ready;
    case State::in_progress:
        return to == State::ready;
    case State::ready:
        return to == State::in_progress || (to == State::checked && checker);
    case State::checked:
        return to == State::in_progress && checker;
    }
    return false;
}

bool may_edit(TranscriptState state) {
    return state != TranscriptState::checked;
}

std::optional<std::size_t> cue_at(const Cues& cues, double time) {
    const auto next = std::upper_bound(cues.begin(), cues.end(), time,
                                       [](double t, const Cue& cue) { return t < cue.begin; });
    if (next == cues.begin())
        return std::nullopt;
    return static_cast<std::size_t>(next - cues.begin()) - 1;
}

double time_in_text(const Cue& cue, std::size_t byte) {
    const std::size_t all = characters(cue.text);
    const std::size_t before =
        characters(std::string_view(cue.text).substr(0, std::min(byte, cue.text.size())));
    const double share = all == 0 ? 0.5 : static_cast<double>(before) / static_cast<double>(all);
    return cue.begin + share * (cue.end - cue.begin);
}

bool split(Cues& cues, std::size_t place, std::size_t byte, double time) {
    if (place >= cues.size() || cues[place].end - cues[place].begin < 2 * shortest_cue)
        return false;
    Cue& first = cues[place];
    byte = character_from(first.text, byte);
    Cue second{.begin =
                   to_milliseconds(std::clamp(time, first.begin + shortest_cue, first.end - shortest_cue)),
               .end = first.end,
               .speaker = first.speaker,
               .text = std::string(trimmed(std::string_view(first.text).substr(byte)))};
    first.text = trimmed(std::string_view(first.text).substr(0, byte));
    first.end = second.begin;
    cues.insert(cues.begin() + static_cast<std::ptrdiff_t>(place) + 1, std::move(second));
    return true;
}

bool join(Cues& cues, std::size_t place) {
    if (place + 1 >= cues.size())
        return false;
    Cue& first = cues[place];
    const Cue& second = cues[place + 1];
    first.text = joined(first.text, second.text);
    if (first.speaker.empty())
        first.speaker = second.speaker;
    first.end = std::max(first.end, second.end);
    cues.erase(cues.begin() + static_cast<std::ptrdiff_t>(place) + 1);
    return true;
}

std::optional<std::size_t> begin_cue(Cues& cues, double time, double duration, const std::string& speaker) {
    time = to_milliseconds(std::max(0.0, time));
    const std::optional<std::size_t> spoken = cue_at(cues, time);
    const std::size_t place = spoken ? *spoken + 1 : 0;
    const bool last = place == cues.size();
    double end = last ? time + new_cue_length : std::min(time + new_cue_length, cues[place].begin);
    if (duration > 0)
        end = std::min(end, std::max(duration, time));
    if (spoken && cues[*spoken].end > time) {
        if (time - cues[*spoken].begin < shortest_cue)
            return std::nullopt;
        end = std::max(end, last ? end : std::min(cues[*spoken].end, cues[place].begin));
        cues[*spoken].end = time;
    }
    end = to_milliseconds(end);
    if (end - time < shortest_cue) // at the very end of the clip, or right before the next cell
        return std::nullopt;
    cues.insert(cues.begin() + static_cast<std::ptrdiff_t>(place),
                Cue{.begin = time, .end = end, .speaker = speaker, .text = {}});
    return place;
}

bool remove_cue(Cues& cues, std::size_t place) {
    if (place >= cues.size())
        return false;
    cues.erase(cues.begin() + static_cast<std::ptrdiff_t>(place));
    return true;
}

bool set_text(Cues& cues, std::size_t place, const std::string& text) {
    if (place >= cues.size() || cues[place].text == text)
        return false;
    cues[place].text = text;
    return true;
}

bool set_speaker(Cues& cues, std::size_t place, const std::string& speaker) {
    if (place >= cues.size() || cues[place].speaker == speaker)
        return false;
    cues[place].speaker = speaker;
    return true;
}

std::size_t rename_speaker(Cues& cues, const std::string& from, const std::string& to) {
    std::size_t renamed = 0;
    for (Cue& cue : cues)
        if (cue.speaker == from && from != to) {
            cue.speaker = to;
            ++renamed;
        }
    return renamed;
}

bool set_begin(Cues& cues, std::size_t place, double begin) {
    if (place >= cues.size())
        return false;
    Cue& cue = cues[place];
    const double latest = std::max(cue.begin, cue.end - shortest_cue);
    begin = to_milliseconds(std::clamp(begin, std::min(earliest(cues, place), latest), latest));
    if (begin == cue.begin)
        return false;
    cue.begin = begin;
    return true;
}

bool set_end(Cues& cues, std::size_t place, double end, double duration) {
    if (place >= cues.size())
        return false;
    Cue& cue = cues[place];
    double latest = duration > 0 ? std::max(duration, cue.end) : end;
    if (place + 1 < cues.size())
        latest = std::min(latest, std::max(cues[place + 1].begin, cue.end));
    const double least = std::min(cue.end, cue.begin + shortest_cue);
    end = to_milliseconds(std::clamp(end, least, std::max(least, latest)));
    if (end == cue.end)
        return false;
    cue.end = end;
    return true;
}

bool shift(Cues& cues, std::size_t place, double by) {
    if (place >= cues.size())
        return false;
    by = to_milliseconds(std::max(by, earliest(cues, place) - cues[place].begin));
    if (by == 0)
        return false;
    for (std::size_t i = place; i < cues.size(); ++i) {
        cues[i].begin = to_milliseconds(cues[i].begin + by);
        cues[i].end = to_milliseconds(cues[i].end + by);
    }
    return true;
}

std::vector<std::string> speakers(const Cues& cues) {
    std::vector<std::string> names;
    for (const Cue& cue : cues)
        if (!cue.speaker.empty() && std::find(names.begin(), names.end(), cue.speaker) == names.end())
            names.push_back(cue.speaker);
    return names;
}

std::optional<std::size_t> find_in(const Cues& cues, const std::string& words, std::size_t place) {
    const std::string wanted = lower_case(trimmed(words));
    if (wanted.empty())
        return std::nullopt;
    for (std::size_t i = 0; i < cues.size(); ++i) {
        const std::size_t at = (place + i) % cues.size();
        if (lower_case(cues[at].text).find(wanted) != std::string::npos ||
            lower_case(cues[at].speaker).find(wanted) != std::string::npos)
            return at;
    }
    return std::nullopt;
}

Cues merged(const Cues& there, const Cues& more) {
    Cues result = there;
    for (Cue cue : more) {
        // Between the last cell that begins before its middle and the one after that.
        const double middle = (cue.begin + cue.end) / 2;
        const std::optional<std::size_t> before = cue_at(there, middle);
        if (before && there[*before].end > middle)
            continue;
        const std::size_t next = before ? *before + 1 : 0;
        if (before)
            cue.begin = std::max(cue.begin, there[*before].end);
        if (next < there.size())
            cue.end = std::min(cue.end, there[next].begin);
        if (cue.end - cue.begin >= shortest_cue)
            result.push_back(std::move(cue));
    }
    return tidied(std::move(result));
}

Cues tidied(Cues cues) {
    for (Cue& cue : cues) {
        cue.text = tidy(cue.text);
        cue.speaker = tidy(cue.speaker);
    }
    std::stable_sort(cues.begin(), cues.end(), [](const Cue& a, const Cue& b) { return a.begin < b.begin; });
    return cues;
}

std::string one_line(const std::string& text) {
    std::string line = text;
    std::replace(line.begin(), line.end(), '\n', ' ');
    return line;
}

CueChange change_between(const Cues& from, const Cues& to) {
    const std::size_t shorter = std::min(from.size(), to.size());
    std::size_t same = 0;
    while (same < shorter && from[same] == to[same])
        ++same;
    std::size_t tail = 0;
    while (tail < shorter - same && from[from.size() - 1 - tail] == to[to.size() - 1 - tail])
        ++tail;
    const auto stretch = [&](const Cues& cues) {
        return Cues(cues.begin() + static_cast<std::ptrdiff_t>(same),
                    cues.end() - static_cast<std::ptrdiff_t>(tail));
    };
    return {.first = same, .before = stretch(from), .after = stretch(to)};
}

bool carry_out(Cues& cues, const CueChange& change) {
    const auto& [first, before, after] = change;
    if (first > cues.size() || before.size() > cues.size() - first)
        return false;
    const auto begin = cues.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = begin + static_cast<std::ptrdiff_t>(before.size());
    if (!std::equal(begin, end, before.begin()))
        return false;
    const auto gap = cues.erase(begin, end);
    cues.insert(gap, after.begin(), after.end());
    return true;
}

CueChange inverse(CueChange change) {
    std::swap(change.before, change.after);
    return change;
}

} // namespace dossier

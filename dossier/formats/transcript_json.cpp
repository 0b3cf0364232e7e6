#include "dossier/formats/json_text.h"
#include "dossier/formats/transcript.h"
#include "dossier/text.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

namespace formats {

namespace {

using nlohmann::json;

/// A number, also as text ("1.25", "1.25s"), under the first of these names.
std::optional<double> number_of(const json& item, std::initializer_list<const char*> names) {
    for (const char* name : names) {
        const auto found = item.find(name);
        if (found == item.end())
            continue;
        if (found->is_number())
            return found->get<double>();
        if (found->is_string()) {
            const auto& text = found->get_ref<const std::string&>();
            char* end = nullptr;
            const double value = std::strtod(text.c_str(), &end);
            if (end != text.c_str())
                return value;
        }
    }
    return std::nullopt;
}

std::string text_of(const json& item, std::initializer_list<const char*> names) {
    for (const char* name : names) {
        const auto found = item.find(name);
        if (found == item.end())
            continue;
        if (found->is_string())
            return dossier::tidy(found->get<std::string>());
        if (found->is_number_integer())
            return std::to_string(found->get<std::int64_t>() + 1); // speakers are counted from 0
    }
    return {};
}

struct Segments {
    const json* list = nullptr;
    double unit = 1; ///< seconds
};

/// The list of segments, wherever these programs put it.
Segments segments_of(const json& document) {
    if (document.is_array()) {
        // A list of results, or the segments themselves.
        if (document.size() == 1 && document.front().is_object() && !document.front().contains("text"))
            return segments_of(document.front());
        if (!document.empty() && document.front().is_object() && document.front().contains("sentence_info"))
            return segments_of(document.front());
        return {&document, 1};
    }
    if (!document.is_object())
        return {};
    struct Known {
        const char* name;
        double unit;
    };
    for (const Known& known : {Known{"segments", 1}, Known{"transcription", 0.001},
                               Known{"sentence_info", 0.001}, Known{"sentences", 0.001}, Known{"cues", 1}})
        if (const auto found = document.find(known.name); found != document.end() && found->is_array())
            return {&*found, known.unit};
    if (const auto result = document.find("result"); result != document.end())
        return segments_of(*result);
    return {};
}

std::optional<dossier::Cue> cue_of(const json& item, double unit) {
    if (!item.is_object())
        return std::nullopt;
    const auto offsets = item.find("offsets");
    const json& times = offsets != item.end() && offsets->is_object() ? *offsets : item;
    const auto begin = number_of(times, {"start", "begin", "from", "begin_time", "start_time"});
    const auto end = number_of(times, {"end", "to", "end_time"});
    if (!begin || !std::isfinite(*begin) || *begin < 0 || *begin * unit > longest_transcript)
        return std::nullopt;
    const auto seconds = [&](double value) { return std::round(value * unit * 1000) / 1000; };
    dossier::Cue cue{.begin = seconds(*begin),
                     .end =
                         end && std::isfinite(*end) && *end * unit <= longest_transcript ? seconds(*end) : -1,
                     .speaker = text_of(item, {"speaker", "spk", "speaker_id"}),
                     .text = text_of(item, {"text", "sentence"})};
    if (cue.text.empty())
        return std::nullopt;
    return cue;
}

TranscriptResult read_segments(const json& document) {
    const Segments segments = segments_of(document);
    TranscriptResult result;
    if (segments.list != nullptr)
        for (std::size_t i = 0; i < segments.list->size() && result.cues.size() < cue_limit; ++i) {
            if (auto cue = cue_of((*segments.list)[i], segments.unit))
                result.cues.push_back(std::move(*cue));
            else if (result.notes.size() < 100)
                result.notes.push_back({Remark::bad_cue, std::to_string(i + 1), {}});
        }
    if (result.cues.empty())
        throw Error(Fault::no_cues);
    std::stable_sort(result.cues.begin(), result.cues.end(),
                     [](const dossier::Cue& a, const dossier::Cue& b) { return a.begin < b.begin; });
    for (std::size_t i = 0; i < result.cues.size(); ++i) {
        dossier::Cue& cue = result.cues[i];
        const bool followed = i + 1 < result.cues.size() && result.cues[i + 1].begin > cue.begin;
        if (cue.end <= cue.begin)
            cue.end = followed ? result.cues[i + 1].begin : cue.begin + last_cue_length;
    }
    return result;
}

} // namespace

TranscriptResult read_recognised(std::string_view bytes) {
    if (bytes.size() > transcript_limit)
        throw Error(Fault::too_large, std::to_string(transcript_limit));
    const std::string_view start = dossier::trimmed(bytes.substr(0, 64));
    // "[00:01:02] ..." is text, "[{" is JSON.
    const bool may_be_json = start.starts_with('{') ||
                             (start.starts_with('[') && dossier::trimmed(start.substr(1)).starts_with('{'));
    if (may_be_json) {
        const json document = formats::parsed_json(bytes);
        if (!document.is_discarded())
            return read_segments(document);
    }
    return read_transcript(bytes);
}

} // namespace formats

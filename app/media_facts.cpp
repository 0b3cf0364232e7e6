#include "app/media_facts.h"

#include "dossier/formats/json_text.h"

#include <array>
#include <cstring>
#include <nlohmann/json.hpp>

namespace app {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array stream_kinds{"video", "audio", "subtitle", "cover"};

Json json_of(const media::StreamFacts& stream) {
    return {{"kind", stream_kinds.at(static_cast<std::size_t>(stream.kind))},
            {"index", stream.index},
            {"codec", stream.codec},
            {"language", stream.language},
            {"title", stream.title},
            {"width", stream.size.width},
            {"height", stream.size.height},
            {"frame_rate", stream.frame_rate},
            {"longest_gop", stream.longest_gop},
            {"channels", stream.channels},
            {"sample_rate", stream.sample_rate},
            {"interlaced", stream.interlaced}};
}

media::StreamFacts stream_of(const Json& json) {
    media::StreamFacts stream;
    const std::string kind = json.value("kind", "");
    for (std::size_t i = 0; i < stream_kinds.size(); ++i)
        if (kind == stream_kinds.at(i))
            stream.kind = static_cast<media::StreamKind>(i);
    stream.index = json.value("index", 0);
    stream.codec = json.value("codec", "");
    stream.language = json.value("language", "");
    stream.title = json.value("title", "");
    stream.size = {json.value("width", 0), json.value("height", 0)};
    stream.frame_rate = json.value("frame_rate", 0.0);
    stream.longest_gop = json.value("longest_gop", 0.0);
    stream.channels = json.value("channels", 0);
    stream.sample_rate = json.value("sample_rate", 0);
    stream.interlaced = json.value("interlaced", false);
    return stream;
}

Json json_of(const media::ClipFacts& clip) {
    Json streams = Json::array();
    for (const media::StreamFacts& stream : clip.streams)
        streams.push_back(json_of(stream));
    Json chapters = Json::array();
    for (const media::ChapterFacts& chapter : clip.chapters)
        chapters.push_back({{"begin", chapter.begin}, {"end", chapter.end}, {"title", chapter.title}});
    Json faults = Json::array();
    for (const media::ClipFault& fault : clip.faults)
        faults.push_back({{"code", fault.code}, {"detail", fault.detail}});
    return {{"playable", clip.playable}, {"container", clip.container}, {"duration", clip.duration},
            {"streams", streams},        {"chapters", chapters},        {"faults", faults}};
}

media::ClipFacts clip_of(const Json& json) {
    media::ClipFacts clip;
    clip.playable = json.value("playable", false);
    clip.container = json.value("container", "");
    clip.duration = json.value("duration", 0.0);
    for (const Json& stream : json.value("streams", Json::array()))
        clip.streams.push_back(stream_of(stream));
    for (const Json& chapter : json.value("chapters", Json::array()))
        clip.chapters.push_back(
            {chapter.value("begin", 0.0), chapter.value("end", 0.0), chapter.value("title", "")});
    for (const Json& fault : json.value("faults", Json::array()))
        clip.faults.push_back({fault.value("code", ""), fault.value("detail", "")});
    return clip;
}

void append_u32(std::string& bytes, std::uint32_t number) {
    for (unsigned shift = 0; shift < 32; shift += 8)
        bytes += static_cast<char>((number >> shift) & 0xffU);
}

std::uint32_t u32_at(const std::string& bytes, std::size_t at) {
    std::uint32_t number = 0;
    for (unsigned i = 0; i < 4; ++i)
        number |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
    return number;
}

} // namespace

std::string to_json(const MediaFacts& facts) {
    Json json = Json::object();
    if (facts.clip.playable)
        json["clip"] = json_of(facts.clip);
    if (facts.sound_measured)
        json["sound_measured"] = true;
    if (facts.loudness.valid)
        json["loudness"] = {{"integrated", facts.loudness.integrated},
                            {"true_peak", facts.loudness.true_peak}};
    if (facts.picture.width > 0)
        json["picture"] = {{"width", facts.picture.width}, {"height", facts.picture.height}};
    return formats::json_text(json);
}

MediaFacts media_facts(const std::string& text) {
    MediaFacts facts;
    try {
        const Json json = Json::parse(text);
        if (json.contains("clip"))
            facts.clip = clip_of(json["clip"]);
        facts.sound_measured = json.value("sound_measured", false);
        if (json.contains("loudness"))
            facts.loudness = {.integrated = json["loudness"].value("integrated", 0.0),
                              .true_peak = json["loudness"].value("true_peak", 0.0),
                              .valid = true};
        if (json.contains("picture"))
            facts.picture = {json["picture"].value("width", 0), json["picture"].value("height", 0)};
    } catch (const Json::exception&) { // facts can be made again; without them the object still plays
    }
    return facts;
}

std::string waveform_bytes(const media::Waveform& waveform) {
    std::string bytes = "WAVE";
    append_u32(bytes, static_cast<std::uint32_t>(waveform.per_second));
    append_u32(bytes, static_cast<std::uint32_t>(waveform.peaks.size()));
    for (const std::int8_t peak : waveform.peaks)
        bytes += static_cast<char>(peak);
    return bytes;
}

media::Waveform waveform_of(const std::string& bytes) {
    constexpr std::size_t header = 12;
    media::Waveform waveform;
    if (bytes.size() < header || !bytes.starts_with("WAVE") || bytes.size() - header != u32_at(bytes, 8))
        return waveform;
    const std::uint32_t per_second = u32_at(bytes, 4);
    if (per_second == 0 || per_second > 48000)
        return waveform;
    waveform.per_second = static_cast<int>(per_second);
    waveform.peaks.resize(bytes.size() - header);
    if (!waveform.peaks.empty())
        std::memcpy(waveform.peaks.data(), bytes.data() + header, waveform.peaks.size());
    return waveform;
}

std::vector<dossier::Chapter> chapters_of(const media::ClipFacts& facts, const dossier::ClipPart& part) {
    std::vector<dossier::Chapter> chapters;
    for (const media::ChapterFacts& chapter : facts.chapters)
        if (chapter.begin >= part.in && (part.out <= 0 || chapter.begin < part.out))
            chapters.push_back({chapter.begin - part.in + part.offset, chapter.title});
    return chapters;
}

} // namespace app

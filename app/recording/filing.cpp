#include "app/recording/filing.h"

#include "app/derivatives.h"
#include "app/language.h"
#include "app/media_facts.h"
#include "app/recording/facts.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

namespace app::recording {

namespace fs = std::filesystem;

namespace {

using Json = nlohmann::ordered_json;

/// "2024-05-01T08:30:00.123Z" as people here read it: "2024-05-01 16:30".
std::string local_time(const std::string& utc) {
    std::tm time{};
    if (strptime(utc.c_str(), "%Y-%m-%dT%H:%M:%S", &time) == nullptr)
        return utc;
    const std::time_t seconds = timegm(&time);
    std::tm local{};
    localtime_r(&seconds, &local);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &local)};
}

std::string title_of(const db::Recording& recording) {
    const std::string purpose = facts_of(recording.document).purpose;
    const std::string day = local_time(recording.began).substr(0, 10);
    return purpose.empty() ? tr("Interview {0}", {day}) : purpose + " " + day;
}

std::string file_name_of(const db::Recording& recording, std::size_t part, std::size_t parts) {
    std::string name = local_time(recording.began);
    std::replace(name.begin(), name.end(), ':', '-');
    return name + (parts > 1 ? " (" + std::to_string(part + 1) + ")" : "") + ".mp4";
}

/// Parts as they are filed: object, length in the clip.
struct Stored {
    std::vector<db::MediaRow> rows;
    dossier::ClipContent content;
    bool pictures = false;
};

void store_sound(db::MediaStore& store, const std::string& hash, const PartToFile& part, MediaFacts& facts) {
    if (!part.sound || !facts.clip.has_audio())
        return;
    store.put_derived(hash, waveform_name, waveform_bytes(part.sound->waveform));
    facts.loudness = part.sound->loudness;
    facts.sound_measured = true;
}

Stored store_parts(db::Catalogue& catalogue, media::ProbeHelper& probe, const db::Recording& recording,
                   const std::vector<PartToFile>& parts) {
    Stored stored;
    db::MediaStore::Batch batch(catalogue.media());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const PartToFile& part = parts[i];
        MediaFacts facts{.clip = media::probe_here(part.file)}; // our own file: no helper is needed
        if (!facts.clip.playable)
            continue;
        const std::string hash = batch.link_file(part.file);
        if (!part.hash.empty() && hash != part.hash)
            throw media::Error(media::Fault::damaged, part.file.filename().string() +
                                                          ": the disk gives back other bytes than written");
        const double length = facts.clip.duration > 0 ? facts.clip.duration : part.lead + part.length;
        stored.content.parts.push_back({.media = hash, .offset = stored.content.duration});
        stored.content.duration += length;
        stored.pictures = stored.pictures || facts.clip.has_video();
        make_pictures(catalogue.media(), probe, hash, part.file, facts.clip);
        store_sound(catalogue.media(), hash, part, facts);
        stored.rows.push_back({.hash = hash,
                               .bytes = batch.size_of(hash),
                               .file_name = file_name_of(recording, i, parts.size()),
                               .facts = to_json(facts)});
    }
    batch.commit();
    return stored;
}

/// From the time line of the recording to that of the clip: each file begins with the encoder's run-up.
double in_clip(double time, const std::vector<PartToFile>& parts, const dossier::ClipContent& content) {
    double moved = std::min(time, content.duration);
    for (std::size_t i = 0; i < parts.size() && i < content.parts.size(); ++i)
        if (time >= parts[i].offset)
            moved = content.parts[i].offset + parts[i].lead + (time - parts[i].offset);
    return std::clamp(moved, 0.0, content.duration);
}

void remove_files(const db::Catalogue& catalogue, const dossier::RecordingId& id) {
    std::error_code ignored;
    for (const fs::path& file : part_files(catalogue.folder(), id))
        fs::remove(file, ignored);
    fs::remove(progress_file(catalogue.folder(), id), ignored);
    fs::remove(reserve_file(catalogue.folder(), id), ignored);
}

double rounded(double seconds) {
    return std::round(seconds * 1000) / 1000;
}

} // namespace

fs::path recording_folder(const fs::path& catalogue) {
    return catalogue / "recording";
}

std::vector<fs::path> part_files(const fs::path& catalogue, const dossier::RecordingId& id) {
    std::vector<fs::path> files;
    std::error_code error;
    for (int number = 1;; ++number) {
        fs::path file = recording_folder(catalogue) / (id.text + "-" + std::to_string(number) + ".mp4");
        if (!fs::is_regular_file(file, error))
            return files;
        files.push_back(std::move(file));
    }
}

fs::path progress_file(const fs::path& catalogue, const dossier::RecordingId& id) {
    return recording_folder(catalogue) / (id.text + ".progress");
}

fs::path reserve_file(const fs::path& catalogue, const dossier::RecordingId& id) {
    return recording_folder(catalogue) / (id.text + ".reserve");
}

Filed file_recording(db::Catalogue& catalogue, media::ProbeHelper& probe, const db::Recording& recording,
                     const std::vector<PartToFile>& parts, const std::string& state) {
    Filed filed{.recording = recording};
    if (const auto person = catalogue.person(recording.person))
        filed.name = person->name;
    std::error_code ignored;
    fs::remove(reserve_file(catalogue.folder(), recording.id), ignored); // room for what comes now
    Stored stored = store_parts(catalogue, probe, recording, parts);
    filed.marks = catalogue.recording_marks(recording.id);
    if (stored.content.parts.empty()) {
        catalogue.end_recording(recording.id, "empty", {}, {}, {});
        remove_files(catalogue, recording.id);
        return filed;
    }
    for (db::RecordingMark& mark : filed.marks) {
        mark.time = in_clip(mark.time, parts, stored.content);
        stored.content.chapters.push_back(
            {.begin = mark.time, .title = tr("Question {0}", {std::to_string(mark.question)})});
    }
    if (facts_of(recording.document).consent.empty())
        stored.content.withheld = filed.withheld = consent_missing;
    filed.seconds = stored.content.duration;
    for (const dossier::ClipPart& part : stored.content.parts)
        filed.media.push_back(part.media);
    const dossier::Material material{.id = dossier::MaterialId::make(),
                                     .person = recording.person,
                                     .kind = stored.pictures ? dossier::MaterialKind::video
                                                             : dossier::MaterialKind::audio,
                                     .title = title_of(recording),
                                     .file_name = file_name_of(recording, 0, 1),
                                     .content = std::move(stored.content)};
    filed.material = material.id;
    const std::vector<dossier::Edit> edits{dossier::PutMaterial{material}};
    catalogue.end_recording(recording.id, state, material.id, edits, stored.rows);
    remove_files(catalogue, recording.id);
    return filed;
}

std::string line_of(const Filed& filed, const std::string& state, double seconds_missing) {
    Json marks = Json::array();
    for (const db::RecordingMark& mark : filed.marks)
        marks.push_back({{"mark", mark.question}, {"seconds", rounded(mark.time)}});
    Json line;
    if (!state.empty())
        line["state"] = state;
    line["person"] = filed.recording.person.text;
    line["name"] = filed.name;
    line["recording"] = filed.recording.id.text;
    line["material"] = filed.material.text;
    line["media"] = filed.media.empty() ? "" : filed.media.front();
    line["parts"] = filed.media;
    line["seconds"] = rounded(filed.seconds);
    if (seconds_missing >= 0)
        line["seconds_missing"] = rounded(seconds_missing);
    line["markers"] = filed.marks.size();
    line["marks"] = marks;
    if (!filed.withheld.empty())
        line["withheld"] = filed.withheld;
    return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace app::recording

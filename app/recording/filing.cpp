#include "app/recording/filing.h"

#include "app/derivatives.h"
#include "app/language.h"
#include "app/logging.h"
#include "app/media_facts.h"
#include "app/recording/facts.h"
#include "dossier/formats/json_text.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <nlohmann/json.hpp>

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
    const Facts facts = facts_of(recording.document);
    const std::string& purpose = facts.purpose;
    // With the time of day: several are recorded on one.
    const std::string day = facts.date.empty() ? local_time(recording.began) : facts.date;
    return purpose.empty() ? tr("Interview {0}", {day}) : purpose + " " + day;
}

std::string file_name_of(const db::Recording& recording, std::size_t part, std::size_t parts) {
    std::string name = local_time(recording.began);
    std::replace(name.begin(), name.end(), ':', '-');
    return name + (parts > 1 ? " (" + std::to_string(part + 1) + ")" : "") + ".mp4";
}

/// Parts as they are filed, and where on the recording's time line each of them lies in the clip.
struct Stored {
    struct Place {
        double from = 0; ///< on the time line of the marks
        double to = 0;   ///< on the clip's
    };
    std::vector<db::MediaRow> rows;
    std::vector<dossier::ClipPart> parts;
    std::vector<Place> places;
    double duration = 0;
    bool pictures = false;
};

void store_sound(db::MediaStore& store, const std::string& hash, const PartToFile& part, MediaFacts& facts) {
    if (!part.sound || !facts.clip.has_audio())
        return;
    store.put_derived(hash, waveform_name, waveform_bytes(part.sound->waveform));
    facts.loudness = part.sound->loudness;
    facts.sound_measured = true;
}

/// How much of all parts has been read back.
class Reading {
  public:
    Reading(const std::vector<PartToFile>& parts, const FilingProgress& progress)
        : progress_(progress) {
        std::error_code ignored;
        for (const PartToFile& part : parts) {
            const std::uintmax_t bytes = fs::file_size(part.file, ignored);
            total_ += bytes != static_cast<std::uintmax_t>(-1) ? static_cast<double>(bytes) : 0;
        }
    }
    void at(std::int64_t bytes) const {
        if (progress_)
            progress_(std::min(1.0, (done_ + static_cast<double>(bytes)) / std::max(1.0, total_)));
    }
    void finished(std::int64_t bytes) { done_ += static_cast<double>(bytes); }

  private:
    const FilingProgress& progress_;
    double total_ = 0;
    double done_ = 0;
};

/// Reads the part back whole; where it is not what was written, its mirror. Returns the file that is good.
fs::path put_part(db::MediaStore::Batch& batch, const PartToFile& part, const Reading& reading,
                  std::string& hash) {
    const auto read = [&](std::int64_t bytes) { reading.at(bytes); };
    std::string why;
    try {
        // Only what lies in the catalogue may become the object itself.
        hash = part.copied ? batch.put_file(part.file) : batch.link_file(part.file, read);
        if (part.hash.empty() || hash == part.hash)
            return part.file;
        why = "the disk gives back other bytes than written";
    } catch (const db::Error& error) {
        if (error.kind == db::ErrorKind::full || part.mirror.empty())
            throw;
        why = error.what();
    }
    log_error("{}: {}", {part.file.string(), why});
    if (!part.mirror.empty() && !part.hash.empty()) {
        hash = batch.put_file(part.mirror);
        if (hash == part.hash)
            return part.mirror;
    }
    throw media::Error(media::Fault::damaged, part.file.filename().string() + ": " + why);
}

Stored store_parts(db::Catalogue& catalogue, media::ProbeHelper& probe, const db::Recording& recording,
                   const std::vector<PartToFile>& parts, const FilingProgress& progress) {
    Stored stored;
    Reading reading(parts, progress);
    db::MediaStore::Batch batch(catalogue.media());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const PartToFile& part = parts[i];
        std::string hash;
        const fs::path file = put_part(batch, part, reading, hash);
        reading.finished(batch.size_of(hash));
        MediaFacts facts{.clip = media::probe_here(file)}; // our own file: no helper is needed
        if (!facts.clip.playable)
            continue;
        // Probing a long file may end before its end: what was written is known better.
        const double whole = std::max(facts.clip.duration, part.lead + part.length);
        facts.clip.duration = whole;
        stored.parts.push_back({.media = hash, .in = part.in, .offset = stored.duration});
        stored.places.push_back(
            {.from = part.offset, .to = stored.duration + std::max(0.0, part.lead - part.in)});
        stored.duration += std::max(0.0, whole - part.in);
        stored.pictures = stored.pictures || facts.clip.has_video();
        make_pictures(catalogue.media(), probe, hash, file, facts.clip);
        store_sound(catalogue.media(), hash, part, facts);
        stored.rows.push_back({.hash = hash,
                               .bytes = batch.size_of(hash),
                               .file_name = file_name_of(recording, i, parts.size()),
                               .facts = to_json(facts)});
    }
    batch.commit();
    return stored;
}

/// From the time line of the recording to that of what is stored: each file begins with the encoder's run-up.
double in_clip(double time, const Stored& stored) {
    double moved = std::min(time, stored.duration);
    for (const Stored::Place& place : stored.places)
        if (time >= place.from)
            moved = place.to + (time - place.from);
    return std::clamp(moved, 0.0, stored.duration);
}

/// The clip this recording goes on with, where it is still one of this person that may be changed.
std::optional<dossier::Material> continued(db::Catalogue& catalogue, const db::Recording& recording) {
    const std::string id = facts_of(recording.document).continues;
    if (id.empty())
        return std::nullopt;
    std::optional<dossier::Material> material = catalogue.material({id});
    if (material && material->person == recording.person &&
        material->state != dossier::MaterialState::locked &&
        std::holds_alternative<dossier::ClipContent>(material->content))
        return material;
    log_warning("recording {} goes on with {}, which is gone or locked: it becomes a clip of its own",
                {recording.id.text, id});
    return std::nullopt;
}

/// Mark 0 is the spoken consent; the others are called as they were asked, as far as that is known.
dossier::Chapter chapter_of(const db::RecordingMark& mark, const Facts& facts) {
    if (mark.question == 0)
        return {.begin = mark.time, .title = tr("Consent")};
    const auto place = static_cast<std::size_t>(mark.question) - 1;
    return {.begin = mark.time,
            .title = place < facts.questions.size() ? facts.questions[place]
                                                    : tr("Question {0}", {std::to_string(mark.question)}),
            .question = mark.question};
}

/// The clip with what was recorded at its end; marks get their place in it.
dossier::Material material_of(const db::Recording& recording, std::optional<dossier::Material> before,
                              const Stored& stored, std::vector<db::RecordingMark>& marks) {
    dossier::Material material = before ? std::move(*before)
                                        : dossier::Material{.id = dossier::MaterialId::make(),
                                                            .person = recording.person,
                                                            .kind = dossier::MaterialKind::audio,
                                                            .title = title_of(recording),
                                                            .file_name = file_name_of(recording, 0, 1),
                                                            .content = dossier::ClipContent{}};
    auto& clip = std::get<dossier::ClipContent>(material.content);
    if (stored.pictures)
        material.kind = dossier::MaterialKind::video;
    const double end = clip.duration;
    for (dossier::ClipPart part : stored.parts) {
        part.offset += end;
        clip.parts.push_back(std::move(part));
    }
    clip.duration += stored.duration;
    const Facts facts = facts_of(recording.document);
    for (db::RecordingMark& mark : marks) {
        mark.time = end + in_clip(mark.time, stored);
        clip.chapters.push_back(chapter_of(mark, facts));
    }
    if (facts.consent.empty() && clip.withheld.empty())
        clip.withheld = consent_missing;
    return material;
}

/// "访谈 2026-11-29 08:19 (2)": two that began within one minute are told apart.
void name_apart(dossier::Material& material, const std::vector<dossier::Material>& others) {
    const std::string title = material.title;
    for (int number = 2; std::any_of(others.begin(), others.end(),
                                     [&](const dossier::Material& other) {
                                         return other.id != material.id && other.title == material.title;
                                     });
         ++number)
        material.title = title + " (" + std::to_string(number) + ")";
}

double rounded(double seconds) {
    return std::round(seconds * 1000) / 1000;
}

} // namespace

fs::path recording_folder(const fs::path& catalogue) {
    return catalogue / "recording";
}

fs::path part_file(const fs::path& folder, const dossier::RecordingId& id, int number,
                   const char* extension) {
    return folder / (id.text + "-" + std::to_string(number) + extension);
}

int part_count(const fs::path& catalogue, const dossier::RecordingId& id) {
    const std::string prefix = id.text + "-";
    int count = 0;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(recording_folder(catalogue), error))
        if (const std::string name = entry.path().filename().string(); name.starts_with(prefix))
            count = std::max(count, std::atoi(name.c_str() + prefix.size()));
    return count;
}

fs::path progress_file(const fs::path& catalogue, const dossier::RecordingId& id) {
    return recording_folder(catalogue) / (id.text + ".progress");
}

fs::path reserve_file(const fs::path& catalogue, const dossier::RecordingId& id) {
    return recording_folder(catalogue) / (id.text + ".reserve");
}

void remove_recording_files(const fs::path& catalogue, const dossier::RecordingId& id) {
    std::error_code ignored;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(recording_folder(catalogue), ignored))
        if (entry.path().filename().string().starts_with(id.text))
            files.push_back(entry.path());
    for (const fs::path& file : files)
        fs::remove(file, ignored);
}

Filed file_recording(db::Catalogue& catalogue, media::ProbeHelper& probe, const db::Recording& recording,
                     const std::vector<PartToFile>& parts, const std::string& state,
                     const FilingProgress& progress) {
    Filed filed{.recording = recording};
    if (const auto person = catalogue.person(recording.person))
        filed.name = person->name;
    std::error_code ignored;
    fs::remove(reserve_file(catalogue.folder(), recording.id), ignored); // room for what comes now
    const Stored stored = store_parts(catalogue, probe, recording, parts, progress);
    filed.marks = catalogue.recording_marks(recording.id);
    if (stored.parts.empty()) {
        catalogue.end_recording(recording.id, "empty", {}, {}, {});
        remove_recording_files(catalogue.folder(), recording.id);
        return filed;
    }
    dossier::Material material = material_of(recording, continued(catalogue, recording), stored, filed.marks);
    name_apart(material, catalogue.materials(recording.person));
    filed.material = material.id;
    filed.withheld = std::get<dossier::ClipContent>(material.content).withheld;
    filed.seconds = stored.duration;
    filed.pictures = stored.pictures;
    for (const dossier::ClipPart& part : stored.parts)
        filed.media.push_back(part.media);
    const std::vector<dossier::Edit> edits{dossier::PutMaterial{material}};
    catalogue.end_recording(recording.id, state, material.id, edits, stored.rows);
    remove_recording_files(catalogue.folder(), recording.id);
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
    return formats::json_text(line);
}

} // namespace app::recording

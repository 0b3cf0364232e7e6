#include "app/recording/recovery.h"

#include "app/logging.h"
#include "app/recording/facts.h"
#include "dossier/formats/json_text.h"
#include "media/record_repair.h"

#include <algorithm>
#include <cmath>
#include <fcntl.h>
#include <memory>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace app::recording {

namespace fs = std::filesystem;

namespace {

/// Holds the first part's lock; not held: somebody records.
class PartLock {
  public:
    explicit PartLock(const fs::path& file)
        : descriptor_(::open(file.c_str(), O_RDONLY | O_CLOEXEC))
        , held_(descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) {}
    PartLock(const PartLock&) = delete;
    PartLock& operator=(const PartLock&) = delete;
    ~PartLock() {
        if (descriptor_ >= 0)
            ::close(descriptor_);
    }
    [[nodiscard]] bool held() const { return held_; }

  private:
    int descriptor_;
    bool held_;
};

/// A file of a part that has something to play, cut to what is whole and with its index.
struct Usable {
    fs::path file;
    double length = 0; ///< without the lead; 0 = not usable
};

Usable usable(const fs::path& file, double lead, const std::atomic<bool>& stop) {
    std::error_code error;
    if (file.empty() || !fs::is_regular_file(file, error))
        return {};
    try {
        const media::WholePart whole = media::inspect_part(file, &stop);
        if (!whole.has_header || whole.fragments == 0)
            return {};
        if (whole.torn() || !whole.has_index) {
            ::chmod(file.c_str(), 0600); // a filing that was cut short has made it an object already
            media::mend_part(file, whole);
        }
        return {file, std::max(0.0, whole.end.count() - lead)};
    } catch (const media::Error& bad) {
        if (stop)
            throw;
        log_error("{}: {}", {file.string(), bad.what()}); // another file of the part may be whole
        return {};
    }
}

/// What can be had of a recording, and how.
struct Found {
    std::vector<PartToFile> parts;
    double seconds = 0;
    double sound_only = 0;
    bool from_mirror = false;
};

/// What of a part the second file of the sound must have more, before it is worth a part of its own.
constexpr double worth_a_part = 1;

void find_part(const fs::path& catalogue, const db::Recording& recording, int number, double lead,
               const std::atomic<bool>& stop, Found& found) {
    const fs::path mirror = facts_of(recording.document).mirror;
    const fs::path folder = recording_folder(catalogue);
    bool from_mirror = false;
    Usable main = usable(part_file(folder, recording.id, number, ".mp4"), lead, stop);
    const Usable sound = usable(part_file(folder, recording.id, number, ".m4a"), lead, stop);
    if (!mirror.empty()) {
        const Usable second = usable(part_file(mirror, recording.id, number, ".mp4"), lead, stop);
        if (second.length > main.length) {
            main = second;
            from_mirror = found.from_mirror = true;
        }
    }
    const double offset = found.seconds;
    if (main.length > 0) {
        found.parts.push_back({.file = main.file,
                               .copied = from_mirror,
                               .offset = offset,
                               .length = main.length,
                               .lead = lead});
        found.seconds += main.length;
    }
    if (const double more = sound.length - main.length;
        more > worth_a_part || (more > 0 && main.length == 0)) {
        const double in = main.length > 0 ? lead + main.length : 0;
        found.parts.push_back({.file = sound.file,
                               .offset = offset + main.length,
                               .length = more,
                               .lead = main.length > 0 ? in : lead,
                               .in = in});
        found.seconds += more;
        found.sound_only += more;
    }
}

Found find_parts(const fs::path& catalogue, const db::Recording& recording,
                 const media::RecordProgress& progress, const std::atomic<bool>& stop) {
    const bool sound = !facts_of(recording.document).microphone.empty();
    Found found;
    const int count = part_count(catalogue, recording.id);
    for (int number = 1; number <= count; ++number) {
        const media::Time lead = number == 1 ? progress.first_lead : progress.later_lead;
        find_part(catalogue, recording, number, sound ? lead.count() : 0, stop, found);
    }
    return found;
}

/// The file whose lock says that somebody records: the first one made.
fs::path locked_file(const fs::path& catalogue, const dossier::RecordingId& id) {
    std::error_code error;
    for (const char* extension : {".mp4", ".m4a"})
        if (fs::path file = part_file(recording_folder(catalogue), id, 1, extension); fs::exists(file, error))
            return file;
    return {};
}

Recovered recover_one(db::Catalogue& catalogue, media::ProbeHelper& probe, const db::Recording& recording,
                      const std::atomic<bool>& stop) {
    const media::RecordProgress progress =
        media::read_progress(progress_file(catalogue.folder(), recording.id));
    const Found found = find_parts(catalogue.folder(), recording, progress, stop);
    double reached = progress.reached.count();
    for (const db::RecordingMark& mark : catalogue.recording_marks(recording.id))
        reached = std::max(reached, mark.time);
    return {.filed = file_recording(catalogue, probe, recording, found.parts, "recovered"),
            .seconds_missing = std::max(0.0, reached - found.seconds),
            .seconds_sound_only = found.sound_only,
            .from_mirror = found.from_mirror};
}

/// What is left of recordings that never got a row, or whose row is done: a kill between two steps.
void sweep(db::Catalogue& catalogue) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(recording_folder(catalogue.folder()), error)) {
        constexpr std::size_t id_length = 36;
        const std::string name = entry.path().filename().string();
        const std::string id = name.substr(0, id_length);
        if (!dossier::is_uuid(id))
            continue;
        const auto row = catalogue.recording({id});
        const bool media = entry.path().extension() == ".mp4" || entry.path().extension() == ".m4a";
        const bool unknown_and_empty = !row && (!media || fs::file_size(entry.path(), error) == 0);
        if ((row && row->state != "recording") || unknown_and_empty) {
            const fs::path first = locked_file(catalogue.folder(), {id});
            if (first.empty() || PartLock(first).held())
                fs::remove(entry.path(), error);
        }
    }
}

} // namespace

std::string line_of(const Recovered& recovered) {
    using Json = nlohmann::ordered_json;
    Json line = Json::parse(line_of(recovered.filed, "", recovered.seconds_missing));
    if (recovered.seconds_sound_only > 0)
        line["seconds_sound_only"] = std::round(recovered.seconds_sound_only * 1000) / 1000;
    if (recovered.from_mirror)
        line["from_mirror"] = true;
    return formats::json_text(line);
}

int recover_recordings(db::Catalogue& catalogue, media::ProbeHelper& probe,
                       const std::function<void(const Recovered&)>& recovered,
                       const std::function<void(const db::Recording&, const std::exception&)>& failed,
                       const std::atomic<bool>& stop) {
    int failures = 0;
    for (const db::Recording& recording : catalogue.open_recordings()) {
        if (stop)
            break;
        try {
            const fs::path first = locked_file(catalogue.folder(), recording.id);
            const auto lock = first.empty() ? nullptr : std::make_unique<PartLock>(first);
            if (lock && !lock->held())
                continue;
            const auto still = catalogue.recording(recording.id); // filed while we waited for the lock
            if (!still || still->state != "recording")
                continue;
            recovered(recover_one(catalogue, probe, *still, stop));
        } catch (const std::exception& error) {
            log_error("recovering {}: {}", {recording.id.text, error.what()});
            failed(recording, error);
            ++failures;
        }
    }
    if (!stop)
        sweep(catalogue);
    return failures;
}

} // namespace app::recording

#include "app/recording/recovery.h"

#include "app/recording/facts.h"
#include "media/record_repair.h"

#include <algorithm>
#include <fcntl.h>
#include <memory>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace app::recording {

namespace fs = std::filesystem;

namespace {

/// The run-up of the sound encoder: a frame of AAC.
constexpr double sound_lead = 1024.0 / 48000;

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

std::vector<PartToFile> whole_parts(const std::vector<fs::path>& files, bool sound,
                                    const std::atomic<bool>& stop) {
    std::vector<PartToFile> parts;
    double offset = 0;
    for (const fs::path& file : files) {
        const media::WholePart whole = media::inspect_part(file, &stop);
        if (!whole.has_header || whole.fragments == 0)
            continue;
        if (whole.torn()) {
            ::chmod(file.c_str(), 0600); // a filing that was cut short has made it an object already
            media::cut_part(file, whole.whole_bytes);
        }
        const double lead = sound ? sound_lead : 0;
        const double length = std::max(0.0, whole.end.count() - lead);
        parts.push_back({.file = file, .offset = offset, .length = length, .lead = lead});
        offset += length;
    }
    return parts;
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
        const bool unknown_and_empty =
            !row && (entry.path().extension() != ".mp4" || fs::file_size(entry.path(), error) == 0);
        if ((row && row->state != "recording") || unknown_and_empty) {
            const PartLock lock(recording_folder(catalogue.folder()) / (id + "-1.mp4"));
            const bool first_gone =
                !fs::exists(recording_folder(catalogue.folder()) / (id + "-1.mp4"), error);
            if (lock.held() || first_gone)
                fs::remove(entry.path(), error);
        }
    }
}

} // namespace

int recover_recordings(db::Catalogue& catalogue, media::ProbeHelper& probe,
                       const std::function<void(const Recovered&)>& recovered,
                       const std::function<void(const db::Recording&, const std::exception&)>& failed,
                       const std::atomic<bool>& stop) {
    int failures = 0;
    for (const db::Recording& recording : catalogue.open_recordings()) {
        if (stop)
            break;
        try {
            const std::vector<fs::path> files = part_files(catalogue.folder(), recording.id);
            const auto lock = files.empty() ? nullptr : std::make_unique<PartLock>(files.front());
            if (lock && !lock->held())
                continue;
            const auto still = catalogue.recording(recording.id); // filed while we waited for the lock
            if (!still || still->state != "recording")
                continue;
            const bool sound = !facts_of(recording.document).microphone.empty();
            const std::vector<PartToFile> parts = whole_parts(files, sound, stop);
            double reached = media::read_progress(progress_file(catalogue.folder(), recording.id)).count();
            for (const db::RecordingMark& mark : catalogue.recording_marks(recording.id))
                reached = std::max(reached, mark.time);
            const double whole = parts.empty() ? 0 : parts.back().offset + parts.back().length;
            recovered({.filed = file_recording(catalogue, probe, recording, parts, "recovered"),
                       .seconds_missing = std::max(0.0, reached - whole)});
        } catch (const std::exception& error) {
            spdlog::error("recovering {}: {}", recording.id.text, error.what());
            failed(recording, error);
            ++failures;
        }
    }
    if (!stop)
        sweep(catalogue);
    return failures;
}

} // namespace app::recording

// The files of a recording become a clip of the person's dossier: read back whole, stored, marks as chapters.
#pragma once

#include "db/catalogue.h"
#include "media/clip.h"
#include "media/recorder.h"

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace app::recording {

/// One finished file, in the order of the time line.
struct PartToFile {
    std::filesystem::path file;
    bool copied = false;          ///< the file is somebody else's: it stays, its bytes are copied
    std::filesystem::path mirror; ///< the same bytes, where `file` is damaged; empty = none
    double offset = 0;            ///< of the part on the time line of the marks
    double length = 0;
    double lead = 0;  ///< where in the file the part begins
    double in = 0;    ///< what lies before is not shown: it is in the part before
    std::string hash; ///< what was written; empty = not known
    std::optional<media::SoundFacts> sound;
};

struct Filed {
    db::Recording recording;
    std::string name; ///< of the person
    dossier::MaterialId material;
    std::vector<std::string> media; ///< hashes; empty: nothing was recorded
    double seconds = 0;
    bool pictures = false;
    std::vector<db::RecordingMark> marks; ///< times as in the clip
    std::string withheld;
};

/// CATALOGUE/recording/ID-1.mp4 ...: the files of one recording; ID-1.m4a ...: the same sound alone.
std::filesystem::path recording_folder(const std::filesystem::path& catalogue);
std::filesystem::path part_file(const std::filesystem::path& folder, const dossier::RecordingId& id,
                                int number, const char* extension);
/// How many parts it has, whichever of their files are there.
int part_count(const std::filesystem::path& catalogue, const dossier::RecordingId& id);
std::filesystem::path progress_file(const std::filesystem::path& catalogue, const dossier::RecordingId& id);
std::filesystem::path reserve_file(const std::filesystem::path& catalogue, const dossier::RecordingId& id);

/// Everything in the recording folder that is this recording's; a mirror is left alone.
void remove_recording_files(const std::filesystem::path& catalogue, const dossier::RecordingId& id);

/// How much of the parts' bytes was read back, 0 to 1; on the thread that files.
using FilingProgress = std::function<void(double)>;

/// Stores the parts and files the recording, then removes its files from the recording folder. `state` is
/// "filed" or "recovered"; without a part that plays it is "empty". What was written and what is read back
/// must be the same, of the file or of its mirror: else media::Error(damaged), and everything stays for the
/// recovery. A recording that continues a clip becomes further parts of it. The second files of the sound go
/// with the first ones, a mirror stays: it is the copy somebody wanted on another disk. Throws db::Error.
Filed file_recording(db::Catalogue& catalogue, media::ProbeHelper& probe, const db::Recording& recording,
                     const std::vector<PartToFile>& parts, const std::string& state,
                     const FilingProgress& progress = {});

/// {"person", "name", "recording", "material", "media", "parts", "seconds", "markers", "marks", "withheld"}
/// as one line of JSON; `seconds_missing` where it is not negative; `state` where it is not empty.
std::string line_of(const Filed& filed, const std::string& state, double seconds_missing = -1);

} // namespace app::recording

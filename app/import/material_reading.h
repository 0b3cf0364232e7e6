// One file of a candidate as the content of a material: probed, decoded or read, and put into a batch of the
// media store.
#pragma once

#include "app/import/plan.h"
#include "db/catalogue.h"
#include "dossier/formats/error.h"
#include "dossier/formats/poll_sheet.h"
#include "dossier/material.h"
#include "media/clip.h"

#include <atomic>
#include <string>
#include <vector>

namespace app {

struct MaterialReading {
    dossier::MaterialKind kind = dossier::MaterialKind::document;
    dossier::Content content;
    std::vector<db::MediaRow> rows; ///< of the objects in the batch, the original first
    formats::Notes notes;
};

struct TranscriptReading {
    std::vector<dossier::Cue> cues;
    formats::Notes notes;
};

/// All members throw NotImported for what is wrong with the file, db::Error for what is wrong with the
/// catalogue (a full disk). Derivatives (posters, first pictures) are written at once: they may be there
/// without their object.
class MaterialReader {
  public:
    MaterialReader(db::Catalogue& catalogue, media::ProbeHelper& probe, const std::atomic<bool>& stop)
        : work_folder_(catalogue.folder() / "derived")
        , store_(catalogue.media())
        , probe_(probe)
        , stop_(stop) {}

    /// Clip, photo, report, document.
    MaterialReading read(const PlannedFile& file, db::MediaStore::Batch& batch);
    /// A poll sheet; the original is put once, for whoever is in it.
    formats::PollResult read_poll(const PlannedFile& file);
    static TranscriptReading read_transcript(const std::filesystem::path& file);
    /// Puts a file as it is.
    static db::MediaRow put(const std::filesystem::path& file, db::MediaStore::Batch& batch);

  private:
    MaterialReading clip(const PlannedFile& file, db::MediaStore::Batch& batch);
    MaterialReading photo(const PlannedFile& file, db::MediaStore::Batch& batch);
    MaterialReading document(const PlannedFile& file, db::MediaStore::Batch& batch);
    static MaterialReading report(const PlannedFile& file, db::MediaStore::Batch& batch);

    std::filesystem::path work_folder_; ///< sensitive files stay within the catalogue
    db::MediaStore& store_;
    media::ProbeHelper& probe_;
    const std::atomic<bool>& stop_;
};

} // namespace app

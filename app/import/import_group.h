// What an import commits together: objects, their rows, edits, and the lines that may be said afterwards.
#pragma once

#include "db/catalogue.h"
#include "dossier/edit.h"
#include "dossier/meeting.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace app {

/// What became of one path.
struct ImportLine {
    enum class Result { imported, revised, unchanged, kept_both, left_out, refused };
    std::filesystem::path path;
    Result result = Result::imported;
    std::string text; ///< in the user's language
};

/// Objects first, then rows and edits in one transaction, then the lines: at every instant of a kill what was
/// said is in the catalogue. The destructor drops what was not committed.
class ImportGroup {
  public:
    ImportGroup(db::Catalogue& catalogue, std::function<void(const ImportLine&)> acknowledge,
                const std::atomic<bool>& stop);

    db::MediaStore::Batch& batch() { return batch_; }
    void add(dossier::Edit edit) { edits_.push_back(std::move(edit)); }
    void add(db::MediaRow row);
    void say(ImportLine line);
    /// Remembers that the group changes who has this name or number.
    void touch(const std::string& key) { touched_.insert(key); }
    [[nodiscard]] bool touches(const std::string& key) const { return touched_.contains(key); }

    /// Candidates go on this meeting's list from now on; it is made with the first of them.
    void use_meeting(const std::string& number_or_title);
    void put_on_list(const dossier::PersonId& person);

    /// Commits when the group is 200 ms old or large.
    void commit_if_due();
    void commit();

  private:
    void add_agenda();

    db::Catalogue& catalogue_;
    std::function<void(const ImportLine&)> acknowledge_;
    db::MediaStore::Batch batch_;
    std::vector<db::MediaRow> rows_;
    std::vector<dossier::Edit> edits_;
    std::vector<ImportLine> lines_;
    std::set<std::string> touched_;
    std::chrono::steady_clock::time_point begun_{};
    std::optional<dossier::Meeting> meeting_;
    bool meeting_is_new_ = false;
    std::set<dossier::PersonId> listed_;
    std::vector<dossier::PersonId> to_list_;
};

} // namespace app

// One person's form and files on their way into a group of edits: new, a revision, unchanged, or both kept.
#pragma once

#include "app/import/form_reading.h"
#include "app/import/import_group.h"
#include "app/import/material_reading.h"
#include "dossier/person.h"

#include <atomic>
#include <set>
#include <string>
#include <vector>

namespace app {

/// What one run of an import remembers over all candidates.
struct ImportState {
    std::set<dossier::PersonId> formed; ///< whose form came with this import
    std::vector<std::string> new_clips;
    bool refused = false;
};

class CandidateImport {
  public:
    /// `known`: the catalogue has the person; else it is made with the first thing that comes in.
    CandidateImport(db::Catalogue& catalogue, MaterialReader& reader, ImportGroup& group, ImportState& state,
                    const std::atomic<bool>& stop, dossier::Person person, bool known);

    /// `folder` is the name of the candidate's folder, empty without one: it should be the form's.
    void form(const PlannedFile& file, FormReading& reading, const std::string& folder);
    void file(const PlannedFile& file);
    /// The part of a poll sheet that is this person's. False: it was there already.
    bool poll(const PlannedFile& file, dossier::PollContent content, const std::string& hash);

    [[nodiscard]] const dossier::Person& person() const { return person_; }
    /// The catalogue knows the person, or will after the commit.
    [[nodiscard]] bool known() const { return known_; }

  private:
    void new_form(const PlannedFile& file, FormReading& reading);
    void other_form(const PlannedFile& file, FormReading& reading);
    void keep_both(const PlannedFile& file, const FormReading& reading, const std::string& differing);
    void store(const PlannedFile& file, FormReading& reading);
    void store_file(const PlannedFile& file, const FormReading& reading);
    void say_form(const PlannedFile& file, ImportLine::Result result, std::string text,
                  const formats::Notes& notes);
    void make_person();
    dossier::Material* same_bytes(const std::filesystem::path& file);
    bool put(const PlannedFile& file, dossier::MaterialKind kind, dossier::Content content,
             const formats::Notes& notes);
    std::string another_name(const PlannedFile& file);
    std::string form_of(const PlannedFile& file) const;
    void unchanged(const PlannedFile& file, dossier::Material& material);
    bool transcripts(const PlannedFile& file, dossier::Material& material);
    void own_poll(const PlannedFile& file);
    void say(const std::filesystem::path& path, ImportLine::Result result, std::string text);

    db::Catalogue& catalogue_;
    MaterialReader& reader_;
    ImportGroup& group_;
    ImportState& state_;
    const std::atomic<bool>& stop_;
    dossier::Person person_;
    bool known_;
    std::string folder_;
    std::vector<dossier::Material> materials_; ///< as they will be after the commit
    std::set<dossier::MaterialId> claimed_;    ///< by a file of this import
};

} // namespace app

// Carries an import plan out: reads, commits in groups, acknowledges each path after its commit.
#pragma once

#include "app/import/candidate_import.h"
#include "app/import/import_group.h"
#include "app/import/material_reading.h"
#include "app/import/plan.h"
#include "app/import/who.h"
#include "db/catalogue.h"
#include "media/clip.h"

#include <atomic>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace app {

struct ImportHooks {
    /// After the commit of what the line says. Never called for what is not durable.
    std::function<void(const ImportLine&)> acknowledge;
    std::function<void(std::size_t done, std::size_t total)> progress;
    AskWho ask; ///< empty: nobody can answer
};

/// Repeating an import completes it: whatever is in the catalogue with the same bytes is "unchanged". One
/// writer (the calling thread), two threads that read forms ahead; memory stays flat. `stop` ends it after
/// the commit at hand.
class Importer {
  public:
    Importer(db::Catalogue& catalogue, media::ProbeHelper& probe, ImportHooks hooks,
             const std::atomic<bool>& stop);

    /// `meeting` (number or title, empty: none) is made where it is missing. Throws db::Error when the
    /// catalogue cannot go on; everything acknowledged is in it. False: something was refused, or stopped.
    bool run(const ImportPlan& plan, const std::string& meeting);

    /// Clips that came in, for their waveforms.
    [[nodiscard]] const std::vector<std::string>& new_clips() const { return state_.new_clips; }

  private:
    void candidate(const PlannedCandidate& candidate, std::vector<FormReading> readings);
    std::optional<Who> who_is(const PlannedCandidate& candidate, const FormReading* reading);
    void shared_poll(const PlannedFile& file);
    std::optional<dossier::Person> person_of_poll(const std::string& name);
    void save_what_fits();
    void step();

    db::Catalogue& catalogue_;
    ImportHooks hooks_;
    const std::atomic<bool>& stop_;
    MaterialReader reader_;
    ImportGroup group_;
    WhoIsIt who_;
    ImportState state_;
    std::map<std::string, std::vector<dossier::PersonId>> imported_; ///< by name: whose polls these are
    std::size_t done_ = 0;
    std::size_t total_ = 0;
};

} // namespace app

// Candidates as a spreadsheet: the list with the elements of the form, and the polls.
#pragma once

#include "dossier/formats/poll_sheet.h"
#include "dossier/formats/table.h"
#include "dossier/material.h"
#include "dossier/person.h"

#include <vector>

namespace app {

class SheetMaker {
  public:
    SheetMaker();
    void add(const dossier::Person& person, const std::vector<dossier::Material>& materials);
    /// The list, then the polls in the template that import reads.
    [[nodiscard]] formats::Workbook workbook() const;

  private:
    formats::Sheet list_;
    std::vector<formats::CandidatePoll> polls_;
};

} // namespace app

// One form read from its file: bytes to values, ahead of the writing, on worker threads.
#pragma once

#include "app/import/plan.h"
#include "dossier/form.h"
#include "dossier/formats/error.h"

#include <string>

namespace app {

struct FormReading {
    std::string refusal; ///< in the user's language; empty: the rest is there
    std::string bytes;   ///< the file, kept as evidence of what was imported
    std::string hash;    ///< SHA-256 of the file's bytes
    dossier::Form form;
    formats::Notes notes;
};

/// Never throws for what is in the file.
FormReading read_form(const PlannedFile& file);

/// Whom a form is about, for the planner.
PersonInForm who_in_form(const std::filesystem::path& path);

/// yyyy.mm of the birth: the form's, else of the identity number; empty when neither says.
std::string birth_month(const dossier::Form& form);

} // namespace app

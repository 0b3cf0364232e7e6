// The record of editor 2.0 (.lrm with its .pic): bytes to a Form and back (sources.md: editor-2).
#pragma once

#include "dossier/form.h"
#include "dossier/formats/error.h"

#include <string>
#include <string_view>

namespace formats {

inline constexpr std::size_t lrm_limit = 4U << 20U;
inline constexpr std::size_t lrm_field_count = 33;

struct LrmResult {
    dossier::Form form;
    Notes notes;
};

/// Reads one record; `picture` is the sibling .pic (or .jpg), kept verbatim as the photo. Newlines and commas
/// within fields, stray quotes, a wrong number of fields (as far as they tell what they are), UTF-8 and
/// UTF-16 are understood. Fields 12-15 and those behind the last go to Form::lrm_unknown. Throws
/// Fault::too_large, unknown_encoding, not_a_form.
LrmResult read_lrm(std::string_view bytes, std::string_view picture = {});

struct LrmFiles {
    std::string record;  ///< GB18030
    std::string picture; ///< contents of the .pic; empty: no such file
    Notes losses;        ///< what .lrm cannot hold of the form, and characters that had to change
};

/// Reading what this gives brings the same form, apart from `losses`.
LrmFiles write_lrm(const dossier::Form& form);

} // namespace formats

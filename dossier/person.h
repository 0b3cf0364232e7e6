// Who somebody is: a form, a name as it sorts and reads, a revision.
#pragma once

#include "dossier/form.h"
#include "dossier/id.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace dossier {

/// A person of the catalogue. `name` is Form's name without any white space or invisible characters: the key
/// for matching; forms may pad it ("张　三"). It is also set where a folder gave a name but no form.
struct Person {
    PersonId id;
    std::string name;
    Form form;
    bool has_form = false;
    std::string pinyin;       ///< chosen reading, "zhang san"; empty = computed
    std::string source;       ///< base name of the file the form came from
    std::string form_bytes;   ///< SHA-256 of the bytes the form was imported from; empty = entered here
    bool edited_here = false; ///< the form was changed here since it was imported
    /// An imported form that differs from one edited here: kept beside it until somebody decides.
    std::string conflict_note;
    std::int64_t revision = 1;
    bool operator==(const Person&) const = default;
};

/// Name for matching: white space (U+0020, U+3000, ...) and invisible characters (U+200B, BOM ...) removed.
std::string matching_name(std::string_view text);
/// Name for display: matching name; two characters are spaced by one U+3000 (sources.md: display) if
/// `spaced`.
std::string display_name(std::string_view name, bool spaced);

} // namespace dossier

// The official editor's XML form (.lrmx): bytes to a Form and back (sources.md: form-files).
#pragma once

#include "dossier/form.h"
#include "dossier/formats/error.h"

#include <string>
#include <string_view>

namespace formats {

/// Photos of a few megabytes occur; a larger file is no form.
inline constexpr std::size_t lrmx_limit = 32U << 20U;
/// What forms made here say; a form that was read keeps its own.
inline constexpr std::string_view own_editor_version = "3.2.1.16";

struct LrmxResult {
    dossier::Form form;
    Notes notes; ///< what was repaired, kept unknown or looks wrong; the form is usable
};

/// Reads one form: any order of elements, any encoding of text_encoding.h, control characters removed before
/// parsing, double escapes decoded, no entities, no document type. Every text is tidy(). Kept in
/// Form::unknown: elements nobody knows, repeated elements, a photo that is not base64, and attributes (name
/// "@xmlns:xsi" for one of <Person>, "JianLi/@x" for one of a child; `xml` is then the bare value).
/// Throws Fault::too_large, unknown_encoding, not_xml, not_a_form.
LrmxResult read_lrmx(std::string_view bytes);

/// UTF-8 without a mark, elements in the official order, unknown ones behind them. `form.photo` is written
/// as it is; fill it first where the catalogue keeps it as media. Elements only newer editors know, and the
/// version, are left out when empty. Reading the result gives the same form (lrm_unknown excepted).
std::string write_lrmx(const dossier::Form& form);

/// What .lrmx cannot hold of this form: the unknown fields of an .lrm.
Notes losses_as_lrmx(const dossier::Form& form);

using dossier::looks_like_picture;

} // namespace formats

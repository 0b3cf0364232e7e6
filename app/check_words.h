// What the validation rules say, in the user's language.
#pragma once

#include "dossier/check.h"

#include <string>

namespace app {

std::string severity_name(dossier::Severity severity);
/// "简历: 2004.07 and 2005.03 leave a gap of 8 months"
std::string sentence_of(const dossier::Check& check);

} // namespace app

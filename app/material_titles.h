// How kinds of material are called, in the user's language.
#pragma once

#include "dossier/material.h"

#include <string>

namespace app {

std::string kind_name(dossier::MaterialKind kind);
/// The material's own title, or the name of its kind.
std::string material_title(const dossier::Material& material);

} // namespace app

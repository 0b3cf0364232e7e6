#include "app/material_titles.h"

#include "app/language.h"

#include <array>

namespace app {

std::string kind_name(dossier::MaterialKind kind) {
    static constexpr std::array<const char*, dossier::material_kind_count> names{
        N_("Card"),  N_("Approval form"), N_("Poll"),  N_("Vetting report"),
        N_("Photo"), N_("Audio"),         N_("Video"), N_("Document")};
    return tr(names.at(static_cast<std::size_t>(kind)));
}

std::string material_title(const dossier::Material& material) {
    return material.title.empty() ? kind_name(material.kind) : material.title;
}

} // namespace app

#include "dossier/form.h"

#include <algorithm>

namespace dossier {

bool FamilyMember::empty() const {
    return unknown.empty() &&
           std::all_of(texts.begin(), texts.end(), [](const std::string& text) { return text.empty(); });
}

std::vector<Field> differing_fields(const Form& a, const Form& b) {
    std::vector<Field> fields;
    for (std::size_t i = 0; i < field_count; ++i)
        if (a.texts.at(i) != b.texts.at(i))
            fields.push_back(static_cast<Field>(i));
    return fields;
}

} // namespace dossier

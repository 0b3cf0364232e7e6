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

std::string identity_number(const Form& form) {
    std::string number;
    for (const char c : form[Field::identity_number])
        if (c >= '0' && c <= '9')
            number += c;
        else if (c == 'x' || c == 'X')
            number += 'X';
        else if (static_cast<unsigned char>(c) > ' ')
            return {};
    const bool plausible =
        (number.size() == 18 || number.size() == 15) && number.find('X') >= number.size() - 1;
    return plausible ? number : std::string();
}

} // namespace dossier

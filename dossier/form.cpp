#include "dossier/form.h"

#include <algorithm>
#include <string_view>

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

bool looks_like_picture(std::string_view bytes) {
    using namespace std::string_view_literals;
    const bool isobmff = bytes.size() >= 12 && bytes.substr(4, 4) == "ftyp"sv;
    const std::string_view brand = isobmff ? bytes.substr(8, 4) : ""sv;
    return bytes.starts_with("\xff\xd8\xff"sv) || bytes.starts_with("\x89PNG\r\n\x1a\n"sv) ||
           bytes.starts_with("GIF8"sv) || bytes.starts_with("II*\0"sv) || bytes.starts_with("MM\0*"sv) ||
           (bytes.starts_with("BM"sv) && bytes.size() >= 26) ||
           (bytes.starts_with("RIFF"sv) && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP"sv) ||
           brand == "heic"sv || brand == "heix"sv || brand == "mif1"sv || brand == "avif"sv;
}

} // namespace dossier

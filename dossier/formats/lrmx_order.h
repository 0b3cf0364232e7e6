// Names and places of the elements of .lrmx, shared by its reader and its writer.
#pragma once

#include "dossier/field.h"

#include <string_view>

namespace formats {

inline constexpr std::string_view root_element = "Person";
inline constexpr std::string_view family_element = "JiaTingChengYuan";
inline constexpr std::string_view item_element = "Item";
inline constexpr std::string_view photo_element = "ZhaoPian";
inline constexpr std::string_view nil_attribute = "xsi:nil";
/// Text between the elements of <Person>, kept like an unknown element.
inline constexpr std::string_view stray_text_name = "#text";

/// Place in the official file order (sources.md: form-files): the family stands behind 任免理由, the photo
/// behind 身份证号. Fields take even places.
constexpr int order_of(dossier::Field field) {
    return 2 * static_cast<int>(field);
}
inline constexpr int order_of_family = order_of(dossier::Field::reason) + 1;
inline constexpr int order_of_photo = order_of(dossier::Field::identity_number) + 1;

} // namespace formats

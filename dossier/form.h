// The official form as data: each element's text verbatim, the family, unknown elements, the photo.
#pragma once

#include "dossier/field.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace dossier {

/// An element the form does not know, kept and written back (newer editors add some).
struct UnknownElement {
    std::string name; ///< also "@name" and "JianLi/@name" for attributes, "#text" for text between elements
    std::string xml;  ///< the whole element as XML text, `<name ...>...</name>`; an attribute's bare value
    bool operator==(const UnknownElement&) const = default;
};

/// One row of 家庭主要成员及重要社会关系. Texts as in Form: trimmed, no control characters, '\n' line ends.
struct FamilyMember {
    std::array<std::string, family_field_count> texts;
    std::vector<UnknownElement> unknown;

    [[nodiscard]] const std::string& operator[](FamilyField f) const {
        return texts[static_cast<std::size_t>(f)];
    }
    [[nodiscard]] std::string& operator[](FamilyField f) { return texts[static_cast<std::size_t>(f)]; }
    /// An empty row; such rows occur in files and are kept.
    [[nodiscard]] bool empty() const;
    bool operator==(const FamilyMember&) const = default;
};

/// 干部任免审批表. A value; text is verbatim (trimmed, control characters removed, one kind of newline), the
/// parsed views (resume.h, dates.h, party_date.h, family.h) stand beside it and never change it.
struct Form {
    std::array<std::string, field_count> texts;
    std::vector<FamilyMember> family;
    std::vector<UnknownElement> unknown; ///< elements of .lrmx nobody knows, in file order
    /// Fields 12-15 of .lrm, unknown, kept verbatim; empty when the form did not come from .lrm.
    std::vector<std::string> lrm_unknown;
    /// Bytes of the image (JPEG, PNG, BMP). Empty when there is none, or when the catalogue keeps the photo
    /// as a media object: then photo_media names it.
    std::string photo;
    std::string photo_media; ///< SHA-256 in hex of the photo in the media store, or empty

    [[nodiscard]] const std::string& operator[](Field f) const { return texts[static_cast<std::size_t>(f)]; }
    [[nodiscard]] std::string& operator[](Field f) { return texts[static_cast<std::size_t>(f)]; }
    bool operator==(const Form&) const = default;
};

/// The identity number without spaces and in capitals, as a key; empty when the text is none (15 or 18
/// characters, digits but the last).
std::string identity_number(const Form& form);

/// Fields whose texts differ; family, photo and unknown elements are compared by their own ==.
std::vector<Field> differing_fields(const Form& a, const Form& b);

/// Whether bytes begin like a picture the program can show (JPEG, PNG, BMP, GIF, TIFF, WebP, HEIC, AVIF).
bool looks_like_picture(std::string_view bytes);

} // namespace dossier

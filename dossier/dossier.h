// The ordered materials about one candidate for one proposal.
#pragma once

#include "dossier/id.h"
#include "dossier/material.h"

#include <string>
#include <string_view>
#include <vector>

namespace dossier {

/// One proposal: a person, the posts to take up and to leave, the reason, and what is shown, in order.
/// `order` names stored materials; card and form stand in it as the pseudo ids of card_id() and form_id().
/// Materials of the person that `order` does not name follow in official_order().
struct Dossier {
    DossierId id;
    PersonId person;
    MeetingId meeting;
    std::string proposed_post;     ///< empty = the form's 拟任职务
    std::string relinquished_post; ///< empty = the form's 拟免职务
    std::string reason;            ///< empty = the form's 任免理由
    std::string note;              ///< the operator's private note, never on the projector
    std::vector<MaterialId> order;
    std::vector<MaterialId> hidden; ///< not presented
    std::int64_t revision = 1;
    bool operator==(const Dossier&) const = default;
};

MaterialId card_id(const PersonId& person);
MaterialId form_id(const PersonId& person);

/// Card and form of a person as materials (form only when the person has one).
std::vector<Material> drawn_materials(const PersonId& person, bool has_form);

/// Sorts by kind (card, form, polls, report, photos, audio, video, documents), then by file name the way
/// people number files ("2" before "10"), then by id.
void official_order(std::vector<Material>& materials);

/// Materials as presented: `dossier.order` first, the rest after them in the official order of kinds where
/// they belong; hidden ones left out. With an empty order this is official_order().
std::vector<Material> presented(const Dossier& dossier, std::vector<Material> materials);

/// Compares names as people number them: digit runs by value, the rest by code point.
bool natural_less(std::string_view a, std::string_view b);

} // namespace dossier

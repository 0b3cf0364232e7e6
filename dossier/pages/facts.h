// What a card and a list say of a person: the parsed views of the form in the order people read them.
#pragma once

#include "dossier/pages/make.h"

#include <string>
#include <vector>

namespace pages {

struct Fact {
    std::string caption;
    std::string value;
    bool decided = false; ///< what the meeting decides on
};
/// One station of the career.
struct Station {
    std::string dates;
    std::string text;
    std::string short_text; ///< without what happened meanwhile （其间：...）
};
struct CardFacts {
    std::string name;        ///< two characters spaced
    std::string beside_name; ///< sex, ethnicity, birth and age
    std::vector<Fact> lines;
    std::vector<Fact> posts;
    std::vector<Station> stations; ///< newest first
};

CardFacts facts_of(const dossier::Person& person, const dossier::Dossier& dossier, const Words& words,
                   Today today);

/// The posts of the proposal: the dossier's, else the form's.
std::string proposed_post(const dossier::Person& person, const dossier::Dossier& dossier);
std::string relinquished_post(const dossier::Person& person, const dossier::Dossier& dossier);
/// "男，回族，1970.03，大学、硕士，中共党员": behind a name on lists. 汉族 is not said.
std::string list_facts(const dossier::Form& form);
/// The highest kind of education, and the degree where it is higher than that (sources.md: screen-text).
std::string short_education(const dossier::Form& form);
/// On one line, without line ends.
std::string on_one_line(const std::string& text);

} // namespace pages

#include "dossier/pages/facts.h"

#include "dossier/text.h"

namespace pages {

using dossier::Field;

std::string on_one_line(const std::string& text) {
    std::string line;
    for (const char c : text)
        if (c != '\n' && c != '\r')
            line += c;
    return line;
}

std::string proposed_post(const dossier::Person& person, const dossier::Dossier& dossier) {
    return on_one_line(dossier.proposed_post.empty() ? person.form[Field::proposed_post]
                                                     : dossier.proposed_post);
}

std::string relinquished_post(const dossier::Person& person, const dossier::Dossier& dossier) {
    return on_one_line(dossier.relinquished_post.empty() ? person.form[Field::relinquished_post]
                                                         : dossier.relinquished_post);
}

namespace {

void append(std::string& text, const std::string& part, const char* between) {
    if (part.empty())
        return;
    if (!text.empty())
        text += between;
    text += part;
}

/// 学历 and 学位 of the higher kind of education, full-time first.
std::string education(const dossier::Form& form) {
    std::string text;
    append(text, form[Field::fulltime_education], "");
    append(text, form[Field::fulltime_degree], "　");
    std::string later;
    append(later, form[Field::inservice_education], "");
    append(later, form[Field::inservice_degree], "　");
    append(text, later, "\n");
    return text;
}

} // namespace

CardFacts facts_of(const dossier::Person& person, const dossier::Dossier& dossier, const Words& words,
                   Today) {
    const dossier::Form& form = person.form;
    CardFacts facts;
    facts.name = dossier::display_name(person.name.empty() ? form[Field::name] : person.name, true);
    append(facts.beside_name, form[Field::sex], "");
    append(facts.beside_name, form[Field::ethnicity], "　");
    append(facts.beside_name, form[Field::birth], "　");
    const auto add = [](std::vector<Fact>& list, const std::string& caption, const std::string& value,
                        bool decided) {
        if (!value.empty())
            list.push_back({caption, value, decided});
    };
    add(facts.lines, words.native_place, form[Field::native_place], false);
    add(facts.lines, words.education, education(form), false);
    add(facts.lines, words.party, form[Field::party_joined], false);
    add(facts.lines, words.work_started, form[Field::work_started], false);
    add(facts.posts, words.present_post, on_one_line(form[Field::present_post]), false);
    add(facts.posts, words.proposed_post, proposed_post(person, dossier), true);
    add(facts.posts, words.relinquished_post, relinquished_post(person, dossier), false);
    return facts;
}

} // namespace pages

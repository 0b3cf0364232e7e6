#include "app/import/who.h"

#include "app/language.h"
#include "dossier/material.h"

#include <algorithm>

namespace app {

namespace {

using dossier::Field;
using dossier::Person;

Who known(Person person) {
    return {.person = std::move(person), .known = true};
}

Who somebody_new(const std::string& name) {
    Who who;
    who.person.id = dossier::PersonId::make();
    who.person.name = name;
    return who;
}

/// Whether a person of the same name is the one of the form; nullopt: the texts do not say.
std::optional<bool> same_person(const Person& person, const dossier::Form& form) {
    const std::string number = dossier::identity_number(person.form);
    const std::string other_number = dossier::identity_number(form);
    if (!number.empty() && !other_number.empty() && number.size() == other_number.size())
        return number == other_number;
    const std::string birth = birth_month(person.form);
    const std::string other_birth = birth_month(form);
    if (!birth.empty() && !other_birth.empty())
        return birth == other_birth;
    return std::nullopt;
}

} // namespace

std::string said_person(const Person& person) {
    const std::string birth = birth_month(person.form);
    return birth.empty() ? person.name : tr("{0} (born {1})", {person.name, birth});
}

std::vector<Person> WhoIsIt::named(const std::string& name) {
    std::vector<Person> persons;
    for (const dossier::PersonId& id : catalogue_.persons_named(name))
        if (auto person = catalogue_.person(id))
            persons.push_back(std::move(*person));
    return persons;
}

bool WhoIsIt::shares_files(const Person& person, const PlannedCandidate& candidate) {
    const std::vector<dossier::Material> materials = catalogue_.materials(person.id);
    for (const PlannedFile& file : candidate.files) {
        std::error_code error;
        const auto size = std::filesystem::file_size(file.path, error);
        if (error)
            continue;
        for (const dossier::Material& material : materials) {
            const std::string hash = dossier::original_of(material.content);
            const auto row = hash.empty() ? std::nullopt : catalogue_.media_row(hash);
            // The size first: only a file that can be the same is read.
            if (row && static_cast<std::uintmax_t>(row->bytes) == size &&
                db::sha256_of_file(file.path, &stop_) == hash)
                return true;
        }
    }
    return false;
}

Who WhoIsIt::ask(const std::string& name, const std::vector<Person>& persons, const char* why) {
    std::vector<std::string> choices;
    for (const Person& person : persons) {
        const std::string& post = person.form[Field::present_post];
        choices.push_back(said_person(person) + (post.empty() ? "" : "  " + post) + "  " +
                          tr("({0} materials)", {std::to_string(catalogue_.materials(person.id).size())}));
    }
    choices.push_back(tr("somebody new of the same name"));
    const std::optional<std::size_t> answer =
        ask_ ? ask_(tr("Whose is this? {0}: {1}", {name, tr(why)}), choices) : std::nullopt;
    if (!answer)
        return {.refusal = tr("not imported: {0}", {tr(why)})};
    return *answer < persons.size() ? known(persons[*answer]) : somebody_new(name);
}

Who WhoIsIt::of_form(const PlannedCandidate& candidate, const FormReading& reading) {
    const std::string name = dossier::matching_name(reading.form[Field::name]);
    for (const dossier::PersonId& id : catalogue_.persons_of_form_bytes(reading.hash))
        if (auto person = catalogue_.person(id))
            return known(std::move(*person));
    if (const std::string number = dossier::identity_number(reading.form); !number.empty()) {
        const std::vector<dossier::PersonId> ids = catalogue_.persons_of_identity(number);
        if (ids.size() == 1)
            if (auto person = catalogue_.person(ids.front()))
                return known(std::move(*person));
    }
    std::vector<Person> same;
    std::vector<Person> perhaps;
    std::vector<Person> without_form;
    for (Person& person : named(name)) {
        if (!person.has_form) {
            without_form.push_back(std::move(person));
        } else if (const std::optional<bool> is = same_person(person, reading.form); !is) {
            perhaps.push_back(std::move(person));
        } else if (*is) {
            same.push_back(std::move(person));
        }
    }
    if (same.size() == 1)
        return known(std::move(same.front()));
    if (!same.empty())
        return ask(name, same, N_("several persons have this name and month of birth"));
    // Somebody who came in a folder without a form, and whose files lie beside the form now.
    for (Person& person : without_form)
        if (catalogue_.materials(person.id).empty() || shares_files(person, candidate))
            return known(std::move(person));
    if (!perhaps.empty())
        return ask(name, perhaps,
                   N_("somebody of this name is in the catalogue, and neither month of birth nor identity "
                      "number tells them apart"));
    return somebody_new(name);
}

Who WhoIsIt::of_folder(const PlannedCandidate& candidate) {
    std::vector<Person> persons = named(candidate.name);
    if (persons.empty())
        return somebody_new(candidate.name);
    std::vector<Person> sharing;
    std::copy_if(persons.begin(), persons.end(), std::back_inserter(sharing),
                 [&](const Person& person) { return shares_files(person, candidate); });
    if (sharing.size() == 1)
        return known(std::move(sharing.front()));
    if (persons.size() == 1 && (persons.front().has_form || catalogue_.materials(persons.front().id).empty()))
        return known(std::move(persons.front()));
    return ask(candidate.name, persons,
               N_("others of this name are in the catalogue; put the form (.lrmx) into the folder, or rename "
                  "the folder"));
}

} // namespace app

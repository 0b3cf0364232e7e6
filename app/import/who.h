// Whose a candidate's form and files are: somebody the catalogue knows, somebody new, or nobody can tell.
#pragma once

#include "app/import/form_reading.h"
#include "app/import/plan.h"
#include "db/catalogue.h"
#include "dossier/person.h"

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace app {

/// Asks a person at the keyboard which of `choices` is meant; nullopt: none, or nobody can answer.
using AskWho = std::function<std::optional<std::size_t>(const std::string& question,
                                                        const std::vector<std::string>& choices)>;

struct Who {
    dossier::Person person;
    bool known = false;  ///< the catalogue has the person; else `person` is new
    std::string refusal; ///< nobody can tell; follows "path: "
};

/// Keys, strongest first: the bytes of the form, the identity number, name with month of birth. A folder
/// without a form is the one person of that name who has a form, or one who has some of its very files;
/// namesakes without a form are asked about, never merged.
class WhoIsIt {
  public:
    WhoIsIt(db::Catalogue& catalogue, AskWho ask, const std::atomic<bool>& stop)
        : catalogue_(catalogue)
        , ask_(std::move(ask))
        , stop_(stop) {}

    Who of_form(const PlannedCandidate& candidate, const FormReading& reading);
    Who of_folder(const PlannedCandidate& candidate);

  private:
    std::vector<dossier::Person> named(const std::string& name);
    bool shares_files(const dossier::Person& person, const PlannedCandidate& candidate);
    Who ask(const std::string& name, const std::vector<dossier::Person>& persons, const char* why);

    db::Catalogue& catalogue_;
    AskWho ask_;
    const std::atomic<bool>& stop_;
};

/// 张三（1970.03） where the month of birth is known.
std::string said_person(const dossier::Person& person);

} // namespace app

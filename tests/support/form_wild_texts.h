// Quirks of the texts themselves, which both file formats carry (sources.md: party-dates, resume).
#pragma once

#include "support/form_random.h"
#include "support/form_wild.h"

namespace support {

/// The quirks of one file: whether a named one is in it, remembering that it was.
class QuirkDice {
  public:
    QuirkDice(std::uint64_t seed, WildFile& file)
        : random(seed)
        , file_(file) {}
    bool has(const std::string& quirk) {
        if (!random.one_in(8))
            return false;
        file_.quirks.insert(quirk);
        return true;
    }
    void took(const std::string& quirk) { file_.quirks.insert(quirk); }
    Random random;

  private:
    WildFile& file_;
};

/// Gives party date, résumé, dates, name and family of `form` the shapes of the field.
void make_texts_wild(dossier::Form& form, QuirkDice& dice);
/// Their names.
std::vector<std::string> text_quirks();

} // namespace support

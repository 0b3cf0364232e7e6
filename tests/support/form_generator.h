// Fictional forms in any number, seeded: whole careers, families and drawn photos of people who do not exist.
#pragma once

#include "dossier/form.h"
#include "support/form_random.h"

#include <string>

namespace support {

/// The same seed gives the same forms on every machine. A form is consistent (ages, dates, identity number)
/// and tidy; formats::write_lrmx and write_lrm make files of it.
class FormGenerator {
  public:
    explicit FormGenerator(std::uint64_t seed)
        : random_(seed) {}

    /// A new person each time, with a photo of some 30 kB.
    dossier::Form form();
    /// The same without the photo, a tenth of the time.
    dossier::Form form_without_photo();

  private:
    Random random_;
};

/// A portrait as an uncompressed PNG of 30 to 40 kB.
std::string drawn_portrait(Random& random);

/// Of two to four characters, with compound surnames, with ·, with rare characters.
std::string fictional_name(Random& random, bool woman);

/// 人 of a place that does not exist: 云岭青河.
std::string fictional_place(Random& random);

} // namespace support

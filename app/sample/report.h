// Fictional vetting reports (考察材料) in the style of the field, in four shapes from one page to six.
#pragma once

#include "app/sample/person_generator.h"
#include "dossier/material.h"

#include <string>

namespace app::sample {

enum class ReportShape {
    brief,    ///< one page, running text
    five,     ///< 德能勤绩廉, two or three pages
    features, ///< 主要特点, three pages
    full      ///< career, deeds, voices, tables of the votes: five or six pages
};

/// The report as Markdown. Figures of the votes are those of `recommendation` and `assessment`.
std::string make_report(Random& random, const FictionalPerson& person, ReportShape shape,
                        const dossier::PollSheet& recommendation, const dossier::PollSheet& assessment,
                        const dossier::Date& date);

} // namespace app::sample

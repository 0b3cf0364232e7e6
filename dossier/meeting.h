// A meeting: an ordered list of topics and dossiers.
#pragma once

#include "dossier/dossier.h"
#include "dossier/questions.h"

#include <string>
#include <vector>

namespace dossier {

/// A heading of the agenda (level 1..3: 一、 （一） 1.) or a candidate's dossier (level 0).
struct AgendaItem {
    int level = 0;
    std::string heading;
    DossierId dossier;
    PersonId person; ///< the dossier's person, for convenience of readers
    bool operator==(const AgendaItem&) const = default;
};

struct Meeting {
    MeetingId id;
    std::int64_t number = 0; ///< 1, 2, 3 ... in the order of making; what `--meeting 2` means
    std::string title;
    std::string body; ///< who decides, e.g. 市委常委会
    std::string date; ///< yyyy-mm-dd or empty
    std::string place;
    std::vector<AgendaItem> items;
    std::vector<QuestionList> questions; ///< one a post at most
    std::int64_t revision = 1;
    bool operator==(const Meeting&) const = default;

    /// The dossiers in order, headings left out.
    [[nodiscard]] std::vector<AgendaItem> candidates() const;
};

} // namespace dossier

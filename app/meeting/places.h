// Places of the show: the candidates, their materials, the answers within their recordings.
#pragma once

#include "dossier/meeting.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace app::meeting {

/// One stretch of a recording: the answer to a question of the meeting's list, shown as a place of its own.
struct Answer {
    int question = 0;
    double begin = 0; ///< seconds on the recording's time line
    double end = 0;   ///< 0 = to the end of the recording
    std::string text; ///< of the question
    bool operator==(const Answer&) const = default;
};

struct ShowItem {
    dossier::MaterialId id;
    dossier::MaterialKind kind = dossier::MaterialKind::card;
    std::string title;
    std::int64_t revision = 0;
    int leaves = 1;                         ///< pages or spreads; told by set_leaves() once they are made
    std::vector<dossier::Chapter> chapters; ///< of a recording, with the numbers of their questions
    std::vector<Answer> answers;            ///< of a recording, in its order
    [[nodiscard]] bool is_clip() const {
        return kind == dossier::MaterialKind::audio || kind == dossier::MaterialKind::video;
    }
};

struct ShowCandidate {
    int number = 0; ///< place on the meeting's list, from 1: what digits and Enter mean
    dossier::DossierId dossier;
    dossier::PersonId person;
    std::string name;
    std::vector<ShowItem> items;        ///< never empty
    std::vector<std::string> questions; ///< what this candidate is asked: question n is [n - 1]
    bool withheld = false;              ///< has a recording that must not be shown
};

/// candidate -1 = the list of the meeting.
struct Place {
    int candidate = 0;
    int item = 0;
    int leaf = 0;
    int answer = 0; ///< 0 = the whole recording, else one of the item's answers, from 1
    bool operator==(const Place&) const = default;
};

/// The answer that `place` names, or null.
const Answer* answer_at(const ShowItem* item, const Place& place);

/// The answers of a recording of so many seconds (0 = unknown): from a chapter with a question's number to
/// the next chapter with another one, or with none.
std::vector<Answer> answers_of(const std::vector<dossier::Chapter>& chapters, double duration,
                               const std::vector<std::string>& questions);

/// The chapter of question `number`: the one with that number; where no chapter has a number, the number-th
/// one. Null: there is none.
const dossier::Chapter* chapter_of_question(const std::vector<dossier::Chapter>& chapters, int number);

/// Where a candidate is asked question `number`: in the material `preferred` if it is there, else in the
/// first recording that has it, moving pictures before sound alone. Nothing: nowhere.
struct FoundQuestion {
    int item = 0;
    double begin = 0;
    std::string text;
};
std::optional<FoundQuestion> find_question(const ShowCandidate& who, int preferred, int number);

/// The text of question `number` for a candidate; empty where the list has none.
const std::string& question_text(const ShowCandidate& who, int number);

} // namespace app::meeting

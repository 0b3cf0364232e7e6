// The answers of all candidates to one question, one after another: who, which recording, from where to
// where.
#pragma once

#include "app/meeting/places.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace app::meeting {

/// A value; the order is the meeting's. Each recording is in it once, also where its person stands on the
/// list twice.
class AnswerChain {
  public:
    struct Link {
        Place place;         ///< its `answer` says which stretch
        double duration = 0; ///< seconds; 0 = unknown
        bool operator==(const Link&) const = default;
    };
    /// Somebody on the list who is not heard.
    struct Absent {
        enum class Why {
            no_recording,
            not_in_recording, ///< was not asked it, or nobody marked it
            withheld,         ///< the recording must not be shown
            other_question,   ///< question n of this candidate's list is another one
        };
        int number = 0; ///< on the meeting's list
        std::string name;
        Why why = Why::no_recording;
        bool operator==(const Absent&) const = default;
    };

    /// The question is question `number` of the candidate `from`; -1: of the first who answers one of that
    /// number. `without` = those on the list with nothing to show.
    AnswerChain(const std::vector<ShowCandidate>& candidates, const std::vector<ShowCandidate>& without,
                int from, int number);

    [[nodiscard]] int question() const { return number_; }
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] const std::vector<Link>& links() const { return links_; }
    [[nodiscard]] const std::vector<Absent>& absent() const { return absent_; }
    [[nodiscard]] bool empty() const { return links_.empty(); }
    [[nodiscard]] std::size_t at() const { return at_; }
    /// The place of `links()[at()]`; only when not empty().
    [[nodiscard]] const Place& place() const { return links_[at_].place; }

    /// The answer `step` places from that at `place`; nothing at the ends and for a place outside.
    [[nodiscard]] std::optional<Place> from(const Place& place, int step) const;
    /// False: that place is outside.
    bool go_to(const Place& place);

  private:
    void add(const std::vector<ShowCandidate>& candidates, int candidate);

    int number_;
    std::string text_;
    std::vector<Link> links_;
    std::vector<Absent> absent_;
    std::size_t at_ = 0;
};

} // namespace app::meeting

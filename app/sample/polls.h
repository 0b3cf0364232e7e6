// Fictional polls whose sums are right: recommendation for a post, assessment by one's own unit, survey.
#pragma once

#include "app/sample/random.h"
#include "dossier/dates.h"
#include "dossier/material.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace app::sample {

/// One vote for one post among its candidates: every ballot names at most one of them.
struct Recommendation {
    dossier::PollSheet head;                      ///< title, date, unit, ballots; no counts
    std::vector<std::string> groups;              ///< of voters
    std::vector<std::int64_t> ballots;            ///< valid ones by group; their sum is returned - invalid
    std::vector<std::vector<std::int64_t>> votes; ///< [candidate][group]
};
/// `merits`: how much each candidate is liked, any positive numbers.
Recommendation make_recommendation(Random& random, std::string_view title, std::string_view post,
                                   const std::vector<double>& merits, int voters, const dossier::Date& date);
/// The sheet of one of its candidates.
dossier::PollSheet sheet_of(const Recommendation& vote, std::size_t candidate, std::string_view post);
std::int64_t votes_of(const Recommendation& vote, std::size_t candidate);

/// 德能勤绩廉 and on the whole, by voter group.
dossier::PollSheet make_assessment(Random& random, std::string_view unit, double merit,
                                   const dossier::Date& date);
/// 满意, 比较满意, 不满意, 不了解.
dossier::PollSheet make_survey(Random& random, std::string_view unit, double merit,
                               const dossier::Date& date);

} // namespace app::sample

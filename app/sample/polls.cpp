#include "app/sample/polls.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>

namespace app::sample {

namespace {

std::string date_text(const dossier::Date& date) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
    return text.data();
}

/// `total` in parts as large as the shares say, to the last ballot.
std::vector<std::int64_t> divided(std::int64_t total, const std::vector<double>& shares) {
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    std::vector<std::int64_t> parts;
    double passed = 0;
    std::int64_t given = 0;
    for (const double share : shares) {
        passed += share;
        const auto until = static_cast<std::int64_t>(static_cast<double>(total) * passed / sum + 0.5);
        parts.push_back(until - given);
        given = until;
    }
    parts.back() += total - given;
    return parts;
}

void fill_ballots(dossier::PollSheet& sheet, Random& random, int issued) {
    sheet.issued = issued;
    sheet.returned = issued - random.between(0, 2);
    sheet.invalid = random.between(0, 2);
}

std::int64_t valid(const dossier::PollSheet& sheet) {
    return sheet.returned - sheet.invalid;
}

} // namespace

Recommendation make_recommendation(Random& random, std::string_view title, std::string_view post,
                                   const std::vector<double>& merits, int voters, const dossier::Date& date) {
    Recommendation vote;
    vote.head.title = title;
    vote.head.date = date_text(date);
    vote.head.unit = post;
    fill_ballots(vote.head, random, voters);
    vote.groups = {"市级领导干部", "部门和县区主要负责同志", "本单位领导班子成员", "本单位中层干部"};
    vote.ballots = divided(valid(vote.head), {0.16, 0.42, 0.10, 0.32});
    vote.votes.assign(merits.size(), std::vector<std::int64_t>(vote.groups.size()));
    for (std::size_t group = 0; group < vote.groups.size(); ++group) {
        std::vector<double> shares;
        for (const double merit : merits)
            shares.push_back(merit * random.real(0.7, 1.3));
        shares.push_back(0.12); // others, or nobody
        const auto parts = divided(vote.ballots[group], shares);
        for (std::size_t candidate = 0; candidate < merits.size(); ++candidate)
            vote.votes[candidate][group] = parts[candidate];
    }
    return vote;
}

dossier::PollSheet sheet_of(const Recommendation& vote, std::size_t candidate, std::string_view post) {
    dossier::PollSheet sheet = vote.head;
    const std::string question = "推荐为" + std::string(post) + "人选";
    for (std::size_t group = 0; group < vote.groups.size(); ++group) {
        const std::int64_t count = vote.votes[candidate][group];
        sheet.counts.push_back({question, vote.groups[group], "推荐", count});
        sheet.counts.push_back({question, vote.groups[group], "未推荐", vote.ballots[group] - count});
    }
    return sheet;
}

std::int64_t votes_of(const Recommendation& vote, std::size_t candidate) {
    const auto& votes = vote.votes[candidate];
    return std::accumulate(votes.begin(), votes.end(), std::int64_t{0});
}

dossier::PollSheet make_assessment(Random& random, std::string_view unit, double merit,
                                   const dossier::Date& date) {
    dossier::PollSheet sheet;
    sheet.title = "民主测评";
    sheet.date = date_text(date);
    sheet.unit = unit;
    fill_ballots(sheet, random, random.between(48, 96));
    const std::array<std::string, 3> groups{"领导班子成员", "中层干部", "干部职工代表"};
    const auto ballots = divided(valid(sheet), {0.12, 0.36, 0.52});
    for (const std::string question : {"德", "能", "勤", "绩", "廉", "总体评价"})
        for (std::size_t group = 0; group < groups.size(); ++group) {
            const double best = std::clamp(merit * random.real(0.92, 1.06), 0.35, 0.97);
            const double rest = 1 - best;
            const auto parts = divided(ballots[group], {best, rest * 0.82, rest * 0.14, rest * 0.04});
            const std::array<std::string, 4> options{"优秀", "称职", "基本称职", "不称职"};
            for (std::size_t option = 0; option < options.size(); ++option)
                sheet.counts.push_back({question, groups[group], options[option], parts[option]});
        }
    return sheet;
}

dossier::PollSheet make_survey(Random& random, std::string_view unit, double merit,
                               const dossier::Date& date) {
    dossier::PollSheet sheet;
    sheet.title = "民意调查";
    sheet.date = date_text(date);
    sheet.unit = unit;
    fill_ballots(sheet, random, random.between(120, 260));
    const auto parts = divided(valid(sheet), {merit, 0.9 - merit * 0.7, 0.04, 0.12});
    const std::array<std::string, 4> options{"满意", "比较满意", "不满意", "不了解"};
    for (std::size_t option = 0; option < options.size(); ++option)
        sheet.counts.push_back({"对该同志是否满意", "", options[option], parts[option]});
    return sheet;
}

} // namespace app::sample

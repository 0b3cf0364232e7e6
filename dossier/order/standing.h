// What forms and polls say about somebody's place: level of the present post, votes, score of the assessment.
#pragma once

#include "dossier/dates.h"
#include "dossier/material.h"
#include "dossier/person.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace order {

/// Level of a post, smaller is higher: ten times the level (厅局级正职 50 ... 乡科级副职 100), plus 1 or more
/// for a rank without a leading post (二级巡视员 61, 一级调研员 71, 二级调研员 72 ...).
struct PostLevel {
    int value = 0;
    std::string word; ///< as found in the text: "正处级"
    bool operator==(const PostLevel&) const = default;
};

/// The highest level that the words of a post name (正厅级, 副处长级, 县处级正职, 三级调研员 ...). A title
/// alone (局长) has no level: it depends on the body, so it is not guessed.
std::optional<PostLevel> post_level(std::string_view post);

/// Votes of a recommendation: ballots for, of so many valid ones.
struct Votes {
    std::int64_t count = 0;
    std::int64_t valid = 0;
    std::string sheet; ///< title
    bool operator==(const Votes&) const = default;
};
/// Of the first sheet called a recommendation (推荐) or a vote (表决): the options 推荐, 同意, 赞成, 得票 ...
/// of the question with most of them, all voter groups together (a row without group is their sum).
std::optional<Votes> votes(const dossier::PollContent& poll);

/// Score of an assessment (sources.md: polls): 优秀 100, 称职 80, 基本称职 60, 不称职 40, all ballots alike.
struct Score {
    std::int64_t points = 0;
    std::int64_t ballots = 0;
    std::string sheet;
    /// "86.67", rounded half up.
    [[nodiscard]] std::string text() const;
    bool operator==(const Score&) const = default;
};
/// Of the first sheet with these options; its question on the whole (总体) where it has one, else all.
std::optional<Score> score(const dossier::PollContent& poll);

/// What the orders need to know of one person.
struct Entry {
    dossier::PersonId person;
    std::string name;
    std::string pinyin; ///< Person::pinyin
    std::optional<PostLevel> level;
    dossier::Date post_since; ///< begin of the last entry of the résumé; year 0 = not known
    dossier::Date birth;
    std::optional<Votes> votes;
    std::optional<Score> score;
};

/// Gathers it from a person's form and materials.
Entry entry_of(const dossier::Person& person, std::span<const dossier::Material> materials);

} // namespace order

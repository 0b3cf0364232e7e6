// Start here: puts persons in an order and says, for each neighbour, why.
#pragma once

#include "dossier/order/standing.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace order {

enum class Method {
    manual,     ///< as given
    stroke,     ///< 按姓氏笔画
    stroke_npc, ///< 按姓名笔画
    pinyin,     ///< syllable, tone, strokes, character by character
    position,   ///< level of the present post, longest in the post, oldest, 姓氏笔画
    votes,      ///< most votes in the recommendation, greatest share, 姓氏笔画
    rank,       ///< best score in the assessment, 姓氏笔画
};
/// "manual", "stroke", "stroke-npc", "pinyin", "position", "votes", "rank".
std::string_view code(Method method);
std::optional<Method> method_of(std::string_view code);

/// Why somebody stands behind the one before. Arguments: what decided, the one before first.
enum class Reason {
    first,           ///< nobody is before
    manual,          ///< as given
    stroke_count,    ///< character, strokes, character, strokes
    stroke_sequence, ///< character, sequence, character, sequence
    stroke_official, ///< character, character: same strokes, order of 通用规范汉字表
    stroke_fallback, ///< character, character: not known which; by code
    empty_middle,    ///< name before: two characters count as with an empty middle
    name_ends,       ///< name before: it is the beginning of the other
    foreign,         ///< character, character: other scripts come last
    syllable,        ///< character, syllable, character, syllable
    tone,            ///< character, marked syllable, character, marked syllable
    level,           ///< level, level
    since,           ///< date, date: longer in the post
    birth,           ///< date, date: older
    votes,           ///< votes, votes
    share,           ///< votes, valid, votes, valid
    score,           ///< score, score
    unknown_last,    ///< what is not known: "level", "votes", "score", "since" or "birth"
    same_name,       ///< namesakes: in the order given
};
std::string_view code(Reason reason);

struct Placed {
    std::size_t index = 0; ///< into the entries given
    dossier::PersonId person;
    Reason reason = Reason::first;
    std::vector<std::string> arguments;
    /// Place: 1, 2, 3 ...; by votes and rank equals share theirs and the next is skipped (1, 1, 3); 0 = their
    /// value is not known.
    std::size_t place = 0;
};

/// An order of all entries; deterministic, stable for namesakes.
using Order = std::vector<Placed>;
Order arrange(std::span<const Entry> entries, Method method);

} // namespace order

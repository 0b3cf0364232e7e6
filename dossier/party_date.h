// 入党时间: the date of joining the CPC, other parties, or none (sources.md: party-dates).
#pragma once

#include "dossier/dates.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dossier {

struct PartyDate {
    std::optional<Date> cpc;          ///< joined the Communist Party; year 0 where only that is said
    std::vector<std::string> parties; ///< others as written: 民建, 九三 ... in order
    bool none = false;                ///< 无党派, 群众, 共青团员 or 无
    std::string none_word;            ///< which of them, 无党派 for 无党派人士; empty for 无
    bool understood = false;          ///< false: neither; the text is shown as it is
    bool operator==(const PartyDate&) const = default;
};

PartyDate parse_party_date(std::string_view text);
/// The whole text, dates as yyyy.MM: "200108；民建" -> "2001.08；民建".
std::string display_party_date(std::string_view text);
/// Political status in words of the form: 中共党员, 民建会员 ... are not invented: "中共党员", the party's
/// name, "无党派", "群众" or empty.
std::string political_status(const PartyDate& party);
/// Full name of a democratic party for its short forms: 民建 -> 中国民主建国会; empty when unknown.
std::string_view party_full_name(std::string_view name);

} // namespace dossier

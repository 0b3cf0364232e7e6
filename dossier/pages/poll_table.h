// Polls as tables: questions and voter groups in rows, options in columns, rates from the counts.
#pragma once

#include "dossier/pages/palette.h"

#include "dossier/material.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pages {

struct PollRow {
    std::string question;
    std::string group; ///< empty = all voters
    std::vector<std::int64_t> counts;
    std::int64_t base = 0; ///< what 100 % is; never less than the sum of the counts
};
/// Questions with the same options, in the order of the sheet.
struct PollTable {
    std::vector<std::string> options;
    std::vector<PollRow> rows;
};

std::vector<PollTable> tables_of(const dossier::PollSheet& sheet);

/// 0 = best ... 3 = worst, 4 = no opinion; nothing for an option of no known scale.
std::optional<int> standing_of(const std::string& option);
/// A fixed colour for each option; no two options of a table share one.
std::vector<Color> option_colors(const std::vector<std::string>& options);
/// Whether text on this colour must be light.
bool is_dark(Color color);

/// 优称率 and 满意率 (sources.md: polls): the two best options of their scales, where the table has both.
enum class DerivedRate { excellent, satisfied };
std::optional<DerivedRate> derived_rate(const PollTable& table);
/// The sum of the counts it is made of.
std::int64_t derived_count(const PollTable& table, const PollRow& row);

/// "78.69": hundredths of a percent, half up. "0.00" for an empty base.
std::string percent(std::int64_t count, std::int64_t base);

} // namespace pages

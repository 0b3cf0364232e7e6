// Poll sheets (民主推荐, 民主测评 ...) from tables: the documented template, read tolerantly; derived
// figures.
#pragma once

#include "dossier/formats/table.h"
#include "dossier/material.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formats {

/// THE TEMPLATE. One row a count. The heading row is found within the first 30 rows; headings may be Chinese
/// or English, in any order, columns nobody knows are ignored:
///
///   姓名/candidate (optional) | 表名/sheet (optional) | 问题/question | 投票人类别/group (optional) |
///   选项/option | 票数/count
///
/// Ballots stand in rows of the same table whose question is 发出/issued, 收回/returned, 无效/invalid
/// (有效/valid is checked), the count in the count column, the group empty; or above the table as
/// "发出 | 60" pairs ("发出：60" in one cell), as do 标题/title, 日期/date and 单位/unit. Blank candidate,
/// sheet, question and group cells repeat the one above. Without a sheet column each sheet of the workbook is
/// one PollSheet whose title is the title cell or the sheet's name. A wide table (question | group | one
/// column per option, e.g. 优秀 | 称职 | 基本称职 | 不称职) is understood too. Rows 合计/小计/total are
/// skipped.
struct CandidatePoll {
    std::string candidate; ///< matching name; empty = the table has no such column
    dossier::PollContent poll;
    bool operator==(const CandidatePoll&) const = default;
};
struct PollResult {
    std::vector<CandidatePoll> polls; ///< in the order of the file
    Notes notes;
};

/// Throws Fault::no_table, bad_number, counts_over_valid (the counts of a question in one group, and of all
/// groups together, must not exceed valid), invalid_over_returned. Fewer counts than valid is a note: the
/// rest abstained.
PollResult read_poll(const Workbook& workbook);

enum class TemplateLanguage { chinese, english };
/// The template filled with one example sheet, as a workbook for write_csv (first sheet) and write_xlsx.
Workbook poll_template(TemplateLanguage language);
/// Polls as rows of the template; read_poll gives them back.
Workbook write_poll(const std::vector<CandidatePoll>& polls);

/// Figures of one question (sources.md: polls). Shares are of the valid ballots, 0..1.
struct OptionFigure {
    std::string option;
    std::int64_t count = 0;
    double share = 0;
};
struct QuestionFigures {
    std::string question;
    std::int64_t valid = 0; ///< the base of the shares: valid ballots of the sheet, or of the group
    std::int64_t counted = 0;
    std::vector<OptionFigure> options;  ///< in the order of the file
    std::optional<double> approval;     ///< 优称率: (优秀 + 称职) / valid, where such options exist
    std::optional<double> satisfaction; ///< 满意率: (满意 + 比较满意 or 基本满意) / valid
};

std::int64_t valid_ballots(const dossier::PollSheet& sheet);
/// Questions in the order of the file. `group` empty: all voters together, where rows without a group exist
/// they count, else the groups are added up. A group's base is its own number of counts.
std::vector<QuestionFigures> figures(const dossier::PollSheet& sheet, std::string_view group = {});
std::vector<std::string> groups(const dossier::PollSheet& sheet);

} // namespace formats

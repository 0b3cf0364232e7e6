#include "dossier/formats/poll_sheet.h"

#include "dossier/formats/poll_words.h"

#include <algorithm>
#include <map>
#include <set>

namespace formats {

using dossier::PollCount;
using dossier::PollSheet;

namespace {

/// Sum of the options of one of these names over `valid`; nullopt where `required` is not among them.
std::optional<double> share_of(const QuestionFigures& question, const std::set<std::string_view>& names,
                               const std::set<std::string_view>& required) {
    std::int64_t sum = 0;
    bool found = false;
    for (const OptionFigure& option : question.options) {
        const std::string key = poll_key(option.option);
        found = found || required.contains(key);
        if (names.contains(key))
            sum += option.count;
    }
    if (!found || question.valid <= 0)
        return std::nullopt;
    return static_cast<double>(sum) / static_cast<double>(question.valid);
}

} // namespace

std::int64_t valid_ballots(const PollSheet& sheet) {
    return sheet.returned - sheet.invalid;
}

std::vector<std::string> groups(const PollSheet& sheet) {
    std::vector<std::string> found;
    std::set<std::string_view> seen;
    for (const PollCount& count : sheet.counts)
        if (!count.group.empty() && seen.insert(count.group).second)
            found.push_back(count.group);
    return found;
}

std::vector<QuestionFigures> figures(const PollSheet& sheet, std::string_view group) {
    std::set<std::string_view> with_everybody;
    for (const PollCount& count : sheet.counts)
        if (count.group.empty())
            with_everybody.insert(count.question);
    std::vector<QuestionFigures> found;
    std::map<std::string_view, std::size_t> place;
    std::map<std::pair<std::string_view, std::string_view>, std::size_t> option_place;
    for (const PollCount& count : sheet.counts) {
        const bool wanted = group.empty() ? count.group.empty() || !with_everybody.contains(count.question)
                                          : count.group == group;
        if (!wanted)
            continue;
        const auto [question, fresh] = place.try_emplace(count.question, found.size());
        if (fresh)
            found.push_back({.question = count.question});
        QuestionFigures& figure = found[question->second];
        const auto [option, new_option] =
            option_place.try_emplace({count.question, count.option}, figure.options.size());
        if (new_option)
            figure.options.push_back({.option = count.option});
        figure.options[option->second].count += count.count;
        figure.counted += count.count;
    }
    for (QuestionFigures& figure : found) {
        figure.valid = group.empty() ? valid_ballots(sheet) : figure.counted;
        for (OptionFigure& option : figure.options)
            option.share =
                figure.valid > 0 ? static_cast<double>(option.count) / static_cast<double>(figure.valid) : 0;
        figure.approval = share_of(figure, {"优秀", "称职", "合格", "excellent", "competent"},
                                   {"称职", "合格", "competent"});
        figure.satisfaction =
            share_of(figure, {"满意", "比较满意", "较满意", "基本满意", "satisfied", "fairlysatisfied"},
                     {"满意", "satisfied"});
    }
    return found;
}

Workbook poll_template(TemplateLanguage language) {
    Workbook workbook;
    Sheet& sheet = workbook.sheets.emplace_back();
    if (language == TemplateLanguage::chinese) {
        sheet.name = "票表";
        sheet.rows = {{"姓名", "表名", "问题", "投票人类别", "选项", "票数"},
                      {"张三", "民主测评", "日期", "", "", "2024-03-01"},
                      {"张三", "民主测评", "发出", "", "", "60"},
                      {"张三", "民主测评", "收回", "", "", "58"},
                      {"张三", "民主测评", "无效", "", "", "1"}};
        for (const auto& [group, counts] : {std::pair("班子成员", std::vector{8, 3, 1, 0}),
                                            std::pair("中层干部", std::vector{30, 12, 2, 1})})
            for (std::size_t i = 0; i < counts.size(); ++i)
                sheet.rows.push_back({"张三", "民主测评", "总体评价", group,
                                      std::vector{"优秀", "称职", "基本称职", "不称职"}[i],
                                      std::to_string(counts[i])});
    } else {
        sheet.name = "polls";
        sheet.rows = {{"candidate", "sheet", "question", "group", "option", "count"},
                      {"Zhang San", "Assessment", "date", "", "", "2024-03-01"},
                      {"Zhang San", "Assessment", "issued", "", "", "60"},
                      {"Zhang San", "Assessment", "returned", "", "", "58"},
                      {"Zhang San", "Assessment", "invalid", "", "", "1"},
                      {"Zhang San", "Assessment", "Overall", "leaders", "excellent", "8"},
                      {"Zhang San", "Assessment", "Overall", "leaders", "competent", "4"},
                      {"Zhang San", "Assessment", "Overall", "staff", "excellent", "30"},
                      {"Zhang San", "Assessment", "Overall", "staff", "competent", "15"}};
    }
    return workbook;
}

Workbook write_poll(const std::vector<CandidatePoll>& polls) {
    Workbook workbook;
    Sheet& sheet = workbook.sheets.emplace_back();
    sheet.rows = {{"姓名", "表名", "问题", "投票人类别", "选项", "票数"}};
    for (const CandidatePoll& candidate : polls) {
        for (const PollSheet& poll : candidate.poll.sheets) {
            const auto row = [&](const std::string& question, const std::string& group,
                                 const std::string& option, const std::string& value) {
                sheet.rows.push_back({candidate.candidate, poll.title, question, group, option, value});
            };
            if (!poll.date.empty())
                row("日期", {}, {}, poll.date);
            if (!poll.unit.empty())
                row("单位", {}, {}, poll.unit);
            row("发出", {}, {}, std::to_string(poll.issued));
            row("收回", {}, {}, std::to_string(poll.returned));
            row("无效", {}, {}, std::to_string(poll.invalid));
            for (const PollCount& count : poll.counts)
                row(count.question, count.group.empty() ? "全体" : count.group, count.option,
                    std::to_string(count.count));
        }
    }
    return workbook;
}

} // namespace formats

#include "dossier/check_rules.h"
#include "dossier/person.h"
#include "dossier/resume.h"
#include "dossier/text.h"

namespace dossier {

namespace {

/// Whether the present post, or one of the posts it lists, is named in the text.
bool names_post(const std::string& text, const std::string& post) {
    const std::string where = matching_name(text);
    std::u32string part;
    bool any = false;
    for (const char32_t c : code_points(post) + U"，") {
        const bool parts =
            c == U'，' || c == U',' || c == U'、' || c == U'；' || c == U';' || c == U'\n' || c == U'兼';
        if (!parts) {
            part += c;
            continue;
        }
        const std::string word = matching_name(utf8(part));
        any = any || (part.size() >= 2 && where.find(word) != std::string::npos);
        part.clear();
    }
    return any;
}

void check_neighbours(const ResumeEntry& entry, const ResumeEntry& next, Findings& findings) {
    if (entry.open) {
        findings.add(Rule::resume_open_inside, Field::resume, {display_date(entry.begin)});
        return;
    }
    if (entry.end.year == 0 || (entry.end.month == 0) != (next.begin.month == 0))
        return;
    const int months = months_between(entry.end, next.begin);
    const bool years_only = entry.end.month == 0;
    const std::vector<std::string> arguments{display_date(entry.end), display_date(next.begin),
                                             std::to_string(months < 0 ? -months : months)};
    if (months > (years_only ? 12 : 1))
        findings.add(Rule::resume_gap, Field::resume, arguments);
    else if (months < 0)
        findings.add(Rule::resume_overlap, Field::resume, arguments);
}

void check_entry(const ResumeEntry& entry, Findings& findings) {
    const Date& today = findings.today();
    if (!entry.open && entry.end.year != 0 && months_between(entry.begin, entry.end) < 0 &&
        (entry.end.month != 0 || entry.end.year < entry.begin.year))
        findings.add(Rule::resume_backwards, Field::resume,
                     {display_date(entry.begin), display_date(entry.end)});
    const Date& last = !entry.open && entry.end.year != 0 ? entry.end : entry.begin;
    if (months_between(today, last) > 0)
        findings.add(Rule::resume_in_future, Field::resume, {display_date(last)});
}

} // namespace

void check_resume(const Form& form, Findings& findings) {
    if (form[Field::resume].empty())
        return;
    std::vector<ResumeEntry> entries = parse_resume(form[Field::resume]).entries;
    std::erase_if(entries, [](const ResumeEntry& entry) { return !entry.dated; });
    if (entries.empty()) {
        findings.add(Rule::resume_unreadable, Field::resume);
        return;
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        check_entry(entries[i], findings);
        if (i + 1 < entries.size())
            check_neighbours(entries[i], entries[i + 1], findings);
    }
    const ResumeEntry& last = entries.back();
    if (!last.open && last.end.year != 0)
        findings.add(Rule::resume_ended, Field::resume, {display_date(last.end)});
    if (const std::string& post = form[Field::present_post]; !post.empty() && !names_post(last.text(), post))
        findings.add(Rule::resume_without_post, Field::resume);
    const auto work = parse_date(form[Field::work_started]);
    if (!work)
        return;
    for (const ResumeEntry& entry : entries)
        if (entry.begin.year == work->year && (entry.begin.month == 0 || entry.begin.month == work->month))
            return;
    findings.add(Rule::resume_without_work, Field::resume, {display_date(*work)});
}

} // namespace dossier

// 简历 as a parsed view: dated entries, what they contain, the remarks behind them (sources.md: resume).
#pragma once

#include "dossier/dates.h"

#include <string>
#include <string_view>
#include <vector>

namespace dossier {

/// One dated entry. The dates may be half known (years only).
struct ResumeEntry {
    Date begin;
    Date end;                       ///< year 0 when open or unknown
    bool open = false;              ///< no end: "2001.07--       " or 至今
    bool dated = true;              ///< false: text before the first date
    std::vector<std::string> lines; ///< the first line's content, then continuation lines, each trimmed
    /// （其间：1998.09--2001.07 ...）: spans within this entry, found in `lines`, which keep their text.
    std::vector<ResumeEntry> during;
    /// The lines joined without breaks, as prose.
    [[nodiscard]] std::string text() const;
    bool operator==(const ResumeEntry&) const = default;
};

struct Resume {
    std::vector<ResumeEntry> entries;
    std::vector<std::string> remarks; ///< lines behind the first blank line that follows an entry
    bool operator==(const Resume&) const = default;
};

/// Never fails: what has no date is an undated entry or a continuation. All separators and dots of the field,
/// years only, six digits, typed-over hyphens ("2011.09-2-015.07"), and texts without any newline are
/// understood. The text of the form is not changed by this; linear in its length.
Resume parse_resume(std::string_view text);

/// The canonical text: `yyyy.MM--yyyy.MM␠␠content`, seven spaces for an open end, continuation lines without
/// indent, remarks behind a blank line. parse_resume(canonical_text(r)) == r for every r that was parsed.
std::string canonical_text(const Resume& resume);

/// "1998.09--2001.07", "2001.07--       ": 16 columns for the dates of one entry; the text follows after two
/// spaces. Years only: "1998--2001" padded to 16.
std::string canonical_dates(const ResumeEntry& entry);

/// The form's 简历 of one line of text as typed: only the leading dates are made canonical.
std::string canonical_line(std::string_view line);

} // namespace dossier

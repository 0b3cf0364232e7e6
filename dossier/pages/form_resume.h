// 简历 on the form: hanging dates, the ladder of sizes, what goes to the continuation page.
#pragma once

#include "dossier/pages/form_sheet.h"

#include "dossier/resume.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pages {

/// One step of the ladder: up to `lines` lines are set in `size`, 1 pt between lines (sources.md:
/// form-print).
struct ResumeStep {
    int lines = 0;
    double size = 0;
};
/// From 14 pt down to the smallest size people read on paper.
const std::vector<ResumeStep>& resume_ladder();

/// Dates stand in a column of nine em, texts hang beside them.
class ResumeText {
  public:
    ResumeText() = default;
    explicit ResumeText(const std::string& resume);

    [[nodiscard]] bool empty() const { return rows_.empty(); }
    [[nodiscard]] std::size_t lines_at(double size, double width) const;
    /// The size the ladder gives for the box, nothing if even the last step is too large.
    [[nodiscard]] std::optional<double> size_for(double width, double height) const;
    /// All lines at a size, each drawable on its own.
    [[nodiscard]] std::vector<FlowLine> lines(double size, double line_spacing, double width) const;

    /// The first lines that stay in a cell of `most` lines, and the rest as a text of its own. Whole entries
    /// stay together unless that would leave half the cell empty.
    struct Split {
        std::size_t kept = 0;
        std::vector<FlowLine> rest; ///< in the size of continuation pages
    };
    [[nodiscard]] Split split(double size, double width, std::size_t most) const;

  private:
    struct Row {
        std::shared_ptr<const Text> dates; ///< shared with the lines made of it
        std::shared_ptr<const Text> content;
        bool dated = false;
    };
    [[nodiscard]] Block content_block(const Row& row, double size, double line_spacing, double width) const;
    std::vector<Row> rows_;
};

/// Draws the résumé into its cell (borders are the caller's); the rest is noted in the sheet's overflows.
void draw_resume(FormSheet& sheet, const Box& box, const std::string& resume);

} // namespace pages

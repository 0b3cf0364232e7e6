// One sheet of the official form: the grid in twips, cells with captions and fitted values, what does not
// fit.
#pragma once

#include "dossier/pages/drawing.h"
#include "dossier/pages/flow.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pages {

/// 1/20 pt, the unit of the official template; 567 = 1 cm.
constexpr double twips(double value) {
    return value / 20;
}
constexpr Box twip_box(double x, double y, double width, double height) {
    return {twips(x), twips(y), twips(width), twips(height)};
}

/// What did not fit into a cell.
struct Overflow {
    std::string caption;
    std::vector<FlowLine> lines;
};

/// How a value stands in its cell.
struct CellStyle {
    double size = 14;    ///< largest
    double smallest = 7; ///< below it the rest goes to the continuation page
    Align align = Align::center;
    bool middle = true; ///< vertically
    double padding = 2.5;
    double leading = 1.16; ///< line spacing in sizes
};

class FormSheet {
  public:
    FormSheet();

    /// The borders of a cell: 1 pt, centred on its edges.
    void cell(const Box& box);
    /// The outer border of the table: 1.5 pt.
    void outline(const Box& box);
    /// Lines of a caption, centred both ways; a single line of two or more characters may be spread.
    void caption(const Box& box, std::string_view text, double size = 14);
    void spread_caption(const Box& box, std::string_view text, double width, double size = 14);
    void vertical_caption(const Box& box, std::string_view text, double spacing);
    /// `text` as large as the cell allows. What does not fit even at the smallest size is noted in overflows
    /// under `caption` and the cell says so.
    void value(const Box& box, const std::string& text, const CellStyle& style, const std::string& caption);

    /// The same without borders.
    void text_in(const Box& box, const std::string& text, const CellStyle& style, const std::string& caption);

    Drawing& page() { return *page_; }
    std::vector<Overflow>& overflows() { return overflows_; }
    [[nodiscard]] PagePtr finish() const { return page_; }

  private:
    std::shared_ptr<Drawing> page_;
    std::vector<Overflow> overflows_;
};

/// The text of the form everywhere: 宋体, black.
TextStyle form_style(double size);
/// Width of the text column on continuation pages.
double continuation_text_width();
/// Stands where a cell could not hold its text.
inline constexpr const char* continued_mark = "（转续页）";

/// Lines of a text from line `first` of `block` on, for a continuation page.
std::vector<FlowLine> flow_rest(const Text& text, const Block& block, std::size_t first);
std::vector<FlowLine> flow_text(const std::string& text);

/// Continuation pages for all overflows, in order.
Pages continuation_pages(const std::vector<Overflow>& overflows, const std::string& name);

} // namespace pages

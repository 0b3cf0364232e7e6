#include "dossier/pages/line_break.h"

#include <algorithm>
#include <numeric>

namespace pages {

namespace {

constexpr double tolerance = 0.01;
/// A mark gives up this much of its blank within a line, all of it at the line's end.
constexpr double squeeze_within_line = 0.5;
/// A line is justified only if no gap grows by more than this, em: a ragged line is calmer than rivers.
constexpr double widest_gap = 0.3;
/// Gaps that grow by less than this, em, are not seen.
constexpr double visible_gap = 0.06;

bool full_width(const Cluster& cluster) {
    return cluster.advance > 0.9F;
}

} // namespace

LineBreaker::LineBreaker(const ShapedText& paragraph, const std::vector<TextStyle>& styles, double scale)
    : clusters_(paragraph.clusters) {
    if (!styles.empty())
        em_ = styles.front().size * scale;
    measures_.reserve(clusters_.size());
    for (const Cluster& cluster : clusters_) {
        const double size = styles[cluster.style].size * scale;
        Measure measure{cluster.advance * size, 0, 0, kind_of(cluster.first)};
        if (full_width(cluster) && blank_behind(cluster.first))
            measure.behind = size / 2;
        measures_.push_back(measure);
    }
    // Marks side by side share their blanks: 》、 and ）（ and （《.
    for (std::size_t i = 0; i + 1 < measures_.size(); ++i) {
        Measure& left = measures_[i];
        Measure& right = measures_[i + 1];
        const bool right_is_mark = full_width(clusters_[i + 1]) && (blank_behind(clusters_[i + 1].first) ||
                                                                    blank_before(clusters_[i + 1].first));
        if (left.behind > 0 && right_is_mark) {
            left.advance -= left.behind;
            left.behind = 0;
        } else if (full_width(clusters_[i]) && blank_before(clusters_[i].first) && right_is_mark &&
                   blank_before(clusters_[i + 1].first)) {
            right.shift = right.advance / 2;
            right.advance -= right.shift;
        }
    }
}

double LineBreaker::natural_width() const {
    return std::accumulate(measures_.begin(), measures_.end(), 0.0,
                           [](double sum, const Measure& m) { return sum + m.advance; });
}

/// `loose` is the longest line that fits as it is, `tight` the next longer one that fits with its marks
/// squeezed.
void LineBreaker::consider(Break& loose, Break& tight, const Break& candidate, double measure) const {
    const double end_blank = candidate.last > at_ ? measures_[candidate.last - 1].behind : 0;
    if (candidate.width - end_blank <= measure + tolerance) {
        loose = candidate;
        loose.found = true;
        tight.found = false;
    } else if (!tight.found &&
               candidate.width - end_blank - squeeze_within_line * (candidate.squeezable - end_blank) <=
                   measure + tolerance) {
        tight = candidate;
        tight.found = true;
    }
}

LineBreaker::Break LineBreaker::best_break(double measure) const {
    Break loose;
    Break tight;
    Break candidate;
    double width = 0;
    double squeezable = 0;
    for (std::size_t i = at_; i < clusters_.size(); ++i) {
        width += measures_[i].advance;
        squeezable += measures_[i].behind;
        if (measures_[i].kind != Kind::space || i == at_ || at_ == 0) {
            candidate.last = i + 1;
            candidate.width = width;
            candidate.squeezable = squeezable;
        }
        candidate.end = i + 1;
        if (i + 1 == clusters_.size() || may_break_between(clusters_[i].last, clusters_[i + 1].first))
            consider(loose, tight, candidate, measure);
        if (candidate.width - squeezable > measure + em_)
            break;
    }
    if (!loose.found)
        return tight.found ? tight : emergency_break(measure);
    // Marks are squeezed only where the gaps would otherwise grow enough to be seen, and by more.
    const double slack = measure - loose.width;
    const bool seen = slack > visible_gap * em_ * static_cast<double>(loose.last - at_);
    return tight.found && seen && tight.width - measure < slack ? tight : loose;
}

/// A word longer than the line is cut where the line ends.
LineBreaker::Break LineBreaker::emergency_break(double measure) const {
    Break cut;
    for (std::size_t i = at_; i < clusters_.size(); ++i) {
        if (i > at_ && cut.width + measures_[i].advance > measure + tolerance)
            break;
        cut.width += measures_[i].advance;
        cut.squeezable += measures_[i].behind;
        cut.end = cut.last = i + 1;
    }
    cut.found = true;
    cut.forced = cut.end < clusters_.size();
    return cut;
}

/// Which gaps of the line may grow: between Chinese characters and beside them, twice at spaces, not inside
/// words. Index i is the gap behind cluster at_ + i.
std::vector<double> LineBreaker::gap_weights(std::size_t last) const {
    std::vector<double> weights;
    for (std::size_t i = at_; i + 1 < last; ++i) {
        const Kind a = measures_[i].kind;
        const Kind b = measures_[i + 1].kind;
        const bool inside_word = (a == Kind::word || clusters_[i].first < 0x80) &&
                                 (b == Kind::word || clusters_[i + 1].first < 0x80);
        if (a == Kind::space)
            weights.push_back(2);
        else if (inside_word || b == Kind::space || (a == Kind::dash && b == Kind::dash))
            weights.push_back(0);
        else
            weights.push_back(1);
    }
    return weights;
}

void LineBreaker::place(Line& line, const Break& chosen, double measure, double indent, Align align) const {
    const bool last_line = chosen.end >= clusters_.size();
    const double end_blank = chosen.last > at_ ? measures_[chosen.last - 1].behind : 0;
    double over = std::max(0.0, chosen.width - measure);
    const double end_squeeze = std::min(over, end_blank);
    over -= end_squeeze;
    const double inner = chosen.squeezable - end_blank;
    const double squeeze = inner > 0 ? std::min(1.0, over / inner) : 0;
    const double width = chosen.width - end_squeeze - squeeze * inner;

    const double slack = measure - width;
    double unit = 0;
    std::vector<double> weights;
    if (align == Align::justify && !last_line && slack > tolerance) {
        weights = gap_weights(chosen.last);
        const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
        if (total > 0 && slack / total <= widest_gap * em_)
            unit = slack / total;
    }
    double pen = indent;
    if (align == Align::center)
        pen += slack / 2;
    else if (align == Align::right)
        pen += slack;
    for (std::size_t i = at_; i < chosen.last; ++i) {
        line.x.push_back(static_cast<float>(pen - measures_[i].shift));
        pen += measures_[i].advance - (i + 1 < chosen.last ? squeeze * measures_[i].behind : end_squeeze);
        line.width = pen;
        if (unit > 0 && i + 1 < chosen.last)
            pen += unit * weights[i - at_];
    }
}

Line LineBreaker::next(double width, double indent, Align align) {
    // Spaces that fell to the beginning of a later line are dropped.
    while (at_ > 0 && at_ < clusters_.size() && measures_[at_].kind == Kind::space)
        ++at_;
    Line line;
    line.begin = at_;
    const double measure = std::max(width - indent, em_);
    if (at_ < clusters_.size()) {
        const Break chosen = best_break(measure);
        line.end = chosen.last;
        line.forced = chosen.forced;
        place(line, chosen, measure, indent, align);
        at_ = chosen.end;
        while (at_ < clusters_.size() && measures_[at_].kind == Kind::space)
            ++at_;
    } else {
        line.end = at_;
    }
    return line;
}

} // namespace pages

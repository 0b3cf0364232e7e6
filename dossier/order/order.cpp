#include "dossier/order/order.h"

#include "dossier/order/pinyin.h"
#include "dossier/order/strokes.h"
#include "dossier/text.h"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>

namespace order {

namespace {

constexpr std::array<std::string_view, 7> method_codes{"manual",   "stroke", "stroke-npc", "pinyin",
                                                       "position", "votes",  "rank"};
constexpr std::array<std::string_view, 19> reason_codes{
    "first",           "manual",          "stroke count", "stroke sequence",
    "stroke official", "stroke fallback", "empty middle", "name ends",
    "foreign",         "syllable",        "tone",         "level",
    "since",           "birth",           "votes",        "share",
    "score",           "unknown last",    "same name"};

/// The result of one comparison: the order, and why, with arguments for a before b.
struct Verdict {
    std::strong_ordering order = std::strong_ordering::equal;
    Reason reason = Reason::same_name;
    std::vector<std::string> arguments;
};

std::string text_of(char32_t character) {
    return dossier::utf8(std::u32string(1, character));
}

std::vector<std::string> strokes_of(char32_t a, char32_t b, StrokeRule rule) {
    switch (rule) {
    case StrokeRule::count:
        return {text_of(a), std::to_string(stroke_count(a)), text_of(b), std::to_string(stroke_count(b))};
    case StrokeRule::sequence:
        return {text_of(a), std::string(stroke_sequence(a)), text_of(b), std::string(stroke_sequence(b))};
    default:
        return {text_of(a), text_of(b)};
    }
}

Reason reason_of(StrokeRule rule) {
    switch (rule) {
    case StrokeRule::count:
        return Reason::stroke_count;
    case StrokeRule::sequence:
        return Reason::stroke_sequence;
    case StrokeRule::official:
        return Reason::stroke_official;
    case StrokeRule::fallback:
        return Reason::stroke_fallback;
    case StrokeRule::foreign:
        return Reason::foreign;
    case StrokeRule::same:
        break;
    }
    return Reason::same_name;
}

Verdict by_strokes(const Entry& a, const Entry& b, StrokeStyle style) {
    const NameComparison compared = compare_names(a.name, b.name, style);
    if (compared.order == 0)
        return {};
    if (compared.a != 0 && compared.b != 0)
        return {compared.order, reason_of(compared.rule), strokes_of(compared.a, compared.b, compared.rule)};
    const std::string& shorter = compared.a == 0 ? a.name : b.name;
    const bool middle =
        style == StrokeStyle::surname && dossier::code_points(dossier::matching_name(shorter)).size() == 2;
    return {compared.order, middle ? Reason::empty_middle : Reason::name_ends, {shorter}};
}

Verdict by_surname_strokes(const Entry& a, const Entry& b) {
    return by_strokes(a, b, StrokeStyle::surname);
}

/// A known value comes before an unknown one; nothing to say where both are unknown.
std::optional<Verdict> by_known(bool a, bool b, std::string_view what) {
    if (a && b)
        return std::nullopt;
    if (a == b)
        return Verdict{};
    return Verdict{a ? std::strong_ordering::less : std::strong_ordering::greater,
                   Reason::unknown_last,
                   {std::string(what)}};
}

Verdict by_date(const dossier::Date& a, const dossier::Date& b, Reason reason, std::string_view what) {
    if (const auto known = by_known(a.year != 0, b.year != 0, what))
        return *known;
    return {a <=> b, reason, {dossier::display_date(a), dossier::display_date(b)}};
}

Verdict by_position(const Entry& a, const Entry& b) {
    Verdict verdict;
    if (const auto known = by_known(a.level.has_value(), b.level.has_value(), "level"))
        verdict = *known;
    else
        verdict = {a.level->value <=> b.level->value, Reason::level, {a.level->word, b.level->word}};
    if (verdict.order == 0)
        verdict = by_date(a.post_since, b.post_since, Reason::since, "since");
    if (verdict.order == 0)
        verdict = by_date(a.birth, b.birth, Reason::birth, "birth");
    return verdict.order == 0 ? by_surname_strokes(a, b) : verdict;
}

/// Votes first; the share only where the numbers are equal. Equal in both: 姓氏笔画.
Verdict by_votes_alone(const Entry& a, const Entry& b) {
    if (const auto known = by_known(a.votes.has_value(), b.votes.has_value(), "votes"))
        return *known;
    const auto count = [](const Votes& votes) { return std::to_string(votes.count); };
    if (a.votes->count != b.votes->count)
        return {b.votes->count <=> a.votes->count, Reason::votes, {count(*a.votes), count(*b.votes)}};
    // Equal counts: the smaller electorate gives the greater share.
    return {
        a.votes->valid <=> b.votes->valid,
        Reason::share,
        {count(*a.votes), std::to_string(a.votes->valid), count(*b.votes), std::to_string(b.votes->valid)}};
}

Verdict by_score_alone(const Entry& a, const Entry& b) {
    if (const auto known = by_known(a.score.has_value(), b.score.has_value(), "score"))
        return *known;
    const auto product = [](std::int64_t x, std::int64_t y) { return static_cast<__int128>(x) * y; };
    const __int128 left = product(b.score->points, a.score->ballots);
    const __int128 right = product(a.score->points, b.score->ballots);
    return {left <=> right, Reason::score, {a.score->text(), b.score->text()}};
}

using Compare = std::function<Verdict(std::size_t, std::size_t)>;

/// Reads every name once, then compares syllable, tone and strokes character by character.
class PinyinOrder {
  public:
    explicit PinyinOrder(std::span<const Entry> entries) {
        for (const Entry& entry : entries)
            names_.push_back(read_name(entry.name, entry.pinyin));
    }
    Verdict operator()(const Entry& a, const Entry& b, std::size_t i, std::size_t k) const {
        const NameReading& x = names_[i];
        const NameReading& y = names_[k];
        for (std::size_t at = 0; at < std::min(x.syllables.size(), y.syllables.size()); ++at)
            if (Verdict verdict = compare(x, y, at); verdict.order != 0)
                return verdict;
        if (x.syllables.size() == y.syllables.size())
            return {};
        const bool shorter = x.syllables.size() < y.syllables.size();
        return {x.syllables.size() <=> y.syllables.size(), Reason::name_ends, {shorter ? a.name : b.name}};
    }

  private:
    static Verdict compare(const NameReading& x, const NameReading& y, std::size_t at) {
        const Reading& a = x.syllables[at];
        const Reading& b = y.syllables[at];
        const char32_t c = x.characters[at];
        const char32_t d = y.characters[at];
        if (a.syllable.empty() != b.syllable.empty()) // not readable: last
            return {a.syllable.empty() ? std::strong_ordering::greater : std::strong_ordering::less,
                    Reason::foreign,
                    {text_of(c), text_of(d)}};
        if (a.syllable != b.syllable) // v for ü sorts after u by itself
            return {
                a.syllable <=> b.syllable, Reason::syllable, {text_of(c), marked(a), text_of(d), marked(b)}};
        const int tone_a = a.tone == 0 ? 6 : a.tone;
        const int tone_b = b.tone == 0 ? 6 : b.tone;
        if (tone_a != tone_b)
            return {tone_a <=> tone_b, Reason::tone, {text_of(c), marked(a), text_of(d), marked(b)}};
        const StrokeComparison strokes = compare_strokes(c, d);
        if (strokes.order == 0)
            return {};
        return {strokes.order, reason_of(strokes.rule), strokes_of(c, d, strokes.rule)};
    }
    std::vector<NameReading> names_;
};

Compare comparison(std::span<const Entry> entries, Method method) {
    const auto pairwise = [entries](auto function) {
        return [entries, function](std::size_t a, std::size_t b) { return function(entries[a], entries[b]); };
    };
    const auto with_strokes = [](auto function) {
        return [function](const Entry& a, const Entry& b) {
            Verdict verdict = function(a, b);
            return verdict.order == 0 ? by_surname_strokes(a, b) : verdict;
        };
    };
    switch (method) {
    case Method::stroke:
        return pairwise(by_surname_strokes);
    case Method::stroke_npc:
        return pairwise([](const Entry& a, const Entry& b) { return by_strokes(a, b, StrokeStyle::name); });
    case Method::pinyin:
        return [entries, names = PinyinOrder(entries)](std::size_t a, std::size_t b) {
            return names(entries[a], entries[b], a, b);
        };
    case Method::position:
        return pairwise(by_position);
    case Method::votes:
        return pairwise(with_strokes(by_votes_alone));
    case Method::rank:
        return pairwise(with_strokes(by_score_alone));
    case Method::manual:
        break;
    }
    return [](std::size_t a, std::size_t b) { return Verdict{a <=> b, Reason::manual, {}}; };
}

/// Competition ranking: equal values share a place, the next is skipped; unknown values have none.
void share_places(std::span<const Entry> entries, Method method, Order& order) {
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Entry& entry = entries[order[i].index];
        const bool known = method == Method::votes ? entry.votes.has_value() : entry.score.has_value();
        if (!known) {
            order[i].place = 0;
            continue;
        }
        if (i == 0)
            continue;
        const Entry& before = entries[order[i - 1].index];
        const Verdict verdict =
            method == Method::votes ? by_votes_alone(before, entry) : by_score_alone(before, entry);
        if (verdict.order == 0)
            order[i].place = order[i - 1].place;
    }
}

} // namespace

std::string_view code(Method method) {
    return method_codes[static_cast<std::size_t>(method)];
}

std::optional<Method> method_of(std::string_view code) {
    const auto found = std::find(method_codes.begin(), method_codes.end(), code);
    if (found == method_codes.end())
        return std::nullopt;
    return static_cast<Method>(found - method_codes.begin());
}

std::string_view code(Reason reason) {
    return reason_codes[static_cast<std::size_t>(reason)];
}

Order arrange(std::span<const Entry> entries, Method method) {
    const Compare compare = comparison(entries, method);
    std::vector<std::size_t> indices(entries.size());
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    std::stable_sort(indices.begin(), indices.end(),
                     [&](std::size_t a, std::size_t b) { return compare(a, b).order < 0; });
    Order order;
    for (const std::size_t index : indices) {
        Placed placed{index, entries[index].person, Reason::first, {}, order.size() + 1};
        if (!order.empty()) {
            Verdict verdict = compare(order.back().index, index);
            placed.reason = verdict.order == 0 ? Reason::same_name : verdict.reason;
            placed.arguments = std::move(verdict.arguments);
        }
        order.push_back(std::move(placed));
    }
    if (method == Method::votes || method == Method::rank)
        share_places(entries, method, order);
    return order;
}

} // namespace order

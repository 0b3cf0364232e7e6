#include "dossier/order/strokes.h"

#include "dossier/order/tables.h"
#include "dossier/text.h"

#include <algorithm>
#include <memory>

#include <unicode/coll.h>

namespace order {

namespace {

constexpr std::uint8_t placed = 128;

struct Row {
    int count = 0;
    std::string_view sequence; ///< its own, or that of the neighbour that places it
    std::uint16_t tie = 0;
    bool exact = true;
};

Row find(char32_t character) {
    static const tables::Strokes table = tables::strokes();
    const auto found = std::lower_bound(table.characters.begin(), table.characters.end(), character);
    if (found == table.characters.end() || *found != character)
        return {};
    const auto i = static_cast<std::size_t>(found - table.characters.begin());
    return {table.counts[i] & (placed - 1),
            table.text.substr(table.begins[i], table.begins[i + 1] - table.begins[i]), table.ties[i],
            (table.counts[i] & placed) == 0};
}

/// ICU's stroke collation knows no strokes, only radicals within one number of strokes: the last resort.
std::strong_ordering compare_by_icu(char32_t a, char32_t b) {
    static const std::unique_ptr<icu::Collator> collator = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Collator> made(
            icu::Collator::createInstance(icu::Locale("zh@collation=stroke"), status));
        return U_SUCCESS(status) ? std::move(made) : nullptr;
    }();
    UErrorCode status = U_ZERO_ERROR;
    const UCollationResult result =
        collator ? collator->compare(icu::UnicodeString(static_cast<UChar32>(a)),
                                     icu::UnicodeString(static_cast<UChar32>(b)), status)
                 : UCOL_EQUAL;
    if (U_SUCCESS(status) && result != UCOL_EQUAL)
        return result == UCOL_LESS ? std::strong_ordering::less : std::strong_ordering::greater;
    return a <=> b;
}

/// Characters of a name that count; in the surname style a two-character name gets its empty middle.
std::u32string characters_of(std::string_view name, StrokeStyle style) {
    std::u32string result;
    for (const char32_t c : dossier::code_points(name))
        if (!dossier::is_space_or_invisible(c) && c != U'·' && c != U'•' && c != U'・')
            result += c;
    if (style == StrokeStyle::surname && result.size() == 2)
        result.insert(1, 1, U'\0');
    return result;
}

} // namespace

int stroke_count(char32_t character) {
    return find(character).count;
}

std::string_view stroke_sequence(char32_t character) {
    const Row row = find(character);
    return row.exact ? row.sequence : std::string_view{};
}

StrokeComparison compare_strokes(char32_t a, char32_t b) {
    if (a == b)
        return {};
    const Row x = find(a);
    const Row y = find(b);
    if (x.count == 0 || y.count == 0) {
        if (x.count == 0 && y.count == 0)
            return {a <=> b, StrokeRule::foreign};
        return {x.count == 0 ? std::strong_ordering::greater : std::strong_ordering::less,
                StrokeRule::foreign};
    }
    if (x.count != y.count)
        return {x.count <=> y.count, StrokeRule::count};
    if (x.sequence.empty() != y.sequence.empty())
        return {x.sequence.empty() ? std::strong_ordering::greater : std::strong_ordering::less,
                StrokeRule::fallback};
    if (x.sequence.empty())
        return {compare_by_icu(a, b), StrokeRule::fallback};
    if (x.sequence != y.sequence)
        return {x.sequence <=> y.sequence, x.exact && y.exact ? StrokeRule::sequence : StrokeRule::official};
    if (x.tie != y.tie) {
        const bool both = x.tie != 0 && y.tie != 0;
        const bool less = both ? x.tie < y.tie : x.tie != 0;
        return {less ? std::strong_ordering::less : std::strong_ordering::greater,
                both ? StrokeRule::official : StrokeRule::fallback};
    }
    return {a <=> b, StrokeRule::fallback};
}

NameComparison compare_names(std::string_view a, std::string_view b, StrokeStyle style) {
    const std::u32string x = characters_of(a, style);
    const std::u32string y = characters_of(b, style);
    for (std::size_t i = 0; i < std::max(x.size(), y.size()); ++i) {
        const char32_t c = i < x.size() ? x[i] : U'\0';
        const char32_t d = i < y.size() ? y[i] : U'\0';
        if (c == d)
            continue;
        if (c == 0 || d == 0)
            return {c == 0 ? std::strong_ordering::less : std::strong_ordering::greater, StrokeRule::count, c,
                    d};
        const StrokeComparison compared = compare_strokes(c, d);
        return {compared.order, compared.rule, c, d};
    }
    return {};
}

} // namespace order

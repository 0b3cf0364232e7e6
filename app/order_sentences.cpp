#include "app/order_sentences.h"

#include "app/language.h"

namespace app {

namespace {

/// 12345 as the strokes people know: 横竖撇点折.
std::string strokes(const std::string& digits) {
    static constexpr const char* names[]{"横", "竖", "撇", "点", "折"};
    std::string text;
    for (const char digit : digits)
        text += digit >= '1' && digit <= '5' ? names[digit - '1'] : std::string(1, digit);
    return text;
}

std::string unknown(const std::string& what) {
    if (what == "level")
        return tr("the level of the post is not known");
    if (what == "since")
        return tr("since when in the post is not known");
    if (what == "birth")
        return tr("the date of birth is not known");
    if (what == "votes")
        return tr("no result of a recommendation");
    if (what == "score")
        return tr("no result of an assessment");
    return what;
}

const char* comparison(order::Reason reason) {
    switch (reason) {
    case order::Reason::stroke_count:
        return N_("{0} has {1} strokes, {2} has {3}");
    case order::Reason::stroke_sequence:
        return N_("as many strokes; {0} is written {1}, {2} is written {3}");
    case order::Reason::stroke_official:
        return N_("the same strokes; {0} stands before {1} in the official table of characters");
    case order::Reason::stroke_fallback:
        return N_("the strokes of {0} or {1} are not known; by character code");
    case order::Reason::empty_middle:
        return N_("{0} has two characters and counts as with an empty middle");
    case order::Reason::name_ends:
        return N_("{0} is the beginning of the other name");
    case order::Reason::foreign:
        return N_("{0} before {1}: other scripts come last");
    case order::Reason::syllable:
        return N_("{0} is read {1}, {2} is read {3}");
    case order::Reason::tone:
        return N_("the same syllable; {0} is read {1}, {2} is read {3}");
    case order::Reason::level:
        return N_("level of the post: {0} before {1}");
    case order::Reason::since:
        return N_("the same level; in the post since {0}, since {1}");
    case order::Reason::birth:
        return N_("the same level and time in the post; born {0}, born {1}");
    case order::Reason::votes:
        return N_("votes: {0}, {1}");
    case order::Reason::share:
        return N_("as many votes; {0} of {1} valid ballots, {2} of {3}");
    case order::Reason::score:
        return N_("score of the assessment: {0}, {1}");
    case order::Reason::same_name:
        return N_("equal; in the order given");
    default:
        return "";
    }
}

} // namespace

std::string why(const order::Placed& placed) {
    if (placed.reason == order::Reason::first || placed.reason == order::Reason::manual)
        return {};
    std::vector<std::string> words = placed.arguments;
    words.resize(4);
    if (placed.reason == order::Reason::unknown_last)
        return unknown(words[0]);
    if (placed.reason == order::Reason::stroke_sequence) {
        words[1] = strokes(words[1]);
        words[3] = strokes(words[3]);
    }
    return tr(comparison(placed.reason), {words[0], words[1], words[2], words[3]});
}

} // namespace app

#include "dossier/questions.h"

#include "dossier/meeting.h"
#include "dossier/text.h"

#include <algorithm>
#include <string_view>

namespace dossier {

namespace {

/// A post as it is compared: typists break it differently.
std::u32string without_spaces(const std::string& text) {
    std::u32string kept = code_points(text);
    std::erase_if(kept, is_space_or_invisible);
    return kept;
}

const QuestionList* list_of(const Meeting& meeting, const std::u32string& post) {
    const auto found =
        std::find_if(meeting.questions.begin(), meeting.questions.end(),
                     [&](const QuestionList& list) { return without_spaces(list.post) == post; });
    return found == meeting.questions.end() ? nullptr : &*found;
}

bool any_of(char32_t c, std::u32string_view set) {
    return set.find(c) != std::u32string_view::npos;
}

/// Moves `at` behind a number, Arabic or Chinese, of three characters at most; false where there is none.
bool pass_number(std::u32string_view line, std::size_t& at) {
    const auto pass = [&](auto belongs) {
        const std::size_t begin = at;
        while (at < line.size() && belongs(line[at]))
            ++at;
        return at > begin && at - begin <= 3;
    };
    return at < line.size() && (is_digit(line[at]) ? pass(is_digit) : pass([](char32_t c) {
               return any_of(c, U"一二三四五六七八九十百");
           }));
}

bool pass_word(std::u32string_view line, std::size_t& at, std::u32string_view word) {
    if (line.substr(at, word.size()) != word)
        return false;
    at += word.size();
    return true;
}

/// Where the question itself begins; 0 where nothing but a question stands there.
std::size_t behind_numbering(std::u32string_view line) {
    std::size_t at = 0;
    if (!line.empty() && line[0] >= U'①' && line[0] <= U'⑳')
        return 1;
    if (!line.empty() && any_of(line[0], U"(（")) {
        ++at;
        return pass_number(line, at) && at < line.size() && any_of(line[at], U")）") ? at + 1 : 0;
    }
    const bool ordinal = pass_word(line, at, U"第");
    if (!ordinal && !pass_word(line, at, U"问题") && !pass_word(line, at, U"Q"))
        pass_word(line, at, U"题");
    if (!pass_number(line, at))
        return 0;
    if (ordinal && !pass_word(line, at, U"个问题") && !pass_word(line, at, U"问") &&
        !pass_word(line, at, U"题"))
        return 0;
    if (at >= line.size() || !(any_of(line[at], U".．、)）:：") || is_space_or_invisible(line[at])))
        return 0;
    // "1.5" is a figure.
    const bool figure = line[at] == U'.' && at + 1 < line.size() && is_digit(line[at + 1]);
    return figure ? 0 : at + 1;
}

} // namespace

std::vector<std::string> questions_for(const Meeting& meeting, const std::string& proposed_post) {
    const QuestionList* list = list_of(meeting, without_spaces(proposed_post));
    if (list == nullptr)
        list = list_of(meeting, {});
    return list == nullptr ? std::vector<std::string>() : list->questions;
}

void set_questions(Meeting& meeting, const std::string& post, std::vector<std::string> questions) {
    const std::u32string wanted = without_spaces(post);
    const auto same = [&](const QuestionList& list) { return without_spaces(list.post) == wanted; };
    const auto found = std::find_if(meeting.questions.begin(), meeting.questions.end(), same);
    if (questions.empty())
        std::erase_if(meeting.questions, same);
    else if (found != meeting.questions.end())
        *found = {std::string(trimmed(post)), std::move(questions)};
    else
        meeting.questions.push_back({std::string(trimmed(post)), std::move(questions)});
}

std::vector<Chapter> numbered(std::vector<Chapter> chapters, const std::vector<std::string>& questions) {
    if (std::any_of(chapters.begin(), chapters.end(), [](const Chapter& c) { return c.question > 0; }))
        return chapters;
    for (Chapter& chapter : chapters) {
        const auto found = std::find_if(questions.begin(), questions.end(), [&](const std::string& question) {
            return !chapter.title.empty() && trimmed(question) == trimmed(chapter.title);
        });
        if (found != questions.end())
            chapter.question = static_cast<int>(found - questions.begin()) + 1;
    }
    return chapters;
}

std::vector<std::string> questions_of_text(const std::string& text) {
    std::vector<std::string> questions;
    const std::string all = tidy(text);
    for (std::size_t begin = 0; begin <= all.size();) {
        const std::size_t end = std::min(all.find('\n', begin), all.size());
        const std::u32string line = code_points(trimmed(std::string_view(all).substr(begin, end - begin)));
        const std::string question(trimmed(utf8(std::u32string_view(line).substr(behind_numbering(line)))));
        if (!question.empty())
            questions.push_back(question);
        begin = end + 1;
    }
    return questions;
}

} // namespace dossier

#include "app/meeting/places.h"

#include <algorithm>

namespace app::meeting {

const Answer* answer_at(const ShowItem* item, const Place& place) {
    const bool exists =
        item != nullptr && place.answer >= 1 && place.answer <= static_cast<int>(item->answers.size());
    return exists ? &item->answers[static_cast<std::size_t>(place.answer) - 1] : nullptr;
}

const std::string& question_text(const ShowCandidate& who, int number) {
    static const std::string none;
    const bool exists = number >= 1 && number <= static_cast<int>(who.questions.size());
    return exists ? who.questions[static_cast<std::size_t>(number) - 1] : none;
}

std::vector<Answer> answers_of(const std::vector<dossier::Chapter>& chapters, double duration,
                               const std::vector<std::string>& questions) {
    std::vector<dossier::Chapter> sorted = chapters;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const dossier::Chapter& a, const dossier::Chapter& b) { return a.begin < b.begin; });
    std::vector<Answer> answers;
    int before = 0;
    for (const dossier::Chapter& chapter : sorted) {
        const int number = chapter.question;
        if (number == before)
            continue;
        if (before > 0)
            answers.back().end = chapter.begin;
        if (number > 0) {
            const bool listed = number <= static_cast<int>(questions.size());
            answers.push_back({number, chapter.begin, std::max(0.0, duration),
                               listed ? questions[static_cast<std::size_t>(number) - 1] : chapter.title});
        }
        before = number;
    }
    // A mark at the very end, or two in one moment, is no answer.
    constexpr double shortest = 0.2;
    std::erase_if(answers, [](const Answer& a) { return a.end > 0 && a.end - a.begin < shortest; });
    return answers;
}

const dossier::Chapter* chapter_of_question(const std::vector<dossier::Chapter>& chapters, int number) {
    if (number < 1)
        return nullptr;
    const auto found = std::find_if(chapters.begin(), chapters.end(),
                                    [&](const dossier::Chapter& c) { return c.question == number; });
    if (found != chapters.end())
        return &*found;
    const bool any = std::any_of(chapters.begin(), chapters.end(),
                                 [](const dossier::Chapter& c) { return c.question > 0; });
    return !any && number <= static_cast<int>(chapters.size())
               ? &chapters[static_cast<std::size_t>(number) - 1]
               : nullptr;
}

std::optional<FoundQuestion> find_question(const ShowCandidate& who, int preferred, int number) {
    const auto found_in = [&](int item, const dossier::Chapter& chapter) {
        const std::string& listed = question_text(who, number);
        return FoundQuestion{item, chapter.begin,
                             chapter.question > 0 && !listed.empty() ? listed : chapter.title};
    };
    if (preferred >= 0 && preferred < static_cast<int>(who.items.size()))
        if (const dossier::Chapter* chapter =
                chapter_of_question(who.items[static_cast<std::size_t>(preferred)].chapters, number))
            return found_in(preferred, *chapter);
    for (const dossier::MaterialKind kind : {dossier::MaterialKind::video, dossier::MaterialKind::audio})
        for (std::size_t i = 0; i < who.items.size(); ++i)
            for (const dossier::Chapter& chapter : who.items[i].chapters)
                if (who.items[i].kind == kind && chapter.question == number && number > 0)
                    return found_in(static_cast<int>(i), chapter);
    return std::nullopt;
}

} // namespace app::meeting

#include "app/meeting/answer_chain.h"

#include "dossier/text.h"

#include <algorithm>

namespace app::meeting {

namespace {

bool answers(const ShowItem& item, int number) {
    return std::any_of(item.answers.begin(), item.answers.end(),
                       [&](const Answer& answer) { return answer.question == number; });
}

/// The recording with the answer, moving pictures before sound alone; -1: there is none.
int recording_of(const ShowCandidate& who, int number) {
    for (const dossier::MaterialKind kind : {dossier::MaterialKind::video, dossier::MaterialKind::audio})
        for (std::size_t i = 0; i < who.items.size(); ++i)
            if (who.items[i].kind == kind && answers(who.items[i], number))
                return static_cast<int>(i);
    return -1;
}

AnswerChain::Absent::Why reason_of(const ShowCandidate& who) {
    const bool recorded =
        std::any_of(who.items.begin(), who.items.end(), [](const ShowItem& item) { return item.is_clip(); });
    return recorded       ? AnswerChain::Absent::Why::not_in_recording
           : who.withheld ? AnswerChain::Absent::Why::withheld
                          : AnswerChain::Absent::Why::no_recording;
}

} // namespace

AnswerChain::AnswerChain(const std::vector<ShowCandidate>& candidates,
                         const std::vector<ShowCandidate>& without, int from, int number)
    : number_(number) {
    if (from >= 0 && from < static_cast<int>(candidates.size()))
        text_ = question_text(candidates[static_cast<std::size_t>(from)], number);
    for (std::size_t i = 0; i < candidates.size(); ++i)
        add(candidates, static_cast<int>(i));
    for (const ShowCandidate& who : without)
        absent_.push_back({who.number, who.name, reason_of(who)});
    std::stable_sort(absent_.begin(), absent_.end(),
                     [](const Absent& a, const Absent& b) { return a.number < b.number; });
}

void AnswerChain::add(const std::vector<ShowCandidate>& candidates, int candidate) {
    const ShowCandidate& who = candidates[static_cast<std::size_t>(candidate)];
    const int item = recording_of(who, number_);
    if (item < 0) {
        absent_.push_back({who.number, who.name, reason_of(who)});
        return;
    }
    const ShowItem& recording = who.items[static_cast<std::size_t>(item)];
    if (std::any_of(links_.begin(), links_.end(), [&](const Link& link) {
            return candidates[static_cast<std::size_t>(link.place.candidate)]
                       .items[static_cast<std::size_t>(link.place.item)]
                       .id == recording.id;
        }))
        return;
    for (std::size_t i = 0; i < recording.answers.size(); ++i) {
        const Answer& answer = recording.answers[i];
        if (answer.question != number_)
            continue;
        if (text_.empty())
            text_ = answer.text;
        if (const std::string& own = question_text(who, number_);
            !own.empty() && dossier::trimmed(own) != dossier::trimmed(text_)) {
            absent_.push_back({who.number, who.name, Absent::Why::other_question});
            return;
        }
        links_.push_back({.place = {candidate, item, 0, static_cast<int>(i) + 1},
                          .duration = answer.end > 0 ? answer.end - answer.begin : 0});
    }
}

std::optional<Place> AnswerChain::from(const Place& place, int step) const {
    const auto found =
        std::find_if(links_.begin(), links_.end(), [&](const Link& link) { return link.place == place; });
    if (found == links_.end())
        return std::nullopt;
    const std::ptrdiff_t to = found - links_.begin() + step;
    return to >= 0 && to < std::ssize(links_) ? std::optional(links_[static_cast<std::size_t>(to)].place)
                                              : std::nullopt;
}

bool AnswerChain::go_to(const Place& place) {
    const auto found =
        std::find_if(links_.begin(), links_.end(), [&](const Link& link) { return link.place == place; });
    if (found == links_.end())
        return false;
    at_ = static_cast<std::size_t>(found - links_.begin());
    return true;
}

} // namespace app::meeting

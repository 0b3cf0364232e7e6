// Questions in presenting: to one of them, or everybody's answer to it one after another.
#include "app/language.h"
#include "app/meeting/console.h"
#include "app/meeting/presentation.h"

namespace app::meeting {

namespace {

std::string said(int number, const std::string& text) {
    const std::string title = tr("Question {0}", {std::to_string(number)});
    return text.empty() ? title : title + "　" + text;
}

} // namespace

void Presentation::question(int number) {
    const Place here = show_.place();
    std::optional<FoundQuestion> found;
    if (const ShowCandidate* who = show_.candidate(here))
        found = find_question(*who, here.item, number);
    // Chapters that only the file has.
    const Loaded* loaded = here.answer == 0 ? projector_.known(here) : nullptr;
    if (!found && loaded != nullptr && loaded->clip != nullptr)
        if (const dossier::Chapter* chapter = chapter_of_question(loaded->clip->chapters, number))
            found = {here.item, chapter->begin, chapter->title};
    if (!found) {
        banner_ = tr("There is no question {0} in this candidate's recordings.", {std::to_string(number)});
        return;
    }
    send({here.candidate, found->item, 0}, found->begin);
    banner_ = said(number, found->text);
}

void Presentation::play_answers(int number) {
    AnswerChain chain(show_.candidates(), programme_->without, show_.place().candidate, number);
    if (chain.empty()) {
        banner_ = tr("Nobody on this list has a recorded answer to question {0}.", {std::to_string(number)});
        return;
    }
    banner_ = said(number, chain.text());
    if (!chain.absent().empty())
        banner_ += "　" + tr("({0} without an answer)", {std::to_string(chain.absent().size())});
    const Place first = chain.place();
    const bool again = projector_.on_screen() == first && show_.screen() == Screen::material;
    show_.start_answers(std::move(chain));
    projector_.update(show_);
    if (media::Player* player = projector_.player(); again && player != nullptr) {
        player->seek(media::Time(0));
        player->play();
    }
    if (console_ != nullptr)
        console_->changed();
}

void Presentation::end_answers() {
    show_.end_answers();
    banner_ = tr("The answers are no longer played in turn.");
    projector_.update(show_);
    if (console_ != nullptr)
        console_->changed();
}

void Presentation::follow_answers() {
    media::Player* player = projector_.player();
    const bool ended = player != nullptr && player->status().state == media::PlayerState::ended;
    if (!show_.answer_is_over(projector_.on_screen(), ended))
        return;
    show_.next();
    banner_.clear();
    projector_.update(show_);
    if (console_ != nullptr)
        console_->changed();
}

} // namespace app::meeting

// Questions in the console: those of the recording on the projector, and the answers that are played in turn.
#include "app/language.h"
#include "app/meeting/console_parts.h"
#include "app/sentences.h"

#include <algorithm>
#include <imgui_internal.h>

namespace app::meeting {

namespace {

const char* why(AnswerChain::Absent::Why reason) {
    switch (reason) {
    case AnswerChain::Absent::Why::no_recording:
        return tr("no recording");
    case AnswerChain::Absent::Why::not_in_recording:
        return tr("not asked in the recording");
    case AnswerChain::Absent::Why::withheld:
        return tr("the recording is withheld");
    case AnswerChain::Absent::Why::other_question:
        return tr("was asked another question");
    }
    return "";
}

void draw_links(const ConsoleView& view, const AnswerChain& chain, ConsoleState& state, Intents& intents) {
    constexpr int most_lines = 7;
    const int lines = std::min(most_lines, static_cast<int>(chain.links().size()));
    ImGui::BeginChild("links", ImVec2(0, ImGui::GetTextLineHeightWithSpacing() * static_cast<float>(lines)));
    for (std::size_t i = 0; i < chain.links().size(); ++i) {
        const AnswerChain::Link& link = chain.links()[i];
        const ShowCandidate& who = *view.show->candidate(link.place);
        const bool here = i == chain.at();
        ImGui::PushID(static_cast<int>(i));
        const std::string name = std::to_string(who.number) + "  " + who.name;
        const std::string length = link.duration > 0 ? clock_text(link.duration) : std::string();
        const float room = ImGui::CalcTextSize(length.c_str()).x;
        if (ImGui::Selectable(
                name.c_str(), here, 0,
                ImVec2(ImGui::GetContentRegionAvail().x - room - ImGui::GetStyle().ItemSpacing.x * 2, 0)))
            intents.emplace_back(Send{link.place, here ? std::optional(0.0) : std::nullopt});
        gui::same_line_right(room);
        ImGui::TextUnformatted(length.c_str());
        if (here && state.scrolled_to_answer != link.place) {
            ImGui::SetScrollHereY();
            state.scrolled_to_answer = link.place;
        }
        ImGui::PopID();
    }
    ImGui::EndChild();
}

/// Each with the reason, those of one reason in one line.
void draw_absent(const AnswerChain& chain) {
    using Why = AnswerChain::Absent::Why;
    for (const Why reason : {Why::no_recording, Why::not_in_recording, Why::withheld, Why::other_question}) {
        std::string names;
        for (const AnswerChain::Absent& absent : chain.absent())
            if (absent.why == reason)
                names += (names.empty() ? "" : "、") + std::to_string(absent.number) + " " + absent.name;
        if (names.empty())
            continue;
        ImGui::PushStyleColor(ImGuiCol_Text, quiet_colour);
        ImGui::TextWrapped("%s", tr("Not heard ({0}): {1}", {why(reason), names}).c_str());
        ImGui::PopStyleColor();
    }
}

/// "In turn" at the right edge of the line; the line of a question leaves room for it.
void answers_button(int question, Intents& intents) {
    gui::same_line_right(ImGui::CalcTextSize(tr("In turn")).x + ImGui::GetStyle().FramePadding.x * 2);
    if (ImGui::SmallButton(tr("In turn")))
        intents.emplace_back(PlayAnswers{question});
    if (ImGui::IsItemHovered())
        ImGui::SetTooltip("%s", tr("Answers of all candidates to question n"));
}

/// A line for a question; "…" where it would reach the button. True: clicked.
bool question_line(const std::string& text, bool button) {
    const float room =
        button ? ImGui::CalcTextSize(tr("In turn")).x + ImGui::GetStyle().FramePadding.x * 4 : 0;
    const bool clicked =
        ImGui::Selectable("##question", false, 0, ImVec2(ImGui::GetContentRegionAvail().x - room, 0));
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    const ImVec2 inset(ImGui::GetStyle().ItemSpacing.x / 2, ImGui::GetStyle().ItemSpacing.y / 2);
    ImGui::RenderTextEllipsis(ImGui::GetWindowDrawList(), ImVec2(low.x + inset.x, low.y + inset.y), high,
                              high.x, text.c_str(), text.c_str() + text.size(), nullptr);
    if (ImGui::IsItemHovered())
        ImGui::SetTooltip("%s", text.c_str());
    return clicked;
}

void draw_chapters(const ConsoleView& view, Intents& intents) {
    const std::vector<dossier::Chapter>& chapters = view.clip->chapters;
    const bool numbers = std::any_of(chapters.begin(), chapters.end(),
                                     [](const dossier::Chapter& c) { return c.question > 0; });
    for (std::size_t i = 0; i < chapters.size(); ++i) {
        const dossier::Chapter& chapter = chapters[i];
        ImGui::PushID(static_cast<int>(i));
        const std::string number = !numbers               ? std::to_string(i + 1)
                                   : chapter.question > 0 ? std::to_string(chapter.question)
                                                          : std::string("–");
        if (question_line(number + "  " + clock_text(chapter.begin) + "  " + chapter.title,
                          chapter.question > 0))
            intents.emplace_back(SeekTo{chapter.begin});
        if (chapter.question > 0)
            answers_button(chapter.question, intents);
        ImGui::PopID();
    }
}

/// What this candidate is asked; looked at in the console first, as everything that is not on the projector.
void draw_list(const ConsoleView& view, ConsoleState& state, Intents& intents) {
    const Place here = view.show->place();
    const ShowCandidate& who = *view.show->candidate(here);
    for (std::size_t i = 0; i < who.questions.size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        ImGui::PushID(number);
        const std::optional<FoundQuestion> found = find_question(who, -1, number);
        ImGui::BeginDisabled(!found);
        if (question_line(std::to_string(number) + "  " + who.questions[i], true) && found)
            state.preview = Preview{{here.candidate, found->item, 0}, found->begin, found->text};
        ImGui::EndDisabled();
        answers_button(number, intents);
        ImGui::PopID();
    }
}

} // namespace

void draw_answers(const ConsoleView& view, ConsoleState& state, Intents& intents) {
    const AnswerChain* chain = view.show->answers();
    if (chain == nullptr)
        return;
    ImGui::Separator();
    ImGui::TextColored(live_colour, "%s",
                       tr("Answers to question {0}: {1} of {2}",
                          {std::to_string(chain->question()), std::to_string(chain->at() + 1),
                           std::to_string(chain->links().size())})
                           .c_str());
    ImGui::TextWrapped("%s", chain->text().c_str());
    draw_links(view, *chain, state, intents);
    draw_absent(*chain);
    if (ImGui::Button(tr("Previous answer")))
        intents.emplace_back(Do{Command::previous});
    ImGui::SameLine();
    if (ImGui::Button(tr("Next answer")))
        intents.emplace_back(Do{Command::next});
    ImGui::SameLine();
    if (ImGui::Button(tr("End (Esc)")))
        intents.emplace_back(EndAnswers{});
}

void draw_questions(const ConsoleView& view, ConsoleState& state, Intents& intents) {
    if (view.show->answers() != nullptr)
        return;
    const bool recording = view.clip != nullptr && !view.clip->chapters.empty();
    const ShowCandidate* who = view.show->candidate(view.show->place());
    if (!recording && (who == nullptr || who->questions.empty()))
        return;
    heading(tr("Questions"));
    if (recording)
        draw_chapters(view, intents);
    else
        draw_list(view, state, intents);
}

} // namespace app::meeting

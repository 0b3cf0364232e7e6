#include "app/author.h"
#include "app/cli/commands.h"
#include "app/cli/roster.h"
#include "app/import/file_bytes.h"
#include "app/language.h"
#include "app/sentences.h"
#include "dossier/formats/error.h"
#include "dossier/formats/json_text.h"
#include "dossier/formats/text_encoding.h"
#include "dossier/pages/facts.h"
#include "dossier/text.h"

#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace app::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t file_limit = std::size_t{1} << 20U;

/// Standard input up to the limit; one byte more says that it is too long.
std::string standard_input() {
    std::string bytes(file_limit + 1, '\0');
    std::cin.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(std::cin.gcount()));
    if (bytes.size() > file_limit)
        throw NotImported(tr("not imported: too large for this kind of file"));
    return bytes;
}

/// What the file asks; nothing after a complaint.
std::vector<std::string> read_questions(const std::string& file, Terminal& terminal) {
    const std::string name = file == "-" ? tr("standard input") : shown_path(file);
    try {
        const std::string bytes = file == "-" ? standard_input() : file_bytes(file, file_limit);
        std::vector<std::string> questions = dossier::questions_of_text(formats::decode_text(bytes).text);
        if (questions.empty())
            terminal.complain(
                tr("{0}: no question is in it; nothing was changed. --clear takes a list away.", {name}));
        return questions;
    } catch (const NotImported& error) {
        terminal.complain(name + ": " + error.what());
    } catch (const formats::Error&) {
        terminal.complain(
            tr("{0}: neither UTF-8 nor GB18030 text; nothing was changed. Save it as UTF-8.", {name}));
    }
    return {};
}

/// A mistyped post would be a list that nobody is ever asked.
bool somebody_proposed(db::Catalogue& catalogue, const dossier::Meeting& meeting, const std::string& post) {
    dossier::Meeting probe;
    probe.questions = {{post, {post}}};
    bool found = false;
    each_candidate(catalogue, meeting, [&](const Candidate& candidate) {
        const std::string proposed = pages::proposed_post(candidate.person, candidate.dossier);
        found = !proposed.empty() && !dossier::questions_for(probe, proposed).empty();
        return !found;
    });
    return found;
}

/// One list, or all.
std::vector<dossier::QuestionList> wanted(const dossier::Meeting& meeting, const std::string& post) {
    if (post.empty())
        return meeting.questions;
    return {{post, dossier::questions_for(meeting, post)}};
}

Json as_json(const dossier::Meeting& meeting, const std::vector<dossier::QuestionList>& lists) {
    Json all = Json::array();
    for (const dossier::QuestionList& list : lists)
        all.push_back({{"post", list.post}, {"questions", list.questions}});
    return {{"meeting", meeting.number},
            {"meeting_id", meeting.id.text},
            {"title", meeting.title},
            {"lists", std::move(all)}};
}

std::string as_text(const std::vector<dossier::QuestionList>& lists) {
    std::string text;
    for (const dossier::QuestionList& list : lists) {
        text += list.post.empty() ? std::string(tr("For everybody:")) : tr("For {0}:", {list.post});
        text += '\n';
        for (std::size_t i = 0; i < list.questions.size(); ++i)
            text.append("  ")
                .append(std::to_string(i + 1))
                .append(". ")
                .append(list.questions[i])
                .append("\n");
    }
    return text;
}

void print(const dossier::Meeting& meeting, const QuestionsOptions& options, Terminal& terminal) {
    const std::vector<dossier::QuestionList> lists = wanted(meeting, options.post);
    if (options.json) {
        terminal.print(formats::json_text(as_json(meeting, lists), 2) + "\n");
        return;
    }
    if (lists.empty() || lists.front().questions.empty())
        terminal.complain(tr("{0}: no questions yet. `dossier questions CATALOGUE --set FILE` sets them.",
                             {meeting.title}));
    else
        terminal.print(as_text(lists));
}

} // namespace

int questions(const QuestionsOptions& given, Terminal& terminal) {
    QuestionsOptions options = given;
    options.post = std::string(dossier::trimmed(options.post));
    const bool changes = options.clear || !options.file.empty();
    db::Catalogue catalogue = db::Catalogue::open(options.catalogue, author(),
                                                  changes ? db::Access::read_write : db::Access::read_only);
    std::optional<dossier::Meeting> meeting = meeting_of(catalogue, options.meeting);
    if (!meeting) {
        terminal.complain(tr(
            "{0}: there is no meeting that could have questions. `dossier import CATALOGUE PATH --meeting M` "
            "makes one.",
            {shown_path(options.catalogue)}));
        return failed;
    }
    if (changes) {
        if (catalogue.read_only())
            throw db::Error(db::ErrorKind::read_only, shown_path(options.catalogue), "cannot be written");
        std::vector<std::string> list;
        if (!options.clear && (list = read_questions(options.file, terminal)).empty())
            return failed;
        if (!options.post.empty() && !somebody_proposed(catalogue, *meeting, options.post))
            terminal.complain(
                tr("{0}: nobody on the list of this meeting is proposed for it.", {options.post}));
        dossier::set_questions(*meeting, options.post, std::move(list));
        catalogue.apply(dossier::PutMeeting{*meeting});
    }
    print(*meeting, options, terminal);
    return done;
}

} // namespace app::cli

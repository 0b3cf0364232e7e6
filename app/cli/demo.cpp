#include "app/cli/demo.h"

#include "app/author.h"
#include "app/cli/commands.h"
#include "app/derivatives.h"
#include "app/import/importer.h"
#include "app/language.h"
#include "app/sample/meeting_questions.h"
#include "app/sample/sample.h"
#include "app/sentences.h"

#include <array>
#include <cstdio>

namespace app::cli {

namespace {

namespace fs = std::filesystem;

/// The sample's files while they are made; within the catalogue, so that nothing lies elsewhere.
class FileFolder {
  public:
    explicit FileFolder(fs::path path)
        : path_(std::move(path)) {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
        fs::create_directories(path_);
    }
    ~FileFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    FileFolder(const FileFolder&) = delete;
    FileFolder& operator=(const FileFolder&) = delete;
    [[nodiscard]] const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

std::string day_text(const dossier::Date& date) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
    return text.data();
}

/// The interviewer's marks: which question of the list each chapter is.
void number_chapters(db::Catalogue& catalogue, const dossier::PersonId& person,
                     const std::vector<std::string>& questions, std::vector<dossier::Edit>& edits) {
    for (dossier::Material& material : catalogue.materials(person))
        if (auto* clip = std::get_if<dossier::ClipContent>(&material.content)) {
            clip->chapters = dossier::numbered(std::move(clip->chapters), questions);
            edits.emplace_back(dossier::PutMaterial{std::move(material)});
        }
}

/// The agenda: questions, headings of three levels, every candidate in order, notes for the operator.
void put_meeting(db::Catalogue& catalogue, const std::vector<sample::SampleCandidate>& candidates,
                 const dossier::Date& date) {
    dossier::Meeting meeting{.id = dossier::MeetingId::make(),
                             .title = "锦川市委常委会会议（讨论干部任免事项）",
                             .body = "中共锦川市委常委会",
                             .date = day_text(date),
                             .place = "市委常委会议室"};
    std::vector<dossier::Edit> edits;
    const auto headings = sample::sample_headings(candidates);
    auto heading = headings.begin();
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        for (; heading != headings.end() && heading->before == i; ++heading)
            meeting.items.push_back({.level = heading->level, .heading = heading->text});
        const auto persons = catalogue.persons_of_form_bytes(candidates[i].form_hash);
        if (persons.empty())
            continue; // its form was refused, and that was said
        dossier::Dossier dossier{.id = dossier::DossierId::make(),
                                 .person = persons.front(),
                                 .meeting = meeting.id,
                                 .note = candidates[i].note};
        meeting.items.push_back({.dossier = dossier.id, .person = dossier.person});
        edits.emplace_back(dossier::PutDossier{std::move(dossier)});
    }
    meeting.questions = {{"", sample::meeting_question_list()}};
    for (const dossier::AgendaItem& item : meeting.candidates())
        number_chapters(catalogue, item.person, meeting.questions.front().questions, edits);
    edits.emplace_back(dossier::PutMeeting{std::move(meeting)});
    catalogue.apply(edits);
}

} // namespace

int demo(const DemoOptions& options, Terminal& terminal) {
    db::Catalogue catalogue = db::Catalogue::create(options.catalogue, author());
    sample::SampleOptions wanted{.candidates = options.candidates,
                                 .seed = options.seed,
                                 .date = sample::sample_date(dossier::today()),
                                 .threads = 2};
    std::vector<sample::SampleCandidate> candidates = sample::plan_sample(wanted);
    const FileFolder files(options.catalogue / "derived" / "sample");
    const bool written = sample::write_sample(
        files.path(), candidates, wanted,
        [&](int count, int total) { terminal.progress(tr("drawing and speaking"), count, total); },
        terminal.stop());
    if (!written) {
        terminal.complain(tr("Stopped: the sample catalogue is empty."));
        return failed;
    }
    media::ProbeHelper probe(fs::read_symlink("/proc/self/exe"));
    ImportHooks hooks;
    hooks.acknowledge = [&](const ImportLine& line) {
        if (line.result == ImportLine::Result::refused)
            terminal.complain(shown_path(line.path) + ": " + line.text);
    };
    hooks.progress = [&](std::size_t count, std::size_t total) {
        terminal.progress(tr("importing"), static_cast<std::int64_t>(count),
                          static_cast<std::int64_t>(total));
    };
    Importer importer(catalogue, probe, hooks, terminal.stop());
    const bool whole = importer.run(plan_import(walk({files.path()}), who_in_form), "");
    if (!terminal.stopped())
        put_meeting(catalogue, candidates, wanted.date);
    complete_all_derivatives(
        options.catalogue, author(), fs::read_symlink("/proc/self/exe"), importer.new_clips(),
        [](std::size_t) {}, terminal.stop());
    if (terminal.stopped()) {
        terminal.complain(tr("Stopped: the sample catalogue is incomplete."));
        return failed;
    }
    terminal.say(tr("{0}: {1} fictional candidates on the list of one meeting.",
                    {shown_path(options.catalogue), std::to_string(candidates.size())}));
    return whole ? done : failed;
}

} // namespace app::cli

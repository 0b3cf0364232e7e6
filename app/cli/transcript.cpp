#include "app/cli/transcript.h"

#include "app/author.h"
#include "app/cli/commands.h"
#include "app/cli/roster.h"
#include "app/export/export_files.h"
#include "app/import/file_bytes.h"
#include "app/language.h"
#include "app/material_titles.h"
#include "app/recording/recogniser.h"
#include "app/recording/transcript_job.h"
#include "app/recording/transcript_store.h"
#include "app/sentences.h"
#include "dossier/formats/json_text.h"
#include "dossier/formats/transcript.h"

#include <charconv>
#include <nlohmann/json.hpp>

namespace app::cli {

namespace {

using dossier::TranscriptState;
using Json = nlohmann::ordered_json;

/// A use of the command that cannot be meant; what() is a sentence.
struct NotUnderstood : std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// Refused or failed; what() is a sentence.
struct NotDone : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::string listed(const dossier::Material& material, std::size_t number) {
    const auto& clip = std::get<dossier::ClipContent>(material.content);
    return std::to_string(number) + "  " + material_title(material) + "  " + clock_text(clip.duration) +
           "  " +
           tr("{0} lines, {1}", {std::to_string(clip.transcript.size()),
                                 recording::state_name(recording::transcript_state(clip))});
}

Json as_json(const dossier::Material& material, std::size_t number) {
    const auto& clip = std::get<dossier::ClipContent>(material.content);
    return {{"number", number},
            {"material", material.id.text},
            {"title", material_title(material)},
            {"kind", dossier::code(material.kind)},
            {"seconds", clip.duration},
            {"lines", clip.transcript.size()},
            {"state", clip.transcript_state},
            {"speakers", dossier::speakers(clip.transcript)}};
}

/// One run of the command on one person.
class Run {
  public:
    Run(const TranscriptOptions& options, Terminal& terminal)
        : options_(options)
        , terminal_(terminal)
        , catalogue_(db::Catalogue::open(options.catalogue, author(),
                                         writes() ? db::Access::read_write : db::Access::read_only)) {
        if (writes() && catalogue_.read_only())
            throw db::Error(db::ErrorKind::read_only, shown_path(options.catalogue),
                            "a transcript into a read-only catalogue");
        person_ = person_meant(catalogue_, options.person);
        recordings_ = recording::recordings_of(catalogue_, person_.id);
    }

    int carry_out() {
        switch (options_.verb) {
        case TranscriptOptions::Verb::list:
            list();
            return done;
        case TranscriptOptions::Verb::import_file:
            import_file();
            return done;
        case TranscriptOptions::Verb::export_file:
            export_file();
            return done;
        case TranscriptOptions::Verb::recognise:
            recognise();
            return done;
        case TranscriptOptions::Verb::state:
            step();
            return done;
        }
        return wrong_use;
    }

  private:
    [[nodiscard]] bool writes() const {
        return options_.verb != TranscriptOptions::Verb::list &&
               options_.verb != TranscriptOptions::Verb::export_file;
    }

    void list() {
        Json all = Json::array();
        for (std::size_t i = 0; i < recordings_.size(); ++i)
            if (options_.json)
                all.push_back(as_json(recordings_[i], i + 1));
            else
                terminal_.say(listed(recordings_[i], i + 1));
        if (options_.json)
            terminal_.say(formats::json_text(all));
        else if (recordings_.empty())
            terminal_.complain(tr("There is no recording of {0}.", {person_.name}));
    }

    /// The one recording the command is about. Throws NotUnderstood with the list of them.
    const dossier::Material& chosen() {
        std::vector<const dossier::Material*> meant;
        for (std::size_t i = 0; i < recordings_.size(); ++i)
            if (options_.material.empty() || recording::is_meant(options_.material, recordings_[i], i + 1))
                meant.push_back(&recordings_[i]);
        if (meant.size() == 1)
            return *meant.front();
        if (recordings_.empty())
            throw NotUnderstood(tr("There is no recording of {0}.", {person_.name}));
        std::string text =
            options_.material.empty()
                ? tr("There are several recordings of {0}; say which one with --material:", {person_.name})
            : meant.empty()
                ? tr("{0} has no recording \"{1}\"; there are:", {person_.name, options_.material})
                : tr("{0} has several recordings \"{1}\"; say the number:",
                     {person_.name, options_.material});
        for (std::size_t i = 0; i < recordings_.size(); ++i)
            text += "\n  " + listed(recordings_[i], i + 1);
        throw NotUnderstood(text);
    }

    /// Whether what is there may go. Asks where somebody can answer.
    void must_be_replaceable(const dossier::ClipContent& clip) {
        const TranscriptState state = recording::transcript_state(clip);
        if (options_.replace || state == TranscriptState::none || clip.transcript.empty())
            return;
        const std::string is_there =
            tr("The recording has a transcript of {0} lines that is {1}.",
               {std::to_string(clip.transcript.size()), recording::state_name(state)});
        if (terminal_.interactive() &&
            terminal_.ask(is_there, {tr("replace it; the log keeps the old one")}) == std::size_t{0})
            return;
        throw NotDone(
            is_there + " " +
            tr("Nothing was changed; with --replace it is replaced, and the log keeps the old one."));
    }

    void import_file() {
        const dossier::Material& material = chosen();
        const auto& clip = std::get<dossier::ClipContent>(material.content);
        std::error_code ignored;
        if (!std::filesystem::exists(options_.file, ignored))
            throw NotDone(tr("{0}: there is no such file.", {shown_path(options_.file)}));
        formats::TranscriptResult read;
        try {
            read = formats::read_transcript(file_bytes(options_.file, formats::transcript_limit));
        } catch (const NotImported& error) {
            throw NotDone(shown_path(options_.file) + ": " + error.what()); // "not imported: …"
        } catch (const formats::Error& error) {
            throw NotDone(tr("{0} was not imported: {1}.", {shown_path(options_.file), reason(error)}));
        }
        if (read.cues == clip.transcript) {
            terminal_.say(tr("The transcript is the same already; nothing was changed."));
            return;
        }
        must_not_be_checked(material);
        must_be_replaceable(clip);
        put(material, read.cues);
        terminal_.say(with_remarks(
            tr("{0}: {1} lines from {2}",
               {material_title(material), std::to_string(read.cues.size()), shown_path(options_.file)}),
            read.notes));
        if (const std::string doubt = recording::doubt_about_length(read.cues, clip.duration); !doubt.empty())
            terminal_.complain(doubt);
    }

    void put(const dossier::Material& material, const dossier::Cues& cues) {
        catalogue_.apply(recording::transcript_edit(material, cues, TranscriptState::in_progress));
    }

    void export_file() {
        const dossier::Material& material = chosen();
        const auto& clip = std::get<dossier::ClipContent>(material.content);
        if (clip.transcript.empty())
            throw NotDone(tr("The recording {0} has no transcript.", {material_title(material)}));
        std::string format = options_.format;
        const std::string ending = options_.file.extension().string();
        if (format.empty() && !ending.empty() && ending != ".vtt" && ending != ".txt" && ending != ".srt")
            throw NotUnderstood(tr("{0}: a transcript is written as .srt, .vtt or .txt; --as says which "
                                   "where the name does not.",
                                   {shown_path(options_.file)}));
        if (format.empty())
            format = ending == ".vtt" || ending == ".txt" ? ending.substr(1) : "srt";
        const std::string bytes = format == "vtt"   ? formats::write_vtt(clip.transcript)
                                  : format == "txt" ? formats::write_text(clip.transcript)
                                                    : formats::write_srt(clip.transcript);
        if (options_.file == "-") {
            terminal_.print(bytes);
            return;
        }
        const std::filesystem::path folder =
            options_.file.has_parent_path() ? options_.file.parent_path() : std::filesystem::path(".");
        try {
            ExportFolder(folder).write(options_.file.filename().string(), bytes);
        } catch (const NotExported& error) {
            throw NotDone(error.what());
        }
        terminal_.say(
            tr("{0}: {1} lines in {2}", {material_title(material), std::to_string(clip.transcript.size()),
                                         shown_path(options_.file)}));
    }

    /// A checked one is never touched, not even with --replace: it is opened first.
    static void must_not_be_checked(const dossier::Material& material) {
        const auto& clip = std::get<dossier::ClipContent>(material.content);
        if (!dossier::may_edit(recording::transcript_state(clip)))
            throw NotDone(tr("The transcript of {0} is checked; open it first (state in-progress).",
                             {material_title(material)}));
    }

    void recognise() {
        const dossier::Material before = chosen();
        must_not_be_checked(before);
        recording::RecogniserSettings settings =
            recording::recogniser_settings(config_folder() / "settings.json");
        if (!options_.language.empty())
            settings.language = options_.language;
        const auto& clip = std::get<dossier::ClipContent>(before.content);
        const auto progress = [&](const recording::RecogniserProgress& now) {
            const bool sound = now.step == recording::RecogniserProgress::Step::sound;
            terminal_.progress(sound ? tr("writing the sound, percent") : tr("the recogniser works"),
                               static_cast<std::int64_t>(now.share * 100), 100);
        };
        const dossier::Cues heard =
            recording::recognise(options_.catalogue, recording::parts_of(catalogue_.media(), clip),
                                 clip.duration, settings, progress, terminal_.stop());
        // It took a while: what somebody typed meanwhile stays.
        const auto now = catalogue_.material(before.id);
        if (!now)
            throw NotDone(tr("The recording was removed meanwhile."));
        must_not_be_checked(*now);
        const auto& there = std::get<dossier::ClipContent>(now->content).transcript;
        const dossier::Cues all = options_.replace ? heard : dossier::merged(there, heard);
        put(*now, all);
        terminal_.say(tr("{0}: {1} lines recognised, {2} of them taken; to be checked by a person.",
                         {material_title(*now), std::to_string(heard.size()),
                          std::to_string(options_.replace ? heard.size() : all.size() - there.size())}));
    }

    void step() {
        const dossier::Material& material = chosen();
        const auto& clip = std::get<dossier::ClipContent>(material.content);
        const TranscriptState from = recording::transcript_state(clip);
        const TranscriptState to = options_.state == "ready"     ? TranscriptState::ready
                                   : options_.state == "checked" ? TranscriptState::checked
                                                                 : TranscriptState::in_progress;
        if (from == to) {
            terminal_.say(tr("{0} is {1} already.", {material_title(material), recording::state_name(to)}));
            return;
        }
        if (clip.transcript.empty() && to != TranscriptState::in_progress)
            throw NotDone(tr("The recording {0} has no transcript.", {material_title(material)}));
        if (!dossier::may_step(from, to, dossier::TranscriptHand::checker))
            throw NotDone(
                tr("{0} is {1}; it cannot become {2} in one step.",
                   {material_title(material), recording::state_name(from), recording::state_name(to)}));
        const std::string writer =
            to == TranscriptState::checked ? recording::written_by(catalogue_, material.id) : "";
        catalogue_.apply(recording::transcript_edit(material, clip.transcript, to));
        terminal_.say(tr("{0}: {1}", {material_title(material), recording::state_name(to)}));
        if (!writer.empty() && writer == author().user)
            terminal_.complain(
                tr("Warning: {0} also said that it is ready; another person should check.", {writer}));
    }

    const TranscriptOptions& options_;
    Terminal& terminal_;
    db::Catalogue catalogue_;
    dossier::Person person_;
    std::vector<dossier::Material> recordings_;
};

} // namespace

int transcript(const TranscriptOptions& options, Terminal& terminal) {
    try {
        return Run(options, terminal).carry_out();
    } catch (const NotUnderstood& error) {
        terminal.complain(error.what());
        return wrong_use;
    } catch (const NotDone& error) {
        terminal.complain(error.what());
    } catch (const recording::NotRecognised& error) {
        terminal.complain(error.what());
    }
    return failed;
}

} // namespace app::cli

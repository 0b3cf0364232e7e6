#include "app/cli/registry.h"
#include "app/cli/transcript.h"
#include "app/language.h"

namespace app::cli {

namespace {

using Verb = TranscriptOptions::Verb;

CLI::App* add_verb(CLI::App* command, const std::shared_ptr<TranscriptOptions>& options, const char* name,
                   const std::string& description, Verb verb) {
    CLI::App* added = command->add_subcommand(name, description);
    added->group(tr("What to do"));
    added->fallthrough();
    added->callback([options, verb] { options->verb = verb; });
    return added;
}

} // namespace

void add_transcript_command(CLI::App& program, Action& action) {
    auto options = std::make_shared<TranscriptOptions>();
    CLI::App* command = add_command(
        program, action, "transcript",
        tr("what was said in a recording: list, import, export, recognise, state"), transcript, options);
    add_catalogue(command, options->catalogue);
    command->add_option("--person", options->person, tr("name, id, or place on the newest list"))->required();
    command->add_option("--material", options->material,
                        tr("which recording: its number in the list, id or title; the only one without it"));
    command->add_flag("--json", options->json, tr("the list as JSON"));
    command->require_subcommand(0, 1);

    CLI::App* taking =
        add_verb(command, options, "import", tr("take a transcript in (.srt .vtt .txt)"), Verb::import_file);
    taking->add_option("FILE", options->file, tr("file to read"))->required();
    taking->add_flag("--replace", options->replace, tr("in place of one that was edited here"));

    CLI::App* giving = add_verb(command, options, "export", tr("write the transcript"), Verb::export_file);
    giving->add_option("FILE", options->file, tr("file to write; - is standard output"))->required();
    giving->add_option("--as", options->format, tr("srt, vtt or txt; by the file's name without it"))
        ->check(CLI::IsMember({"srt", "vtt", "txt"}));

    CLI::App* hearing =
        add_verb(command, options, "recognise",
                 tr("let the recogniser of the settings write it; what was typed stays"), Verb::recognise);
    hearing->add_option("--language", options->language, tr("of what is said; as set up without it"));
    hearing->add_flag("--replace", options->replace, tr("in place of what was typed"));

    CLI::App* stating = add_verb(command, options, "state", tr("how far it is"), Verb::state);
    stating->add_option("STATE", options->state, "in-progress, ready, checked")
        ->required()
        ->check(CLI::IsMember({"in-progress", "ready", "checked"}));
}

} // namespace app::cli

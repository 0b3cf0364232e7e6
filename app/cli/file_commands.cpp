#include "app/cli/registry.h"

#include "app/language.h"

namespace app::cli {

namespace {

void add_import(CLI::App& program, Action& action) {
    auto options = std::make_shared<ImportOptions>();
    CLI::App* command = add_command(program, action, "import", tr("take forms, clips, polls, reports in"),
                                    import_files, options);
    add_catalogue(command, options->catalogue);
    command->add_option("PATH", options->paths, tr("files and folders"))->required();
    command->add_option(
        "--meeting", options->meeting,
        tr("put the candidates on this meeting's list (number or title; made where missing)"));
    command->add_flag("--dry-run", options->dry_run, tr("only say what would be done"));
}

void add_export(CLI::App& program, Action& action) {
    auto options = std::make_shared<ExportOptions>();
    CLI::App* command = add_command(program, action, "export", tr("write forms, dossiers and lists as files"),
                                    export_files, options);
    add_catalogue(command, options->catalogue);
    command->add_option("--to", options->folder, tr("folder to write to; it is made"))->required();
    command->add_option("--meeting", options->meeting, tr("only the candidates of this meeting"));
    command
        ->add_option("--as", options->format,
                     tr("forms (lrmx, lrm), everything in folders that import takes back, dossiers and the "
                        "meeting's book (pdf), the list and polls (xlsx)"))
        ->check(CLI::IsMember({"lrmx", "lrm", "folders", "pdf", "xlsx"}));
}

void add_prepare(CLI::App& program, Action& action) {
    auto options = std::make_shared<PrepareOptions>();
    CLI::App* command = add_command(
        program, action, "prepare",
        tr("make what a meeting needs at once: first pictures, waveforms, loudness, review copies"), prepare,
        options);
    add_catalogue(command, options->catalogue);
    command->add_option("--meeting", options->meeting, tr("only the candidates of this meeting"));
}

} // namespace

void add_file_commands(CLI::App& program, Action& action) {
    add_import(program, action);
    add_export(program, action);
    add_prepare(program, action);
}

} // namespace app::cli

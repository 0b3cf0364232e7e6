#include "app/cli/registry.h"

#include "app/language.h"

namespace app::cli {

namespace {

void add_new(CLI::App& program, Action& action) {
    auto options = std::make_shared<NewOptions>();
    CLI::App* command =
        add_command(program, action, "new", tr("make an empty catalogue"), new_catalogue, options);
    add_catalogue(command, options->catalogue);
}

void add_list(CLI::App& program, Action& action) {
    auto options = std::make_shared<ListOptions>();
    CLI::App* command =
        add_command(program, action, "list", tr("list the candidates and their materials"), list, options);
    add_catalogue(command, options->catalogue);
    add_meeting(command, options->meeting);
    command->add_option("--order", options->order, tr("order of the names"))
        ->check(CLI::IsMember({"manual", "stroke", "stroke-npc", "pinyin", "position", "votes", "rank"}));
    command->add_flag("--json", options->json, tr("as JSON"));
}

void add_check(CLI::App& program, Action& action) {
    auto options = std::make_shared<CheckOptions>();
    CLI::App* command =
        add_command(program, action, "check", tr("check the forms against the rules"), check, options);
    add_catalogue(command, options->catalogue);
    command->add_option("--meeting", options->meeting, tr("only the candidates of this meeting"));
    command->add_flag("--json", options->json, tr("as JSON"));
}

void add_care(CLI::App& program, Action& action) {
    auto verify_options = std::make_shared<VerifyOptions>();
    CLI::App* command =
        add_command(program, action, "verify", tr("read everything again: database, media, references, log"),
                    verify, verify_options);
    add_catalogue(command, verify_options->catalogue);
    command->add_flag("--json", verify_options->json, tr("as JSON"));

    auto backup_options = std::make_shared<BackupOptions>();
    command =
        add_command(program, action, "backup", tr("write everything into one file"), backup, backup_options);
    add_catalogue(command, backup_options->catalogue);
    command->add_option("FILE", backup_options->file, tr("file to make"))->required();
    command->add_flag("--without-media", backup_options->without_media, tr("the database alone"));

    auto restore_options = std::make_shared<RestoreOptions>();
    command =
        add_command(program, action, "restore", tr("make a catalogue of a backup"), restore, restore_options);
    command->add_option("FILE", restore_options->file, tr("the backup"))->required();
    add_catalogue(command, restore_options->catalogue);
}

} // namespace

void add_catalogue(CLI::App* command, std::filesystem::path& catalogue) {
    command->add_option("CATALOGUE", catalogue, tr("folder of the catalogue"))->required();
}

void add_meeting(CLI::App* command, std::string& meeting) {
    command->add_option("--meeting", meeting, tr("number or title of the meeting; the newest without it"));
}

void add_catalogue_commands(CLI::App& program, Action& action) {
    add_new(program, action);
    add_list(program, action);
    add_check(program, action);
    add_care(program, action);
}

} // namespace app::cli

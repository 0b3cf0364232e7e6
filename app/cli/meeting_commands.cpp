#include "app/cli/registry.h"

#include "app/cli/demo.h"
#include "app/language.h"
#include "app/meeting/present.h"
#include "app/workbench/workbench.h"

#include <cstdio>

namespace app::cli {

namespace {

/// "1280x720".
std::optional<media::Size> parse_size(const std::string& text) {
    media::Size size;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%dx%d%c", &size.width, &size.height, &rest) != 2 || size.width < 64 ||
        size.height < 64 || size.width > 16384 || size.height > 16384)
        return std::nullopt;
    return size;
}

void add_windowed(CLI::App* command, std::optional<media::Size>& windowed) {
    command
        ->add_option_function<std::string>(
            "--windowed", [&windowed](const std::string& size) { windowed = parse_size(size); },
            tr("a window of this size (WxH) instead of the full screen"))
        ->check([](const std::string& size) {
            return parse_size(size) ? std::string() : tr("a size is two numbers, e.g. {0}", {"1280x720"});
        });
}

void add_present(CLI::App& program, Action& action, Stop& stop) {
    auto options = std::make_shared<meeting::PresentOptions>();
    options->stop = &stop;
    CLI::App* command = program.add_subcommand("present", tr("present a meeting on the projector"));
    command->group(tr("Commands"));
    add_catalogue(command, options->catalogue);
    add_meeting(command, options->meeting);
    command
        ->add_option_function<std::string>(
            "--only", [options](const std::string& kind) { options->only = dossier::material_kind_of(kind); },
            tr("only materials of one kind; recordings then start by themselves"))
        ->check(CLI::IsMember({"card", "form", "poll", "report", "photo", "audio", "video", "document"}));
    add_windowed(command, options->windowed);
    command->add_flag("--single", options->single, tr("the audience window alone; Tab brings the console"));
    command->add_option("--timing", options->timing,
                        tr("a file for how long the main thread was busy at a stretch, as JSON"));
    command
        ->add_option_function<std::string>(
            "--backend",
            [options](const std::string& backend) {
                options->backend =
                    backend == "opengl" ? meeting::BackendKind::opengl : meeting::BackendKind::surface;
            },
            tr("how the picture is drawn; chosen by itself without it"))
        ->check(CLI::IsMember({"surface", "opengl"}));
    command->callback(
        [&action, options] { action = [options](Terminal&) { return meeting::present(*options); }; });
}

void add_questions(CLI::App& program, Action& action) {
    auto options = std::make_shared<QuestionsOptions>();
    CLI::App* command =
        add_command(program, action, "questions", tr("the questions of the interviews: list or set them"),
                    questions, options);
    add_catalogue(command, options->catalogue);
    add_meeting(command, options->meeting);
    command->add_option("--post", options->post,
                        tr("the list of those who are proposed for this post; of everybody without it"));
    CLI::Option* set =
        command->add_option("--set", options->file,
                            tr("a text file with one question a line takes the place of the list; - reads "
                               "standard input"));
    command->add_flag("--clear", options->clear, tr("take the list away"))->excludes(set);
    command->add_flag("--json", options->json, tr("as JSON"));
}

void add_demo(CLI::App& program, Action& action) {
    auto options = std::make_shared<DemoOptions>();
    CLI::App* command =
        add_command(program, action, "demo", tr("make a catalogue with fictional candidates"), demo, options);
    add_catalogue(command, options->catalogue);
    command->add_option("--candidates", options->candidates, tr("how many"))
        ->check(CLI::Range(1, 100000))
        ->capture_default_str();
    command->add_option("--seed", options->seed, tr("another number gives other people"))
        ->capture_default_str();
}

/// `dossier CATALOGUE` without a command: the workbench.
void add_workbench(CLI::App& program, Action& action, Stop& stop) {
    auto options = std::make_shared<workbench::WorkbenchOptions>();
    options->stop = &stop;
    program.add_option("CATALOGUE", options->catalogue, tr("folder of the catalogue"));
    program.add_option("--meeting", options->meeting,
                       tr("number or title of the meeting; the newest without it"));
    program.add_option("--person", options->person, tr("name, id, or place on the list"));
    program.add_option("--page", options->page, tr("what to begin with: record, transcript"))
        ->check(CLI::IsMember({"record", "transcript"}));
    add_windowed(&program, options->windowed);
    program.callback([&program, &action, options] {
        if (options->catalogue.empty())
            return;
        // A word too many behind a command ends up here.
        if (!program.get_subcommands().empty())
            throw CLI::ExtrasError({options->catalogue.string()});
        action = [options](Terminal&) { return workbench::run_workbench(*options); };
    });
}

void add_bench(CLI::App& program, Action& action) {
    auto options = std::make_shared<BenchOptions>();
    CLI::App* command = add_command(program, action, "bench", tr("measure: figures as JSON"), bench, options);
    command->add_option("NAME", options->name, tr("what to measure; without it, the names"));
    command->add_option("ARGUMENT", options->arguments, tr("how many, or which files"));
}

} // namespace

void add_meeting_commands(CLI::App& program, Action& action, Stop& stop) {
    add_present(program, action, stop);
    add_workbench(program, action, stop);
    add_questions(program, action);
    add_demo(program, action);
    add_bench(program, action);
}

} // namespace app::cli

#include "app/cli/command_line.h"

#include "app/cli/commands.h"
#include "app/cli/demo.h"
#include "app/language.h"
#include "app/logging.h"
#include "app/meeting/present.h"
#include "app/sentences.h"
#include "app/stop.h"
#include "dossier/edit.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <functional>
#include <spdlog/spdlog.h>

namespace app::cli {

namespace {

using Action = std::function<int(Terminal&)>;

/// What the user typed, without the program's name and without --lang, which must be known before the help
/// is worded.
struct Words {
    std::vector<std::string> words;
    std::string lang;
    bool lang_known = true;
};

Words words_of(int argc, char** argv) {
    Words given;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--lang" && i + 1 < argc)
            given.lang = argv[++i];
        else if (word.starts_with("--lang="))
            given.lang = word.substr(7);
        else
            given.words.push_back(word);
    }
    given.lang_known =
        given.lang.empty() || given.lang == "zh_CN" || given.lang == "zh" || given.lang == "en";
    if (given.lang == "zh")
        given.lang = "zh_CN";
    return given;
}

/// Adds one command: `add_options` fills its options, `run` carries it out.
template <class Options>
CLI::App* add_command(CLI::App& program, Action& action, const char* name, const std::string& description,
                      int (*run)(const Options&, Terminal&), std::shared_ptr<Options> options) {
    CLI::App* command = program.add_subcommand(name, description);
    command->callback([&action, run, options] {
        action = [run, options](Terminal& terminal) { return run(*options, terminal); };
    });
    return command;
}

void add_catalogue(CLI::App* command, std::filesystem::path& catalogue) {
    command->add_option("CATALOGUE", catalogue, tr("folder of the catalogue"))->required();
}

void add_meeting(CLI::App* command, std::string& meeting) {
    command->add_option("--meeting", meeting, tr("number or title of the meeting; the newest without it"));
}

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

/// "1280x720".
std::optional<media::Size> parse_size(const std::string& text) {
    media::Size size;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%dx%d%c", &size.width, &size.height, &rest) != 2 || size.width < 64 ||
        size.height < 64 || size.width > 16384 || size.height > 16384)
        return std::nullopt;
    return size;
}

void add_present(CLI::App& program, Action& action, Stop& stop) {
    auto options = std::make_shared<meeting::PresentOptions>();
    options->stop = &stop;
    CLI::App* command = program.add_subcommand("present", tr("present a meeting on the projector"));
    add_catalogue(command, options->catalogue);
    add_meeting(command, options->meeting);
    command
        ->add_option_function<std::string>(
            "--only", [options](const std::string& kind) { options->only = dossier::material_kind_of(kind); },
            tr("only materials of one kind; recordings then start by themselves"))
        ->check(CLI::IsMember({"card", "form", "poll", "report", "photo", "audio", "video", "document"}));
    command
        ->add_option_function<std::string>(
            "--windowed", [options](const std::string& size) { options->windowed = parse_size(size); },
            tr("a window of this size (WxH) instead of the full screen"))
        ->check([](const std::string& size) {
            return parse_size(size) ? std::string() : tr("a size is two numbers, e.g. {0}", {"1280x720"});
        });
    command->add_flag("--single", options->single, tr("the audience window alone; Tab brings the console"));
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

std::string sentence(const CLI::ParseError& error) {
    const std::string& name = error.get_name();
    if (name == "ExtrasError")
        return tr("Unknown words on the command line: {0}", {error.what()});
    if (name == "RequiredError")
        return tr("Something is missing on the command line: {0}", {error.what()});
    return tr("This cannot be understood: {0}", {error.what()});
}

/// Runs the command; what it throws becomes a sentence here, once for all commands.
int carry_out(const Action& action, Terminal& terminal) {
    try {
        return action(terminal);
    } catch (const db::Error& error) {
        terminal.complain(sentence_of(error));
        spdlog::error("database: {}", error.what());
        return error.kind == db::ErrorKind::not_found ? wrong_use : failed;
    } catch (const dossier::Conflict& conflict) {
        terminal.complain(tr("Somebody else changed {0} meanwhile; repeat the command.", {conflict.subject}));
    } catch (const std::filesystem::filesystem_error& error) {
        terminal.complain(tr("{0}: {1}.", {shown_path(error.path1()), error.code().message()}));
        spdlog::error("file system: {}", error.code().message());
    } catch (const std::bad_alloc&) {
        terminal.complain(
            tr("The memory of this computer is used up; nothing after the last line was done."));
    } catch (const std::exception& error) {
        terminal.complain(tr("The command failed: {0}", {error.what()}));
        spdlog::error("command failed: {}", error.what());
    }
    return failed;
}

} // namespace

int run(int argc, char** argv) {
    Words given = words_of(argc, argv);
    choose_language(given.lang_known ? given.lang : "");
    std::signal(SIGPIPE, SIG_IGN); // `| head` ends a listing, not an import
    Stop stop;
    start_logging();
    Terminal terminal(stop.requested());
    if (!given.lang_known) {
        terminal.complain(tr("No such language: {0} (zh_CN and en are known)", {given.lang}));
        return wrong_use;
    }

    CLI::App program(tr("multimedia dossiers for appointment decisions"), "dossier");
    program.set_version_flag("--version", DOSSIER_VERSION);
    program.set_help_flag("-h,--help", tr("this help"));
    program.footer(
        tr("Everywhere: --lang zh_CN|en. Exit codes: 0 done, 1 something refused or failed, 2 wrong use."));
    program.require_subcommand(0, 1);
    Action action;
    add_new(program, action);
    add_list(program, action);
    add_demo(program, action);
    add_present(program, action, stop);
    try {
        std::reverse(given.words.begin(), given.words.end()); // CLI11's own order of a vector
        program.parse(given.words);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0)
            return program.exit(error);
        terminal.complain(sentence(error));
        terminal.complain(tr("See `dossier --help`."));
        return wrong_use;
    }
    if (!action) {
        terminal.print(program.help());
        return wrong_use;
    }
    return carry_out(action, terminal);
}

} // namespace app::cli

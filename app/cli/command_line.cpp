#include "app/cli/command_line.h"

#include "app/cli/help.h"
#include "app/cli/registry.h"
#include "app/language.h"
#include "app/logging.h"
#include "app/sentences.h"
#include "app/stop.h"
#include "dossier/edit.h"
#include "media/clip.h"

#include <CLI/CLI.hpp>
#include <csignal>

namespace app::cli {

namespace {

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

/// Runs the command; what it throws becomes a sentence here, once for all commands.
int carry_out(const Action& action, Terminal& terminal) {
    try {
        return action(terminal);
    } catch (const db::Error& error) {
        terminal.complain(sentence_of(error));
        log_error("database: {}", {error.what()});
        return error.kind == db::ErrorKind::not_found ? wrong_use : failed;
    } catch (const dossier::Conflict& conflict) {
        terminal.complain(tr("Somebody else changed {0} meanwhile; repeat the command.", {conflict.subject}));
    } catch (const std::filesystem::filesystem_error& error) {
        terminal.complain(tr("{0}: {1}.", {shown_path(error.path1()), error.code().message()}));
        log_error("file system: {}", {error.code().message()});
    } catch (const std::bad_alloc&) {
        terminal.complain(
            tr("The memory of this computer is used up; nothing after the last line was done."));
    } catch (const std::exception& error) {
        terminal.complain(tr("The command failed: {0}", {error.what()}));
        log_error("command failed: {}", {error.what()});
    }
    return failed;
}

} // namespace

int run(int argc, char** argv) {
    if (argc == 2 && std::string_view(argv[1]) == "--probe-helper")
        return media::run_probe_helper();
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
    word_help(program);
    program.set_version_flag("--version", DOSSIER_VERSION, tr("the version of the program"));
    program.set_help_flag("-h,--help", tr("this help"));
    program.footer(
        tr("Everywhere: --lang zh_CN|en. Exit codes: 0 done, 1 something refused or failed, 2 wrong use."));
    program.require_subcommand(0, 1);
    Action action;
    add_catalogue_commands(program, action);
    add_file_commands(program, action);
    add_record_commands(program, action);
    add_transcript_command(program, action);
    add_meeting_commands(program, action, stop);
    finish_help(program);
    try {
        std::reverse(given.words.begin(), given.words.end()); // CLI11's own order of a vector
        program.parse(given.words);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0)
            return program.exit(error);
        terminal.complain(sentence(error));
        terminal.complain(where_help_is(program));
        return wrong_use;
    }
    if (!action) {
        terminal.print(program.help());
        return wrong_use;
    }
    return carry_out(action, terminal);
}

} // namespace app::cli

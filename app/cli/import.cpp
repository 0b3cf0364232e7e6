#include "app/author.h"
#include "app/cli/commands.h"
#include "app/derivatives.h"
#include "app/import/document_pages.h"
#include "app/import/importer.h"
#include "app/language.h"
#include "app/sentences.h"

namespace app::cli {

namespace {

std::string line_of(const ImportLine& line) {
    return shown_path(line.path) + ": " + line.text;
}

/// What would be done, without a catalogue.
int say_plan(const ImportPlan& plan, Terminal& terminal) {
    std::string text;
    const auto say = [&](const std::filesystem::path& path, const std::string& what) {
        text.append(shown_path(path)).append(": ").append(what).append("\n");
    };
    for (std::size_t i = 0; i < plan.candidates.size(); ++i) {
        const PlannedCandidate& candidate = plan.candidates[i];
        std::string name = candidate.name;
        if (!candidate.forms.empty())
            if (const std::string in_form = who_in_form(candidate.forms.front().path).name; !in_form.empty())
                name = in_form;
        const std::string who = tr("candidate {0}, {1}", {std::to_string(i + 1), name});
        for (const PlannedFile& form : candidate.forms) {
            say(form.path, tr("{0}: form", {who}));
            for (const auto& beside : form.beside)
                say(beside, tr("{0}: photo of the form", {who}));
        }
        for (const PlannedFile& file : candidate.files) {
            say(file.path, tr("{0}: {1}", {who, file.title}));
            for (const auto& beside : file.beside)
                say(beside, tr("{0}: transcript", {who}));
        }
    }
    for (const PlannedFile& file : plan.shared)
        say(file.path, tr("poll sheet of several candidates"));
    bool refused = false;
    for (const LeftOut& left : plan.left_out) {
        say(left.path, reason(left.reason));
        refused = refused || left.refused();
    }
    terminal.print(text);
    return refused ? failed : done;
}

} // namespace

int import_files(const ImportOptions& options, Terminal& terminal) {
    db::Catalogue catalogue = db::Catalogue::open(options.catalogue, author());
    const ImportPlan plan = plan_import(walk(options.paths), who_in_form);
    if (options.dry_run)
        return say_plan(plan, terminal);
    if (catalogue.read_only())
        throw db::Error(db::ErrorKind::read_only, shown_path(options.catalogue),
                        "import into a read-only catalogue");
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe");
    media::ProbeHelper probe(program);
    sweep_work_folders(options.catalogue / "derived");
    ImportHooks hooks;
    hooks.acknowledge = [&](const ImportLine& line) { terminal.say(line_of(line)); };
    hooks.progress = [&](std::size_t count, std::size_t total) {
        terminal.progress(tr("importing"), static_cast<std::int64_t>(count),
                          static_cast<std::int64_t>(total));
    };
    if (terminal.interactive())
        hooks.ask = [&](const std::string& question, const std::vector<std::string>& choices) {
            return terminal.ask(question, choices);
        };
    Importer importer(catalogue, probe, hooks, terminal.stop());
    const bool whole = importer.run(plan, options.meeting);
    // Seconds a clip: everything is acknowledged by now, and `prepare` makes what is missing.
    const std::vector<std::string>& clips = importer.new_clips();
    if (!clips.empty() && !terminal.stopped())
        complete_all_derivatives(
            options.catalogue, author(), program, clips,
            [&](std::size_t count) {
                terminal.progress(tr("waveforms and loudness"), static_cast<std::int64_t>(count),
                                  static_cast<std::int64_t>(clips.size()));
            },
            terminal.stop());
    if (terminal.stopped())
        terminal.complain(
            tr("Stopped. What has a line above is in the catalogue; the same command completes it."));
    else if (!whole)
        terminal.complain(tr("Some files were not imported; their lines above say why."));
    return whole && !terminal.stopped() ? done : failed;
}

} // namespace app::cli

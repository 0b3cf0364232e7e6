#include "app/author.h"
#include "app/cli/commands.h"
#include "app/cli/roster.h"
#include "app/derivatives.h"
#include "app/language.h"
#include "app/sentences.h"

#include <set>

namespace app::cli {

namespace {

/// Every object the candidates' materials show, each once.
std::vector<std::string> objects_of(db::Catalogue& catalogue, const std::optional<dossier::Meeting>& meeting,
                                    Terminal& terminal) {
    std::vector<std::string> objects;
    std::set<std::string> seen;
    each_candidate(catalogue, meeting, [&](const Candidate& candidate) {
        for (const dossier::Material& material : candidate.materials) {
            std::vector<std::string> hashes{dossier::original_of(material.content)};
            if (const auto* clip = std::get_if<dossier::ClipContent>(&material.content))
                for (const dossier::ClipPart& part : clip->parts)
                    hashes.push_back(part.media);
            for (const std::string& hash : hashes)
                if (!hash.empty() && seen.insert(hash).second)
                    objects.push_back(hash);
        }
        return !terminal.stopped();
    });
    return objects;
}

} // namespace

int prepare(const PrepareOptions& options, Terminal& terminal) {
    db::Catalogue catalogue = db::Catalogue::open(options.catalogue, author());
    if (catalogue.read_only())
        throw db::Error(db::ErrorKind::read_only, shown_path(options.catalogue),
                        "derivatives cannot be kept");
    const std::optional<dossier::Meeting> meeting =
        options.meeting.empty() ? std::nullopt : meeting_of(catalogue, options.meeting);
    const std::vector<std::string> objects = objects_of(catalogue, meeting, terminal);
    bool whole = true;
    std::vector<std::string> there;
    for (const std::string& hash : objects) {
        if (catalogue.media().has(hash)) {
            there.push_back(hash);
            continue;
        }
        const auto row = catalogue.media_row(hash);
        terminal.complain(tr("{0} is missing from the catalogue; `dossier verify` says more.",
                             {row ? row->file_name : hash}));
        whole = false;
    }
    try {
        complete_all_derivatives(
            options.catalogue, author(), std::filesystem::read_symlink("/proc/self/exe"), there,
            [&](std::size_t count) {
                terminal.progress(tr("preparing"), static_cast<std::int64_t>(count),
                                  static_cast<std::int64_t>(there.size()));
            },
            terminal.stop());
    } catch (const media::Error& error) {
        terminal.complain(sentence_of(error));
        whole = false;
    }
    if (terminal.stopped()) {
        terminal.complain(tr("Stopped. What is made is kept; the same command makes the rest."));
        return failed;
    }
    terminal.say(tr("{0} objects are ready to be shown.", {std::to_string(there.size())}));
    return whole ? done : failed;
}

} // namespace app::cli

#include "app/author.h"
#include "app/cli/commands.h"
#include "app/cli/roster.h"
#include "app/derivatives.h"
#include "app/language.h"
#include "app/review_copies.h"
#include "app/sentences.h"

#include <set>
#include <thread>

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

/// The clips that need one get a review copy, one after the other on a thread of low priority. Returns how
/// many are there in the end; a clip that cannot be copied is said and does not keep the others.
std::size_t make_review_copies(db::Catalogue& catalogue, const std::vector<std::string>& objects, bool& whole,
                               Terminal& terminal) {
    std::size_t ready = 0;
    const auto work = [&] {
        for (std::size_t i = 0; i < objects.size() && !terminal.stopped(); ++i) {
            const std::string& hash = objects[i];
            const auto row = catalogue.media_row(hash);
            const std::string name = row ? row->file_name : hash;
            const auto progress = [&](double share) {
                terminal.progress(tr("review copy of {0}, percent", {name}),
                                  static_cast<std::int64_t>(share * 100), 100);
            };
            try {
                const ReviewCopy copy = complete_review_copy(catalogue, hash, progress, terminal.stop());
                if (copy == ReviewCopy::there || copy == ReviewCopy::made)
                    ++ready;
            } catch (const media::Error& error) {
                if (!terminal.stopped())
                    terminal.complain(tr("No review copy of {0}: {1}", {name, sentence_of(error)}));
                whole = false;
            } catch (const db::Error& error) {
                terminal.complain(tr("No review copy of {0}: {1}", {name, sentence_of(error)}));
                whole = false;
            }
        }
    };
    // A thread of its own: priorities can be lowered, but not raised again.
    std::exception_ptr failure;
    std::jthread([&] {
        try {
            work();
        } catch (...) {
            failure = std::current_exception();
        }
    }).join();
    if (failure)
        std::rethrow_exception(failure);
    return ready;
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
    const std::size_t copies = make_review_copies(catalogue, there, whole, terminal);
    if (terminal.stopped()) {
        terminal.complain(tr("Stopped. What is made is kept; the same command makes the rest."));
        return failed;
    }
    terminal.say(tr("{0} objects are ready to be shown.", {std::to_string(there.size())}));
    if (copies > 0)
        terminal.say(
            tr("Review copies: {0}. They seek at once; the originals stay.", {std::to_string(copies)}));
    return whole ? done : failed;
}

} // namespace app::cli

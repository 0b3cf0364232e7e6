// verify, backup, restore.
#include "app/author.h"
#include "app/cli/commands.h"
#include "app/import/tree.h"
#include "app/language.h"
#include "db/catalogue.h"

#include <nlohmann/json.hpp>

namespace app::cli {

namespace {

using Json = nlohmann::ordered_json;
using Kind = db::Damage::Kind;

const char* code_of(Kind kind) {
    switch (kind) {
    case Kind::database:
        return "database";
    case Kind::media_missing:
        return "media missing";
    case Kind::media_damaged:
        return "media damaged";
    case Kind::reference:
        return "reference";
    case Kind::log_chain:
        return "log chain";
    case Kind::note:
        break;
    }
    return "note";
}

std::string sentence_of(const db::Damage& damage) {
    const std::initializer_list<std::string> words{damage.subject, damage.detail};
    switch (damage.kind) {
    case Kind::database:
        return tr("damaged: the database, {0} ({1})", words);
    case Kind::media_missing:
        return tr("missing: media object {0} {1}", words);
    case Kind::media_damaged:
        return tr("damaged: media object {0} {1}", words);
    case Kind::reference:
        return tr("damaged: {0} refers to something that is not there ({1})", words);
    case Kind::log_chain:
        return tr("damaged: the log was changed from outside, {0} ({1})", words);
    case Kind::note:
        break;
    }
    return tr("note: {0} ({1})", words);
}

/// Says each; the number of those that are damage, not notes.
std::size_t say(const std::vector<db::Damage>& damages, bool json, Terminal& terminal) {
    std::size_t count = 0;
    Json list = Json::array();
    for (const db::Damage& damage : damages) {
        count += damage.kind == Kind::note ? 0U : 1U;
        if (json)
            list.push_back(
                {{"kind", code_of(damage.kind)}, {"subject", damage.subject}, {"detail", damage.detail}});
        else
            terminal.say(sentence_of(damage));
    }
    if (json)
        terminal.print(list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
    return count;
}

/// Progress that ends the work when a signal came.
auto progress(const std::string& what, Terminal& terminal) {
    return [what, &terminal](std::int64_t count, std::int64_t total) {
        terminal.progress(what, count >> 20, total >> 20); // megabytes
        return !terminal.stopped();
    };
}

int stopped(Terminal& terminal) {
    terminal.complain(tr("Stopped."));
    return failed;
}

} // namespace

int verify(const VerifyOptions& options, Terminal& terminal) {
    db::Catalogue catalogue = db::Catalogue::open(options.catalogue, author(), db::Access::read_only);
    const std::vector<db::Damage> damages = catalogue.verify(progress(tr("verifying, MB"), terminal));
    if (terminal.stopped())
        return stopped(terminal);
    const std::size_t count = say(damages, options.json, terminal);
    if (!options.json)
        terminal.say(
            count == 0
                ? tr("{0} is whole: database, media, references and log.", {shown_path(options.catalogue)})
                : tr("{0} has {1} damages; restore the newest backup, or import the files named again.",
                     {shown_path(options.catalogue), std::to_string(count)}));
    return count == 0 ? done : failed;
}

int backup(const BackupOptions& options, Terminal& terminal) {
    db::Catalogue catalogue = db::Catalogue::open(options.catalogue, author(), db::Access::read_only);
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::absolute(options.file).parent_path();
    if (!std::filesystem::is_directory(folder, error)) {
        terminal.complain(tr("The folder {0} does not exist.", {shown_path(folder)}));
        return failed;
    }
    const std::vector<db::Damage> damages =
        catalogue.backup(options.file, !options.without_media, progress(tr("backup, MB"), terminal));
    if (terminal.stopped())
        return stopped(terminal);
    const std::size_t count = say(damages, false, terminal);
    terminal.say(tr("{0}: the backup is written.", {shown_path(options.file)}));
    if (count > 0)
        terminal.complain(tr("What is damaged or missing above is not in the backup."));
    return count == 0 ? done : failed;
}

int restore(const RestoreOptions& options, Terminal& terminal) {
    db::Catalogue::restore(options.file, options.catalogue, progress(tr("restoring, MB"), terminal));
    if (terminal.stopped())
        return stopped(terminal);
    terminal.say(tr("{0}: restored from {1}; every object was verified.",
                    {shown_path(options.catalogue), shown_path(options.file)}));
    return done;
}

} // namespace app::cli

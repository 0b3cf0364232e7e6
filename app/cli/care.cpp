// verify, backup, restore.
#include "app/author.h"
#include "app/cli/commands.h"
#include "app/import/tree.h"
#include "app/language.h"
#include "db/catalogue.h"
#include "dossier/formats/json_text.h"

#include <algorithm>
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

/// What db says about a damage, for translation.
constexpr const char* details[]{
    N_("the list of tables cannot be read"),
    N_("a page of this table cannot be read"),
    N_("the search index does not belong to the records; it can be made again"),
    N_("the list of records cannot be read"),
    N_("the record is gone"),
    N_("the record cannot be read"),
    N_("the sum of the page is wrong"),
    N_("no record refers to this file"),
    N_("a temporary file"),
    N_("rows are missing"),
    N_("the row does not continue the one before"),
    N_("the row was changed"),
    N_("the row is not the one that was anchored"),
    N_("the log ends before a row that was anchored"),
};

std::string damage_sentence(const db::Damage& damage) {
    const bool known = std::find(std::begin(details), std::end(details), damage.detail) != std::end(details);
    const std::initializer_list<std::string> words{damage.subject,
                                                   known ? tr(damage.detail.c_str()) : damage.detail};
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
            terminal.say(damage_sentence(damage));
    }
    if (json)
        terminal.print(formats::json_text(list, 2) + "\n");
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
    std::vector<db::Damage> damages;
    try {
        db::Catalogue catalogue = db::Catalogue::open(options.catalogue, author(), db::Access::read_only);
        damages = catalogue.verify(progress(tr("verifying, MB"), terminal));
    } catch (const db::Error& error) {
        if (error.kind == db::ErrorKind::corrupt)
            damages = db::Catalogue::damage_from_outside(options.catalogue);
        if (damages.empty())
            throw;
    }
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

#include "app/author.h"
#include "app/cli/commands.h"
#include "app/language.h"
#include "app/sentences.h"

namespace app::cli {

int new_catalogue(const NewOptions& options, Terminal& terminal) {
    db::Catalogue::create(options.catalogue, author());
    terminal.say(tr("{0}: an empty catalogue was made.", {shown_path(options.catalogue)}));
    return done;
}

} // namespace app::cli

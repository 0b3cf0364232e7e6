// The words on pages in the user's language, and today's date for ages.
#pragma once

#include "dossier/pages/make.h"
#include "dossier/pages/words.h"

namespace app {

pages::Words page_words();
pages::Today today();

} // namespace app

// Files of forms as the field makes them: every quirk of .lrmx and .lrm, with the form they hold.
#pragma once

#include "dossier/form.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace support {

struct WildFile {
    std::string bytes;
    std::string picture;          ///< of an .lrm: the sibling .pic
    dossier::Form expected;       ///< what reading must give
    std::set<std::string> quirks; ///< what this file has
};

/// The same seed gives the same file. Each quirk occurs in about one of eight files.
WildFile wild_lrmx(std::uint64_t seed);
WildFile wild_lrm(std::uint64_t seed);

/// All quirks the two know; a test that reads enough files has met every one.
const std::vector<std::string>& lrmx_quirks();
const std::vector<std::string>& lrm_quirks();

} // namespace support

// Pages side by side as one: two portrait pages fill a wide screen at the height one of them would have
// alone.
#pragma once

#include "dossier/pages/page.h"

namespace pages {

/// `pages` from left to right, centred in height, on `ground` (0xRRGGBB), with a margin around and a gap
/// between.
PagePtr make_spread(Pages pages, std::uint32_t ground);

/// Leaves for a screen of this shape: portrait pages two by two on a wide screen, else one by one.
Pages make_leaves(const Pages& pages, PageSize screen, std::uint32_t ground);

} // namespace pages

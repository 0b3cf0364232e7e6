// Why somebody stands where he stands, in the user's language: every order explains itself, pair by pair.
#pragma once

#include "dossier/order/order.h"

#include <string>

namespace app {

/// Why `placed` stands behind the one before; empty for the first and where the order was given by hand.
std::string why(const order::Placed& placed);

} // namespace app

// A SOCI session around a connection that the engine opened, because SOCI opens with its own flags.
#pragma once

#include "db/sqlite/engine.h"

#include <memory>

namespace soci {
class session;
class statement;
} // namespace soci

namespace db {

/// Takes `connection` over: the session closes it. Statements must be gone before the session.
std::unique_ptr<soci::session> adopt(sqlite::Native connection);
/// Ends reading before the last row.
void reset(soci::statement& statement);

} // namespace db

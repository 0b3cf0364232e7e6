#include "db/soci_session.h"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace db {

std::unique_ptr<soci::session> adopt(sqlite::Native connection) {
    try {
        auto session = std::make_unique<soci::session>(soci::sqlite3, "dbname=:memory:");
        auto* backend = static_cast<soci::sqlite3_session_backend*>(session->get_backend());
        sqlite::close(std::exchange(backend->conn_, static_cast<sqlite_api::sqlite3*>(connection)));
        return session;
    } catch (const soci::soci_error& error) {
        sqlite::close(connection);
        throw Error(ErrorKind::other, "", error.what());
    }
}

void reset(soci::statement& statement) {
    // SOCI's own reset() is not exported; this is what it does.
    auto* backend = static_cast<soci::sqlite3_statement_backend*>(statement.get_backend());
    if (backend->stmt_ != nullptr)
        sqlite_api::sqlite3_reset(backend->stmt_);
    backend->databaseReady_ = true;
}

} // namespace db

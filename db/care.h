// Looking for damage in the database: pages, structure, records, references.
#pragma once

#include "db/catalogue.h"
#include "db/session.h"

#include <filesystem>
#include <vector>

namespace db {

/// Every page, every table, every reference between rows.
std::vector<Damage> database_damage(Session& session, const std::filesystem::path& file, bool may_write);
/// Reads every record: what cannot be read is named by its id, what refers to a missing object too.
std::vector<Damage> record_damage(Session& session);
/// SQLite's quick_check.
std::vector<Damage> structure_damage(Session& session);

} // namespace db

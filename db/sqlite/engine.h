// SQLite: opening with every guard on, and what only this engine can do.
#pragma once

#include "db/error.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace db::sqlite {

/// "DOSS" at offset 68 of the file: what makes it a catalogue.
inline constexpr std::int64_t application_id = 0x444f5353;

enum class Mode {
    create,     ///< a new file, not in WAL yet
    read_write, ///< WAL, synchronous=FULL
    read_only,
    immutable, ///< a medium nobody can write: no locks, no WAL
    exclusive, ///< the disk is too full for the shared index of the WAL: this connection alone
};

/// The connection as the facade hands it around; a sqlite3*.
using Native = void*;

/// Opens `file` and sets limits, db_config, pragmas, tokenizer. Throws Error.
Native open(const std::filesystem::path& file, Mode mode);
void close(Native connection) noexcept;
/// Several statements without results: schema, migrations, guards. Throws Error.
void execute(Native connection, const std::string& script);
bool in_transaction(Native connection);
/// Kind of the last error of the connection, and its text, which holds no values.
ErrorKind last_error(Native connection, std::string& text);
ErrorKind kind_of(int result);

/// false cancels.
using Progress = std::function<bool(std::int64_t done, std::int64_t total)>;
/// The backup API: a consistent copy while others write. The copy is a single file without WAL, durable when
/// the call returns. False: cancelled (the target is then removed). Throws Error.
bool copy_database(Native from, const std::filesystem::path& target, const Progress& progress);

} // namespace db::sqlite

#include "db/sqlite/engine.h"

#include "db/sqlite/checked_file.h"
#include "db/sqlite/tokenizer.h"

#include <memory>
#include <sqlite3.h>

namespace db::sqlite {

namespace {

namespace fs = std::filesystem;

struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
using Connection = std::unique_ptr<sqlite3, Close>;

[[noreturn]] void fail(sqlite3* connection, const std::string& subject) {
    std::string text;
    const ErrorKind kind = last_error(connection, text);
    throw Error(kind, subject, text);
}

std::string uri(const fs::path& file) {
    std::string text = "file:";
    for (const char c : fs::absolute(file).string()) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '.' ||
                           c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
        if (plain) {
            text += c;
        } else {
            constexpr char digits[] = "0123456789ABCDEF";
            text += '%';
            text += digits[static_cast<unsigned char>(c) >> 4U];
            text += digits[static_cast<unsigned char>(c) & 15U];
        }
    }
    return text;
}

Connection connect(const fs::path& file, Mode mode) {
    int flags = SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX;
    std::string name = uri(file);
    switch (mode) {
    case Mode::create:
        flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        break;
    case Mode::read_write:
    case Mode::exclusive:
        flags |= SQLITE_OPEN_READWRITE;
        break;
    case Mode::read_only:
        flags |= SQLITE_OPEN_READONLY;
        break;
    case Mode::immutable:
        flags |= SQLITE_OPEN_READONLY;
        name += "?immutable=1";
        break;
    }
    sqlite3* raw = nullptr;
    const int result = sqlite3_open_v2(name.c_str(), &raw, flags, checked_files());
    Connection connection(raw);
    if (result != SQLITE_OK)
        throw Error(kind_of(result), file.string(), sqlite3_errstr(result));
    return connection;
}

/// SQLite's own advice for files from elsewhere (sqlite.org/security.html); Debian's library has the last two
/// of the first list on.
void guard(sqlite3* connection) {
    for (const int option : {SQLITE_DBCONFIG_DEFENSIVE})
        sqlite3_db_config(connection, option, 1, nullptr);
    for (const int option : {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL,
                             SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER})
        sqlite3_db_config(connection, option, 0, nullptr);
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, 200'000'000);
    sqlite3_limit(connection, SQLITE_LIMIT_SQL_LENGTH, 100'000);
    sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 1);
    sqlite3_limit(connection, SQLITE_LIMIT_TRIGGER_DEPTH, 10);
}

std::string pragmas(Mode mode) {
    std::string text;
    if (mode == Mode::exclusive) // before anything reads: then no shared index is made
        text += "pragma locking_mode=exclusive;";
    text += "pragma cell_size_check=on; pragma mmap_size=0; pragma recursive_triggers=on;"
            "pragma foreign_keys=on; pragma secure_delete=on; pragma temp_store=memory;"
            "pragma cache_size=-16000;";
    if (mode == Mode::read_write || mode == Mode::exclusive)
        text += "pragma journal_mode=wal; pragma synchronous=full;";
    if (mode == Mode::create)
        text += "pragma page_size=" + std::to_string(page_size) + "; pragma synchronous=full;";
    return text;
}

} // namespace

ErrorKind kind_of(int result) {
    switch (result) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return ErrorKind::unique;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return ErrorKind::foreign_key;
    case SQLITE_IOERR_DATA:
    case SQLITE_IOERR_SHORT_READ:
        return ErrorKind::corrupt;
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_SHMSIZE:
        return ErrorKind::full;
    default:
        break;
    }
    switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorKind::busy;
    case SQLITE_CONSTRAINT:
        return ErrorKind::constraint;
    case SQLITE_FULL:
        return ErrorKind::full;
    case SQLITE_CORRUPT:
        return ErrorKind::corrupt;
    case SQLITE_NOTADB:
        return ErrorKind::not_ours;
    case SQLITE_READONLY:
        return ErrorKind::read_only;
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return ErrorKind::denied;
    default:
        return ErrorKind::other;
    }
}

ErrorKind last_error(Native connection, std::string& text) {
    auto* handle = static_cast<sqlite3*>(connection);
    const int result = sqlite3_extended_errcode(handle);
    text = std::string(sqlite3_errmsg(handle)) + " (" + std::to_string(result) + ")";
    return kind_of(result);
}

Native open(const fs::path& file, Mode mode) {
    Connection connection = connect(file, mode);
    guard(connection.get());
    if (mode == Mode::create) {
        int reserved = static_cast<int>(reserved_bytes);
        sqlite3_file_control(connection.get(), "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
    }
    sqlite3_busy_timeout(connection.get(), 10'000);
    if (sqlite3_exec(connection.get(), pragmas(mode).c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        fail(connection.get(), file.string());
    register_tokenizer(connection.get());
    return connection.release();
}

void close(Native connection) noexcept {
    sqlite3_close_v2(static_cast<sqlite3*>(connection));
}

void execute(Native connection, const std::string& script) {
    auto* handle = static_cast<sqlite3*>(connection);
    if (sqlite3_exec(handle, script.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        const char* name = sqlite3_db_filename(handle, "main");
        fail(handle, name != nullptr ? name : "");
    }
}

bool in_transaction(Native connection) {
    return sqlite3_get_autocommit(static_cast<sqlite3*>(connection)) == 0;
}

} // namespace db::sqlite

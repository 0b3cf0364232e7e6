#include "db/sqlite/engine.h"

#include <fcntl.h>
#include <memory>
#include <sqlite3.h>
#include <unistd.h>

namespace db::sqlite {

namespace {

namespace fs = std::filesystem;

struct Finish {
    void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

constexpr int pages_per_step = 512;
constexpr int patience = 2000; ///< tries of 5 ms

/// Copies page by page; SQLITE_DONE, or what ended it.
int copy_pages(sqlite3* from, sqlite3* to, const Progress& progress, bool& cancelled) {
    const std::unique_ptr<sqlite3_backup, Finish> backup(sqlite3_backup_init(to, "main", from, "main"));
    if (!backup)
        return sqlite3_extended_errcode(to);
    int waited = 0;
    for (;;) {
        const int result = sqlite3_backup_step(backup.get(), pages_per_step);
        const bool wait = (result & 0xff) == SQLITE_BUSY || (result & 0xff) == SQLITE_LOCKED;
        if (wait && ++waited < patience) {
            sqlite3_sleep(5);
            continue;
        }
        if (result != SQLITE_OK)
            return result;
        const int total = sqlite3_backup_pagecount(backup.get());
        if (progress && !progress(total - sqlite3_backup_remaining(backup.get()), total)) {
            cancelled = true;
            return SQLITE_INTERRUPT;
        }
    }
}

void sync(const fs::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
}

} // namespace

bool copy_database(Native from, const fs::path& target, const Progress& progress) {
    Native to = open(target, Mode::create);
    bool cancelled = false;
    const int result =
        copy_pages(static_cast<sqlite3*>(from), static_cast<sqlite3*>(to), progress, cancelled);
    // The copy says WAL in its header like the original; it is closed as one file.
    close(to);
    if (result == SQLITE_DONE) {
        sync(target);
        return true;
    }
    for (const char* suffix : {"", "-wal", "-shm", "-journal"})
        ::unlink((target.string() + suffix).c_str());
    if (cancelled)
        return false;
    throw Error(kind_of(result), target.string(), sqlite3_errstr(result));
}

} // namespace db::sqlite

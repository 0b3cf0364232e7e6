#include "db/sqlite/checked_file.h"

#include "db/error.h"
#include "db/sqlite/raw_file.h"

#include <array>
#include <cstring>
#include <sqlite3.h>

namespace db::sqlite {

namespace {

/// The open file: SQLite's view, what we know, then the real file in the same memory.
struct CheckedFile {
    sqlite3_file base;
    bool checked;

    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

CheckedFile& checked(sqlite3_file* file) {
    return *reinterpret_cast<CheckedFile*>(file);
}
sqlite3_file* real(sqlite3_file* file) {
    return checked(file).real();
}
sqlite3_vfs* real(sqlite3_vfs* vfs) {
    return static_cast<sqlite3_vfs*>(vfs->pAppData);
}

using Sum = std::array<unsigned char, reserved_bytes>;

std::uint32_t little_endian(const unsigned char* bytes) {
    return static_cast<std::uint32_t>(bytes[0]) | static_cast<std::uint32_t>(bytes[1]) << 8U |
           static_cast<std::uint32_t>(bytes[2]) << 16U | static_cast<std::uint32_t>(bytes[3]) << 24U;
}

/// The Fletcher-like sum that SQLite uses in its WAL, over the page without its reserved bytes.
Sum sum_of(const unsigned char* page) {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    for (std::size_t i = 0; i < page_size - reserved_bytes; i += 8) {
        a += little_endian(page + i) + b;
        b += little_endian(page + i + 4) + a;
    }
    Sum sum{};
    for (std::size_t i = 0; i < 4; ++i) {
        sum[i] = static_cast<unsigned char>(a >> (8 * i));
        sum[i + 4] = static_cast<unsigned char>(b >> (8 * i));
    }
    return sum;
}

bool sum_holds(const unsigned char* page) {
    const Sum sum = sum_of(page);
    return std::memcmp(sum.data(), page + page_size - reserved_bytes, reserved_bytes) == 0;
}

bool is_page(int amount, sqlite3_int64 offset) {
    return amount == static_cast<int>(page_size) && offset % static_cast<sqlite3_int64>(page_size) == 0;
}

bool has_sums(const unsigned char* header) {
    return std::memcmp(header, "SQLite format 3", 16) == 0 && header[20] == reserved_bytes;
}

int close_file(sqlite3_file* file) {
    const int result = real(file)->pMethods->xClose(real(file));
    file->pMethods = nullptr;
    return result;
}
int read_file(sqlite3_file* file, void* bytes, int amount, sqlite3_int64 offset) {
    const int result = real(file)->pMethods->xRead(real(file), bytes, amount, offset);
    if (result != SQLITE_OK || !is_page(amount, offset))
        return result;
    const auto* page = static_cast<const unsigned char*>(bytes);
    if (offset == 0)
        checked(file).checked = has_sums(page);
    return checked(file).checked && !sum_holds(page) ? SQLITE_IOERR_DATA : SQLITE_OK;
}
int write_file(sqlite3_file* file, const void* bytes, int amount, sqlite3_int64 offset) {
    if (is_page(amount, offset) && offset == 0)
        checked(file).checked = has_sums(static_cast<const unsigned char*>(bytes));
    if (!is_page(amount, offset) || !checked(file).checked)
        return real(file)->pMethods->xWrite(real(file), bytes, amount, offset);
    std::array<unsigned char, page_size> page;
    std::memcpy(page.data(), bytes, page_size);
    const Sum sum = sum_of(page.data());
    std::memcpy(page.data() + page_size - reserved_bytes, sum.data(), reserved_bytes);
    return real(file)->pMethods->xWrite(real(file), page.data(), amount, offset);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    return real(file)->pMethods->xTruncate(real(file), size);
}
int sync_file(sqlite3_file* file, int flags) {
    return real(file)->pMethods->xSync(real(file), flags);
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}
int lock_file(sqlite3_file* file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}
int unlock_file(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}
int check_reserved(sqlite3_file* file, int* result) {
    return real(file)->pMethods->xCheckReservedLock(real(file), result);
}
int control(sqlite3_file* file, int operation, void* argument) {
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}
int sector_size(sqlite3_file* file) {
    return real(file)->pMethods->xSectorSize(real(file));
}
int characteristics(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, memory);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) {
    real(file)->pMethods->xShmBarrier(real(file));
}
int shm_unmap(sqlite3_file* file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}
/// Mapped pages would be read behind our back.
int fetch(sqlite3_file* /*file*/, sqlite3_int64 /*offset*/, int /*amount*/, void** memory) {
    *memory = nullptr;
    return SQLITE_OK;
}
int unfetch(sqlite3_file* /*file*/, sqlite3_int64 /*offset*/, void* /*memory*/) {
    return SQLITE_OK;
}

constexpr sqlite3_io_methods methods{
    .iVersion = 3,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = file_size,
    .xLock = lock_file,
    .xUnlock = unlock_file,
    .xCheckReservedLock = check_reserved,
    .xFileControl = control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = shm_map,
    .xShmLock = shm_lock,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = shm_unmap,
    .xFetch = fetch,
    .xUnfetch = unfetch,
};

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    if ((flags & SQLITE_OPEN_MAIN_DB) == 0) // journals and the WAL have sums of their own
        return real(vfs)->xOpen(real(vfs), name, file, flags, out_flags);
    file->pMethods = nullptr;
    std::memset(real(file), 0, sizeof(sqlite3_file));
    const int result = real(vfs)->xOpen(real(vfs), name, real(file), flags, out_flags);
    if (result != SQLITE_OK) {
        if (real(file)->pMethods != nullptr)
            real(file)->pMethods->xClose(real(file));
        return result;
    }
    std::array<unsigned char, 100> header{};
    const int read = real(file)->pMethods->xRead(real(file), header.data(), 100, 0);
    checked(file).checked = read == SQLITE_OK && has_sums(header.data());
    file->pMethods = &methods;
    return SQLITE_OK;
}
int delete_file(sqlite3_vfs* vfs, const char* name, int sync) {
    return real(vfs)->xDelete(real(vfs), name, sync);
}
int access_file(sqlite3_vfs* vfs, const char* name, int flags, int* result) {
    return real(vfs)->xAccess(real(vfs), name, flags, result);
}
int full_path(sqlite3_vfs* vfs, const char* name, int size, char* path) {
    return real(vfs)->xFullPathname(real(vfs), name, size, path);
}
int randomness(sqlite3_vfs* vfs, int size, char* bytes) {
    return real(vfs)->xRandomness(real(vfs), size, bytes);
}
int sleep_for(sqlite3_vfs* vfs, int microseconds) {
    return real(vfs)->xSleep(real(vfs), microseconds);
}
int current_time(sqlite3_vfs* vfs, double* time) {
    return real(vfs)->xCurrentTime(real(vfs), time);
}
int last_system_error(sqlite3_vfs* vfs, int size, char* text) {
    return real(vfs)->xGetLastError(real(vfs), size, text);
}
int current_time_64(sqlite3_vfs* vfs, sqlite3_int64* time) {
    return real(vfs)->xCurrentTimeInt64(real(vfs), time);
}

sqlite3_vfs make_vfs() {
    sqlite3_vfs* original = sqlite3_vfs_find(nullptr);
    if (original == nullptr)
        throw Error(ErrorKind::other, "", "SQLite has no file access");
    return {.iVersion = 2,
            .szOsFile = static_cast<int>(sizeof(CheckedFile)) + original->szOsFile,
            .mxPathname = original->mxPathname,
            .pNext = nullptr,
            .zName = "dossier",
            .pAppData = original,
            .xOpen = open_file,
            .xDelete = delete_file,
            .xAccess = access_file,
            .xFullPathname = full_path,
            .xDlOpen = nullptr, // no extension is ever loaded
            .xDlError = nullptr,
            .xDlSym = nullptr,
            .xDlClose = nullptr,
            .xRandomness = randomness,
            .xSleep = sleep_for,
            .xCurrentTime = current_time,
            .xGetLastError = last_system_error,
            .xCurrentTimeInt64 = current_time_64,
            .xSetSystemCall = nullptr,
            .xGetSystemCall = nullptr,
            .xNextSystemCall = nullptr};
}

bool page_holds(const RawFile& file, std::int64_t number) {
    std::array<unsigned char, page_size> page;
    const std::int64_t offset = (number - 1) * static_cast<std::int64_t>(page_size);
    // Somebody may be writing the page right now: only what stays wrong is damage.
    for (int attempt = 0; attempt < 3; ++attempt) {
        if (!file.read(page.data(), page_size, offset))
            continue;
        if (sum_holds(page.data()))
            return true;
        sqlite3_sleep(2);
    }
    return false;
}

} // namespace

const char* checked_files() {
    static sqlite3_vfs vfs = make_vfs();
    static const int registered = sqlite3_vfs_register(&vfs, 0);
    if (registered != SQLITE_OK)
        throw Error(ErrorKind::other, "", "the checked file access cannot be registered");
    return vfs.zName;
}

std::vector<std::int64_t> damaged_pages(const std::filesystem::path& file) {
    const RawFile raw(file);
    std::vector<std::int64_t> damaged;
    const std::int64_t size = raw.size();
    for (std::int64_t page = 1; page * static_cast<std::int64_t>(page_size) <= size; ++page)
        if (!page_holds(raw, page))
            damaged.push_back(page);
    return damaged;
}

} // namespace db::sqlite

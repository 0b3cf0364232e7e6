#include "db/sqlite/raw_file.h"

#include "db/error.h"

#include <sqlite3.h>
#include <vector>

namespace db::sqlite {

namespace {

struct FreeName {
    void operator()(const char* name) const { sqlite3_free_filename(const_cast<char*>(name)); }
};

} // namespace

struct RawFile::State {
    std::unique_ptr<const char, FreeName> name; ///< in the form a VFS expects, as long as the file is open
    std::vector<std::max_align_t> memory;
    bool open = false;

    sqlite3_file* file() { return reinterpret_cast<sqlite3_file*>(memory.data()); }
};

RawFile::RawFile(const std::filesystem::path& file)
    : state_(std::make_unique<State>()) {
    sqlite3_initialize();
    sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
    const std::string path = std::filesystem::absolute(file).string();
    state_->name.reset(sqlite3_create_filename(path.c_str(), (path + "-journal").c_str(),
                                               (path + "-wal").c_str(), 0, nullptr));
    state_->memory.resize(static_cast<std::size_t>(vfs->szOsFile) / sizeof(std::max_align_t) + 1);
    int flags = 0;
    const int code = vfs->xOpen(vfs, state_->name.get(), state_->file(),
                                SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, &flags);
    state_->open = state_->file()->pMethods != nullptr;
    if (code != SQLITE_OK)
        throw Error(ErrorKind::other, file.string(), "cannot open the database");
}

RawFile::~RawFile() {
    if (state_->open)
        state_->file()->pMethods->xClose(state_->file());
}

bool RawFile::read(void* bytes, std::size_t count, std::int64_t offset) const {
    return state_->file()->pMethods->xRead(state_->file(), bytes, static_cast<int>(count), offset) ==
           SQLITE_OK;
}

std::int64_t RawFile::size() const {
    sqlite3_int64 size = 0;
    return state_->file()->pMethods->xFileSize(state_->file(), &size) == SQLITE_OK ? size : 0;
}

} // namespace db::sqlite

#include "db/catalogue_state.h"
#include "db/log.h"
#include "db/schema.h"
#include "db/sqlite/checked_file.h"
#include "db/sqlite/raw_file.h"
#include "dossier/id.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <set>
#include <sstream>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

namespace db {

namespace fs = std::filesystem;

namespace {

const std::set<std::string> own_names{"media", "derived", "recording", "backup", "catalogue.lock"};

void must_be_local(const fs::path& folder) {
    if (const std::string kind = network_file_system(folder); !kind.empty())
        throw Error(ErrorKind::network, folder.string(), "the folder lies on a network file system: " + kind);
}

/// A creation that was killed leaves our empty folders and temporary files; they are no obstacle.
void must_be_free(const fs::path& folder) {
    std::error_code error;
    const fs::file_status status = fs::status(folder, error);
    if (status.type() == fs::file_type::not_found)
        return;
    if (status.type() != fs::file_type::directory)
        throw Error(ErrorKind::exists, folder.string(), "there is something else under this name");
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (!own_names.contains(name) && !name.starts_with(temporary_prefix))
            throw Error(ErrorKind::exists, folder.string(), "the folder is not empty");
    }
    if (error)
        throw error_of(error.value(), folder.string(), "cannot read the folder");
}

std::uint32_t big_endian(const unsigned char* bytes) {
    return static_cast<std::uint32_t>(bytes[0]) << 24U | static_cast<std::uint32_t>(bytes[1]) << 16U |
           static_cast<std::uint32_t>(bytes[2]) << 8U | bytes[3];
}

/// The file says what it is before SQLite touches it.
void must_be_ours(const fs::path& folder) {
    struct stat status {};
    if (::stat(folder.c_str(), &status) != 0)
        throw error_of(errno, folder.string(), "cannot open the catalogue");
    if (!S_ISDIR(status.st_mode))
        throw Error(ErrorKind::not_ours, folder.string(), "a catalogue is a folder");
    const fs::path file = database_file(folder);
    if (::lstat(file.c_str(), &status) != 0)
        throw error_of(errno, folder.string(), "cannot open the catalogue");
    if (!S_ISREG(status.st_mode))
        throw Error(ErrorKind::not_ours, folder.string(), "catalogue.db is not a file");
    if (::access(file.c_str(), R_OK) != 0)
        throw error_of(errno, file.string(), "cannot open");
    std::array<unsigned char, 100> header{};
    const bool whole = sqlite::RawFile(file).read(header.data(), header.size(), 0);
    const bool magic =
        std::string(header.begin(), header.begin() + 16) == std::string("SQLite format 3\0", 16);
    const bool id = big_endian(&header[68]) == sqlite::application_id;
    const bool sums = header[20] == sqlite::reserved_bytes;
    if (whole && magic && id && sums)
        return;
    // One of the two marks gone, the other there: a catalogue whose first page is damaged.
    if (whole && id)
        throw Error(ErrorKind::corrupt, file.string(), "the header of the database is damaged");
    throw Error(ErrorKind::not_ours, folder.string(), "not a catalogue");
}

bool has_bytes(const fs::path& file) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    return !error && size > 0;
}

bool wal_is_full(const fs::path& folder) {
    return has_bytes(fs::path(database_file(folder)) += "-wal");
}

std::unique_ptr<Session> connect(const fs::path& folder, sqlite::Mode mode) {
    auto session = std::make_unique<Session>(database_file(folder), mode);
    // Opening reads nothing; this does, and recovers the WAL.
    session->value<std::int64_t>("select count(*) from sqlite_schema");
    return session;
}

/// The header was good, so a file that is "no database" is a damaged one.
std::unique_ptr<Session> connect_or_say(const fs::path& folder, sqlite::Mode mode) {
    try {
        return connect(folder, mode);
    } catch (const Error& error) {
        if (error.kind == ErrorKind::not_ours)
            throw Error(ErrorKind::corrupt, error.subject, error.what());
        throw;
    }
}

/// With a full disk the index of the WAL cannot be made; whoever needs to may then still read.
std::unique_ptr<Session> connect_writing(const fs::path& folder, std::string& reason) {
    try {
        return connect_or_say(folder, sqlite::Mode::read_write);
    } catch (const Error& error) {
        if (error.kind != ErrorKind::full)
            throw;
    }
    reason = "full";
    return connect_or_say(folder, wal_is_full(folder) ? sqlite::Mode::exclusive : sqlite::Mode::immutable);
}

/// A folder in memory that only we can look into and that is gone when nobody has its files open.
class MemoryFolder {
  public:
    MemoryFolder() {
        std::string pattern = "/dev/shm/dossier-XXXXXX";
        if (::mkdtemp(pattern.data()) == nullptr)
            throw error_of(errno, pattern, "cannot make a folder in memory");
        path_ = pattern;
    }
    MemoryFolder(const MemoryFolder&) = delete;
    MemoryFolder& operator=(const MemoryFolder&) = delete;
    ~MemoryFolder() {
        std::error_code error;
        fs::remove_all(path_, error);
    }
    [[nodiscard]] const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

/// A crash left commits in the WAL, then the medium was locked: SQLite cannot recover in place, so a copy in
/// memory is read. Its names vanish at once, its bytes with the connection.
std::unique_ptr<Session> connect_copy_in_memory(const fs::path& folder) {
    const MemoryFolder memory;
    std::error_code error;
    for (const char* suffix : {"", "-wal"})
        if (!fs::copy_file(fs::path(database_file(folder)) += suffix,
                           fs::path(database_file(memory.path())) += suffix, error))
            throw Error(ErrorKind::read_only, folder.string(),
                        "the write-ahead log cannot be recovered on this medium: " + error.message());
    return connect_or_say(memory.path(), sqlite::Mode::read_write);
}

std::unique_ptr<Session> connect_locked_medium(const fs::path& folder) {
    if (!wal_is_full(folder))
        return connect_or_say(folder, sqlite::Mode::immutable);
    try {
        return connect_or_say(folder, sqlite::Mode::read_only);
    } catch (const Error& error) {
        if (error.kind == ErrorKind::corrupt)
            throw;
    }
    return connect_copy_in_memory(folder);
}

void migrate_after_backup(Session& session, const fs::path& folder) {
    const auto version = session.value<std::int64_t>("pragma user_version");
    if (version >= schema_version())
        return;
    make_folder(folder / "backup");
    std::string when = utc_now();
    std::erase(when, ':');
    const fs::path copy = folder / "backup" / ("catalogue-v" + std::to_string(version) + "-" + when + ".db");
    sqlite::copy_database(session.native(), copy, {});
    migrate(session, schema_steps());
}

} // namespace

Catalogue::Catalogue(std::unique_ptr<State> state)
    : state_(std::move(state)) {}
Catalogue::Catalogue(Catalogue&&) noexcept = default;
namespace {

/// Names and ID numbers are for the account that owns the catalogue: 700 and 600, put right where they are
/// wider. SQLite gives its log and shared memory the mode of the database. An owner who is somebody else
/// decides alone.
void keep_from_others(const fs::path& folder) {
    const auto narrow = [](const fs::path& path, ::mode_t most) {
        struct ::stat facts {};
        if (::stat(path.c_str(), &facts) == 0 && facts.st_uid == ::geteuid() && (facts.st_mode & 077U) != 0)
            ::chmod(path.c_str(), facts.st_mode & most);
    };
    narrow(folder, 0700);
    for (const char* suffix : {"", "-wal", "-shm"})
        narrow(database_file(folder).string() + suffix, 0600);
}

} // namespace

Catalogue& Catalogue::operator=(Catalogue&&) noexcept = default;

Catalogue::~Catalogue() {
    if (state_)
        state_->keep_anchors();
}

Catalogue Catalogue::create(const fs::path& folder, Author author) {
    must_be_free(folder);
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw error_of(error.value(), folder.string(), "cannot make the folder");
    must_be_local(folder);
    keep_from_others(folder);
    for (const char* name : {"media", "derived", "recording", "backup"})
        make_folder(folder / name);
    const Descriptor lock = open_file(folder / "catalogue.lock", O_RDWR | O_CREAT);
    // The database gets its name when it is complete: a kill leaves no half catalogue.
    const fs::path temporary = folder / temporary_name();
    try {
        {
            Session session(temporary, sqlite::Mode::create);
            sqlite::execute(session.native(),
                            "pragma application_id=" + std::to_string(sqlite::application_id));
            migrate(session, schema_steps());
            session.run("insert into meta(key, value) values('id', :1), ('instance', :2), ('made', :3), "
                        "('persons', '0')",
                        {dossier::make_uuid7(), dossier::make_uuid7(), utc_now()});
            sqlite::execute(session.native(), "pragma journal_mode=wal");
        }
        if (::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, database_file(folder).c_str(),
                        RENAME_NOREPLACE) != 0)
            throw error_of(errno, folder.string(), "cannot make the catalogue");
    } catch (...) {
        for (const char* suffix : {"", "-wal", "-shm", "-journal"})
            ::unlink((temporary.string() + suffix).c_str());
        throw;
    }
    sync_folder(folder);
    sync_folder(fs::absolute(folder).lexically_normal().parent_path());
    return open(folder, std::move(author));
}

Catalogue Catalogue::open(const fs::path& folder, Author author, Access access) {
    must_be_ours(folder);
    must_be_local(folder);
    const bool writable =
        can_write(folder) && ::faccessat(AT_FDCWD, database_file(folder).c_str(), W_OK, AT_EACCESS) == 0;
    std::string reason = access == Access::read_only ? "asked" : writable ? "" : "medium";
    Presence presence;
    std::unique_ptr<Session> session;
    if (reason.empty()) {
        keep_from_others(folder);
        presence = Presence(folder);
        session = connect_writing(folder, reason);
        if (session->value<std::int64_t>("pragma user_version") > schema_version()) {
            reason = "newer";
            session = connect_or_say(folder, sqlite::Mode::read_only);
        }
    } else {
        session = writable ? connect_or_say(folder, sqlite::Mode::read_only) : connect_locked_medium(folder);
        if (session->value<std::int64_t>("pragma user_version") > schema_version())
            reason = "newer";
    }
    if (reason.empty())
        migrate_after_backup(*session, folder);
    auto state = std::make_unique<State>(State{.folder = folder,
                                               .author = std::move(author),
                                               .media = MediaStore(folder),
                                               .presence = std::move(presence),
                                               .session = std::move(session),
                                               .read_only_reason = std::move(reason),
                                               .anchors = {}});
    state->read_anchors();
    if (state->presence.after_a_crash() && state->read_only_reason.empty())
        state->media.sweep();
    return Catalogue(std::move(state));
}

fs::path Catalogue::State::anchor_file() {
    if (author.anchors.empty())
        return {};
    return author.anchors /
           (session->value<std::string>("select value from meta where key = 'instance'") + ".heads");
}

/// Lines of "sequence hash terminal".
void Catalogue::State::read_anchors() {
    const fs::path file = anchor_file();
    if (file.empty())
        return;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        std::istringstream fields(line);
        Anchor anchor;
        if (fields >> anchor.sequence >> anchor.hash && fields.get() == ' ' &&
            std::getline(fields, anchor.terminal))
            anchors.push_back(anchor);
    }
    for (const Anchor& anchor : anchors) {
        const auto row = session->one<std::string>(
            "select hash from log where terminal = :1 and sequence = :2", {anchor.terminal, anchor.sequence});
        anchors_hold = anchors_hold && row && std::get<0>(*row) == anchor.hash;
    }
}

/// A log that lost what was anchored keeps its old anchors: they are the proof.
void Catalogue::State::keep_anchors() noexcept {
    try {
        if (!session || !anchors_hold || commits == 0 || author.anchors.empty())
            return;
        std::string text;
        for (const Anchor& head : db::log_heads(*session))
            text += std::to_string(head.sequence) + " " + head.hash + " " + head.terminal + "\n";
        fs::create_directories(author.anchors);
        write_durably(anchor_file(), text);
    } catch (const std::exception&) { // an older anchor still holds
    }
}

} // namespace db

#include "db/backup.h"
#include "db/catalogue.h"
#include "db/folder.h"
#include "db/schema.h"
#include "db/sha256.h"
#include "db/tar.h"
#include "dossier/id.h"

#include <cerrno>
#include <fcntl.h>
#include <map>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace db {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t most_text = 1ULL << 28U; ///< a manifest of two million objects
constexpr const char* manifest_name = "manifest-sha256.txt";

/// Makes the folder if need be; takes everything away again unless told to keep it.
class Workplace {
  public:
    explicit Workplace(fs::path folder)
        : folder_(std::move(folder))
        , inside_(folder_ / (std::string(temporary_prefix) + "restore")) {
        std::error_code error;
        made_ = fs::create_directories(folder_, error);
        if (error)
            throw error_of(error.value(), folder_.string(), "cannot make the folder");
        for (const auto& entry : fs::directory_iterator(folder_, error))
            if (entry.path() != inside_) // of a restore that was killed
                throw Error(ErrorKind::exists, folder_.string(), "the folder is not empty");
        fs::remove_all(inside_, error);
        make_folder(inside_);
    }
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;
    ~Workplace() {
        std::error_code error;
        fs::remove_all(inside_, error);
        if (!kept_)
            for (const char* name : {"media", "derived", "recording", "backup"})
                fs::remove_all(folder_ / name, error);
        if (!kept_ && made_)
            fs::remove(folder_, error);
    }
    /// Everything to its place, the database last: before it this is no catalogue.
    void keep() {
        for (const char* name : {"derived", "recording", "backup"})
            make_folder(folder_ / name);
        for (const char* name : {"media", "catalogue.db"})
            if (::rename((inside_ / name).c_str(), (folder_ / name).c_str()) != 0)
                throw error_of(errno, folder_.string(), "cannot move what was restored to its place");
        kept_ = true;
        sync_folder(folder_);
        sync_folder(fs::absolute(folder_).lexically_normal().parent_path());
    }
    [[nodiscard]] const fs::path& inside() const { return inside_; }

  private:
    fs::path folder_;
    fs::path inside_;
    bool made_ = false;
    bool kept_ = false;
};

bool may_stand_in_a_backup(const std::string& name) {
    if (name == "catalogue.db")
        return true;
    const std::string hash = name.size() == 73 ? name.substr(9) : "";
    return is_hash(hash) && name == "media/" + hash.substr(0, 2) + "/" + hash;
}

class Reading {
  public:
    Reading(const fs::path& file, const fs::path& target, const CopyProgress& progress)
        : file_(open_file(file, O_RDONLY))
        , subject_(file.string())
        , target_(target)
        , progress_(progress) {
        struct stat status {};
        if (::fstat(file_.get(), &status) != 0 || !S_ISREG(status.st_mode))
            throw Error(ErrorKind::not_ours, subject_, "not a backup");
        total_ = status.st_size;
    }

    void run() {
        bool first = true;
        for (;;) {
            tar::Block header{};
            take(header.data(), header.size());
            if (tar::is_end(header))
                break;
            const auto entry = tar::entry_of(header);
            if (first && (!entry || entry->name != "backup.txt"))
                throw Error(ErrorKind::not_ours, subject_, "not a backup");
            first = false;
            if (!entry)
                throw damaged("an entry cannot be read");
            if (entry->name == "backup.txt" || entry->name == manifest_name)
                text(*entry);
            else
                object(*entry);
            std::string zeros(tar::padding(entry->bytes), '\0');
            take(zeros.data(), zeros.size());
        }
        compare_with_manifest();
    }

  private:
    [[nodiscard]] Error damaged(const std::string& what) const {
        return {ErrorKind::corrupt, subject_, "the backup is damaged: " + what};
    }

    void take(char* bytes, std::size_t count) {
        while (count > 0) {
            const ssize_t got = ::read(file_.get(), bytes, count);
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                throw error_of(errno, subject_, "cannot read the backup");
            if (got == 0)
                throw damaged("it ends too early");
            bytes += got;
            count -= static_cast<std::size_t>(got);
            done_ += got;
        }
    }

    void text(const tar::Entry& entry) {
        if (entry.bytes > most_text)
            throw damaged(entry.name + " is too large");
        std::string bytes(entry.bytes, '\0');
        take(bytes.data(), bytes.size());
        if (entry.name == manifest_name) {
            manifest_ = bytes;
            return;
        }
        if (!bytes.starts_with("dossier-backup 1\n"))
            throw Error(ErrorKind::newer, subject_, "the backup was made by a newer program");
        remember(entry.name, sha256(bytes));
    }

    void object(const tar::Entry& entry) {
        if (!may_stand_in_a_backup(entry.name))
            throw damaged("an entry that does not belong into it");
        const fs::path place = target_ / entry.name;
        make_folder(place.parent_path());
        const Descriptor out = open_file(place, O_WRONLY | O_CREAT | O_EXCL);
        if (::fallocate(out.get(), FALLOC_FL_KEEP_SIZE, 0,
                        static_cast<off_t>(std::max<std::uint64_t>(entry.bytes, 1))) != 0 &&
            (errno == ENOSPC || errno == EFBIG) && entry.bytes <= static_cast<std::uint64_t>(total_))
            throw error_of(errno, target_.parent_path().string(), "cannot restore");
        Sha256 hash;
        std::string buffer(file_piece, '\0');
        for (std::uint64_t left = entry.bytes; left > 0;) {
            const std::size_t count = std::min<std::uint64_t>(left, buffer.size());
            take(buffer.data(), count);
            hash.add(buffer.data(), count);
            write_all(out.get(), {buffer.data(), count}, target_.parent_path().string());
            left -= count;
            if (progress_ && !progress_(done_, total_))
                throw CopyCancelled();
        }
        if (entry.name != "catalogue.db" && ::fchmod(out.get(), 0440) != 0)
            throw error_of(errno, target_.parent_path().string(), "cannot protect an object");
        remember(entry.name, hash.hex());
    }

    void remember(const std::string& name, const std::string& hash) {
        if (!found_.emplace(name, hash).second)
            throw damaged("an entry stands twice in it");
    }

    void compare_with_manifest() {
        std::map<std::string, std::string> wanted;
        std::istringstream lines(manifest_);
        for (std::string line; std::getline(lines, line);)
            if (line.size() > 66)
                wanted[line.substr(66)] = line.substr(0, 64);
        for (const auto& [name, hash] : wanted) {
            const auto found = found_.find(name);
            if (found == found_.end())
                throw damaged(name + " is missing");
            if (found->second != hash)
                throw damaged(name + " was changed");
        }
        if (wanted.size() != found_.size() || !wanted.contains("catalogue.db"))
            throw damaged("the manifest is not complete");
    }

    Descriptor file_;
    std::string subject_;
    fs::path target_;
    const CopyProgress& progress_;
    std::int64_t total_ = 0;
    std::int64_t done_ = 0;
    std::string manifest_;
    std::map<std::string, std::string> found_;
};

/// A restored catalogue begins a life of its own: what machines have seen of the log of the first one does
/// not bind it.
void give_new_instance(const fs::path& database) {
    Session session(database, sqlite::Mode::read_write);
    if (session.value<std::int64_t>("pragma application_id") != sqlite::application_id)
        throw Error(ErrorKind::corrupt, database.string(), "the database in the backup is none of ours");
    if (session.value<std::string>("select group_concat(quick_check) from pragma_quick_check") != "ok")
        throw Error(ErrorKind::corrupt, database.string(), "the database in the backup is damaged");
    if (session.value<std::int64_t>("pragma user_version") <= schema_version())
        session.run("update meta set value = :1 where key = 'instance'", {dossier::make_uuid7()});
}

} // namespace

void read_backup(const fs::path& file, const fs::path& folder, const CopyProgress& progress) {
    const Descriptor readable = open_file(file, O_RDONLY); // before a folder is made
    Workplace place(folder);
    if (const std::string kind = network_file_system(folder); !kind.empty())
        throw Error(ErrorKind::network, folder.string(), "the folder lies on a network file system: " + kind);
    make_folder(place.inside() / "media");
    try {
        Reading(file, place.inside(), progress).run();
    } catch (const CopyCancelled&) {
        return;
    }
    give_new_instance(place.inside() / "catalogue.db");
    sync_file_system(place.inside());
    place.keep();
}

} // namespace db

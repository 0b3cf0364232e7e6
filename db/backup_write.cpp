#include "db/backup.h"
#include "db/catalogue.h"
#include "db/folder.h"
#include "db/log.h"
#include "db/sha256.h"
#include "db/tar.h"

#include <cerrno>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

namespace db {

namespace fs = std::filesystem;

namespace {

/// Takes its file away unless told to keep it.
class TemporaryFile {
  public:
    explicit TemporaryFile(fs::path path)
        : path_(std::move(path)) {}
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        if (!kept_)
            ::unlink(path_.c_str());
    }
    void keep() { kept_ = true; }
    [[nodiscard]] const fs::path& path() const { return path_; }

  private:
    fs::path path_;
    bool kept_ = false;
};

class Archive {
  public:
    Archive(const fs::path& file, const std::string& subject, const CopyProgress& progress,
            std::int64_t total)
        : file_(open_file(file, O_WRONLY | O_CREAT | O_EXCL))
        , subject_(subject)
        , progress_(progress)
        , total_(total) {}

    void add_text(const std::string& name, const std::string& text) {
        begin({.name = name, .bytes = text.size()});
        write_all(file_.get(), text, subject_);
        pad(text.size());
        manifest_ += sha256(text) + "  " + name + "\n";
    }

    /// False: the bytes are not those `expected` names (empty: any); then the entry is taken out again.
    bool add_file(const std::string& name, const fs::path& source_file, const std::string& expected) {
        const Descriptor source = open_file(source_file, O_RDONLY);
        struct stat status {};
        if (::fstat(source.get(), &status) != 0)
            throw error_of(errno, source_file.string(), "cannot read");
        const off_t start = ::lseek(file_.get(), 0, SEEK_CUR);
        const auto bytes = static_cast<std::uint64_t>(status.st_size);
        begin({.name = name, .bytes = bytes});
        Sha256 hash;
        const bool whole = copy(source.get(), bytes, hash);
        const std::string found = hash.hex();
        if (!whole || (!expected.empty() && found != expected)) {
            if (::ftruncate(file_.get(), start) != 0 || ::lseek(file_.get(), start, SEEK_SET) != start)
                throw error_of(errno, subject_, "cannot take an entry back");
            return false;
        }
        pad(bytes);
        manifest_ += found + "  " + name + "\n";
        return true;
    }

    void finish() {
        const std::string manifest = manifest_;
        add_text("manifest-sha256.txt", manifest);
        write_all(file_.get(), std::string(2 * tar::block, '\0'), subject_);
        if (::fsync(file_.get()) != 0)
            throw error_of(errno, subject_, "cannot sync");
    }

  private:
    void begin(const tar::Entry& entry) {
        const tar::Block header = tar::header_of(entry);
        write_all(file_.get(), {header.data(), header.size()}, subject_);
    }
    void pad(std::uint64_t bytes) {
        write_all(file_.get(), std::string(tar::padding(bytes), '\0'), subject_);
    }

    bool copy(int source, std::uint64_t bytes, Sha256& hash) {
        std::string buffer(file_piece, '\0');
        while (bytes > 0) {
            const ssize_t got = ::read(source, buffer.data(), std::min<std::uint64_t>(buffer.size(), bytes));
            if (got < 0 && errno == EINTR)
                continue;
            if (got <= 0)
                return false;
            hash.add(buffer.data(), static_cast<std::size_t>(got));
            write_all(file_.get(), {buffer.data(), static_cast<std::size_t>(got)}, subject_);
            bytes -= static_cast<std::uint64_t>(got);
            done_ += got;
            if (progress_ && !progress_(done_, std::max(done_, total_)))
                throw CopyCancelled();
        }
        return true;
    }

    Descriptor file_;
    std::string subject_;
    const CopyProgress& progress_;
    std::int64_t total_;
    std::int64_t done_ = 0;
    std::string manifest_;
};

std::string description(Session& copy, bool with_media) {
    std::string text =
        "dossier-backup 1\nmade " + utc_now() + "\nmedia " + (with_media ? "yes" : "no") + "\n";
    for (const Anchor& head : log_heads(copy))
        text += "head " + std::to_string(head.sequence) + " " + head.hash + " " + head.terminal + "\n";
    return text;
}

/// rename() that does not replace; file systems that cannot say so (some sticks) are asked first.
void rename_new(const fs::path& from, const fs::path& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0)
        return;
    if (errno != EINVAL && errno != ENOSYS)
        throw error_of(errno, to.string(), "cannot give the backup its name");
    std::error_code error;
    if (fs::exists(to, error))
        throw Error(ErrorKind::exists, to.string(), "there is something under this name");
    if (::rename(from.c_str(), to.c_str()) != 0)
        throw error_of(errno, to.string(), "cannot give the backup its name");
}

} // namespace

std::vector<MediaStore::Finding> write_backup(Session& session, const MediaStore& store, const fs::path& file,
                                              bool with_media, const CopyProgress& progress) {
    std::error_code error;
    if (fs::exists(fs::symlink_status(file, error)))
        throw Error(ErrorKind::exists, file.string(), "there is something under this name");
    const fs::path beside = fs::absolute(file).lexically_normal().parent_path();
    TemporaryFile database(beside / temporary_name());
    TemporaryFile part(beside / temporary_name());
    std::vector<MediaStore::Finding> findings;
    if (!sqlite::copy_database(session.native(), database.path(), {}))
        return findings;
    std::vector<std::string> hashes;
    std::string about;
    {
        Session copy(database.path(), sqlite::Mode::immutable);
        about = description(copy, with_media);
        if (with_media)
            hashes = copy.column<std::string>("select hash from media order by hash");
    }
    auto total = static_cast<std::int64_t>(fs::file_size(database.path(), error));
    for (const std::string& hash : hashes)
        total += std::max<std::int64_t>(store.size_of(hash), 0);
    try {
        Archive archive(part.path(), file.string(), progress, total);
        archive.add_text("backup.txt", about);
        archive.add_file("catalogue.db", database.path(), "");
        for (const std::string& hash : hashes) {
            const std::string name = "media/" + hash.substr(0, 2) + "/" + hash;
            if (!store.has(hash))
                findings.push_back({MediaStore::Finding::Kind::missing, hash});
            else if (!archive.add_file(name, store.path(hash), hash))
                findings.push_back({MediaStore::Finding::Kind::damaged, hash});
        }
        archive.finish();
    } catch (const CopyCancelled&) {
        return findings;
    }
    rename_new(part.path(), file);
    part.keep();
    sync_folder(beside);
    return findings;
}

} // namespace db
